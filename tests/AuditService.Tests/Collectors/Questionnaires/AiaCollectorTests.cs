using System.Text;
using AuditService.Collectors.Questionnaires.CanadianAia;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.Questionnaires;

public sealed class AiaCollectorTests
{
    private const string Definition = """
        { "pages": [ { "elements": [
          { "type": "radiogroup", "name": "reasons-RS", "choices": [ "item1-0", "item2-4" ] },
          { "type": "radiogroup", "name": "scale-RS", "choices": [ "item1-0", "item2-4" ] },
          { "type": "radiogroup", "name": "tests-MS", "visibleIf": "{reasons-RS} = 'none'", "choices": [ "item1-0", "item2-3" ] } ] } ] }
        """;

    [Fact]
    public async Task The_level_of_a_result_in_the_dossier_is_computed_from_the_definition_beside_it()
    {
        var facts = await Collect(("aia/definition.json", Definition), ("aia/resultat.json", """{ "version": "1.0.1", "data": { "reasons-RS": "item2-4", "scale-RS": "item2-4" } }"""), ("package.json", """{ "name": "x" }"""));

        Assert.Equal(4, Number(facts, AiaCollector.Level));
        Assert.Equal(0, Number(facts, AiaCollector.Unanswered));
        var result = Assert.Single(Assert.IsType<ObservationsValue>(facts.Find(Subject.Dossier, AiaCollector.Results)!.Value).Items);
        Assert.Equal(("aia/resultat.json", "level 4 of 4: risk 8 of 8, mitigation 0, total 8"), (result.Where.Path, result.Detail!.In(Language.English)));
    }

    [Fact]
    public async Task An_unanswered_question_is_told_beside_the_level_that_it_lowers()
    {
        var facts = await Collect(("d.json", Definition), ("r.json", """{ "reasons-RS": "item1-0" }"""));

        Assert.Equal((1, 1), (Number(facts, AiaCollector.Level), Number(facts, AiaCollector.Unanswered)));
    }

    [Fact]
    public async Task A_result_without_its_definition_or_with_a_foreign_answer_has_no_level()
    {
        var alone = await Collect(("r.json", """{ "data": { "reasons-RS": "item1-0" } }"""));
        var foreign = await Collect(("d.json", Definition), ("r.json", """{ "data": { "reasons-RS": "item9-9" } }"""));

        Assert.Equal(UnavailableBecause.Unreadable, alone.Find(Subject.Dossier, AiaCollector.Level)!.Why!.Because);
        Assert.Contains("item9-9", foreign.Find(Subject.Dossier, AiaCollector.Level)!.Why!.Detail.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "name": "item", "items": [1] }""")]
    [InlineData("""{ "broken": "item1-0" """)]
    [InlineData("""[ "item1-0" ]""")]
    public async Task Other_JSON_is_no_result(string json)
    {
        var facts = await Collect(("d.json", Definition), ("other.json", json));

        Assert.Empty(Assert.IsType<ObservationsValue>(facts.Find(Subject.Dossier, AiaCollector.Results)!.Value).Items);
    }

    private static Task<FactSet> Collect(params (string Path, string Text)[] files) =>
        files.Aggregate(new KeptContents(), (contents, file) => contents.With(file.Path, Encoding.UTF8.GetBytes(file.Text))).CollectAsync(new AiaCollector(), new CollectionSettings());

    private static double Number(FactSet facts, string key) => Assert.IsType<NumberValue>(facts.Find(Subject.Dossier, key)!.Value).Value;
}
