using AuditService.App.People;
using AuditService.Core.People;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AuditService.Web.Access;

/// <summary>What passkeys must be: found by the authenticator without a name, and used only after it has checked its user. Such a key is two factors in one.</summary>
internal static class PasskeyExtensions
{
    public static void AddPasskeys(this IServiceCollection services, AccessSettings settings)
    {
        var origin = settings.Origin is { Length: > 0 } given ? new Uri(given, UriKind.Absolute) : null;
        services.TryAddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.AddScoped<PasskeyCeremonies>();
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
            options.AttestationConveyancePreference = "none";
            options.AuthenticatorTimeout = PasskeyCeremonies.Lifetime;
            options.ServerDomain = origin?.Host;
            options.ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && context.Origin == OriginOf(origin, context.HttpContext.Request));
        });
    }

    /// <summary>As browsers write it: without the port that the scheme implies.</summary>
    private static string OriginOf(Uri? origin, HttpRequest request) => (origin ?? new Uri($"{request.Scheme}://{request.Host}")).GetLeftPart(UriPartial.Authority);
}
