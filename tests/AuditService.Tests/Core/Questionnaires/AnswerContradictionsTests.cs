using AuditService.Core.Conditions;
using AuditService.Core.Facts;
using AuditService.Core.Questionnaires;
using AuditService.Core.Rules;
using AuditService.Tests.Core.Classifications;

namespace AuditService.Tests.Core.Questionnaires;

public sealed class AnswerContradictionsTests
{
    private static RuleLibrary House => AiAct.Library;

    public static TheoryData<string> Ids => [.. House.Contradictions.Select(one => one.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_contradiction_of_the_house_can_hold_and_tells_each_side(string id)
    {
        var one = House.Contradictions.Single(known => known.Id == id);
        var found = Assert.Single(new AnswerContradictions([one], House.Catalogue).Find(new FactSet([], Holding(one.When))));

        Assert.All(one.Keys, key => Assert.Contains(key, found.Detail!.Fr, StringComparison.Ordinal));
        Assert.Contains(one.Message.En, found.Detail!.En, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Without_one_of_its_sides_nothing_is_contradicted_and_nothing_is_known_to_agree(string id)
    {
        var one = House.Contradictions.Single(known => known.Id == id);
        var facts = Holding(one.When).ToList();
        foreach (var forgotten in facts)
        {
            var rest = new FactSet([], facts.Where(fact => fact != forgotten));
            var checks = new AnswerContradictions([one], House.Catalogue);
            Assert.Empty(checks.Find(rest));
            // Unless the question that is left without an answer is not known to be asked, or is the only one.
            if (one.Keys.Count > 1 && House.Catalogue.Find(forgotten.Key)!.Question?.AskWhen is null)
                Assert.Contains(checks.State(rest), fact => fact.Value is null && fact.Why!.Detail.Fr.Contains(forgotten.Key, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Answers_that_agree_are_known_to_agree()
    {
        var stated = State("decides-here-not-there", Answer("rights.legalDecision", true), Answer("impact.affectsDecisions", true));

        Assert.Empty(Sightings(stated, AnswerContradictions.BetweenAnswers));
    }

    [Fact]
    public void A_contradiction_stands_at_the_later_answer_and_tells_both_places()
    {
        var found = Assert.Single(Sightings(
            State("decides-here-not-there", Answer("rights.legalDecision", true, 3), Answer("impact.affectsDecisions", false, 9)), AnswerContradictions.BetweenAnswers));

        Assert.Equal(9, found.Where.Line);
        Assert.Contains("rights.legalDecision = oui (answers.yaml:3:1) ; impact.affectsDecisions = non (answers.yaml:9:1)", found.Detail!.Fr, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_manifest_leaves_out_contradicts_nothing_and_what_cannot_be_read_keeps_it_open()
    {
        Fact[] declaredNothing = [Answer("strategy.withoutAi", "none"), Answer("strategy.decider", "la directrice générale"), Lacking("options.withoutAi", UnavailableBecause.NotDeclared), Some.Fact("options.chosen", new TextListValue(["a"]))];
        var both = new AnswerContradictions([.. House.Contradictions.Where(one => one.Id is "option-without-ai-not-studied" or "decided-without-choice")], House.Catalogue);
        Assert.Empty(Sightings(both.State(new FactSet([], declaredNothing)), AnswerContradictions.WithDossier));

        var unread = State("cv-sorting-without-decision", Answer("rights.legalDecision", false), Lacking("code.cvScreening", UnavailableBecause.Unreadable)).Single(fact => fact.Key == AnswerContradictions.WithDossier);
        Assert.Contains("code.cvScreening", unread.Why!.Detail.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_that_is_not_asked_contradicts_nothing()
    {
        // The derogations are only asked of a use of Annex III.
        var some = new AnswerContradictions([.. House.Contradictions.Where(one => one.Id is "no-derogation-and-one" or "irreversible-yet-slight")], House.Catalogue);
        Fact[] answers = [Some.Fact("impact.annexIII", new TextListValue(["none"])), Answer("rights.reversible", "soon"), Answer("rights.severity", "limited")];

        Assert.Empty(Sightings(some.State(new FactSet([], answers)), AnswerContradictions.BetweenAnswers));
    }

    [Theory]
    [InlineData("option-without-ai-not-studied")]
    [InlineData("decides-here-not-there")]
    public void Where_nobody_answered_nothing_is_known_to_agree(string id) =>
        Assert.All(State(id, Lacking("options.withoutAi", UnavailableBecause.NotDeclared)), fact => Assert.Null(fact.Value));

    [Fact]
    public void Free_text_is_not_told()
    {
        var found = Assert.Single(Sightings(State("decided-without-choice", Answer("strategy.decider", "Jeanne Martin, le 3 mars"), Some.Fact("options.chosen", new TextListValue([]))), AnswerContradictions.WithDossier));

        Assert.DoesNotContain("Martin", found.Detail!.Fr + found.Detail.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_is_held_against_anything_nothing_is_stated() => Assert.Empty(new AnswerContradictions([], House.Catalogue).State(new FactSet([], [])));

    private static IReadOnlyList<Fact> State(string id, params Fact[] facts) =>
        new AnswerContradictions([.. House.Contradictions.Where(one => one.Id == id)], House.Catalogue).State(new FactSet([], facts));

    private static IReadOnlyList<Observation> Sightings(IReadOnlyList<Fact> stated, string key) => Assert.IsType<ObservationsValue>(stated.Single(fact => fact.Key == key).Value).Items;

    private static Fact Answer(string key, bool value, int line = 1) => Placed(key, new BooleanValue(value), line);

    private static Fact Answer(string key, string value, int line = 1) => Placed(key, new TextValue(value), line);

    private static Fact Placed(string key, FactValue value, int line) =>
        Fact.Known(Subject.Dossier, key, value, new(new("answers", 1), EvidenceGrade.Declared, Location.File("answers.yaml", line, 1)));

    private static Fact Lacking(string key, UnavailableBecause why) => Fact.Unavailable(Subject.Dossier, key, new(why, Some.Text), Some.Provenance);

    /// <summary>Facts under which a condition holds: each comparison of it is given a value that satisfies it.</summary>
    private static IEnumerable<Fact> Holding(Condition when) => when.Leaves
        .GroupBy(leaf => leaf.FactKey, StringComparer.Ordinal)
        .Select(same => Some.Fact(same.Key, Satisfying([.. same])));

    private static FactValue Satisfying(IReadOnlyList<Comparison> leaves)
    {
        var words = leaves.SelectMany(leaf => leaf.Operator.Name is "includes" or "includesAny" ? Words(leaf.Operand).Take(1) : []).ToList();
        if (words.Count > 0)
            return new TextListValue(words);
        var leaf = leaves[0];
        var type = House.Catalogue.Find(leaf.FactKey)!.Type;
        return leaf.Operator.Name switch
        {
            "equals" => ((ScalarOperand)leaf.Operand).Value,
            "in" => ((ListOperand)leaf.Operand).Values[0],
            "atLeast" or "atMost" => ((ScalarOperand)leaf.Operand).Value,
            "moreThan" => new NumberValue(((NumberValue)((ScalarOperand)leaf.Operand).Value).Value + 1),
            "lessThan" => new NumberValue(((NumberValue)((ScalarOperand)leaf.Operand).Value).Value - 1),
            "includesNone" => new TextListValue(["another"]),
            "isEmpty" when leaf.Operand is ScalarOperand { Value: BooleanValue { Value: true } } => Many(type, 0),
            "isEmpty" or "noneSure" => Many(type, 1),
            _ => throw new NotSupportedException(leaf.Operator.Name),
        };
    }

    private static FactValue Many(FactType type, int count) => type switch
    {
        FactType.Text => new TextValue(new string('x', count)),
        FactType.TextList => new TextListValue([.. Enumerable.Repeat("x", count)]),
        _ => new ObservationsValue([.. Enumerable.Repeat(new Observation(Location.File("x", 1)), count)]),
    };

    private static IEnumerable<string> Words(Operand operand) => operand switch
    {
        ListOperand list => list.Values.OfType<TextValue>().Select(text => text.Value),
        ScalarOperand { Value: TextValue text } => [text.Value],
        _ => [],
    };
}
