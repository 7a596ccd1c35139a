using AuditService.App;
using AuditService.App.Runs;
using AuditService.App.Telemetry;
using AuditService.Web.Access;
using AuditService.Web.Api;
using AuditService.Web.Health;
using AuditService.Web.People;
using AuditService.Web.Questionnaires;
using Hangfire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Scalar.AspNetCore;

namespace AuditService.Web;

/// <summary>The door for people and programs: what <c>audit serve</c> runs.</summary>
public static class AuditWebApplication
{
    /// <summary>Bytes of a request's body, where an endpoint does not say otherwise: only archives are larger.</summary>
    private const long LargestBody = 256 * 1024;

    /// <param name="settings">The section <c>AuditService</c> of the configuration.</param>
    /// <param name="configure">What the caller adds to the host before it is built: urls, a worker in the same process, a test's own services.</param>
    public static WebApplication Build(AuditServiceSettings settings, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = LargestBody);
        builder.Services
            .AddAuditService(settings)
            .AddJobs(settings)
            .AddTelemetry()
            .AddSingleton<UploadedZips>()
            .AddExceptionHandler<MistakesHandler>()
            .AddBadRequestWords()
            .AddApiDescription()
            // Their page for errors comes before the problem details of everything else.
            .AddPeoplePages()
            .AddAccess(settings.Access);
        configure?.Invoke(builder);
        var app = builder.Build();
        app.UseAccess(settings.Access);
        app.Use(LetLibraryPagesWork);
        app.Use(TakeIdsWhole);
        app.MapPeoplePages();
        app.MapQuestionnairePages();
        MapApi(app.MapGroup("/api/v1").DescribeRefusals().TagsAnswers(), settings);
        app.MapHealth();
        app.MapOpenApi().RequireAuthorization(Policies.Read);
        app.MapScalarApiReference("/reference", KeepToThisSite).RequireAuthorization(Policies.Read);
        // The policy stands on the endpoint: the dashboard's own filter would let in whoever comes through a local proxy.
        app.MapHangfireDashboard("/jobs", new DashboardOptions { Authorization = [], AsyncAuthorization = [], DisplayStorageConnectionString = false, AppPath = null, DashboardTitle = "AuditService" })
            .RequireAuthorization(Policies.Operate);
        return app;
    }

    /// <summary>The dashboard and the reference page are their libraries' own and write scripts and styles into the page; both are for people who have signed in.</summary>
    private static Task LetLibraryPagesWork(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments("/jobs") || context.Request.Path.StartsWithSegments("/reference"))
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        return next(context);
    }

    /// <summary>The server leaves an encoded slash alone in a path, so that it parts no segment; ids hold some, those of findings about files for one.</summary>
    private static Task TakeIdsWhole(HttpContext context, RequestDelegate next)
    {
        foreach (var (name, value) in context.Request.RouteValues.ToList())
        {
            if (value is string segment && segment.Contains("%2F", StringComparison.OrdinalIgnoreCase))
                context.Request.RouteValues[name] = segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        }

        return next(context);
    }

    /// <summary>The library's page offers fonts, a chat, a proxy and a publishing service of its maker: none of it is reached from here.</summary>
    private static void KeepToThisSite(ScalarOptions options) => options
        .WithTitle("AuditService – API")
        .DisableDefaultFonts()
        .HideDeveloperTools()
        .HideClientButton()
        .DisableAgent()
        .DisableMcp()
        .DisableTelemetry();

    private static void MapApi(RouteGroupBuilder api, AuditServiceSettings settings)
    {
        api.MapPeople();
        api.MapProjects(settings.Limits.ArchiveMegabytes * 1024 * 1024);
        api.MapRuns();
        api.MapNotifications();
        api.MapAudits();
        api.MapAccessibility();
        api.MapReviews();
        api.MapRiskRatings();
    }
}
