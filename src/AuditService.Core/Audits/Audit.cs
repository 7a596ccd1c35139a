using AuditService.Core.Dossiers;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Scoring;

namespace AuditService.Core.Audits;

/// <summary>One finished audit: what was looked at, with what, what was found, and the grid. Immutable; an audit that is not finished does not exist.</summary>
public sealed record Audit
{
    /// <summary>Sortable by time: a version 7 UUID, 32 hexadecimal characters.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the project as declared, or of the folder.</summary>
    public required string Project { get; init; }

    public required Snapshot Snapshot { get; init; }

    public required bool HasManifest { get; init; }

    /// <summary>True while the author says that the manifest is a draft: what it leaves out was not counted as left out.</summary>
    public bool IsDraft => Facts.Find(Subject.Dossier, Dossier.DraftFact)?.Value is BooleanValue { Value: true };

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>The day whose law was applied.</summary>
    public required DateOnly On { get; init; }

    public required AuditTools Tools { get; init; }

    /// <summary>One entry per step of a collector, in the order of collector and step.</summary>
    public required IReadOnlyList<StepRun> Steps { get; init; }

    public required FactSet Facts { get; init; }

    /// <summary>Ordered by rule, then subject.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    public required Scorecard Scorecard { get; init; }

    /// <summary>
    /// What was not taken in; then what was and could not be read, or not to its end; then the files of which a collector could state next to nothing.
    /// </summary>
    public IReadOnlyList<RefusedEntry> NotRead =>
    [
        .. Snapshot.Refused
            .Concat((Facts.Find(Subject.Dossier, Dossier.UnreadableFilesFact)?.Value as ObservationsValue)?.Items
                .Where(item => item.Where.Path is not null && item.Detail is not null).Select(item => new RefusedEntry(item.Where.Path!, item.Detail!)) ?? [])
            .Concat(Facts.All
                .Where(fact => IsOfAFile(fact.Subject) && fact.Why?.Because is UnavailableBecause.Unreadable or UnavailableBecause.RefusedByLimit or UnavailableBecause.TimedOut or UnavailableBecause.CollectorFailed)
                .GroupBy(fact => fact.Subject)
                // A page of which one thing could not be seen was read; a document of which only the format is known was not.
                .Where(facts => facts.Count() > Facts.Of(facts.Key).Count(fact => fact is { Value: not null, Provenance.Grade: EvidenceGrade.MachineChecked }))
                .Select(facts => new RefusedEntry(facts.Key.Id, facts.First().Why!.Detail)))
            .DistinctBy(entry => entry.Path, StringComparer.Ordinal),
    ];

    /// <summary>What nobody could judge though it may be the author's work: where nothing was found, something may be in there.</summary>
    public IReadOnlyList<RefusedEntry> Gaps => [.. NotRead.Where(entry => entry.LeavesAGap)];

    /// <summary>SHA-256 (64 hexadecimal characters) over all that the store keeps of the audit; null before it is stored, and for audits stored by a version that made none.</summary>
    public string? Seal { get; init; }

    public TimeSpan Duration => FinishedAt - StartedAt;

    private static bool IsOfAFile(Subject subject) => subject.Kind is SubjectKind.Dataset or SubjectKind.Model or SubjectKind.Document or SubjectKind.Page or SubjectKind.File;

    public int CachedFacts => Steps.Where(step => step.Cached).Sum(step => step.Facts);

    public int CollectedFacts => Steps.Where(step => !step.Cached).Sum(step => step.Facts);
}

/// <summary>The versions that an audit is pinned to. <paramref name="Axe"/> and <paramref name="Chromium"/> are null when no browser was used.</summary>
public sealed record AuditTools(string AuditService, string? Axe, string? Chromium, string Rgaa, string Scoring, IReadOnlyList<PackPin> Packs);

/// <summary>A rule pack by the hash of its files.</summary>
public sealed record PackPin(string Id, string Version, string Hash);

/// <summary>How one step of a collector went.</summary>
/// <param name="Collector">Name of the collector.</param>
/// <param name="Name">Name of the step.</param>
/// <param name="Took">Wall time; zero for a cached step.</param>
/// <param name="Cached">True when its facts come from an earlier audit of the same input.</param>
/// <param name="Facts">How many facts it gave.</param>
/// <param name="Failure">Why all of its facts are unavailable, or null.</param>
public sealed record StepRun(string Collector, string Name, TimeSpan Took, bool Cached, int Facts, LocalizedText? Failure = null);
