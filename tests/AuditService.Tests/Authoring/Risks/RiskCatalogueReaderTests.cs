using AuditService.Authoring.Risks;
using AuditService.Authoring.RulePacks;
using AuditService.Core;
using AuditService.Core.Risks;
using AuditService.Core.Rules;

namespace AuditService.Tests.Authoring.Risks;

public sealed class RiskCatalogueReaderTests
{
    private static readonly RuleLibrary Library = new RuleLibraryReader([]).Read([Repository.PathOf("rules")], verify: false).Library;

    private static readonly string Own = File.ReadAllText(Repository.PathOf("rules", "risks.yaml"));

    [Fact]
    public void The_catalogue_of_the_house_has_no_mistake_and_the_grid_of_the_method()
    {
        var problems = new List<AuthorProblem>();

        var catalogue = RiskCatalogueReader.Find([Repository.PathOf("rules")], Library, problems);

        Assert.Empty(problems);
        var levels = Enumerable.Range(1, 4).SelectMany(v => Enumerable.Range(1, 4).Select(g => (v, g)));
        Assert.All(levels, cell => Assert.Equal(RiskGrid.EbiosRm.LevelOf(cell.g, cell.v), catalogue!.Grid.LevelOf(cell.g, cell.v)));
        Assert.Equal(35, catalogue!.Catalogues.Single(list => list.Id == "anssi-genai").Items.Count);
        Assert.Equal(16, catalogue.Catalogues.Single(list => list.Id == "atlas").Items.Count);
    }

    [Theory]
    [InlineData("guards: [CYB-ARC-003]", "guards: [CYB-ARC-0033]", "CYB-ARC-0033")]
    [InlineData("event: perte\n", "event: pertes\n", "pertes")]
    [InlineData("source: concurrent", "source: rival", "rival")]
    [InlineData("owasp-llm: [LLM02] }\n    paths:\n      - id: porte", "owasp-llm: [LLM22] }\n    paths:\n      - id: porte", "LLM22")]
    [InlineData("tactic: AML.TA0013", "tactic: AML.TA0099", "AML.TA0099")]
    [InlineData("{ fact: component.exposed, equals: true }\n        absent", "{ fact: component.exposd, equals: true }\n        absent", "component.exposd")]
    [InlineData("- [low, low, medium, medium]", "- [low, low, low, low]", "row 2, column 4")]
    [InlineData("- { fr: critique, en: critical }\n", "", "gravities")]
    [InlineData("realized: 3", "realized: 5", "maturities.realized")]
    [InlineData("pertinence: 1", "pertinence: 4", "pertinence")]
    [InlineData("values: [modele]", "values: [modèles]", "modèles")]
    [InlineData("id: RISK-19-sans-trace", "id: RISK-18-confiance", "RISK-18-confiance")]
    [InlineData("framework: owasp-llm", "framework: owasp", "owasp")]
    public void A_mistake_is_told_with_its_place(string right, string wrong, string told)
    {
        var problems = new List<AuthorProblem>();
        Assert.Contains(right, Own, StringComparison.Ordinal);

        var read = RiskCatalogueReader.Read(Own.Replace(right, wrong, StringComparison.Ordinal), "rules/risks.yaml", Library, problems);

        Assert.Null(read);
        Assert.Contains(problems, problem => problem.Message.En.Contains(told, StringComparison.Ordinal));
        Assert.All(problems, problem => Assert.Equal("rules/risks.yaml", problem.At.File));
        Assert.Contains(problems, problem => problem.At.Line > 1 || told == "gravities");
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var problems = new List<AuthorProblem>();

        RiskCatalogueReader.Read(Own.Replace("source: concurrent", "source: rival", StringComparison.Ordinal).Replace("event: perte\n", "event: pertes\n", StringComparison.Ordinal), "r.yaml", Library, problems);

        Assert.Equal(2, problems.Count);
    }

    [Fact]
    public void An_organisation_may_have_a_larger_grid()
    {
        var grid = RiskGrid.Of("5 × 5", [.. Enumerable.Range(0, 5).Select(v => (IReadOnlyList<RiskLevel>)[.. Enumerable.Range(0, 5).Select(g => (RiskLevel)((v + g) / 3))])]);

        Assert.Equal(RiskLevel.High, grid.LevelOf(5, 5));
        Assert.Equal(RiskLevel.Low, grid.LevelOf(1, 2));
        Assert.Throws<ArgumentException>(() => RiskGrid.Of("no square", [[RiskLevel.Low, RiskLevel.Low], [RiskLevel.Low]]));
    }
}
