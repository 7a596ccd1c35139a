using System.Security.Claims;
using AuditService.App;
using AuditService.App.People;
using AuditService.Core;
using AuditService.Web.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.Web.People;

/// <summary>The pages that are seen before anybody is known: sign-in, second factor, one-time links. They work without scripts.</summary>
internal static class PeoplePages
{
    private const string SecondFactorPath = "/signin/second-factor";
    private const string Home = "/account";
    private const int LargestRequest = 64 * 1024;

    public static IServiceCollection AddPeoplePages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        return services.AddScoped<SignInDoor>();
    }

    public static void MapPeoplePages(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<AuditServiceSettings>().Access;
        var pages = app.MapGroup("").ExcludeFromDescription().WithMetadata(new RequestSizeLimitAttribute(LargestRequest));
        var open = pages.MapGroup("").AllowAnonymous();
        var limited = open.MapGroup("").RequireRateLimiting(SignInLimits.Policy);

        open.MapGet("/people.css", Style);
        open.MapGet("/signin", (HttpContext context, IAntiforgery antiforgery, string? refused) =>
            SignIn(context, antiforgery, settings, refused is null ? null : new("Ce fournisseur d'identité ne vous connaît pas, ou n'a pas répondu.", "This identity provider does not know you, or did not answer.")));
        limited.MapPost("/signin", async (HttpContext context, IAntiforgery antiforgery, SignInDoor door, string? returnUrl) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var answer = await door.WithPasswordAsync(form["email"].ToString(), form["password"].ToString(), context.RequestAborted);
            return answer switch
            {
                SignInAnswer.In => TypedResults.LocalRedirect(Local(returnUrl)),
                SignInAnswer.SecondFactor => TypedResults.LocalRedirect($"{SecondFactorPath}?returnUrl={Uri.EscapeDataString(Local(returnUrl))}"),
                _ => (IResult)SignIn(context, antiforgery, settings, SignInWords.Of(answer), SignInWords.StatusOf(answer)),
            };
        });
        open.MapGet(SecondFactorPath, (HttpContext context, IAntiforgery antiforgery) => SecondFactor(context, antiforgery, error: null));
        limited.MapPost(SecondFactorPath, async (HttpContext context, IAntiforgery antiforgery, SignInDoor door, string? returnUrl) =>
        {
            var code = (await context.Request.ReadFormAsync(context.RequestAborted))["code"].ToString();
            var isOfApplication = OwnAccount.Digits(code).All(char.IsAsciiDigit);
            var answer = await door.WithSecondFactorAsync(isOfApplication ? code : null, isOfApplication ? null : code, context.RequestAborted);
            return answer == SignInAnswer.In
                ? TypedResults.LocalRedirect(Local(returnUrl))
                : (IResult)SecondFactor(context, antiforgery, SignInWords.Of(answer), SignInWords.StatusOf(answer));
        });
        open.MapGet(Invitations.Path + "{secret}", (string secret, HttpContext context, IAntiforgery antiforgery, Invitations invitations) => WelcomeAsync(secret, context, antiforgery, invitations, error: null));
        limited.MapPost(Invitations.Path + "{secret}", async (string secret, HttpContext context, IAntiforgery antiforgery, Invitations invitations, FirstAdmin first) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            try
            {
                var request = new WelcomeRequest(secret, form["password"].ToString(), form["email"] is [{ } email] ? email : null, form["name"], form["organisation"]);
                await PeopleEndpoints.TakeLinkAsync(request, first, invitations, context.RequestAborted);
                return TypedResults.LocalRedirect("/signin");
            }
            catch (RefusedException refused)
            {
                return (IResult)await WelcomeAsync(secret, context, antiforgery, invitations, refused);
            }
        });
        if (settings.OpenIdConnect.IsOn)
            limited.MapGet("/signin/provider", () => TypedResults.Challenge(new AuthenticationProperties { RedirectUri = Home }, [IdentityProvider.Scheme]));

        var own = pages.MapGroup("").RequireAuthorization(Policies.Account);
        own.MapGet(Home, async (HttpContext context, IAntiforgery antiforgery, ClaimsPrincipal principal, OwnAccount account) =>
            Page<AccountPage>(new { Form = FormState.Of(context, antiforgery, error: null) with { Action = "/signout" }, Person = (await account.FindAsync(Principals.ViewerOf(principal).UserId)).ToPerson() }));
        own.MapPost("/signout", async (SignInDoor door) =>
        {
            await door.SignOutAsync();
            return TypedResults.LocalRedirect("/signin");
        });
    }

    private static RazorComponentResult<SignInPage> SignIn(HttpContext context, IAntiforgery antiforgery, AccessSettings settings, LocalizedText? error, int status = StatusCodes.Status200OK) =>
        Page<SignInPage>(new { Form = FormState.Of(context, antiforgery, error), Provider = settings.OpenIdConnect.IsOn ? settings.OpenIdConnect.Name : null }, status);

    private static RazorComponentResult<SecondFactorPage> SecondFactor(HttpContext context, IAntiforgery antiforgery, LocalizedText? error, int status = StatusCodes.Status200OK) =>
        Page<SecondFactorPage>(new { Form = FormState.Of(context, antiforgery, error) }, status);

    private static async Task<RazorComponentResult<WelcomePage>> WelcomeAsync(string secret, HttpContext context, IAntiforgery antiforgery, Invitations invitations, RefusedException? error)
    {
        var (works, person) = await invitations.FindAsync(secret, context.RequestAborted);
        var status = error is not null ? RefusalHandler.StatusOf(error.Refusal) : works ? StatusCodes.Status200OK : StatusCodes.Status410Gone;
        return Page<WelcomePage>(new { Form = FormState.Of(context, antiforgery, error?.Why), Works = works, person?.Email }, status);
    }

    private static RazorComponentResult<T> Page<T>(object parameters, int status = StatusCodes.Status200OK)
        where T : IComponent => new(parameters) { StatusCode = status };

    private static IResult Style(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return TypedResults.Stream(typeof(PeoplePages).Assembly.GetManifestResourceStream("people.css")!, "text/css; charset=utf-8");
    }

    /// <summary>Only to this site: a link to sign in must not lead elsewhere afterwards.</summary>
    private static string Local(string? returnUrl) => returnUrl is ['/'] or ['/', not ('/' or '\\'), ..] ? returnUrl : Home;
}
