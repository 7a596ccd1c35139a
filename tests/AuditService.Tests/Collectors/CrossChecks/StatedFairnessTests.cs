using AuditService.Collectors.CrossChecks;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class StatedFairnessTests
{
    private const string Card = "docs/fiche.md";

    [Theory]
    [InlineData("Rapport des taux de sélection : 0,93", 0.41, "0,93 dans la fiche ; mesuré : 0,41 (data/cv.csv)")]
    [InlineData("Disparate impact: 0.93", 0.41, "0,93 dans la fiche ; mesuré : 0,41 (data/cv.csv)")]
    [InlineData("Le rapport du plus faible au plus fort est de 93 %", 0.41, "0,93 dans la fiche ; mesuré : 0,41 (data/cv.csv)")]
    public void A_ratio_that_no_data_set_shows_is_told_with_both_places(string said, double measured, string told)
    {
        var apart = Apart([said], measured);

        var observation = Assert.Single(apart.Items);
        Assert.Equal(told, observation.Detail!.Fr);
        Assert.Equal((Card, 12), (observation.Where.Path, observation.Where.Line));
    }

    [Theory]
    [InlineData("Rapport des taux de sélection : 0,93", 0.91)]
    [InlineData("Impact ratio: 93 %", 0.95)]
    [InlineData("Rapport des taux, voir l'annexe", 0.41)]
    public void A_ratio_that_the_data_show_or_that_cannot_be_read_is_no_disagreement(string said, double measured) => Assert.Empty(Apart([said], measured).Items);

    [Fact]
    public void One_data_set_that_shows_it_is_enough() => Assert.Empty(Apart(["Rapport des taux de sélection : 0,93"], 0.41, 0.94).Items);

    [Fact]
    public void Without_a_measurement_nothing_is_known() => Assert.Equal(UnavailableBecause.NotFound, Derived(["Rapport des taux de sélection : 0,93"]).WhyUnknown("card.ratioDisagreements"));

    [Fact]
    public void Without_a_ratio_there_is_nothing_to_compare() => Assert.Empty(Apart([]).Items);

    private static ObservationsValue Apart(string[] said, params double[] measured) => Assert.IsType<ObservationsValue>(Derived(said, measured).Fact("card.ratioDisagreements").Value);

    private static Declared Derived(string[] said, params double[] measured)
    {
        var stated = Fact.Known(Subject.Dossier, "card.statedRatios", new ObservationsValue([.. said.Select(text => new Observation(Location.File(Card, 12), text))]), Some.Provenance);
        var shown = measured.Select((value, index) => Fact.Known(new Subject(SubjectKind.Dataset, index == 0 ? "data/cv.csv" : $"data/{index}.csv"), "dataset.disparateImpact", new NumberValue(value), Some.Provenance));
        return Declared.By(new StatedFairness(), "project: { name: P }", null, [stated, .. shown]);
    }
}
