using System.Security.Claims;
using AuditService.App;
using AuditService.Core.People;
using Microsoft.AspNetCore.Identity;

namespace AuditService.Web.Access;

/// <summary>A person as the claims of a request, both ways. One word a claim: changing one signs nobody in by mistake.</summary>
public sealed class Principals(AuditServiceSettings settings) : IUserClaimsPrincipalFactory<Account>
{
    private const string OrganisationClaim = "organisation";
    private const string ScopeClaim = "scope";
    private const string StampClaim = "stamp";
    private const string PasskeyClaim = "passkey";

    public Task<ClaimsPrincipal> CreateAsync(Account user) => Task.FromResult(OfSession(user, byPasskey: false));

    /// <param name="byPasskey">True when the session began with a passkey, whose authenticator checked its user: two factors in one.</param>
    public ClaimsPrincipal OfSession(Account user, bool byPasskey) => new(Identity(user, IdentityConstants.ApplicationScheme, byPasskey));

    /// <summary>The same person narrowed to the scopes of a token.</summary>
    public ClaimsPrincipal Narrowed(Account user, IEnumerable<Right> scopes)
    {
        var identity = Identity(user, BearerTokenHandler.Scheme, byPasskey: false);
        identity.AddClaims(scopes.Select(scope => new Claim(ScopeClaim, scope.ToString())));
        return new(identity);
    }

    /// <summary>Whoever asks, for the question what they may see. Throws <see cref="InvalidOperationException"/> for somebody anonymous: no policy lets them so far.</summary>
    public static Viewer ViewerOf(ClaimsPrincipal principal) => new(
        Text(principal, ClaimTypes.NameIdentifier),
        Text(principal, OrganisationClaim),
        RolesOf(principal).ToHashSet());

    /// <summary>Null for somebody anonymous.</summary>
    public static string? IdOf(ClaimsPrincipal principal) => principal.FindFirstValue(ClaimTypes.NameIdentifier);

    public static IReadOnlySet<Right> RightsOf(ClaimsPrincipal principal)
    {
        var rights = Rights.Of(RolesOf(principal)).ToHashSet();
        if (!IsSession(principal))
            rights.IntersectWith(principal.FindAll(ScopeClaim).Select(claim => Enum.Parse<Right>(claim.Value)));
        return rights;
    }

    /// <summary>True for somebody who has signed in, false for a token.</summary>
    public static bool IsSession(ClaimsPrincipal principal) => principal.Identity is { IsAuthenticated: true, AuthenticationType: var type } && type == IdentityConstants.ApplicationScheme;

    /// <summary>True in a session that began with a passkey.</summary>
    public static bool IsByPasskey(ClaimsPrincipal principal) => principal.HasClaim(claim => claim.Type == PasskeyClaim);

    public static bool HasStamp(ClaimsPrincipal principal, Account account) => principal.FindFirstValue(StampClaim) == account.SecurityStamp;

    private static IEnumerable<Role> RolesOf(ClaimsPrincipal principal) => principal.FindAll(ClaimTypes.Role).Select(claim => Enum.Parse<Role>(claim.Value));

    private static string Text(ClaimsPrincipal principal, string claim) => principal.FindFirstValue(claim) ?? throw new InvalidOperationException($"The request has no claim {claim}");

    private ClaimsIdentity Identity(Account user, string type, bool byPasskey)
    {
        var roles = user.Roles.Where(role => user.HasSecondFactor || byPasskey || !settings.Access.SecondFactorFor.Contains(role));
        return new(
            [
                new(ClaimTypes.NameIdentifier, user.Id),
                new(ClaimTypes.Name, user.Name),
                new(OrganisationClaim, user.Organisation),
                new(StampClaim, user.SecurityStamp),
                .. byPasskey ? (Claim[])[new(PasskeyClaim, "true")] : [],
                .. roles.Select(role => new Claim(ClaimTypes.Role, role.ToString())),
            ],
            type,
            ClaimTypes.Name,
            ClaimTypes.Role);
    }
}
