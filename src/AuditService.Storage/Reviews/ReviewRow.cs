using System.Globalization;
using AuditService.Core;
using AuditService.Core.Reviews;
using AuditService.Storage.Audits;

namespace AuditService.Storage.Reviews;

/// <summary>An entry of the trail as a row: texts only, so that a row that somebody has changed can still be read and told.</summary>
internal sealed record ReviewRow
{
    private const string DateFormat = "yyyy-MM-dd";

    public required long Sequence { get; init; }

    public required string Project { get; init; }

    /// <summary>JSON, for it ends with the id of the subject.</summary>
    public required string FindingId { get; init; }

    public required string AuditId { get; init; }

    public required string Machine { get; init; }

    public required string Sight { get; init; }

    public required string Kind { get; init; }

    public required string Author { get; init; }

    public required string At { get; init; }

    public required string Reason { get; init; }

    public string? Outcome { get; init; }

    public string? Owner { get; init; }

    public string? Until { get; init; }

    public string? Rating { get; init; }

    public required string PreviousHash { get; init; }

    public required string Hash { get; init; }

    public static ReviewRow Of(TrailEntry entry) => new()
    {
        Sequence = entry.Sequence,
        Project = entry.Review.Project,
        FindingId = StoredJson.Of(entry.Review.FindingId),
        AuditId = entry.Review.AuditId,
        Machine = entry.Review.Machine.ToString(),
        Sight = entry.Review.Sight,
        Kind = entry.Review.Kind.ToString(),
        Author = entry.Review.Author,
        At = entry.Review.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        Reason = entry.Review.Reason,
        Outcome = entry.Review.Outcome?.ToString(),
        Owner = entry.Review.Owner,
        Until = entry.Review.Until?.ToString(DateFormat, CultureInfo.InvariantCulture),
        Rating = entry.Review.Rating?.ToString(),
        PreviousHash = entry.PreviousHash,
        Hash = entry.Hash,
    };

    /// <summary>Null when the row is not what this program writes.</summary>
    public TrailEntry? ToEntry()
    {
        try
        {
            var entry = new TrailEntry(
                Sequence,
                new(
                    Project,
                    StoredJson.Read<string>(FindingId),
                    AuditId,
                    Enum.Parse<Outcome>(Machine),
                    Sight,
                    Enum.Parse<ReviewKind>(Kind),
                    Author,
                    DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(At, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
                    Reason,
                    Outcome is null ? null : Enum.Parse<Outcome>(Outcome),
                    Owner,
                    Until is null ? null : DateOnly.ParseExact(Until, DateFormat, CultureInfo.InvariantCulture))
                {
                    Rating = Rating is null ? null : RiskRating.Parse(Rating),
                },
                PreviousHash,
                Hash);

            // Another spelling of the same value is a change too.
            return Of(entry) == this ? entry : null;
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or OverflowException or InvalidDataException or System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
