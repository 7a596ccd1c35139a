using AuditService.Core;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Documents;

/// <summary>Why a protected document is not read.</summary>
internal static class Locks
{
    public static Unavailability Password { get; } = new(
        UnavailableBecause.Unreadable, new LocalizedText("protégé par un mot de passe : illisible", "protected by a password: not readable"));
}
