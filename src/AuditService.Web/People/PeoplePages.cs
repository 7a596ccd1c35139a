using AuditService.App;
using AuditService.App.People;
using AuditService.Core;
using AuditService.Web.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.Web.People;

/// <summary>The pages for people, which work without scripts but for passkeys: here those that are seen before anybody is known, sign-in, second factor, one-time links.</summary>
internal static class PeoplePages
{
    private const string SecondFactorPath = "/signin/second-factor";
    private const string PasskeyPath = "/signin/passkey";
    private const int LargestRequest = 64 * 1024;

    public static IServiceCollection AddPeoplePages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        return services.AddScoped<SignInDoor>().AddScoped<PasskeyDoor>().AddSingleton<IProblemDetailsWriter, ErrorPages>();
    }

    public static void MapPeoplePages(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<AuditServiceSettings>().Access;
        var pages = app.MapGroup("").ExcludeFromDescription().WithMetadata(new RequestSizeLimitAttribute(LargestRequest));
        var open = pages.MapGroup("").AllowAnonymous();
        var limited = open.MapGroup("").RequireRateLimiting(SignInLimits.Policy);

        open.MapGet("/people.css", (HttpContext context) => Own(context, "people.css", "text/css; charset=utf-8"));
        open.MapGet("/passkeys.js", (HttpContext context) => Own(context, "passkeys.js", "text/javascript; charset=utf-8"));

        // Browsers ask for it whatever a page says, also beside a report or an answer of the API.
        open.MapGet("/favicon.ico", (HttpContext context) => Own(context, "icon.svg", "image/svg+xml"));
        open.MapGet("/signin", (HttpContext context, IAntiforgery antiforgery, string? refused) =>
            SignIn(context, antiforgery, settings, refused is null ? null : new("Ce fournisseur d'identité ne vous connaît pas, ou n'a pas répondu.", "This identity provider does not know you, or did not answer.")));
        limited.MapPost("/signin", async (HttpContext context, IAntiforgery antiforgery, SignInDoor door, string? returnUrl) =>
        {
            var form = await Forms.ReadAsync(context);
            var answer = await door.WithPasswordAsync(form["email"].ToString(), form["password"].ToString(), context.RequestAborted);
            return answer switch
            {
                SignInAnswer.In => TypedResults.LocalRedirect(Local(returnUrl)),
                SignInAnswer.SecondFactor => TypedResults.LocalRedirect($"{SecondFactorPath}?returnUrl={Uri.EscapeDataString(Local(returnUrl))}"),
                _ => (IResult)SignIn(context, antiforgery, settings, SignInWords.Of(answer), SignInWords.StatusOf(answer)),
            };
        });
        limited.MapPost(PasskeyPath + "/options", async (HttpContext context, PasskeyDoor door) => TypedResults.Content(await door.AskToComeInAsync(context), "application/json"));
        limited.MapPost(PasskeyPath, async (HttpContext context, IAntiforgery antiforgery, PasskeyDoor door, string? returnUrl) =>
        {
            var credential = (await Forms.ReadAsync(context))["credential"].ToString();
            var answer = await door.ComeInAsync(context, credential);
            return answer == SignInAnswer.In
                ? TypedResults.LocalRedirect(Local(returnUrl))
                : (IResult)SignIn(context, antiforgery, settings, SignInWords.OfPasskey(answer, credential.Length > 0), SignInWords.StatusOf(answer));
        });

        // The address of an answer to a form, typed again.
        open.MapGet(PasskeyPath, () => TypedResults.LocalRedirect("/signin"));
        open.MapGet(SecondFactorPath, (HttpContext context, IAntiforgery antiforgery) => SecondFactor(context, antiforgery, error: null));
        limited.MapPost(SecondFactorPath, async (HttpContext context, IAntiforgery antiforgery, SignInDoor door, string? returnUrl) =>
        {
            var code = (await Forms.ReadAsync(context))["code"].ToString();
            var isOfApplication = OwnAccount.Digits(code).All(char.IsAsciiDigit);
            var answer = await door.WithSecondFactorAsync(isOfApplication ? code : null, isOfApplication ? null : code, context.RequestAborted);
            return answer == SignInAnswer.In
                ? TypedResults.LocalRedirect(Local(returnUrl))
                : (IResult)SecondFactor(context, antiforgery, SignInWords.Of(answer), SignInWords.StatusOf(answer));
        });
        open.MapGet(Invitations.Path + "{secret}", (string secret, HttpContext context, IAntiforgery antiforgery, Invitations invitations) => WelcomeAsync(secret, context, antiforgery, invitations, error: null));
        limited.MapPost(Invitations.Path + "{secret}", async (string secret, HttpContext context, IAntiforgery antiforgery, Invitations invitations, FirstAdmin first) =>
        {
            var form = await Forms.ReadAsync(context);
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
            limited.MapGet("/signin/provider", async (HttpContext context, IAntiforgery antiforgery) => await IdentityProvider.TryAskAsync(context, AccountPages.Path) ? Results.Empty : SignIn(context, antiforgery, settings, ProviderIsSilent, StatusCodes.Status502BadGateway));

        pages.MapAccountPages();
        pages.MapManagePeoplePages();
    }

    private static LocalizedText ProviderIsSilent { get; } = new(
        "Le fournisseur d'identité ne répond pas : réessayez dans un moment, ou connectez-vous par mot de passe.",
        "The identity provider does not answer: try again in a moment, or sign in by password.");

    private static RazorComponentResult<SignInPage> SignIn(HttpContext context, IAntiforgery antiforgery, AccessSettings settings, LocalizedText? error, int status = StatusCodes.Status200OK) =>
        Page<SignInPage>(new { Form = FormState.Of(context, antiforgery, error) with { Action = "/signin" + context.Request.QueryString }, PasskeyAction = PasskeyPath + context.Request.QueryString, PasskeyOptions = PasskeyPath + "/options", Provider = settings.OpenIdConnect.IsOn ? settings.OpenIdConnect.Name : null }, status);

    private static RazorComponentResult<SecondFactorPage> SecondFactor(HttpContext context, IAntiforgery antiforgery, LocalizedText? error, int status = StatusCodes.Status200OK) =>
        Page<SecondFactorPage>(new { Form = FormState.Of(context, antiforgery, error) }, status);

    private static async Task<RazorComponentResult<WelcomePage>> WelcomeAsync(string secret, HttpContext context, IAntiforgery antiforgery, Invitations invitations, RefusedException? error)
    {
        var (works, person) = await invitations.FindAsync(secret, context.RequestAborted);
        var status = error is not null ? RefusalHandler.StatusOf(error.Refusal) : works ? StatusCodes.Status200OK : StatusCodes.Status410Gone;
        return Page<WelcomePage>(new { Form = FormState.Of(context, antiforgery, error?.Why), Works = works, person?.Email }, status);
    }

    internal static RazorComponentResult<T> Page<T>(object parameters, int status = StatusCodes.Status200OK)
        where T : IComponent => new(parameters) { StatusCode = status };

    private static IResult Own(HttpContext context, string file, string type)
    {
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return TypedResults.Stream(typeof(PeoplePages).Assembly.GetManifestResourceStream(file)!, type);
    }

    /// <summary>Only to this site: a link to sign in must not lead elsewhere afterwards. Browsers skip tabs and line ends in an address, and a header takes none.</summary>
    private static string Local(string? returnUrl) =>
        returnUrl is ['/'] or ['/', not ('/' or '\\'), ..] && returnUrl.All(letter => letter is > ' ' and <= '~') ? returnUrl : AccountPages.Path;
}
