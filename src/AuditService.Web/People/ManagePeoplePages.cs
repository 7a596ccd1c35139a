using AuditService.App;
using AuditService.App.People;
using AuditService.Core.People;
using AuditService.Web.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AuditService.Web.People;

/// <summary>The people of an organisation by forms, for its administrators.</summary>
internal static class ManagePeoplePages
{
    public const string Path = "/people";

    public static void MapManagePeoplePages(this RouteGroupBuilder pages)
    {
        var people = pages.MapGroup(Path).RequireAuthorization(Policies.Administer);
        people.MapGet("", ([AsParameters] ManagePeopleRequest request, string? done) => request.PageAsync(done: Enum.TryParse<Done>(done, out var known) && Enum.IsDefined(known) ? known : null));
        people.MapPost("", ([AsParameters] ManagePeopleRequest request) => request.TryAsync("email", async form =>
        {
            var organisation = form["organisation"].ToString();
            var (person, link) = await request.Manage.CreateAsync(
                request.Viewer, form["email"].ToString(), form["name"].ToString(), organisation.Length == 0 ? null : organisation, Forms.Chosen<Role>(form, "roles"), request.Cancellation);
            return await request.PageAsync(invited: (person.Email, link));
        }));
        people.MapPost("/{id}/invitation", (string id, [AsParameters] ManagePeopleRequest request) => request.TryAsync(null, async _ =>
        {
            var link = await request.Manage.InviteAgainAsync(request.Viewer, id, request.Cancellation);
            var person = (await request.Manage.ListAsync(request.Viewer, request.Cancellation)).First(each => each.Id == id);
            return await request.PageAsync(invited: (person.Email, link));
        }));
        people.MapPost("/{id}/disable", (string id, [AsParameters] ManagePeopleRequest request) => DisableAsync(request, id, disabled: true));
        people.MapPost("/{id}/enable", (string id, [AsParameters] ManagePeopleRequest request) => DisableAsync(request, id, disabled: false));
        people.MapPost("/{id}/roles", (string id, [AsParameters] ManagePeopleRequest request) => request.TryAsync(null, async form =>
        {
            await request.Manage.GiveRolesAsync(request.Viewer, id, Forms.Chosen<Role>(form, "roles"));
            return TypedResults.LocalRedirect($"{Path}?done={Done.RolesChanged}");
        }));
        people.MapPost("/{id}/second-factor/remove", (string id, [AsParameters] ManagePeopleRequest request) => request.TryAsync(null, async _ =>
        {
            await request.Manage.RemoveSecondFactorAsync(request.Viewer, id);
            return TypedResults.LocalRedirect($"{Path}?done={Done.SecondFactorTaken}");
        }));

        // The address of an answer to a form, typed again.
        people.MapGet("/{**form}", () => TypedResults.LocalRedirect(Path));
    }

    private static Task<IResult> DisableAsync(ManagePeopleRequest request, string id, bool disabled) => request.TryAsync(null, async _ =>
    {
        await request.Manage.DisableAsync(request.Viewer, id, disabled);
        return TypedResults.LocalRedirect($"{Path}?done={(disabled ? Done.PersonDisabled : Done.PersonEnabled)}");
    });
}

/// <summary>A request of an administrator, with the use cases behind it.</summary>
internal sealed record ManagePeopleRequest(HttpContext Context, IAntiforgery Antiforgery, ManagePeople Manage)
{
    public Viewer Viewer => Principals.ViewerOf(Context.User);

    public CancellationToken Cancellation => Context.RequestAborted;

    /// <summary>Does what a form asks; what is refused is said on the same page.</summary>
    /// <param name="field">The field that an error is about which names none; null when there is no such field.</param>
    public async Task<IResult> TryAsync(string? field, Func<IFormCollection, Task<IResult>> act)
    {
        var sent = await Forms.ReadAsync(Context);
        try
        {
            return await act(sent);
        }
        catch (RefusedException refused)
        {
            return await PageAsync(FormState.Of(Context, Antiforgery, refused, sent, "invite", field), null, null, RefusalHandler.StatusOf(refused.Refusal));
        }
    }

    /// <param name="invited">The address of somebody, and the path that they are to open: told once.</param>
    public Task<IResult> PageAsync(Done? done = null, (string Email, string Path)? invited = null) =>
        PageAsync(FormState.Of(Context, Antiforgery, error: null), done, invited, StatusCodes.Status200OK);

    private async Task<IResult> PageAsync(FormState form, Done? done, (string Email, string Path)? invited, int status) => PeoplePages.Page<ManagePeoplePage>(
        new
        {
            Form = form,
            Viewer,
            People = await Manage.ListAsync(Viewer, Cancellation),
            Done = done,
            Invited = invited is var (email, path) ? (email, Forms.ServerOf(Context.Request) + path) : ((string Email, string Link)?)null,
        },
        status);
}
