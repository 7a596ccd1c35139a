using AuditService.Core.Catalogue;
using AuditService.Core.Conditions;
using AuditService.Core.Facts;

namespace AuditService.Core.Questionnaires;

/// <summary>
/// Holds answers against each other and against the rest of the dossier. Pure, and three-valued: while an answer is missing, that nothing contradicts it is
/// not known. A question that is not asked, and evidence that nobody has, cannot contradict.
/// </summary>
public sealed class AnswerContradictions(IReadOnlyList<AnswerContradiction> contradictions, FactCatalogue catalogue)
{
    /// <summary>Key of the list of the answers that contradict each other.</summary>
    public const string BetweenAnswers = "answers.contradictions";

    /// <summary>Key of the list of the answers that the rest of the dossier contradicts.</summary>
    public const string WithDossier = "answers.disagreements";

    private const int Named = 5;

    private static readonly CollectorIdentity Identity = new("contradictions", 1);

    /// <summary>Both facts; none where there is nothing to hold against anything.</summary>
    /// <param name="facts">Hidden answers already dropped, the conclusions of laws included.</param>
    public IReadOnlyList<Fact> State(FactSet facts) => contradictions.Count == 0
        ? []
        : [State(BetweenAnswers, contradictions.Where(IsBetweenAnswers), facts), State(WithDossier, contradictions.Where(one => !IsBetweenAnswers(one)), facts)];

    /// <summary>The contradictions that hold, each told with every answer and its place.</summary>
    public IReadOnlyList<Observation> Find(FactSet facts) =>
        [.. contradictions.Select(one => Look(one, facts)).Where(look => look.Truth == Truth.True).Select(Told)];

    private bool IsBetweenAnswers(AnswerContradiction contradiction) => contradiction.Keys.All(IsQuestion);

    private bool IsQuestion(string key) => catalogue.Find(key)?.Question is not null;

    private Fact State(string key, IEnumerable<AnswerContradiction> some, FactSet facts)
    {
        var looks = some.Select(one => Look(one, facts)).ToList();
        var found = looks.Where(look => look.Truth == Truth.True).Select(Told).ToList();
        if (found.Count > 0)
            return Fact.Known(Subject.Dossier, key, new ObservationsValue(found), new(Identity, EvidenceGrade.MachineChecked, found[0].Where));
        var provenance = new Provenance(Identity, EvidenceGrade.Declared);
        var waiting = looks.Where(look => look.Truth == Truth.Unknown).ToList();
        if (waiting.Count > 0)
            return Fact.Unavailable(Subject.Dossier, key, Waits(waiting), provenance);
        // Where nobody answered, nothing was held against anything: that is no agreement.
        return looks.Exists(look => !look.IsMoot && look.Contradiction.Keys.Any(one => IsQuestion(one) && facts.Find(Subject.Dossier, one)?.Value is not null))
            ? Fact.Known(Subject.Dossier, key, new ObservationsValue([]), provenance)
            : Fact.Unavailable(Subject.Dossier, key, NothingToCompare, provenance);
    }

    private Looked Look(AnswerContradiction contradiction, FactSet facts)
    {
        var (truth, decisive) = contradiction.When.Evaluate(facts.About(Subject.Dossier));
        if (truth != Truth.Unknown)
            return new(contradiction, truth, decisive, []);
        var missing = decisive.SelectMany(leaf => Missing(leaf, facts)).ToList();
        // One answer cannot contradict itself before it is given.
        return contradiction.Keys.Count == 1 || missing.Exists(one => one.IsMoot)
            ? new(contradiction, Truth.False, decisive, []) { IsMoot = true }
            : new(contradiction, Truth.Unknown, decisive, [.. missing.Select(one => one.Key).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>What a leaf lacks, and whether that can contradict nothing: a question that is not asked, a key left out of the manifest, evidence that the dossier does not hold.</summary>
    private IEnumerable<(string Key, bool IsMoot)> Missing(Leaf leaf, FactSet facts)
    {
        string[] keys = leaf.Comparison.Operand is FactOperand other ? [leaf.Comparison.FactKey, other.Key] : [leaf.Comparison.FactKey];
        foreach (var key in keys)
        {
            if (facts.Find(Subject.Dossier, key) is not { } fact)
                yield return (key, IsNotAsked(key, facts));
            else if (fact.Value is null)
                yield return (key, IsQuestion(key) ? IsNotAsked(key, facts) : fact.Why?.Because is UnavailableBecause.NotFound or UnavailableBecause.NotDeclared);
        }
    }

    /// <summary>Not asked, or not known to be asked.</summary>
    private bool IsNotAsked(string key, FactSet facts) => catalogue.Find(key)?.Question?.AskWhen is { } when && when.Evaluate(facts.About(Subject.Dossier)).Truth != Truth.True;

    private Observation Told(Looked look)
    {
        var leaves = look.Decisive.SelectMany(leaf => new[] { leaf.Fact, leaf.Other }).OfType<Fact>().DistinctBy(fact => fact.Key, StringComparer.Ordinal).ToList();
        var place = leaves.Where(fact => IsQuestion(fact.Key)).Select(fact => fact.Provenance.Pointer).OfType<Location>().OrderBy(at => at.Key, StringComparer.Ordinal).LastOrDefault()
            ?? leaves.Select(fact => fact.Provenance.Pointer).OfType<Location>().FirstOrDefault()
            ?? Location.File(Dossiers.Dossier.AnswersFileName);
        return new(place, Detail: new(
            $"{look.Contradiction.Message.Fr} : {string.Join(" ; ", leaves.Select(fact => Said(fact, Language.French)))}",
            $"{look.Contradiction.Message.En}: {string.Join("; ", leaves.Select(fact => Said(fact, Language.English)))}"));
    }

    /// <summary>Free text may name people: of it, only the place is told.</summary>
    private string Said(Fact fact, Language language)
    {
        var declaration = catalogue.Find(fact.Key);
        var said = fact.Value switch
        {
            BooleanValue or NumberValue or DateValue => fact.Value.In(language),
            TextValue or TextListValue when declaration?.Choices.Count > 0 => fact.Value.In(language),
            TextListValue list => list.Values.Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ObservationsValue seen => seen.Total.ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => "…",
        };
        var place = fact.Provenance.Pointer is { } at ? $" ({at})" : "";
        return $"{fact.Key} = {said}{place}";
    }

    private static Unavailability Waits(List<Looked> waiting)
    {
        var keys = waiting.SelectMany(look => look.WaitsFor).Distinct(StringComparer.Ordinal).ToList();
        var named = string.Join(", ", keys.Take(Named)) + (keys.Count > Named ? " …" : "");
        return new(
            UnavailableBecause.NotAnswered,
            new($"{waiting.Count} comparaison(s) attendent une réponse ou un élément lisible : {named}", $"{waiting.Count} comparison(s) wait for an answer or something readable: {named}"));
    }

    private static readonly Unavailability NothingToCompare = new(
        UnavailableBecause.NotAnswered, new("aucune réponse ne peut encore être comparée", "no answer can be compared yet"));

    private sealed record Looked(AnswerContradiction Contradiction, Truth Truth, IReadOnlyList<Leaf> Decisive, IReadOnlyList<string> WaitsFor)
    {
        /// <summary>Decided by what is not there alone.</summary>
        public bool IsMoot { get; init; }
    }
}
