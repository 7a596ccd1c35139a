using AuditService.Authoring.Manifests;
using AuditService.Core;
using AuditService.Core.Dossiers.Manifests;

namespace AuditService.Tests.Authoring;

public sealed class AnswerMergeTests
{
    [Fact]
    public void Two_files_answer_different_questions_as_one()
    {
        var (merged, problems) = Merge("answers:\n  care.a: true", "answers:\n  care.b: [x, y]");

        Assert.Empty(problems);
        Assert.Equal(["care.a", "care.b"], merged.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("second.yaml", merged["care.b"].At!.File);
    }

    [Theory]
    [InlineData("oui", "true")]
    [InlineData("12", "12.0")]
    [InlineData("[x, y]", "[Y, x]")]
    [InlineData("[x]", "x")]
    [InlineData("Un comité  se réunit", "un comité se réunit")]
    public void The_same_answer_in_two_files_is_one(string first, string second) => Assert.Empty(Merge($"answers:\n  care.a: {first}", $"answers:\n  care.a: {second}").Problems);

    [Theory]
    [InlineData("true", "false")]
    [InlineData("12", "13")]
    [InlineData("[x, y]", "[x]")]
    public void Two_answers_to_one_question_are_told_with_both_places(string first, string second)
    {
        var problem = Assert.Single(Merge($"answers:\n  care.a: {first}", $"answers:\n  care.b: 1\n  care.a: {second}").Problems);

        Assert.Equal(("second.yaml", 3), (problem.At.File, problem.At.Line));
        Assert.Contains("(first.yaml:2:11)", problem.In(Language.English), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("care.a:", "care.a: dit")]
    [InlineData("care.a: à compléter", "care.a: dit")]
    [InlineData("care.a: { evidence: docs/a.md }", "care.a: dit")]
    [InlineData("care.a: dit", "care.a:")]
    [InlineData("care.a: dit", "care.a: TODO")]
    public void What_says_nothing_contradicts_nothing(string first, string second)
    {
        var (merged, problems) = Merge($"answers:\n  {first}", $"answers:\n  {second}");

        Assert.Empty(problems);
        Assert.Equal("dit", merged["care.a"].Value);
    }

    [Theory]
    [InlineData("{ value: dit, evidence: docs/a.md, reviewedBy: DPO }", "{ value: dit, evidence: docs/b.md }", "docs/a.md")]
    [InlineData("dit", "{ value: dit, evidence: docs/b.md }", "docs/b.md")]
    public void Of_one_answer_given_twice_the_stronger_evidence_counts(string first, string second, string evidence) =>
        Assert.Equal(evidence, Merge($"answers:\n  care.a: {first}", $"answers:\n  care.a: {second}").Merged["care.a"].Evidence);

    [Fact]
    public void Answers_by_subject_are_merged_subject_by_subject()
    {
        var (merged, problems) = Merge("answers:\n  processing.x: { for: { a: 1, b: 2 } }", "answers:\n  processing.x: { for: { b: 3, c: 4 } }");

        Assert.Equal(["a", "b", "c"], merged["processing.x"].For.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("\"b\" has two answers", Assert.Single(problems).In(Language.English), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("answers:\n  care.a: x", true)]
    [InlineData("answers:", true)]
    [InlineData("{ \"answers\": { \"care.a\": true } }", true)]
    [InlineData("answers:\n  care.a: [x", true)]
    [InlineData("answers: [one, two]", false)]
    [InlineData("question: x\nanswers:\n  care.a: x", false)]
    [InlineData("care.a: dit", false)]
    [InlineData("- answers", false)]
    [InlineData("question: [x", false)]
    [InlineData("", false)]
    public void A_file_among_others_is_a_sheet_when_it_says_so(string text, bool isSheet) => Assert.Equal(isSheet, ManifestReader.IsAnswerSheet(text));

    private static (IReadOnlyDictionary<string, AnswerEntry> Merged, List<AuthorProblem> Problems) Merge(string first, string second)
    {
        var problems = new List<AuthorProblem>();
        var one = ManifestReader.ReadAnswers(first, "first.yaml", problems);
        var other = ManifestReader.ReadAnswers(second, "second.yaml", problems);
        Assert.Empty(problems);
        return (AnswerMerge.Merge(one, other, problems), problems);
    }
}
