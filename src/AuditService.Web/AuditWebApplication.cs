using AuditService.App;
using AuditService.Web.Access;
using AuditService.Web.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace AuditService.Web;

/// <summary>The door for people and programs: what <c>audit serve</c> runs.</summary>
public static class AuditWebApplication
{
    /// <param name="settings">The section <c>AuditService</c> of the configuration.</param>
    /// <param name="configure">What the caller adds to the host before it is built: urls, a worker in the same process, a test's own services.</param>
    public static WebApplication Build(AuditServiceSettings settings, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddAuditService(settings).AddAccess(settings.Access).AddPeoplePages();
        configure?.Invoke(builder);
        var app = builder.Build();
        app.UseAccess(settings.Access);
        app.MapPeoplePages();
        MapApi(app.MapGroup("/api/v1"));
        return app;
    }

    private static void MapApi(RouteGroupBuilder api)
    {
        api.MapPeople();
        api.MapReviews();
    }
}
