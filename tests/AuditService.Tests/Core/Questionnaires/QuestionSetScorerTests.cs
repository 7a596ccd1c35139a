using AuditService.Core.Catalogue;
using AuditService.Core.Conditions;
using AuditService.Core.Facts;
using AuditService.Core.Questionnaires;

namespace AuditService.Tests.Core.Questionnaires;

public sealed class QuestionSetScorerTests
{
    private const string Oversight = "care.oversight";
    private const string Contest = "care.contest";
    private const string Means = "care.means";
    private const string Pue = "care.pue";
    private const string Story = "care.story";

    private static readonly QuestionSet Set = new("care", "1.0.0", Some.Text, "some", [new("one", Some.Text, Asked, Some.Position)], Some.Position);

    private static IReadOnlyList<AskedQuestion> Asked =>
    [
        new(Oversight, null, 2, new Dictionary<string, double>(StringComparer.Ordinal) { ["always"] = 2, ["sometimes"] = 1, ["never"] = 0 }, ["notApplicable"], null, Some.Position),
        new(Contest, null, 1, new Dictionary<string, double>(StringComparer.Ordinal), [], null, Some.Position),
        new(Means, null, 1, new Dictionary<string, double>(StringComparer.Ordinal) { ["none"] = 0, ["time"] = 1, ["training"] = 1 }, [], null, Some.Position),
        new(Pue, "8.3", 1, new Dictionary<string, double>(StringComparer.Ordinal), [], new Comparison(Pue, Operator.Table["lessThan"], new ScalarOperand(new NumberValue(1.5))), Some.Position),
        new(Story, null, 0, new Dictionary<string, double>(StringComparer.Ordinal), [], null, Some.Position),
    ];

    private static readonly FactCatalogue Catalogue = new(
    [
        Question(Oversight, FactType.Text),
        Question(Contest, FactType.Boolean, new Comparison(Oversight, Operator.Table["notEquals"], new ScalarOperand(new TextValue("always")))),
        Question(Means, FactType.TextList),
        Question(Pue, FactType.Number),
        Question(Story, FactType.Text),
    ]);

    [Fact]
    public void An_empty_sheet_has_no_rate_and_is_no_pass()
    {
        var stated = State();

        Assert.All(new[] { Set.CompleteFact, Set.RateFact, Set.FloorFact, Set.CeilingFact }, key => Assert.Equal(UnavailableBecause.NotAnswered, stated[key].Why!.Because));
        var score = Score();
        Assert.Equal((0, 1), (score.Floor, score.Ceiling));
        Assert.Equal(5, score.Unanswered.Count());
    }

    [Fact]
    public void The_rate_is_the_weighted_share_of_what_the_answers_could_earn()
    {
        var stated = State(Some.Fact(Oversight, new TextValue("sometimes")), Some.Fact(Contest, new BooleanValue(true)), Some.Fact(Means, new TextListValue(["time"])), Some.Fact(Pue, new NumberValue(1.6)), Some.Fact(Story, new TextValue("long")));

        // (2 × 1/2 + 1 × 1 + 1 × 1/2 + 1 × 0) / 5
        Assert.Equal(50, Number(stated[Set.RateFact]), 9);
        Assert.Equal(new BooleanValue(true), stated[Set.CompleteFact].Value);
        Assert.Equal([Oversight, Means, Pue], Keys(stated[Set.ShortfallsFact]));
    }

    [Fact]
    public void An_open_question_leaves_the_rate_between_missed_and_met()
    {
        var stated = State(Some.Fact(Oversight, new TextValue("sometimes")), Some.Fact(Contest, new BooleanValue(true)), Some.Fact(Means, new TextListValue(["time", "training"])));

        Assert.Null(stated[Set.RateFact].Value);
        Assert.Equal((60, 80), (Number(stated[Set.FloorFact]), Number(stated[Set.CeilingFact])));
        Assert.Equal([Pue, Story], Keys(stated[Set.UnansweredFact]));
    }

    [Fact]
    public void A_question_that_is_not_asked_leaves_both_sums_and_an_answer_to_it_is_inert()
    {
        var hidden = Score(Some.Fact(Oversight, new TextValue("always")), Some.Fact(Contest, new BooleanValue(false)), Some.Fact(Means, new TextListValue(["time", "training"])), Some.Fact(Pue, new NumberValue(1.2)));

        Assert.Equal((4, 1), (hidden.Maximum, hidden.Floor));
        Assert.Equal(QuestionStanding.Hidden, hidden.Questions[1].Standing);
    }

    [Fact]
    public void What_its_author_says_does_not_apply_leaves_both_sums()
    {
        var score = Score(Some.Fact(Oversight, new TextValue("notApplicable")), Some.Fact(Contest, new BooleanValue(true)), Some.Fact(Means, new TextListValue(["none"])), Some.Fact(Pue, new NumberValue(1.2)));

        Assert.Equal(3, score.Maximum);
        Assert.Equal(2.0 / 3, score.Floor!.Value, 9);
    }

    [Fact]
    public void Doing_better_never_lowers_the_rate_and_answering_never_leaves_its_bounds()
    {
        FactValue[] steps = [new TextValue("never"), new TextValue("sometimes"), new TextValue("always")];
        var others = new[] { Some.Fact(Contest, new BooleanValue(true)), Some.Fact(Means, new TextListValue(["time"])) };
        var before = Score(others);

        var rates = steps.Select(step => Score([.. others, Some.Fact(Oversight, step)])).ToList();

        Assert.Equal(rates.OrderBy(rate => rate.Floor), rates);
        // The last answer hides another question: what remains may then reach any rate, and only what stays asked is bounded.
        Assert.All(rates.Take(2), rate => Assert.True(rate.Floor >= before.Floor && rate.Ceiling <= before.Ceiling));
    }

    [Fact]
    public void The_facts_are_as_strong_as_the_weakest_answer_and_name_the_bare_ones()
    {
        var stated = State(Some.Fact(Oversight, new TextValue("sometimes"), grade: EvidenceGrade.Reviewed), Some.Fact(Pue, new NumberValue(1.2), grade: EvidenceGrade.Declared));

        Assert.Equal(EvidenceGrade.Declared, stated[Set.FloorFact].Provenance.Grade);
        Assert.Equal([Pue], Keys(stated[Set.UnprovenFact]));
    }

    private static FactDeclaration Question(string key, FactType type, Condition? askWhen = null) => new(key, type, Some.Text, null, [], new(Some.Text, null, askWhen), "some", Some.Position);

    private static QuestionSetScore Score(params Fact[] answers) => new QuestionSetScorer(Set, Catalogue).Score(new([], answers));

    private static Dictionary<string, Fact> State(params Fact[] answers) => new QuestionSetScorer(Set, Catalogue).State(new([], answers)).ToDictionary(fact => fact.Key, StringComparer.Ordinal);

    private static double Number(Fact fact) => Assert.IsType<NumberValue>(fact.Value).Value;

    private static IEnumerable<string> Keys(Fact fact) => Assert.IsType<ObservationsValue>(fact.Value).Items.Select(item => item.Detail!.En.Split('(', ')')[1]);
}
