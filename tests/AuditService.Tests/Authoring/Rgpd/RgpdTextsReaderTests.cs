using AuditService.Authoring.Rgpd;
using AuditService.Authoring.RulePacks;
using AuditService.Core;

namespace AuditService.Tests.Authoring.Rgpd;

public sealed class RgpdTextsReaderTests
{
    [Fact]
    public void Every_fact_that_the_texts_name_is_declared_by_a_rule_pack()
    {
        var catalogue = new RuleLibraryReader([]).Read([Repository.PathOf("rules")], verify: false).Library.Catalogue;
        var texts = RgpdTextsReader.Own;

        Assert.All(texts.Notice.SelectMany(item => item.Seen).Concat(texts.AiRisks.SelectMany(risk => risk.Facts)), key => Assert.True(catalogue.Find(key) is not null, key));
    }

    [Fact]
    public void A_text_that_lacks_a_language_or_an_item_that_the_code_fills_is_a_mistake_with_its_place()
    {
        var text = File.ReadAllText(Repository.PathOf("rules", "rgpd-papers.yaml"));
        var problems = new List<AuthorProblem>();

        RgpdTextsReader.Read(text.Replace("id: retention, article: 30(1)(f)", "id: security, article: 30(1)(f)", StringComparison.Ordinal), "a.yaml", problems);
        RgpdTextsReader.Read(text.Replace("number: 227", "number: 228", StringComparison.Ordinal), "b.yaml", problems);
        RgpdTextsReader.Read(text.Replace("{ fr: Gravité, en: Severity }", "{ fr: Gravité }", StringComparison.Ordinal), "c.yaml", problems);

        Assert.Equal(["a.yaml", "b.yaml", "c.yaml"], problems.Select(problem => problem.At.File));
        Assert.Contains("register", problems[0].Message.En, StringComparison.Ordinal);
        Assert.Contains("227", problems[1].Message.En, StringComparison.Ordinal);
    }
}
