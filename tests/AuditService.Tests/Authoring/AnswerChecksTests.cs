using AuditService.Authoring.Manifests;
using AuditService.Core;
using AuditService.Tests.Rules;

namespace AuditService.Tests.Authoring;

public sealed class AnswerChecksTests
{
    [Theory]
    [InlineData("ecodesign.pue: 0.4", "1 to 5")]
    [InlineData("ecodesign.efficientImages: 150", "0 to 100 %")]
    [InlineData("talk.minutes: -3", "0 to 600")]
    [InlineData("rights.number: -1", "at least 0")]
    [InlineData("ecodesign.fontsKB: 1e999", "at least 0")]
    public void A_number_that_cannot_be_is_refused_with_its_place(string answer, string range)
    {
        var problem = Assert.Single(Problems("answers:\n  " + answer));

        Assert.Equal(2, problem.At.Line);
        Assert.Contains(range, problem.In(Language.English), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ecodesign.pue: 1")]
    [InlineData("ecodesign.efficientImages: 100")]
    [InlineData("rights.number: 0")]
    public void The_bounds_themselves_are_answers(string answer) => Assert.Empty(Problems("answers:\n  " + answer));

    private static List<AuthorProblem> Problems(string sheet)
    {
        var problems = new List<AuthorProblem>();
        var answers = ManifestReader.ReadAnswers(sheet, "answers.yaml", problems);
        Assert.Empty(problems);
        return [.. AnswerChecks.Problems(answers, WrittenDossier.Library.Catalogue)];
    }
}
