using System.Security.Claims;
using AuditService.Core.People;

namespace AuditService.Web.Access;

/// <summary>From what a sign-in or a token proved to whoever asks.</summary>
internal static class ClaimsViewer
{
    public const string Organisation = "organisation";

    public static Viewer ToViewer(this ClaimsPrincipal user) => new(
        user.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("An endpoint without a known caller asked who it is."),
        user.FindFirstValue(Organisation) ?? "",
        user.FindAll(ClaimTypes.Role).Select(claim => Enum.Parse<Role>(claim.Value, ignoreCase: true)).ToHashSet());
}
