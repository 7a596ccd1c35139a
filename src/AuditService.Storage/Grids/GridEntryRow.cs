using System.Globalization;
using AuditService.Core.Accessibility;

namespace AuditService.Storage.Grids;

/// <summary>An entry of the trail of grids as a row: texts only, so that a row that somebody has changed can still be read and told.</summary>
internal sealed record GridEntryRow
{
    public required long Sequence { get; init; }

    public required string AuditId { get; init; }

    public required string Referential { get; init; }

    public required string Criterion { get; init; }

    public required string Page { get; init; }

    public required string Status { get; init; }

    public required string Derogation { get; init; }

    public required string Changes { get; init; }

    public required string DerogationComment { get; init; }

    public required string Author { get; init; }

    public required string At { get; init; }

    public required string File { get; init; }

    public required string PreviousHash { get; init; }

    public required string Hash { get; init; }

    public static GridEntryRow Of(GridEntry entry) => new()
    {
        Sequence = entry.Sequence,
        AuditId = entry.AuditId,
        Referential = entry.Referential,
        Criterion = entry.Verdict.Criterion,
        Page = entry.Verdict.Page,
        Status = entry.Verdict.Status.Code(),
        Derogation = entry.Verdict.Derogation ? "D" : "N",
        Changes = entry.Verdict.Changes,
        DerogationComment = entry.Verdict.DerogationComment,
        Author = entry.Author,
        At = entry.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        File = entry.File,
        PreviousHash = entry.PreviousHash,
        Hash = entry.Hash,
    };

    /// <summary>Null when the row is not what this program writes.</summary>
    public GridEntry? ToEntry()
    {
        if (CriterionStatuses.Read(Status) is not { } status
            || !long.TryParse(At, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at)
            || at < DateTimeOffset.MinValue.ToUnixTimeMilliseconds()
            || at > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            return null;
        }

        var entry = new GridEntry(
            Sequence, AuditId, Referential, new(Criterion, Page, status, Derogation == "D", Changes, DerogationComment), Author, DateTimeOffset.FromUnixTimeMilliseconds(at), File, PreviousHash, Hash);

        // Another spelling of the same value is a change too.
        return Of(entry) == this ? entry : null;
    }
}
