using System.Text.Json.Serialization;
using AuditService.Core;
using AuditService.Core.Reviews;

namespace AuditService.Web.People;

/// <summary>What somebody says of a finding.</summary>
internal sealed record ReviewRequest([property: JsonRequired] ReviewKind Kind, [property: JsonRequired] string Reason, Outcome? Outcome, string? Owner, DateOnly? Until);

/// <summary>Where a finding stands, and everything said of it.</summary>
/// <param name="Machine">What the rule said.</param>
/// <param name="Outcome">What is shown and counted.</param>
internal sealed record FindingReviewsAnswer(string Finding, Outcome Machine, Outcome Outcome, ReviewState State, IReadOnlyList<ReviewAnswer> Reviews);

/// <summary>A review as it is shown.</summary>
internal sealed record ReviewAnswer(
    long Sequence,
    ReviewKind Kind,
    string Author,
    string AuthorName,
    DateTimeOffset At,
    string Reason,
    Outcome Machine,
    Outcome? Outcome,
    string? Owner,
    DateOnly? Until,
    string Audit,
    string Hash)
{
    public static ReviewAnswer Of(TrailEntry entry, string authorName) => new(
        entry.Sequence,
        entry.Review.Kind,
        entry.Review.Author,
        authorName,
        entry.Review.At,
        entry.Review.Reason,
        entry.Review.Machine,
        entry.Review.Outcome,
        entry.Review.Owner,
        entry.Review.Until,
        entry.Review.AuditId,
        entry.Hash);
}
