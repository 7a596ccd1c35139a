using System.Text;
using AuditService.Collectors.Questionnaires.CanadianAia;
using AuditService.Core;

namespace AuditService.Tests.Collectors.Questionnaires;

/// <summary>
/// A definition of our own with totals computed by hand: risk at most 3 (harm) + 1 + 2 (groups) + 4 (lasting) = 10, mitigation at most 5 a phase, so the
/// deduction needs 4.
/// </summary>
public sealed class AlgorithmicImpactTests
{
    private const string Definition = """
        { "pages": [
          { "name": "details-NS", "elements": [
            { "type": "radiogroup", "name": "phase", "choices": ["item1", "item2"] },
            { "type": "comment", "name": "notes" },
            { "type": "html", "name": "help", "html": "<p>item1-9</p>" } ] },
          { "name": "risk", "elements": [
            { "type": "panel", "name": "impact-RS", "elements": [
              { "type": "radiogroup", "name": "harm", "choices": [ { "value": "item1-0", "text": "no" }, { "value": "item2-3", "text": "yes" } ] },
              { "type": "checkbox", "name": "groups", "choices": ["item1-1", "item2-2"] },
              { "type": "dropdown", "name": "department-NS", "choices": ["agri-food-9"] },
              { "type": "radiogroup", "name": "lasting", "visibleIf": "{harm} = \"item2-3\"", "choices": ["item1-0", "item2-4"] },
              { "type": "radiogroup", "name": "why-NS", "visibleIf": "{lasting} = 'item2-4'", "choices": ["item1-7"] } ] } ] },
          { "name": "mitigation", "elements": [
            { "type": "panel", "name": "design-MS", "visibleIf": "{phase} = \"item1\"", "elements": [ { "type": "radiogroup", "name": "reviewDesign", "choices": ["item1-5", "item2-0", "item3-4"] } ] },
            { "type": "panel", "name": "implementation-MS", "visibleIf": "{phase} = \"item2\"", "elements": [ { "type": "radiogroup", "name": "reviewImplementation", "choices": ["item1-5", "item2-0", "item3-4"] } ] } ] } ] }
        """;

    [Theory]
    [InlineData("""{ "data": { "phase": "item1", "harm": "item2-3", "groups": ["item1-1", "item2-2"], "lasting": "item2-4", "reviewDesign": "item1-5" } }""", 10, 5, 9, 4, 0)]
    [InlineData("""{ "data": { "phase": "item1", "harm": "item2-3", "groups": ["item1-1", "item2-2"], "lasting": "item2-4", "reviewDesign": "item3-4" } }""", 10, 4, 9, 4, 0)]
    [InlineData("""{ "phase": "item1", "harm": "item2-3", "groups": ["item1-1", "item2-2"], "lasting": "item2-4", "reviewDesign": "item2-0" }""", 10, 0, 10, 4, 0)]
    [InlineData("""{ "phase": "item2", "harm": "item2-3", "groups": ["item2-2"], "lasting": "item1-0" }""", 5, 0, 5, 2, 1)]
    [InlineData("""{ "harm": "item1-0", "groups": ["item2-2"] }""", 2, 0, 2, 1, 0)]
    [InlineData("""{ "harm": "item2-3", "groups": ["item1-1", "item2-2"], "lasting": "item1-0" }""", 6, 0, 6, 3, 0)]
    [InlineData("{}", 0, 0, 0, 1, 2)]
    public void Totals_are_those_computed_by_hand(string answers, double raw, double mitigation, double total, int level, int unanswered)
    {
        var score = Computed(Definition, answers);

        Assert.Equal(new AiaScore(raw, mitigation, total, level, unanswered, Maximum: 10, MitigationMaximum: 10), score);
    }

    [Fact]
    public void Answers_to_no_question_are_named_and_comments_are_not()
    {
        var score = Computed(Definition, """{ "phase": "item1", "harm": "item1-0", "harm-Comment": "x", "notes": "y", "groups": ["item2-2"], "harn": "item2-3", "reviewDesing": "item1-5" }""");

        Assert.Equal(["harn", "reviewDesing"], score.UnknownAnswers);
        Assert.Equal((2, 0), (score.Raw, score.Mitigation));
    }

    [Fact]
    public void Answers_to_hidden_questions_are_inert()
    {
        var score = Computed(Definition, """{ "phase": "item2", "harm": "item1-0", "groups": [], "lasting": "item2-4", "reviewDesign": "item1-5", "reviewImplementation": "item2-0" }""");

        Assert.Equal((0, 0, 1), (score.Raw, score.Mitigation, score.Unanswered));
    }

    [Fact]
    public void A_question_shown_by_a_hidden_answer_is_hidden_too()
    {
        const string chain = """
            { "elements": [ { "type": "panel", "name": "p-RS", "elements": [
              { "type": "radiogroup", "name": "last", "visibleIf": "{middle} = 'item1-1'", "choices": ["item1-4"] },
              { "type": "radiogroup", "name": "first", "choices": ["item1-1", "item2-0"] },
              { "type": "radiogroup", "name": "middle", "visibleIf": "{first} = 'item1-1'", "choices": ["item1-1"] } ] } ] }
            """;

        Assert.Equal(0, Computed(chain, """{ "first": "item2-0", "middle": "item1-1", "last": "item1-4" }""").Raw);
    }

    [Theory]
    [InlineData("{a} = 'x'", true)]
    [InlineData("{a} <> 'x'", false)]
    [InlineData("{list} contains 'one'", true)]
    [InlineData("{list} contains [\"one\", \"two\"]", true)]
    [InlineData("{list} contains [\"one\", \"three\"]", false)]
    [InlineData("{list} notcontains 'three'", true)]
    [InlineData("{list} anyof ['three', 'two']", true)]
    [InlineData("{none} empty and {a} notempty", true)]
    [InlineData("{none} = 'x' or {a} = 'x' and {n} > 2", true)]
    [InlineData("({none} = 'x' or {a} = 'x') and {n} > 3", false)]
    [InlineData("!({a} = 'x')", false)]
    [InlineData("{n} = 3", true)]
    [InlineData("{n} >= 3 && {n} < 4", true)]
    public void Conditions_are_those_of_the_survey(string condition, bool holds)
    {
        var answers = new Dictionary<string, SurveyValue>(StringComparer.Ordinal) { ["a"] = SurveyValue.One("x"), ["n"] = SurveyValue.One("3"), ["list"] = new(["one", "two"], IsMany: true) };

        Assert.Equal(holds, SurveyCondition.Parse(condition)?.Holds(answers));
    }

    [Theory]
    [InlineData("{a} =")]
    [InlineData("{a} = 'x")]
    [InlineData("age({a}) > 3")]
    [InlineData("({a} = 'x'")]
    [InlineData("{a} resembles 'x'")]
    public void A_condition_beyond_what_is_read_is_refused(string condition) => Assert.Null(SurveyCondition.Parse(condition));

    [Fact]
    public void Ten_thousand_parentheses_are_refused() => Assert.Null(SurveyCondition.Parse(new string('(', 5_000) + "{a} empty" + new string(')', 4_000)));

    [Theory]
    [InlineData("""{ "harm": "item2-999" }""", "is no choice")]
    [InlineData("""{ "groups": ["item2-2", "item2-2"] }""", "same answer twice")]
    [InlineData("""{ "harm": ["item2-3"] }""", "expects one answer")]
    [InlineData("""{ "harm": { "value": "item2-3" } }""", "neither a value")]
    [InlineData("""{ "harm": "item1-0", "harm": "item2-3" }""", "key given twice")]
    [InlineData("""[1]""", "object is expected")]
    [InlineData("""{ "harm": """, "Broken JSON")]
    public void Hostile_answers_are_refused_with_the_reason(string answers, string reason) =>
        Assert.Contains(reason, string.Join('\n', Problems(Definition, answers)), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "elements": [ { "type": "radiogroup", "name": "a-RS", "visibleIf": "launch()", "choices": ["item1-1"] } ] }""", "cannot be read")]
    [InlineData("""{ "elements": [ { "type": "radiogroup", "name": "a-RS", "choices": ["item1-1e300"] } ] }""", "no reasonable number")]
    [InlineData("""{ "elements": [ { "type": "radiogroup", "name": "a-RS" }, { "type": "radiogroup", "name": "a-RS" } ] }""", "defined twice")]
    [InlineData("""{ "elements": [ { "type": "comment", "name": "a" } ] }""", "No scored question")]
    public void A_hostile_definition_is_refused_with_the_reason(string definition, string reason) =>
        Assert.Contains(reason, string.Join('\n', Problems(definition, "{}")), StringComparison.Ordinal);

    [Fact]
    public void A_definition_nested_without_end_is_refused()
    {
        var nested = string.Concat(Enumerable.Repeat("""{ "elements": [ """, 10_000));

        Assert.Contains("deeper than 64 levels", string.Join('\n', Problems(nested, "{}")), StringComparison.Ordinal);
    }

    private static AiaScore Computed(string definition, string answers)
    {
        var problems = new List<AuthorProblem>();
        var score = AlgorithmicImpact.Compute(Encoding.UTF8.GetBytes(definition), "definition.json", Encoding.UTF8.GetBytes(answers), "answers.json", problems);
        Assert.Empty(problems);
        return score!;
    }

    private static IEnumerable<string> Problems(string definition, string answers)
    {
        var problems = new List<AuthorProblem>();
        Assert.Null(AlgorithmicImpact.Compute(Encoding.UTF8.GetBytes(definition), "definition.json", Encoding.UTF8.GetBytes(answers), "answers.json", problems));
        return problems.Select(problem => problem.In(Language.English));
    }
}
