using AuditService.Collectors.CrossChecks;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class ChartFormsTests
{
    [Theory]
    [InlineData("Comment évoluent les délais ?", "camembert")]
    [InlineData("How did the delay change since 2020?", "gauge")]
    [InlineData("Quel service reçoit le plus de courriers ?", "radar")]
    [InlineData("Quelle est la répartition des motifs ?", "nuage de points")]
    [InlineData("Où se trouvent les demandes ?", "courbe")]
    [InlineData("Le délai dépend-il de la longueur ?", "pie")]
    public void A_form_that_shows_another_kind_of_question_is_told(string question, string type) => Assert.Single(Unsuitable(question, type));

    [Theory]
    [InlineData("Comment évoluent les délais ?", "courbe")]
    [InlineData("Quel service est moins bien servi ?", "table")]
    [InlineData("Quel service reçoit le plus de courriers ?", "barres horizontales")]
    [InlineData("Quelle est la part de chaque motif ?", "donut")]
    [InlineData("Où se trouvent les demandes ?", "carte choroplèthe")]
    [InlineData("Combien ?", "camembert")]
    [InlineData("Comment évoluent les délais ?", "dessin libre")]
    [InlineData("Quelle part, et comment évolue-t-elle ?", "camembert")]
    public void A_fit_form_and_one_that_is_not_recognised_accuse_nobody(string question, string type) => Assert.Empty(Unsuitable(question, type));

    [Theory]
    [InlineData("{ id: c, type: bar }")]
    [InlineData("{ id: c, question: qui ? }")]
    public void Without_a_question_or_a_form_nothing_is_known(string chart) =>
        Assert.Equal(UnavailableBecause.NotDeclared, Declared.By(new ChartForms(), $"charts: [{chart}]").Fact("chart.unsuitableForm", "c").Why!.Because);

    private static IReadOnlyList<Observation> Unsuitable(string question, string type) =>
        Assert.IsType<ObservationsValue>(Declared.By(new ChartForms(), $"charts: [{{ id: c, question: \"{question}\", type: {type} }}]").Fact("chart.unsuitableForm", "c").Value).Items;
}
