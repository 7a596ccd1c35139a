using System.Globalization;
using AuditService.Core.Reviews;

namespace AuditService.Core.Accessibility;

/// <summary>A human verdict at its place in the trail of grids. Nothing of it can change, and no entry before it, without its hash telling.</summary>
/// <param name="Sequence">From 1, without a gap, over all audits.</param>
/// <param name="AuditId">The audit whose grid was filled.</param>
/// <param name="Referential">The referential and version of that audit: <c>rgaa-4.1 4.1.2</c>.</param>
/// <param name="Author">Name of the auditor.</param>
/// <param name="File">SHA-256 of the file that the verdict came in.</param>
/// <param name="PreviousHash">Hash of the entry before; <see cref="TrailEntry.Beginning"/> for the first.</param>
/// <param name="Hash">SHA-256 over everything else here, 64 hexadecimal characters.</param>
public sealed record GridEntry(
    long Sequence, string AuditId, string Referential, GridVerdict Verdict, string Author, DateTimeOffset At, string File, string PreviousHash, string Hash)
{
    /// <summary>The next entry of the trail, sealed; the time is kept to the millisecond.</summary>
    /// <param name="last">The entry at the end of the trail, or null when it is empty.</param>
    public static GridEntry After(GridEntry? last, string auditId, string referential, GridVerdict verdict, string author, DateTimeOffset at, string file)
    {
        var entry = new GridEntry(
            last is null ? 1 : last.Sequence + 1,
            auditId, referential, verdict, author, DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()), file, last?.Hash ?? TrailEntry.Beginning, "");
        return entry with { Hash = entry.ComputedHash };
    }

    public bool IsIntact => Hash == ComputedHash;

    private string ComputedHash => CanonicalHash.Of(
    [
        "grid/1",
        PreviousHash,
        Sequence.ToString(CultureInfo.InvariantCulture),
        AuditId,
        Referential,
        Verdict.Criterion,
        Verdict.Page,
        Verdict.Status.Code(),
        Verdict.Derogation ? "D" : "N",
        Verdict.Changes,
        Verdict.DerogationComment,
        Author,
        At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        File,
    ]);
}
