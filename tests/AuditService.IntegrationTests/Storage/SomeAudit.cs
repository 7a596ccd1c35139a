using AuditService.Core.Audits;
using AuditService.Core.Conditions;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Rules;
using AuditService.Core.Scoring;
using AuditService.Tests;

namespace AuditService.IntegrationTests.Storage;

/// <summary>Audits made by the real judge and scorer, of every kind of fact, condition and outcome.</summary>
internal static class SomeAudit
{
    public static readonly DateTimeOffset Start = new(2026, 11, 30, 14, 22, 33, 123, TimeSpan.Zero);

    private static readonly Subject Dataset = new(SubjectKind.Dataset, "data/cv.csv");
    private static readonly Subject Other = new(SubjectKind.Dataset, "data/été.csv");
    private static readonly Subject Bare = new(SubjectKind.Dataset, "data/nothing-known.csv");

    public static IReadOnlyList<Fact> Facts { get; } =
    [
        Some.Fact("dossier.flag", new BooleanValue(true)),
        Some.Fact("dossier.days", new NumberValue(0.1 + 0.2), grade: EvidenceGrade.Declared),
        Some.Fact("dossier.name", new TextValue("Été \"quoted\" </script> 🙂")),
        Some.Fact("dossier.date", new DateValue(new(2026, 2, 28))),
        Some.Fact("dossier.list", new TextListValue(["b", "a", ""])),
        Fact.Known(
            Dataset,
            "dataset.sightings",
            new ObservationsValue(
                [
                    new(Location.File("src/app.py", 12, 3), "tor***oad", new("appel dangereux", "unsafe call"), 0.8, new string('a', 64), new string('b', 64)),
                    new(Location.Element("ui/index.html", "main > img:nth-child(2)")),
                    new(Location.DocumentSheet("rapport.pdf", 7)),
                    new(Location.InDataset("data/cv.csv", "prénom")),
                ],
                73),
            new(new("sense", 4), EvidenceGrade.MachineChecked, Location.File("data/cv.csv"))),
        Some.Fact("dataset.sightings", new ObservationsValue([]), Other),
        Fact.Unavailable(Dataset, "dataset.rows", new(UnavailableBecause.Unreadable, new("fichier illisible", "unreadable file")), Some.Provenance),
    ];

    public static IReadOnlyList<Rule> Rules(string title = "titre") =>
    [
        Some.Rule("R-ALL", new All([Some.IsTrue("dossier.flag"), Compare("dossier.days", "atMost", new ScalarOperand(new NumberValue(30)))])) with
        {
            Title = new(title, "title"),
            When = new Not(Compare("dossier.name", "matches", new PatternOperand("^x+$"))),
            Shows = ["dossier.list"],
            AppliesFrom = new(2018, 5, 25),
        },
        Some.Rule("R-ANY", new Any([Compare("dossier.list", "includesAll", new ListOperand([new TextValue("a"), new TextValue("z")])), Compare("dossier.date", "after", new ScalarOperand(new DateValue(new(2027, 1, 1))))]), Severity.Blocking),
        Some.Rule("R-EMPTY", Compare("dataset.sightings", "isEmpty", new ScalarOperand(new BooleanValue(true))), forEach: SubjectKind.Dataset),
        Some.Rule("R-ROWS", Compare("dataset.rows", "atLeast", new FactOperand("dossier.days")), forEach: SubjectKind.Dataset),
        Some.Rule("R-HUMAN") with { Mode = RuleMode.Human },
        Some.Rule("R-FUTURE", Some.IsTrue("dossier.flag")) with { AppliesFrom = new(2099, 1, 1) },
        Some.Rule("R-NONE", Some.IsTrue("processing.x"), forEach: SubjectKind.Processing),
        Some.Rule("R-WRONG-TYPE", Compare("dossier.name", "atLeast", new ScalarOperand(new NumberValue(1)))),
    ];

    public static Audit New(string? id = null, string project = "Tri de CV", DateTimeOffset? startedAt = null, IReadOnlyList<Fact>? facts = null, IReadOnlyList<Rule>? rules = null, Snapshot? snapshot = null)
    {
        var known = new FactSet([Bare], facts ?? Facts);
        var start = startedAt ?? Start;
        var findings = Judge.JudgeAll(rules ?? Rules(), known, DateOnly.FromDateTime(start.UtcDateTime));
        return new()
        {
            Id = id ?? Guid.CreateVersion7(start).ToString("N"),
            Project = project,
            Snapshot = snapshot ?? Snapshot.Of(
                "dossier",
                [new("b/é.csv", new string('1', 64), 12), new("A.txt", new string('2', 64), 5_000_000_000), new("b.txt", new string('3', 64), 0)],
                [new("b/link", new("Lien, non suivi.", "Link, not followed.")), new(".git", new("Historique", "History"))]),
            HasManifest = true,
            StartedAt = start,
            FinishedAt = start.AddMilliseconds(4_567),
            On = DateOnly.FromDateTime(start.UtcDateTime),
            Tools = new("0.1.0", "4.14.0", null, "4.1.2", "test", [new("some", "1.2.3", "sha256:abc")]),
            Steps = [new("sense", "data/cv.csv", TimeSpan.FromTicks(123_456_789), Cached: false, 3), new("sense", "été", TimeSpan.Zero, Cached: true, 2, new("échec", "failure"))],
            Facts = known,
            Findings = findings,
            Scorecard = new Scorer(Some.Scheme).Score(["C1", "C2"], findings),
        };
    }

    private static Comparison Compare(string fact, string name, Operand operand) => new(fact, Operator.Table[name], operand);
}
