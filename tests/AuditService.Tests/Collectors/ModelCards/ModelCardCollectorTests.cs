using System.Text;
using AuditService.Collectors.ModelCards;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.ModelCards;

public sealed class ModelCardCollectorTests
{
    private const string Card = """
        ---
        license: apache-2.0
        library_name: transformers
        co2_eq_emissions:
          emissions: 120.5
          source: codecarbon
        model-index:
          - name: tri
            results:
              - task: { type: text-classification }
                dataset: { name: courriers, type: private }
                metrics:
                  - type: accuracy
                    value: 0.94
                  - type: recall
                    value: 88
        ---
        # Tri
        """;

    [Fact]
    public async Task A_card_that_nobody_declared_is_found_by_its_header()
    {
        var facts = await Collect(Card, "project: { name: x }");

        Assert.Equal(["cards/README.md"], List(facts, ModelCardCollector.Files));
        Assert.Equal(120.5, Assert.IsType<NumberValue>(facts.Find(Subject.Dossier, ModelCardCollector.Emissions)!.Value).Value);
    }

    [Theory]
    [InlineData("---\nco2_eq_emissions: { emissions: 3, source: [\n---\n# Model card\n", "the YAML header of the card cannot be read")]
    [InlineData("---\nlibrary_name: x\nco2_eq_emissions: lots\n---\n", "line 3: co2_eq_emissions is no number of grams")]
    [InlineData("---\nlibrary_name: x\nco2_eq_emissions:\n  emissions: -3\n---\n", "line 4: co2_eq_emissions is no number of grams")]
    public async Task A_header_or_a_carbon_figure_that_cannot_be_read_is_told_and_clears_nothing(string card, string why)
    {
        var facts = await Collect(card, "models: [{ id: a }]\ndocuments: [{ path: cards/README.md, role: modelCard }]");

        Assert.All(
            new[] { ModelCardCollector.Emissions, ModelCardCollector.WithEmissions, ModelCardCollector.Disagreements },
            key => Assert.Contains(why, facts.Find(Subject.Dossier, key)!.Why!.Detail.En, StringComparison.Ordinal));
        Assert.Equal(["cards/README.md"], List(facts, ModelCardCollector.Files));
    }

    [Fact]
    public async Task A_page_with_a_header_of_its_own_is_no_card() =>
        Assert.Empty(List(await Collect("---\ntitle: Bonjour\ntags: [a]\n---\n# Bonjour\n", "project: { name: x }"), ModelCardCollector.Files));

    [Fact]
    public async Task A_licence_and_a_figure_that_differ_are_told_with_their_line()
    {
        var told = Disagreements(await Collect(Card, "models: [{ id: tri, card: cards/README.md, licence: MIT, metrics: { exactitude: 0.92, rappel: 0.88 } }]"));

        Assert.Equal(["licence: \"apache-2.0\" in the card, \"MIT\" in dossier.yaml", "exactitude: 0.94 in the card, 0.92 in dossier.yaml"], told.Select(one => one.Detail!.In(Language.English)));
        Assert.Equal([2, 14], told.Select(one => one.Where.Line!.Value));
    }

    [Fact]
    public async Task A_card_that_says_the_same_otherwise_agrees() =>
        Assert.Empty(Disagreements(await Collect(Card, "models: [{ id: tri, licence: Apache 2.0, metrics: { accuracy: 94, rappel: 0.88, latence: 3 } }]")));

    [Theory]
    [InlineData("models: [{ id: a, card: cards/README.md }, { id: b, card: cards/b.md }, { id: c }]", "b, c")]
    [InlineData("models: [{ id: a }]\ndocuments: [{ path: cards/README.md, role: modelCard }]", "")]
    public async Task Models_without_a_card_in_the_dossier_are_named(string manifest, string lacking) =>
        Assert.Equal(lacking, string.Join(", ", List(await Collect(Card, manifest), ModelCardCollector.Missing)));

    [Theory]
    [InlineData("---\nlibrary_name: x\n")]
    [InlineData("---\nlibrary_name: [\n---\n")]
    [InlineData("---\nlibrary_name: x\nco2_eq_emissions: beaucoup\nmodel-index: 3\n---\n")]
    [InlineData("---\nlibrary_name: x\nco2_eq_emissions: -4\n---\n")]
    [InlineData("")]
    public async Task A_header_that_is_broken_or_senseless_gives_no_figure(string card) =>
        Assert.Null((await Collect(card, "project: { name: x }")).Find(Subject.Dossier, ModelCardCollector.Emissions)!.Value);

    private static Task<FactSet> Collect(string card, string manifest) =>
        new KeptContents().With("cards/README.md", Encoding.UTF8.GetBytes(card)).Declaring(manifest).CollectAsync(new ModelCardCollector(), new CollectionSettings());

    private static IReadOnlyList<string> List(FactSet facts, string key) => Assert.IsType<TextListValue>(facts.Find(Subject.Dossier, key)!.Value).Values;

    private static IReadOnlyList<Observation> Disagreements(FactSet facts) => Assert.IsType<ObservationsValue>(facts.Find(Subject.Dossier, ModelCardCollector.Disagreements)!.Value).Items;
}
