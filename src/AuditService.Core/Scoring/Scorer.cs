using AuditService.Core.Findings;
using AuditService.Core.Rules;

namespace AuditService.Core.Scoring;

/// <summary>
/// Rolls findings up into the grid. A requirement is a rule; its weight is shared out equally among the subjects it applies to, so that a rule
/// judged on a hundred columns weighs no more than one judged on the dossier. Pure; scores are computed here and nowhere else.
/// </summary>
public sealed class Scorer(ScoringScheme scheme)
{
    private const double LeastWeight = 1;
    private const double GreatestWeight = 3;

    public Scorecard Score(IReadOnlyList<string> criteria, IReadOnlyList<Finding> findings)
    {
        var byCriterion = findings
            .SelectMany(finding => finding.Rule.Criteria.Select(criterion => (criterion, finding)))
            .ToLookup(pair => pair.criterion, pair => pair.finding, StringComparer.Ordinal);
        var scores = criteria.Select(criterion => ScoreOne(criterion, [.. byCriterion[criterion]])).ToList();
        var floors = scores.Select(score => score.Floor).OfType<double>().ToList();
        return new(scores, Worst(scores.Select(score => score.Verdict)), floors.Count == 0 ? null : floors.Average(), scheme.Version);
    }

    private CriterionScore ScoreOne(string criterion, IReadOnlyList<Finding> findings)
    {
        var requirements = findings
            .GroupBy(finding => finding.Rule.Id, StringComparer.Ordinal)
            .OrderBy(rule => rule.Key, StringComparer.Ordinal)
            .Select(rule => Requirement.Of([.. rule], scheme))
            .ToList();
        var applicable = requirements.Where(requirement => requirement.Applies).ToList();
        var blocking = findings.Where(finding => finding.IsBlocking).Select(finding => finding.Id).Order(StringComparer.Ordinal).ToList();
        var notApplicable = requirements.Count == 0 ? 0 : 1 - ((double)applicable.Count / requirements.Count);
        var interval = Interval.Of(applicable.Select(requirement => (requirement, requirement.Weight)));
        return new(
            criterion,
            interval?.Floor,
            interval?.Ceiling,
            interval?.Coverage,
            interval?.Confidence,
            VerdictOf(interval, blocking.Count > 0),
            blocking,
            applicable.Count,
            notApplicable,
            notApplicable > scheme.NotApplicableWarning,
            interval is null ? null : SensitivityOf(applicable, blocking.Count > 0));
    }

    /// <summary>The order of the five steps is the scheme: a blocking finding first, ignorance before failure.</summary>
    private Verdict VerdictOf(Interval? interval, bool blocked)
    {
        if (blocked)
            return Verdict.NonAcquis;
        if (interval is not { } known || known.Coverage < scheme.MinimumCoverage - Rounding)
            return Verdict.Indetermine;
        if (known.Floor >= scheme.AcquiredFloor - Rounding)
            return Verdict.Acquis;
        return known.Ceiling < scheme.NotAcquiredCeiling - Rounding ? Verdict.NonAcquis : Verdict.Partiel;
    }

    /// <summary>Weights are shared out by division: a sum that is a threshold in exact arithmetic must not miss it by the last bit.</summary>
    private const double Rounding = 1e-9;

    private Sensitivity SensitivityOf(IReadOnlyList<Requirement> applicable, bool blocked)
    {
        var verdict = VerdictOf(Interval.Of(applicable.Select(requirement => (requirement, requirement.Weight))), blocked);
        var lowest = double.MaxValue;
        var highest = double.MinValue;
        var holds = true;
        for (var moved = -1; moved < applicable.Count; moved++)
        {
            foreach (var step in moved < 0 ? [0d] : (double[])[-1, 1])
            {
                var interval = Interval.Of(applicable.Select((requirement, index) =>
                    (requirement, index == moved ? Math.Clamp(requirement.Weight + step, LeastWeight, GreatestWeight) : requirement.Weight)))!.Value;
                lowest = Math.Min(lowest, interval.Floor);
                highest = Math.Max(highest, interval.Floor);
                holds &= VerdictOf(interval, blocked) == verdict;
            }
        }

        return new(lowest, highest, holds);
    }

    private Verdict Worst(IEnumerable<Verdict> verdicts) => verdicts.MinBy(Rank);

    private int Rank(Verdict verdict)
    {
        for (var rank = 0; rank < scheme.WorstFirst.Count; rank++)
        {
            if (scheme.WorstFirst[rank] == verdict)
                return rank;
        }

        throw new InvalidOperationException($"The scoring scheme gives no rank to {verdict}");
    }

    /// <summary>One rule over its subjects, each share 0 to 1 of the requirement's weight.</summary>
    private readonly record struct Requirement(double Weight, bool Applies, double Assessed, double Met, double Confidence)
    {
        public static Requirement Of(IReadOnlyList<Finding> findings, ScoringScheme scheme)
        {
            var applicable = findings.Where(finding => finding.Outcome != Outcome.NotApplicable).ToList();
            var weight = scheme.Weights[findings[0].Rule.Severity];
            if (applicable.Count == 0)
                return new(weight, Applies: false, 0, 0, 0);

            var share = 1d / applicable.Count;
            var assessed = applicable.Where(finding => finding.Outcome.IsAssessed()).ToList();
            return new(
                weight,
                Applies: true,
                assessed.Count * share,
                assessed.Sum(finding => finding.Outcome switch
                {
                    Outcome.Compliant => share,
                    Outcome.Partial => share * scheme.PartialValue,
                    _ => 0,
                }),
                assessed.Sum(finding => share * (finding.Grade is { } grade ? scheme.Grades[grade] : 0)));
        }
    }

    private readonly record struct Interval(double Floor, double Ceiling, double Coverage, double? Confidence)
    {
        public static Interval? Of(IEnumerable<(Requirement Requirement, double Weight)> weighted)
        {
            double all = 0, assessed = 0, met = 0, trusted = 0;
            foreach (var (requirement, weight) in weighted)
            {
                all += weight;
                assessed += weight * requirement.Assessed;
                met += weight * requirement.Met;
                trusted += weight * requirement.Confidence;
            }

            if (all <= 0)
                return null;
            return new(met / all, (met + all - assessed) / all, assessed / all, assessed > 0 ? trusted / assessed : null);
        }
    }
}
