using AuditService.Collectors.CrossChecks;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class QualityManagementTests
{
    [Fact]
    public void Quality_risks_are_found_by_category_or_words_and_owe_a_measure_and_an_owner()
    {
        var derived = DossierCase.Declaring("""
            risks:
              - { id: fuite, description: Fuite des CV, category: confidentiality }
              - { id: etiquettes, description: des courriers mal étiquetés, measures: [double lecture], owner: chef de service }
              - { id: derive, category: quality, description: le modèle vieillit, measures: [suivi mensuel] }
              - { id: biais, description: biais de sélection, measures: [], owner: DPO }
            """).Through(new QualityManagement());

        Assert.Equal(["etiquettes", "derive", "biais"], derived.Texts("quality.risks"));
        Assert.Equal(["derive", "biais"], derived.Texts("quality.risksWithoutMeasure"));
    }

    [Fact]
    public void A_manifest_without_risks_says_nothing_of_quality_risks()
    {
        var derived = DossierCase.Declaring("project: { name: x }").Through(new QualityManagement());

        Assert.Null(derived["quality.risks"]);
        Assert.Null(derived["quality.risksWithoutMeasure"]);
    }

    [Theory]
    [InlineData("dataSets: [{ id: a, use: entraînement }, { id: b, use: jeu de test }]", new[] { "training", "test" })]
    [InlineData("dataSets: [{ id: a, use: training }, { id: b, use: test }, { id: c }]", new[] { "training", "test" })]
    [InlineData("dataSets: [{ id: a, use: entraînement et validation }]", new[] { "training", "validation" })]
    public void Uses_of_the_sets_are_told_apart(string manifest, string[] uses) => Assert.Equal(uses, DossierCase.Declaring(manifest).Through(new QualityManagement()).Texts("quality.dataSetUses"));

    [Theory]
    [InlineData("dataSets: [{ id: a, use: entraînement }, { id: b }]")]
    [InlineData("project: { name: x }")]
    public void A_set_that_does_not_say_its_use_leaves_the_uses_unknown(string manifest) => Assert.Null(DossierCase.Declaring(manifest).Through(new QualityManagement())["quality.dataSetUses"]);
}
