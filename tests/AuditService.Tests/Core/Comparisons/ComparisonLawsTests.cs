using System.Text.Json;
using AuditService.Core;
using AuditService.Core.Audits;
using AuditService.Core.Comparisons;
using AuditService.Core.Facts;
using AuditService.Core.Rules;
using AuditService.Reports.Json;
using CsCheck;
using static AuditService.Tests.Core.Comparisons.SomeAudits;

namespace AuditService.Tests.Core.Comparisons;

/// <summary>What holds for every two audits, whatever they looked at and by whatever rules.</summary>
public sealed class ComparisonLawsTests
{
    private static readonly string[] Paths = ["data/a.csv", "data/b.csv", "data/c.csv"];

    private static readonly Gen<Observation> GenObservation =
        from line in Gen.Int[1, 4]
        from excerpt in Gen.Int[0, 1]
        from path in Gen.Int[0, 1]
        select At(line, $"x{excerpt}", Paths[path]);

    /// <summary>Facts of the dossier and of each data set: known, not known, or not stated at all.</summary>
    private static readonly Gen<List<Fact>> GenFacts =
        from flag in Gen.Int[0, 3]
        from known in Gen.Int[0, 3].Array[Paths.Length]
        from seen in GenObservation.List[0, 3].Array[Paths.Length]
        from flags in Gen.Int[0, 2].Array[Paths.Length]
        select (List<Fact>)
        [
            .. flag switch
            {
                0 => [FlagIs(true)],
                1 => [FlagIs(false)],
                2 => [Unknown("dossier.flag", Subject.Dossier)],
                _ => (Fact[])[],
            },
            .. Paths.SelectMany((path, index) => known[index] switch
            {
                0 => [],
                1 => [Unknown("dataset.seen", Dataset(path))],
                _ => (Fact[])[Seen(path, [.. seen[index]]), .. flags[index] == 2 ? (Fact[])[] : [Some.Fact("dataset.ok", new BooleanValue(flags[index] == 1), Dataset(path))]],
            }),
        ];

    private static readonly Rule[] AllRules =
    [
        Flag,
        Sightings,
        Hashed(Some.Rule("R-OK", Some.IsTrue("dataset.ok"), criterion: "C2", forEach: SubjectKind.Dataset) with { When = Some.IsTrue("dossier.flag") }),
        Hashed(Some.Rule("R-LAW", Some.IsTrue("dossier.flag")) with { AppliesFrom = DateOnly.FromDateTime(Start.UtcDateTime).AddDays(2) }),
        Hashed(Some.Rule("R-HUMAN") with { Mode = RuleMode.Human }),
        Hashed(Some.Rule("R-SHOWS", Some.IsTrue("dossier.flag"), forEach: SubjectKind.Dataset) with { Shows = ["dataset.seen"] }),
    ];

    private static readonly Gen<Audit> GenAudit =
        from facts in GenFacts
        from applied in Gen.Int[1, (1 << AllRules.Length) - 1]
        from version in Gen.Int[1, 2]
        from day in Gen.Int[0, 4]
        from files in Gen.Int[0, 2].Array[Paths.Length]
        from chromium in Gen.Int[139, 140]
        select Audit(
            $"audit-{day}",
            day,
            facts,
            [.. AllRules.Where((_, index) => (applied & 1 << index) != 0).Select(rule => rule.Id == "R-OK" && version == 2 ? Hashed(rule with { Proves = Proves.Success }, "2") : rule)],
            [.. files.Select((content, index) => File(Paths[index], (char)('0' + content)))],
            Tools with { Chromium = $"{chromium}", Packs = [new("some", $"1.{version}.0", $"h{version}")] });

    [Fact]
    public void Comparing_an_audit_with_itself_or_with_a_rerun_of_the_same_input_finds_nothing() =>
        GenAudit.Sample(audit =>
        {
            var rerun = audit with { Id = "later", StartedAt = audit.StartedAt.AddHours(1), FinishedAt = audit.FinishedAt.AddHours(1) };

            return new[] { audit, rerun }.Select(other => AuditComparer.Compare(audit, other, [])).All(comparison =>
                comparison.IsNoChange
                && comparison.Differences.IsNone
                && comparison.Findings.All(change => change.Causes.Count == 0 && change.Evidence.IsNone)
                && comparison.Criteria.All(criterion => criterion.Causes.Count == 0));
        }, iter: 2_000);

    [Fact]
    public void There_and_back_are_mirror_images() =>
        Gen.Select(GenAudit, GenAudit).Sample((one, other) =>
        {
            var (there, back) = (AuditComparer.Compare(one, other with { Id = "other" }, []), AuditComparer.Compare(other with { Id = "other" }, one, []));

            Assert.Equal(there.Findings.Select(change => change.Id).Order(), back.Findings.Select(change => change.Id).Order());
            var returns = back.Findings.ToDictionary(change => change.Id);
            foreach (var change in there.Findings)
            {
                var mirrored = returns[change.Id];
                Assert.Equal((change.Before?.Outcome, change.After?.Outcome), (mirrored.After?.Outcome, mirrored.Before?.Outcome));
                Assert.Equal(Mirrored(change), mirrored.State);
                Assert.Equal(change.Causes, mirrored.Causes);
                Assert.Equal(change.Evidence.Added, mirrored.Evidence.Gone);
                Assert.Equal(change.Evidence.Gone, mirrored.Evidence.Added);
            }

            foreach (var (movement, mirrored) in there.Criteria.Zip(back.Criteria))
            {
                Assert.Equal((movement.Before, movement.After), (mirrored.After, mirrored.Before));
                Assert.Equal(movement.Causes, mirrored.Causes);
                Assert.Equal(movement.FloorChange, -mirrored.FloorChange);
            }

            Assert.Equal(there.Differences.Input?.Modified, back.Differences.Input?.Modified);
            Assert.Equal(there.Differences.Law.Select(law => (law.Rule, law.IsInForceAfter)), back.Differences.Law.Select(law => (law.Rule, !law.IsInForceAfter)));
            Assert.Equal(there.Differences.Tools, back.Differences.Tools.Select(tool => new ToolChange(tool.Tool, tool.After, tool.Before)));
            Assert.Equal(there.Differences.Packs.SelectMany(pack => pack.Rules).Select(rule => (rule.Rule, rule.Kind)), back.Differences.Packs.SelectMany(pack => pack.Rules).Select(rule => (rule.Rule, Mirrored(rule.Kind))));
        }, iter: 3_000);

    [Fact]
    public void The_order_of_facts_findings_evidence_and_history_never_matters() =>
        Gen.Select(GenAudit, GenAudit, Gen.Int).Sample((one, other, seed) =>
        {
            var random = new Random(seed);
            var later = other with { Id = "other" };
            EarlierFinding[] history =
            [
                .. later.Findings.SelectMany((finding, index) => Enumerable.Range(0, index % 4).Select(turn =>
                    new EarlierFinding($"old-{turn}", Start.AddDays(-turn), finding.Id, (Standing)random.Next(4)))),
            ];

            return Json(AuditComparer.Compare(one, later, history)) == Json(AuditComparer.Compare(Shuffled(one, random), Shuffled(later, random), Shuffled(history, random)));
        }, iter: 1_000);

    [Fact]
    public void Moving_lines_changes_no_finding() =>
        Gen.Select(GenAudit, Gen.Int[1, 500]).Sample((audit, lines) =>
        {
            var facts = audit.Facts.All.Select(fact => fact.Value is ObservationsValue seen
                ? fact with { Value = new ObservationsValue([.. seen.Items.Select(item => item with { Where = item.Where with { Line = item.Where.Line + lines, Character = 1 } })]) }
                : fact);
            Rule[] rules = [.. audit.Findings.Select(finding => finding.Rule).DistinctBy(rule => rule.Id)];
            var (still, moved) = (Audit("still", 2, [.. audit.Facts.All], rules), Audit("moved", 3, [.. facts], rules, [File("else", '9')]));

            return AuditComparer.Compare(still, moved, []).IsNoChange;
        }, iter: 2_000);

    [Fact]
    public void Every_change_has_a_cause_that_the_two_audits_do_not_share() =>
        Gen.Select(GenAudit, GenAudit).Sample((one, other) =>
        {
            var comparison = AuditComparer.Compare(one, other with { Id = "other" }, []);
            var differences = comparison.Differences;

            return comparison.Findings.All(change => change.State == ChangeState.Unchanged == (change.Causes.Count == 0) && change.Causes.All(cause => cause switch
            {
                Cause.Input => differences.Input is not null,
                Cause.Rules => differences.Packs.Count > 0,
                Cause.Law => differences.Law.Count > 0,
                Cause.Tools => differences.Tools.Count > 0,
                _ => true,
            }));
        }, iter: 2_000);

    private static ChangeState Mirrored(FindingChange change)
    {
        var (was, now) = (Standings.Of(change.Before), Standings.Of(change.After));
        return change.State switch
        {
            ChangeState.New => was == Standing.Passed ? ChangeState.Resolved : ChangeState.NotReassessed,
            ChangeState.Resolved => ChangeState.New,
            ChangeState.NotReassessed => was == Standing.Failing ? ChangeState.New : ChangeState.Changed,
            ChangeState.Changed => now == Standing.Passed && was < Standing.Passed ? ChangeState.NotReassessed : ChangeState.Changed,
            var same => same,
        };
    }

    private static RuleChangeKind Mirrored(RuleChangeKind kind) => kind switch
    {
        RuleChangeKind.Added => RuleChangeKind.Removed,
        RuleChangeKind.Removed => RuleChangeKind.Added,
        _ => kind,
    };

    private static Audit Shuffled(Audit audit, Random random) => audit with
    {
        Facts = new FactSet(Shuffled(audit.Facts.AllSubjects, random), Shuffled(audit.Facts.All, random)),
        Findings = [.. Shuffled(audit.Findings.Select(finding => finding with { Evidence = [.. Shuffled(finding.Evidence, random)] }), random)],
        Tools = audit.Tools with { Packs = [.. Shuffled(audit.Tools.Packs, random)] },
    };

    private static IEnumerable<T> Shuffled<T>(IEnumerable<T> items, Random random) => items.OrderBy(_ => random.Next()).ToList();

    private static string Json(AuditComparison comparison) => JsonSerializer.Serialize(ComparisonJson.Of(comparison, Language.French), AuditJson.Options);
}
