using AuditService.Collectors.CrossChecks;
using AuditService.Core.Facts;
using NSubstitute;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class RgpdGovernanceTests
{
    private readonly TimeProvider clock = Substitute.For<TimeProvider>();

    public RgpdGovernanceTests() => clock.GetUtcNow().Returns(new DateTimeOffset(2026, 11, 30, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("Délégué mutualisé du centre de gestion", 0)]
    [InlineData("DPO externe, cabinet Exemple", 0)]
    [InlineData("DPO de la direction générale", 0)]
    [InlineData("Juriste, rattachée au directeur général", 0)]
    [InlineData("Data Protection Officer, reports to the CEO", 0)]
    [InlineData("A. Exemple, DSI", 1)]
    [InlineData("DPO et responsable informatique", 1)]
    [InlineData("La cheffe de projet", 1)]
    [InlineData("Directrice générale", 1)]
    public void An_officer_who_decides_cannot_watch_over_himself(string name, int conflicts)
    {
        var derived = DossierCase.Declaring($"people: {{ dpo: {{ name: \"{name}\" }} }}").Through(new RgpdGovernance(clock));

        Assert.Equal(conflicts, Assert.IsType<ObservationsValue>(derived["people.dpoConflicts"]).Total);
    }

    [Theory]
    [InlineData("2026-09-12", "2026-03-03", 0)]
    [InlineData("2026-01-12", "2026-03-03", 1)]
    public void Data_collected_after_the_assessment_outdate_it(string read, string collected, int later)
    {
        var derived = DossierCase.Declaring($$"""
            processings: [{ id: a, dataSets: [jeu] }]
            dataSets: [{ id: jeu, path: data/a.csv, collectedOn: {{collected}} }]
            documents: [{ path: docs/aipd.md, role: aipd, reviewedOn: {{read}} }]
            """).Through(new RgpdGovernance(clock));

        Assert.Equal(later, Assert.IsType<ObservationsValue>(derived["aipd.outdatedBy"]).Total);
    }

    [Fact]
    public void An_assessment_without_date_cannot_be_told_to_be_up_to_date()
    {
        var derived = DossierCase.Declaring("documents: [{ path: docs/aipd.md, role: aipd }]").Through(new RgpdGovernance(clock));

        Assert.Null(derived["aipd.outdatedBy"]);
    }

    [Theory]
    [InlineData("gravity: 4, likelihood: 3, measures: [chiffrement], residualGravity: 3, residualLikelihood: 3", 1)]
    [InlineData("gravity: 4, likelihood: 3, measures: [chiffrement], residualGravity: 3, residualLikelihood: 1", 0)]
    [InlineData("gravity: 4, likelihood: 3", 1)]
    [InlineData("gravity: 2, likelihood: 3", 0)]
    public void A_risk_that_stays_high_on_both_scales_calls_for_consultation(string rated, int high)
    {
        var derived = DossierCase.Declaring($"risks: [{{ id: fuite, {rated} }}]").Through(new RgpdGovernance(clock));

        Assert.Equal(high, Assert.IsType<ObservationsValue>(derived["privacy.highResidualRisks"]).Total);
    }

    [Fact]
    public void A_risk_whose_rest_nobody_rated_leaves_the_question_open()
    {
        var derived = DossierCase.Declaring("risks: [{ id: fuite, gravity: 4, likelihood: 4, measures: [chiffrement] }]").Through(new RgpdGovernance(clock));

        Assert.Null(derived["privacy.highResidualRisks"]);
    }

    [Theory]
    [InlineData("Audit de sécurité du 12 mai 2026", 6.6)]
    [InlineData("Pentest (2025-11-30)", 12)]
    [InlineData("Scan de vulnérabilités, octobre 2026, puis audit prévu le 3 mars 2027", 1)]
    public void The_age_of_a_test_is_that_of_its_last_date_in_the_past(string sentence, double months)
    {
        var derived = DossierCase.Declaring("project: { name: x }").Sightings("security.tests", sentence).Through(new RgpdGovernance(clock));

        Assert.Equal(months, Assert.IsType<NumberValue>(derived["security.testAgeMonths"]).Value);
    }

    [Theory]
    [InlineData("US", true)]
    [InlineData("FR", false)]
    public void A_controller_outside_the_area_is_told_by_its_country(string country, bool outside)
    {
        var derived = DossierCase.Declaring($"people: {{ controller: {{ name: Acme, country: {country} }} }}").Through(new RgpdGovernance(clock));

        Assert.Equal(new BooleanValue(outside), derived["people.controllerOutsideEea"]);
    }
}
