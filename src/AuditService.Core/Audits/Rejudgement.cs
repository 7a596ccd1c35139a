using AuditService.Core.Findings;
using AuditService.Core.Rules;
using AuditService.Core.Scoring;

namespace AuditService.Core.Audits;

/// <summary>A stored audit, judged and scored again from what it keeps: judgement is pure, so that what differs was changed afterwards, or by another version of the judge.</summary>
public static class Rejudgement
{
    /// <summary>The findings that the audit's own rules do not make of its own facts on its own day, and those that they make and it lacks.</summary>
    public static IReadOnlyList<Discrepancy> OfFindings(Audit audit)
    {
        var again = Judge.JudgeAll(audit.Findings.Select(finding => finding.Rule).DistinctBy(rule => rule.Id), audit.Facts, audit.On).ToDictionary(finding => finding.Id, StringComparer.Ordinal);
        var stored = audit.Findings.ToDictionary(finding => finding.Id, StringComparer.Ordinal);
        return
        [
            .. again.Values.Where(finding => !stored.ContainsKey(finding.Id)).Select(finding => new Discrepancy(finding.Id, new("le constat manque", "the finding is missing"))),
            .. audit.Findings
                .Select(finding => (finding.Id, What: again.TryGetValue(finding.Id, out var other) ? Difference(finding, other) : new("aucune règle ne tire ce constat des faits", "no rule makes this finding of the facts")))
                .Where(each => each.What is not null)
                .Select(each => new Discrepancy(each.Id, each.What!)),
        ];
    }

    /// <summary>The scores that do not follow from the audit's findings.</summary>
    public static IReadOnlyList<Discrepancy> OfScores(Audit audit, ScoringScheme scheme)
    {
        var again = new Scorer(scheme).Score([.. audit.Scorecard.Criteria.Select(score => score.Criterion)], audit.Findings);
        var differences = audit.Scorecard.Criteria.Zip(again.Criteria)
            .Where(pair => !Same(pair.First, pair.Second))
            .Select(pair => new Discrepancy(pair.First.Criterion, new("le score ne découle pas des constats", "the score does not follow from the findings")))
            .ToList();
        if ((audit.Scorecard.Result, audit.Scorecard.Mean) != (again.Result, again.Mean))
            differences.Add(new("result", new("le résultat ne découle pas des critères", "the result does not follow from the criteria")));
        return differences;
    }

    private static LocalizedText? Difference(Finding stored, Finding again)
    {
        if (stored.Outcome != again.Outcome)
            return new($"« {stored.Outcome} » est enregistré, les faits donnent « {again.Outcome} »", $"\"{stored.Outcome}\" is stored, the facts give \"{again.Outcome}\"");
        if (stored.EvidenceTotal != again.EvidenceTotal || !stored.Evidence.SequenceEqual(again.Evidence))
            return new("les preuves ne sont pas celles des faits", "the evidence is not that of the facts");
        return (stored.Grade, stored.Note) == (again.Grade, again.Note) && stored.Decisive.Select(Told).SequenceEqual(again.Decisive.Select(Told))
            ? null
            : new("l'explication ne découle pas des faits", "the explanation does not follow from the facts");

        static (string, Conditions.Truth) Told(Conditions.Leaf leaf) => (leaf.Comparison.FactKey, leaf.Truth);
    }

    private static bool Same(CriterionScore one, CriterionScore other) => one with { Blocking = other.Blocking } == other && one.Blocking.SequenceEqual(other.Blocking, StringComparer.Ordinal);
}
