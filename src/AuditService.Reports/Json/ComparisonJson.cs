using System.Text.Json;
using AuditService.Core;
using AuditService.Core.Audits;
using AuditService.Core.Comparisons;
using AuditService.Core.Findings;
using AuditService.Core.Rules;
using AuditService.Core.Scoring;

namespace AuditService.Reports.Json;

/// <summary>
/// A comparison of two audits as JSON, schema version 1: the names are a promise to other programs. Deterministic: the same two audits and the same
/// history give the same bytes.
/// </summary>
public static class ComparisonJson
{
    public const int SchemaVersion = 1;

    public static async Task WriteAsync(AuditComparison comparison, Language language, Stream output, CancellationToken cancellation)
    {
        await JsonSerializer.SerializeAsync(output, Of(comparison, language), AuditJson.Options, cancellation);
        await output.WriteAsync("\n"u8.ToArray(), cancellation);
    }

    public static ComparisonDocument Of(AuditComparison comparison, Language language)
    {
        return new(
            SchemaVersion,
            Compared(comparison.Before),
            Compared(comparison.After),
            new(Count(ChangeState.New), Count(ChangeState.Reopened), Count(ChangeState.Changed), Count(ChangeState.Resolved), Count(ChangeState.NotReassessed), Count(ChangeState.Unchanged)),
            [.. comparison.Criteria.Select(Movement)],
            comparison.Differences,
            [.. comparison.Findings.Select(change => Change(change, language))]);

        int Count(ChangeState state) => comparison.In(state).Count();
    }

    private static ComparedAudit Compared(Audit audit) => new(audit.Id, audit.Project, audit.StartedAt, audit.On, audit.Snapshot.Hash, audit.Scorecard.Result);

    private static MovementEntry Movement(CriterionMovement movement) => new(
        movement.Criterion,
        movement.Moves,
        Score(movement.Before),
        Score(movement.After),
        AuditJson.Rounded(movement.FloorChange),
        AuditJson.Rounded(movement.CeilingChange),
        movement.Causes);

    private static ScoreEntry? Score(CriterionScore? score) => score is null
        ? null
        : new(AuditJson.Rounded(score.Floor), AuditJson.Rounded(score.Ceiling), AuditJson.Rounded(score.Coverage), score.Verdict, score.Blocking);

    private static ChangeEntry Change(FindingChange change, Language language) => new(
        change.Id,
        change.Finding.Rule.Id,
        change.Finding.Rule.Pack,
        AuditJson.SubjectOf(change.Subject),
        change.Finding.Rule.Title.In(language),
        change.Finding.Rule.Severity,
        change.Finding.Rule.Criteria,
        change.State,
        change.Before?.Outcome,
        change.After?.Outcome,
        change.WhyNotReassessed,
        change.Causes,
        change.FirstSeen,
        change.OpenSince,
        [.. change.Evidence.Added.Select(evidence => Evidence(change.After!, evidence))],
        [.. change.Evidence.Gone.Select(evidence => Evidence(change.Before!, evidence))]);

    private static PlaceEntry Evidence(Finding finding, Evidence evidence)
    {
        var where = evidence.Observation.Where;
        return new(Fingerprint.Of(finding, where), where.Path, where.Line, AuditJson.PageOf(where), where.Selector, where.DataColumn);
    }
}

/// <param name="Before">The audit compared with.</param>
/// <param name="After">The audit asked about.</param>
/// <param name="Summary">Findings by state, whatever their outcome.</param>
/// <param name="Grid">Every criterion, in the grid's order.</param>
/// <param name="Differences">What the audits did not have in common: the possible causes.</param>
/// <param name="Findings">Every finding of either audit, by rule, then subject.</param>
public sealed record ComparisonDocument(
    int SchemaVersion,
    ComparedAudit Before,
    ComparedAudit After,
    ComparisonSummary Summary,
    IReadOnlyList<MovementEntry> Grid,
    AuditDifferences Differences,
    IReadOnlyList<ChangeEntry> Findings);

public sealed record ComparedAudit(string Id, string Project, DateTimeOffset StartedAt, DateOnly On, string Snapshot, Verdict Result);

public sealed record ComparisonSummary(int New, int Reopened, int Changed, int Resolved, int NotReassessed, int Unchanged);

public sealed record MovementEntry(string Criterion, bool Moves, ScoreEntry? Before, ScoreEntry? After, double? FloorChange, double? CeilingChange, IReadOnlyList<Cause> Causes);

public sealed record ScoreEntry(double? Floor, double? Ceiling, double? Coverage, Verdict Verdict, IReadOnlyList<string> Blocking);

public sealed record ChangeEntry(
    string Id,
    string Rule,
    string Pack,
    SubjectEntry Subject,
    string Title,
    Severity Severity,
    IReadOnlyList<string> Criteria,
    ChangeState State,
    Outcome? Before,
    Outcome? After,
    NotReassessedBecause? WhyNotReassessed,
    IReadOnlyList<Cause> Causes,
    SeenIn? FirstSeen,
    SeenIn? OpenSince,
    IReadOnlyList<PlaceEntry> EvidenceAdded,
    IReadOnlyList<PlaceEntry> EvidenceGone);

/// <summary>The place of a piece of evidence. The fingerprint tells it again in another audit, wherever its line has moved.</summary>
public sealed record PlaceEntry(string Fingerprint, string? Path, int? Line, string? Page, string? Selector, string? Column);
