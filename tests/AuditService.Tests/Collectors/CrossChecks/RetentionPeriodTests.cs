using AuditService.Collectors.CrossChecks;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class RetentionPeriodTests
{
    [Theory]
    [InlineData("24 mois", 24)]
    [InlineData("24 mois après le dernier contact, puis suppression", 24)]
    [InlineData("2 ans", 24)]
    [InlineData("deux ans", 24)]
    [InlineData("Vingt-quatre mois", 24)]
    [InlineData("trente-six (36) mois", 36)]
    [InlineData("2,5 années", 30)]
    [InlineData("P2Y", 24)]
    [InlineData("P1Y6M", 18)]
    [InlineData("18 months after closure", 18)]
    [InlineData("two years", 24)]
    [InlineData("un semestre", 6)]
    [InlineData("1 trimestre", 3)]
    [InlineData("12 mois en base active puis 5 ans en archive", 60)]
    [InlineData("aucune conservation", 0)]
    [InlineData("données non conservées", 0)]
    public void A_period_in_figures_or_words_is_read_in_months(string text, double months)
    {
        var period = RetentionPeriod.Of(text);

        Assert.Equal("duration", period.Form);
        Assert.Equal(months, period.Months!.Value, 0.01);
    }

    [Theory]
    [InlineData("30 jours", 0.986)]
    [InlineData("6 semaines", 1.38)]
    [InlineData("48 heures", 0.0657)]
    [InlineData("24 h", 0.0329)]
    [InlineData("P90D", 2.957)]
    public void Short_periods_are_fractions_of_a_month(string text, double months) => Assert.Equal(months, RetentionPeriod.Of(text).Months!.Value, 0.001);

    [Theory]
    [InlineData("aussi longtemps que nécessaire", "vague")]
    [InlineData("durée raisonnable", "vague")]
    [InlineData("à définir", "vague")]
    [InlineData("aucune idée", "vague")]
    [InlineData("illimitée", "unlimited")]
    [InlineData("conservation permanente", "unlimited")]
    [InlineData("forever", "unlimited")]
    [InlineData("jusqu'à la clôture du compte", "criterion")]
    [InlineData("pendant la relation, jusqu'au départ du salarié", "criterion")]
    [InlineData("until the account is deleted", "criterion")]
    public void Other_wordings_are_told_apart(string text, string form)
    {
        var period = RetentionPeriod.Of(text);

        Assert.Equal(form, period.Form);
        Assert.Null(period.Months);
    }

    [Theory]
    [InlineData("page 24 du mode d'emploi")]
    [InlineData("article 13, version 2")]
    [InlineData("Pas de chiffre ici")]
    [InlineData("P")]
    public void Figures_without_a_unit_of_time_are_no_period(string text) => Assert.Empty(RetentionPeriod.DurationsIn(text));

    [Fact]
    public void A_hostile_text_is_read_in_linear_time()
    {
        var text = string.Concat(Enumerable.Repeat("un deux trois ( ( (", 2_000));

        Assert.Empty(RetentionPeriod.DurationsIn(text));
    }
}
