using AuditService.Core;
using AuditService.Core.Conditions;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Rules;
using AuditService.Core.Scoring;
using CsCheck;

namespace AuditService.Tests.Core;

/// <summary>The three laws that hold for every rule, present and future, whatever its conditions.</summary>
public sealed class LawsTests
{
    private static readonly DateOnly Today = new(2026, 11, 1);
    private static readonly string[] Keys = ["a", "b", "c", "d", "e"];

    private static Gen<string> OneOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(index => words[index]);

    private static readonly Gen<Condition> GenLeaf =
        from key in OneOf(Keys)
        from value in Gen.Int[0, 3]
        from row in OneOf("equals", "notEquals", "atLeast", "lessThan")
        from other in OneOf(Keys)
        from crossed in Gen.Bool
        select (Condition)new Comparison(key, Operator.Table[row], crossed ? new FactOperand(other) : new ScalarOperand(new NumberValue(value)));

    private static readonly Gen<Condition> GenCondition = Gen.Recursive<Condition>((depth, inner) => depth > 3
        ? GenLeaf
        : Gen.Frequency(
            (3, GenLeaf),
            (1, inner.List[1, 3].Select(list => (Condition)new All(list))),
            (1, inner.List[1, 3].Select(list => (Condition)new Any(list))),
            (1, inner.Select(condition => (Condition)new Not(condition)))));

    private static readonly Gen<Rule> GenRule =
        from when in GenCondition
        from expect in GenCondition
        from partial in GenCondition
        from confirmed in GenCondition
        from has in Gen.Int[0, 15]
        from proves in Gen.Enum<Proves>()
        from severity in Gen.Enum<Severity>()
        from criterion in OneOf("C1", "C2")
        from id in Gen.Int[0, 30]
        select Some.Rule($"R-{id}", (has & 1) == 0 ? expect : null, severity, criterion) with
        {
            When = (has & 2) == 0 ? when : null,
            PartialWhen = (has & 4) == 0 ? partial : null,
            ConfirmedWhen = proves == Proves.Failure && (has & 8) == 0 ? confirmed : null,
            RefutedWhen = proves == Proves.Success && (has & 8) == 0 ? confirmed : null,
            Proves = proves,
        };

    private static readonly Gen<List<Fact>> GenFacts =
        from values in Gen.Int[-1, 3].Array[Keys.Length]
        select Keys.Zip(values).Where(pair => pair.Second >= 0).Select(pair => Some.Fact(pair.First, new NumberValue(pair.Second))).ToList();

    [Fact]
    public void Removing_a_fact_only_turns_a_verdict_into_an_unknown_one() =>
        Gen.Select(GenRule, GenFacts, Gen.Int[0, Keys.Length - 1]).Sample((rule, facts, removed) =>
        {
            var before = Outcome(rule, facts);
            var after = Outcome(rule, [.. facts.Where((_, index) => index != removed)]);

            return after == before || after.IsUnknown();
        }, iter: 20_000);

    [Fact]
    public void The_order_of_facts_and_rules_never_matters() =>
        Gen.Select(GenRule.List[1, 6], GenFacts, Gen.Int).Sample((rules, facts, seed) =>
        {
            var distinct = rules.DistinctBy(rule => rule.Id).ToList();
            var straight = Judge.JudgeAll(distinct, new FactSet([], facts), Today);
            var random = new Random(seed);
            var shuffled = Judge.JudgeAll(distinct.OrderBy(_ => random.Next()), new FactSet([], facts.OrderBy(_ => random.Next())), Today);

            return straight.Select(Line).SequenceEqual(shuffled.Select(Line)) && Same(Score(straight), Score(shuffled));
        }, iter: 3_000);

    [Fact]
    public void Doing_better_never_lowers_a_score() =>
        Gen.Select(Gen.Enum<Outcome>().List[1, 12], Gen.Int[0, 11], Gen.Enum<Severity>().List[12, 12], Gen.Int[1, 4]).Sample((outcomes, improved, severities, perRule) =>
        {
            var index = improved % outcomes.Count;
            if (outcomes[index] == AuditService.Core.Outcome.NotApplicable)
                return true;
            var before = Score(Findings(outcomes, severities, perRule));
            foreach (var better in Better(outcomes[index]))
            {
                var after = Score(Findings([.. outcomes.Select((outcome, i) => i == index ? better : outcome)], severities, perRule));
                if (after.Criteria[0].Floor < before.Criteria[0].Floor - 1e-9 || after.Criteria[0].Ceiling < before.Criteria[0].Ceiling - 1e-9)
                    return false;
                // Ignorance hides a failure: to answer one question well may uncover that the rest is lost (rule 2 of the scheme comes before rule 4).
                if (outcomes[index].IsAssessed() && Rank(after.Criteria[0].Verdict) < Rank(before.Criteria[0].Verdict))
                    return false;
            }

            return true;
        }, iter: 20_000);

    [Fact]
    public void The_gap_between_ceiling_and_floor_is_what_is_not_covered() =>
        Gen.Select(Gen.Enum<Outcome>().List[1, 12], Gen.Enum<Severity>().List[12, 12], Gen.Int[1, 4]).Sample((outcomes, severities, perRule) =>
        {
            var score = Score(Findings(outcomes, severities, perRule)).Criteria[0];

            return score.Floor is null || Math.Abs(score.Ceiling!.Value - score.Floor.Value - (1 - score.Coverage!.Value)) < 1e-9;
        }, iter: 5_000);

    /// <summary>From failed to part to met, from unknown to met. An unknown that becomes a failure is knowledge, not progress.</summary>
    private static Outcome[] Better(Outcome outcome) => outcome switch
    {
        AuditService.Core.Outcome.NonCompliant => [AuditService.Core.Outcome.Partial, AuditService.Core.Outcome.Compliant],
        AuditService.Core.Outcome.Compliant => [],
        _ => [AuditService.Core.Outcome.Compliant],
    };

    private static Outcome Outcome(Rule rule, IReadOnlyList<Fact> facts) =>
        Judge.JudgeOne(rule, new FactSet([], facts).About(Subject.Dossier), Today).Outcome;

    private static List<Finding> Findings(IReadOnlyList<Outcome> outcomes, IReadOnlyList<Severity> severities, int perRule) =>
    [
        .. outcomes.Select((outcome, index) => new Finding(
            $"F-{index}",
            Some.Rule($"R-{index / perRule:D2}", severity: severities[index / perRule]),
            new(SubjectKind.Page, $"{index}"),
            outcome,
            [],
            [],
            0,
            EvidenceGrade.Declared)),
    ];

    private static Scorecard Score(IReadOnlyList<Finding> findings) => new Scorer(Some.Scheme).Score(["C1", "C2"], findings);

    private static int Rank(Verdict verdict) => Some.Scheme.WorstFirst.ToList().IndexOf(verdict);

    private static string Line(Finding finding) => $"{finding.Id} {finding.Outcome} {string.Join(',', finding.Decisive.Select(leaf => leaf.Comparison.FactKey))}";

    private static bool Same(Scorecard left, Scorecard right) =>
        left.Criteria.Zip(right.Criteria).All(pair => pair.First.Floor == pair.Second.Floor && pair.First.Verdict == pair.Second.Verdict && pair.First.Blocking.SequenceEqual(pair.Second.Blocking));
}
