using AuditService.Core;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Documents;

/// <summary>The document passes a limit, is locked or is damaged beyond reading. It never leaves the document's boundary, where it becomes the reason shown.</summary>
internal sealed class DocumentRefusedException(Unavailability reason, Exception? cause = null) : Exception(reason.Detail.En, cause)
{
    public Unavailability Reason { get; } = reason;

    public static DocumentRefusedException Limit(string fr, string en) => new(new Unavailability(UnavailableBecause.RefusedByLimit, new LocalizedText(fr, en)));

    public static DocumentRefusedException Damaged(string fr, string en, Exception? cause = null) =>
        new(new Unavailability(UnavailableBecause.Unreadable, new LocalizedText(fr, en)), cause);

    public static DocumentRefusedException Locked() => new(Locks.Password);
}
