using System.Globalization;
using System.Security.Claims;
using AuditService.App.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace AuditService.Web.Access;

/// <summary>
/// The life of a session. Each request asks the database whether the person is still let in and with which roles: disabling somebody, a new password,
/// or signing out takes effect at once.
/// </summary>
internal sealed class SessionEvents(Sessions sessions, Principals principals, TimeProvider time) : CookieAuthenticationEvents
{
    private const string Begun = "begun";
    private const string Id = "session";
    private const string Passkey = "passkey";
    private const string SignInPath = "/signin";

    /// <summary>Of a session that begins with a passkey: kept with it to its end.</summary>
    public static AuthenticationProperties ByPasskey() => new(new Dictionary<string, string?> { [Passkey] = "true" });

    public override Task SigningIn(CookieSigningInContext context)
    {
        // Renewals keep both: however busy a session is, it ends.
        context.Properties.Items.TryAdd(Begun, time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        context.Properties.Items.TryAdd(Id, Guid.NewGuid().ToString("N"));
        return Task.CompletedTask;
    }

    public override async Task SigningOut(CookieSigningOutContext context)
    {
        var session = await context.HttpContext.AuthenticateAsync(context.Scheme.Name);
        if (session.Properties?.Items.TryGetValue(Id, out var id) == true && id is not null)
            await sessions.EndAsync(id, context.HttpContext.RequestAborted);
    }

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) is { } person
            && context.Properties.Items.TryGetValue(Id, out var id) && id is not null
            && context.Properties.Items.TryGetValue(Begun, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var begun)
            && await sessions.FindAsync(id, person, DateTimeOffset.FromUnixTimeMilliseconds(begun), context.HttpContext.RequestAborted) is { } account
            && Principals.HasStamp(context.Principal, account))
        {
            context.ReplacePrincipal(principals.OfSession(account, context.Properties.Items.ContainsKey(Passkey)));
            return;
        }

        context.RejectPrincipal();
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context) => Answer(
        context, StatusCodes.Status401Unauthorized, $"{SignInPath}?returnUrl={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}");

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context) => Answer(context, StatusCodes.Status403Forbidden, page: null);

    /// <summary>Whoever looks at pages is led to one; programs get the status.</summary>
    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status, string? page)
    {
        if (page is not null && HttpMethods.IsGet(context.Request.Method) && PageRequests.IsForPage(context.HttpContext))
            context.Response.Redirect(page);
        else
            context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
