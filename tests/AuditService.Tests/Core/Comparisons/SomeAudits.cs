using AuditService.Core.Audits;
using AuditService.Core.Conditions;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Rules;
using AuditService.Core.Scoring;

namespace AuditService.Tests.Core.Comparisons;

/// <summary>Audits made by the real judge and scorer, which differ only in what a test says.</summary>
internal static class SomeAudits
{
    public static readonly DateTimeOffset Start = new(2026, 8, 1, 9, 0, 0, TimeSpan.Zero);

    public static Rule Flag { get; } = Hashed(Some.Rule("R-FLAG", Some.IsTrue("dossier.flag")));

    public static Rule Sightings { get; } = Hashed(Some.Rule("R-SEEN", Empty("dataset.seen"), Severity.Blocking, "C2", SubjectKind.Dataset) with { Proves = Proves.Failure });

    public static AuditTools Tools { get; } = new("1.0.0", "4.14.0", "140", "4.1.2", "grid-1", [new("some", "1.0.0", "h1")]);

    public static Audit Audit(string id, int day, IReadOnlyList<Fact> facts, IReadOnlyList<Rule>? rules = null, IReadOnlyList<SnapshotFile>? files = null, AuditTools? tools = null)
    {
        var known = new FactSet([], facts);
        var start = Start.AddDays(day);
        var on = DateOnly.FromDateTime(start.UtcDateTime);
        var findings = Judge.JudgeAll(rules ?? [Flag, Sightings], known, on);
        return new()
        {
            Id = id,
            Project = "projet",
            Snapshot = Snapshot.Of("dossier", files ?? [], []),
            HasManifest = true,
            StartedAt = start,
            FinishedAt = start.AddSeconds(2),
            On = on,
            Tools = tools ?? Tools,
            Steps = [],
            Facts = known,
            Findings = findings,
            Scorecard = new Scorer(Some.Scheme).Score(["C1", "C2"], findings),
        };
    }

    public static Rule Hashed(Rule rule, string hash = "1") => rule with { Hash = hash };

    public static Subject Dataset(string path) => new(SubjectKind.Dataset, path);

    public static Fact FlagIs(bool value) => Some.Fact("dossier.flag", new BooleanValue(value));

    public static Fact Unknown(string key, Subject subject) => Fact.Unavailable(subject, key, new(UnavailableBecause.Unreadable, Some.Text), Some.Provenance);

    public static Fact Seen(string dataset, params Observation[] observations) => Some.Fact("dataset.seen", new ObservationsValue(observations), Dataset(dataset));

    public static Observation At(int line, string excerpt = "x", string path = "data/a.csv") => new(Location.File(path, line, 4), excerpt);

    public static SnapshotFile File(string path, char content) => new(path, new string(content, 64), 10);

    private static Comparison Empty(string key) => new(key, Operator.Table["isEmpty"], new ScalarOperand(new BooleanValue(true)));
}
