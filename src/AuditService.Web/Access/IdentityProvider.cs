using System.Security.Claims;
using AuditService.App.People;
using AuditService.Core.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace AuditService.Web.Access;

/// <summary>
/// Sign-in through an OpenID Connect provider. It says who somebody is by a verified e-mail address; only people with an account here get in, and those with
/// a second factor here are still asked for it.
/// </summary>
internal static class IdentityProvider
{
    public const string Scheme = "oidc";

    public static void AddIdentityProvider(this AuthenticationBuilder authentication, AccessSettings.OpenIdConnectSettings settings) =>
        authentication.AddOpenIdConnect(Scheme, settings.Name, options =>
        {
            options.Authority = settings.Authority;
            options.RequireHttpsMetadata = !new Uri(settings.Authority!).IsLoopback;
            options.ClientId = settings.ClientId;
            options.ClientSecret = settings.ClientSecret;
            options.ResponseType = OpenIdConnectResponseType.Code;
            options.UsePkce = true;
            options.SignInScheme = IdentityConstants.ApplicationScheme;
            options.MapInboundClaims = false;
            options.GetClaimsFromUserInfoEndpoint = false;
            options.Scope.Clear();
            options.Scope.Add("openid");
            options.Scope.Add("email");
            options.Events = new()
            {
                OnTokenValidated = LetInAsync,
                OnRemoteFailure = context =>
                {
                    context.Response.Redirect("/signin?refused=1");
                    context.HandleResponse();
                    return Task.CompletedTask;
                },
            };
        });

    /// <summary>Sends the browser to the provider.</summary>
    /// <returns>False when the provider does not say how it is to be asked.</returns>
    public static async Task<bool> TryAskAsync(HttpContext context, string backTo)
    {
        try
        {
            await context.ChallengeAsync(Scheme, new() { RedirectUri = backTo });
            return true;
        }
        catch (InvalidOperationException silent) when (silent.InnerException is IOException or HttpRequestException or OperationCanceledException)
        {
            context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(IdentityProvider)).LogWarning("The identity provider does not answer: {Reason}", silent.InnerException.Message);
            return false;
        }
    }

    private static async Task LetInAsync(TokenValidatedContext context)
    {
        var services = context.HttpContext.RequestServices;
        var users = services.GetRequiredService<UserManager<Account>>();
        if (context.Principal is not { } principal
            || !string.Equals(principal.FindFirstValue("email_verified"), "true", StringComparison.OrdinalIgnoreCase)
            || principal.FindFirstValue("email") is not { } email
            || await users.FindByEmailAsync(email) is not { IsDisabled: false } person)
        {
            context.Fail("No account here has this verified e-mail address");
            return;
        }

        if (person.HasSecondFactor)
        {
            var asked = new ClaimsIdentity([new(ClaimTypes.Name, person.Id)], IdentityConstants.TwoFactorUserIdScheme);
            await context.HttpContext.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new(asked));
            context.Response.Redirect("/signin/second-factor");
            context.HandleResponse();
            return;
        }

        context.Principal = await services.GetRequiredService<Principals>().CreateAsync(person);
        await services.GetRequiredService<OwnAccount>().NoteSignInAsync(person, context.HttpContext.RequestAborted);
    }
}
