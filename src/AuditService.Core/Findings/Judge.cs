using AuditService.Core.Conditions;
using AuditService.Core.Facts;
using AuditService.Core.Rules;

namespace AuditService.Core.Findings;

/// <summary>Turns facts into findings. Pure: same rules, facts and date, same findings in the same order.</summary>
public static class Judge
{
    /// <summary>Sightings carried by one finding; the rest are counted.</summary>
    public const int MaximumEvidence = 50;

    /// <param name="rules">In any order.</param>
    /// <param name="facts">All that is known.</param>
    /// <param name="on">The day of the judgement: the law moves.</param>
    /// <returns>One finding per rule and subject, ordered by rule id, then subject. A rule about things of which there is none gives one finding on the dossier.</returns>
    public static IReadOnlyList<Finding> JudgeAll(IEnumerable<Rule> rules, FactSet facts, DateOnly on) =>
        [.. rules.OrderBy(rule => rule.Id, StringComparer.Ordinal).AsParallel().AsOrdered().SelectMany(rule => JudgeOverAll(rule, facts, on))];

    private static IReadOnlyList<Finding> JudgeOverAll(Rule rule, FactSet facts, DateOnly on)
    {
        var subjects = facts.Subjects(rule.ForEach);
        if (subjects.Count == 0)
            return [NoSuchSubject(rule, facts.About(Subject.Dossier))];
        var findings = new Finding[subjects.Count];
        for (var i = 0; i < findings.Length; i++)
            findings[i] = JudgeOne(rule, facts.About(subjects[i]), on);
        return findings;
    }

    public static Finding JudgeOne(Rule rule, FactScope scope, DateOnly on)
    {
        if (!rule.IsInForce(on))
            return Undecided(rule, scope.Subject, Outcome.NotApplicable, NotInForce(rule));

        try
        {
            var (outcome, decisive) = Verdict(rule, scope);
            var (evidence, total) = EvidenceOf(rule, scope, decisive);
            return new(Finding.IdOf(rule.Id, scope.Subject), rule, scope.Subject, outcome, decisive, evidence, total, WeakestGrade(decisive));
        }
        catch (Exception fault) when (fault is InvalidCastException or InvalidOperationException)
        {
            // A collector stated a value of another type than the catalogue declares: the rule is not judged, and says so.
            return Undecided(rule, scope.Subject, Outcome.Error, LocalizedText.Same(fault.Message));
        }
    }

    /// <summary>
    /// Three truth values into a verdict. What is not known never accuses and never absolves; what can only be proven one way goes to a human the other way.
    /// </summary>
    private static (Outcome Outcome, IReadOnlyList<Leaf> Decisive) Verdict(Rule rule, FactScope scope)
    {
        if (rule.When?.Evaluate(scope) is { Truth: not Truth.True } when)
            return (when.Truth == Truth.False ? Outcome.NotApplicable : Outcome.MissingEvidence, when.Decisive);

        if (rule.Expect is null)
            return (Outcome.NeedsReview, []);

        var expected = rule.Expect.Evaluate(scope);
        switch (expected.Truth)
        {
            case Truth.Unknown:
                return (Outcome.MissingEvidence, expected.Decisive);
            case Truth.True when rule.Proves != Proves.Failure:
                return (Outcome.Compliant, expected.Decisive);
            case Truth.True:
                return rule.ConfirmedWhen?.Evaluate(scope) is { Truth: Truth.True } confirmed
                    ? (Outcome.Compliant, [.. expected.Decisive, .. confirmed.Decisive])
                    : (Outcome.NeedsReview, expected.Decisive);
        }

        if (rule.PartialWhen?.Evaluate(scope) is { Truth: not Truth.False } partial)
            return (partial.Truth == Truth.True ? Outcome.Partial : Outcome.MissingEvidence, [.. expected.Decisive, .. partial.Decisive]);

        if (rule.Proves != Proves.Success)
            return (Outcome.NonCompliant, expected.Decisive);
        return rule.RefutedWhen?.Evaluate(scope) is { Truth: Truth.True } refuted
            ? (Outcome.NonCompliant, [.. refuted.Decisive])
            : (Outcome.NeedsReview, expected.Decisive);
    }

    private static (IReadOnlyList<Evidence> Items, int Total) EvidenceOf(Rule rule, FactScope scope, IReadOnlyList<Leaf> decisive)
    {
        List<Evidence>? evidence = null;
        List<string>? seen = null;
        var total = 0;
        foreach (var leaf in decisive)
        {
            Add(leaf.Fact, isDecisive: true);
            Add(leaf.Other, isDecisive: true);
        }

        foreach (var key in rule.Shows)
            Add(scope.Find(key), isDecisive: false);

        // What was seen comes before the bare places of values: a reader meets the telling lines first.
        return (evidence is null ? [] : [.. evidence.OrderBy(item => item.Observation is { Excerpt: null, Detail: null, Where.Selector: null })], total);

        void Add(Fact? fact, bool isDecisive)
        {
            if (fact?.Value is null || SightingsOf(fact, isDecisive) is not { } sightings || (seen ??= []).Contains(fact.Key, StringComparer.Ordinal))
                return;
            seen.Add(fact.Key);
            total += sightings.Total;
            evidence ??= [];
            foreach (var sighting in sightings.Items.Take(MaximumEvidence - evidence.Count))
                evidence.Add(new(fact.Key, sighting, fact.Provenance.Grade, fact.Provenance.Collector));
        }
    }

    /// <summary>What can be shown for a fact: what was sighted, or the place where its value stands; null where it has neither.</summary>
    private static ObservationsValue? SightingsOf(Fact fact, bool isDecisive) => (fact.Value, fact.Provenance.Pointer) switch
    {
        (ObservationsValue observations, _) => observations,
        (_, { } pointer) => new ObservationsValue([Quoted(pointer, fact, isDecisive)]),
        _ => null,
    };

    /// <summary>
    /// What somebody wrote is quoted as it stands. Any other value, the words of a collector among them, is told in the reader's language where the
    /// explanation does not tell it already.
    /// </summary>
    private static Observation Quoted(Location at, Fact fact, bool isDecisive) => fact.Value switch
    {
        TextValue text when !isDecisive || fact.Provenance.Grade != EvidenceGrade.MachineChecked => new(at, text.Value),
        { } value when !isDecisive => new(at, Detail: new(value.In(Language.French), value.In(Language.English))),
        _ => new(at),
    };

    internal static EvidenceGrade? WeakestGrade(IReadOnlyList<Leaf> decisive)
    {
        EvidenceGrade? weakest = null;
        foreach (var leaf in decisive)
        {
            Weigh(leaf.Fact);
            Weigh(leaf.Other);
        }

        return weakest;

        void Weigh(Fact? fact)
        {
            if (fact?.Value is not null && (weakest is null || fact.Provenance.Grade < weakest))
                weakest = fact.Provenance.Grade;
        }
    }

    /// <summary>Things that are only known where they are declared are missing, unless what is known of the dossier sets the rule aside whatever would be declared.</summary>
    private static Finding NoSuchSubject(Rule rule, FactScope dossier)
    {
        var name = rule.ForEach.Name();
        if (rule.ForEach.IsOnlyDeclared() && rule.When?.Evaluate(dossier) is { Truth: Truth.False } when)
            return new(Finding.IdOf(rule.Id, Subject.Dossier), rule, Subject.Dossier, Outcome.NotApplicable, when.Decisive, [], 0, WeakestGrade(when.Decisive));
        return rule.ForEach.IsOnlyDeclared()
            ? Undecided(rule, Subject.Dossier, Outcome.MissingEvidence, new($"Aucun élément de type « {name.Fr} » n'est déclaré dans dossier.yaml.", $"No {name.En} is declared in dossier.yaml."))
            : Undecided(rule, Subject.Dossier, Outcome.NotApplicable, new($"Le dossier ne contient aucun élément de type « {name.Fr} ».", $"The dossier holds no {name.En}."));
    }

    private static Finding Undecided(Rule rule, Subject subject, Outcome outcome, LocalizedText note) =>
        new(Finding.IdOf(rule.Id, subject), rule, subject, outcome, [], [], 0, null, note);

    private static LocalizedText NotInForce(Rule rule) => new(
        $"La règle s'applique {Span(rule, "à partir du", "jusqu'au", Language.French)}.",
        $"The rule applies {Span(rule, "from", "until", Language.English)}.");

    private static string Span(Rule rule, string from, string to, Language language) =>
        string.Join(' ', new[] { rule.AppliesFrom is { } start ? $"{from} {new DateValue(start).In(language)}" : null, rule.AppliesTo is { } end ? $"{to} {new DateValue(end).In(language)}" : null }.OfType<string>());
}
