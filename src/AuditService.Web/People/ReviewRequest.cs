using System.Text.Json.Serialization;
using AuditService.Core;
using AuditService.Core.Reviews;

namespace AuditService.Web.People;

/// <summary>What somebody says of a finding.</summary>
internal sealed record ReviewRequest([property: JsonRequired] ReviewKind Kind, [property: JsonRequired] string Reason, Outcome? Outcome, string? Owner, DateOnly? Until);

/// <summary>A review as it is shown.</summary>
internal sealed record ReviewAnswer(
    long Sequence,
    ReviewKind Kind,
    string Author,
    DateTimeOffset At,
    string Reason,
    Outcome Machine,
    Outcome? Outcome,
    string? Owner,
    DateOnly? Until,
    string Audit,
    string Hash)
{
    public static ReviewAnswer Of(TrailEntry entry) => new(
        entry.Sequence,
        entry.Review.Kind,
        entry.Review.Author,
        entry.Review.At,
        entry.Review.Reason,
        entry.Review.Machine,
        entry.Review.Outcome,
        entry.Review.Owner,
        entry.Review.Until,
        entry.Review.AuditId,
        entry.Hash);
}
