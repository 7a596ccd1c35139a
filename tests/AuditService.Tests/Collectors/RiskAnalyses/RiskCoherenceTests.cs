using AuditService.Collectors.CrossChecks;
using AuditService.Collectors.RiskAnalyses;
using AuditService.Core.Facts;
using AuditService.Tests.Collectors.CrossChecks;

namespace AuditService.Tests.Collectors.RiskAnalyses;

public sealed class RiskCoherenceTests
{
    private const string Header = "| N° | Risque | Gravité | Vraisemblance | Niveau | Mesures | Responsable | Échéance | Avancement | Vraisemblance résiduelle | Gravité résiduelle | Décision | Accepté par |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";

    private const string Sound = Header
        + "| R1 | Fuite des données | 4 | 3 | Élevé | chiffrement | RSSI | 2027-01-31 | fait | 1 | 4 | réduire | |\n"
        + "| R2 | Données périmées ou biais | 2 | 2 | Moyen | contrôles | DSI | 2027-01-31 | fait | 1 | 2 | réduire | |\n"
        + "| R3 | Panne | 1 | 1 | Faible | | DSI | | | 1 | 1 | accepter | directrice |\n";

    [Fact]
    public void A_sound_analysis_is_reproached_nothing()
    {
        var checks = By(Sound);

        foreach (var key in new[] { "risks.levelConflicts", "risks.duplicates", "risks.highWithoutActor", "risks.acceptedWithoutAccepter", "risks.loweredByPlanned", "risks.unreadAnalyses" })
            Assert.Empty(Seen(checks, key));
        Assert.Equal(3, checks.Number("risks.stated"));
    }

    [Theory]
    [InlineData("risks.levelConflicts", "| R4 | Intrusion | 4 | 4 | Moyen | pare-feu | RSSI | 2027 | fait | 1 | 4 | réduire | |")]
    [InlineData("risks.duplicates", "| R1 | Vol de modèle | 1 | 1 | Faible | droits | RSSI | 2027 | fait | 1 | 1 | réduire | |")]
    [InlineData("risks.duplicates", "| R9 | Fuite des données | 4 | 4 | Élevé | droits | RSSI | 2027 | fait | 1 | 4 | réduire | |")]
    [InlineData("risks.highWithoutActor", "| R4 | Intrusion | 4 | 4 | Élevé | pare-feu | | 2027 | fait | 1 | 4 | réduire | |")]
    [InlineData("risks.highWithoutActor", "| R4 | Intrusion | 4 | 4 | Élevé | pare-feu | RSSI | à définir | fait | 1 | 4 | réduire | |")]
    [InlineData("risks.acceptedWithoutAccepter", "| R4 | Intrusion | 2 | 2 | Moyen | | RSSI | 2027 | | 2 | 2 | accepter | |")]
    [InlineData("risks.loweredByPlanned", "| R4 | Intrusion | 2 | 2 | Moyen | pare-feu | RSSI | 2027 | à faire | 1 | 2 | réduire | |")]
    public void A_contradiction_is_shown_at_its_row(string key, string row)
    {
        var seen = Assert.Single(Seen(By(Sound + row + "\n"), key));

        Assert.Equal(("a.md", 6), (seen.Where.Path, seen.Where.Line));
        Assert.Empty(Seen(By(Sound), key));
    }

    [Fact]
    public void What_no_column_says_is_not_missing()
    {
        var checks = By("| Risque | Gravité | Vraisemblance | Niveau |\n|---|---|---|---|\n| Fuite | 4 | 4 | Élevé |\n");

        Assert.Equal(UnavailableBecause.NotFound, checks.WhyUnknown("risks.highWithoutActor"));
    }

    [Fact]
    public void A_matrix_that_places_a_risk_elsewhere_and_one_that_it_leaves_out_are_shown()
    {
        var checks = By(Sound + "\n## Matrice initiale\n\n| | G1 | G2 | G3 | G4 |\n|---|---|---|---|---|\n| V4 | | | | |\n| V3 | | | R1 | |\n| V2 | | R2 | | |\n| V1 | | | | |\n");

        Assert.Contains("R1", Assert.Single(Seen(checks, "risks.matrixConflicts")).Excerpt, StringComparison.Ordinal);
        Assert.Contains("R3", Assert.Single(Seen(checks, "risks.missingFromMatrix")).Excerpt, StringComparison.Ordinal);
    }

    [Fact]
    public void The_grid_of_the_analysis_goes_before_any_other()
    {
        // By EBIOS RM's own grid gravity 2 and likelihood 2 are low; this analysis says medium, and keeps to it.
        Assert.Empty(Seen(By(Sound + "\n## Grille\n\n| | G1 | G2 | G3 | G4 |\n|---|---|---|---|---|\n| V1 | Faible | Faible | Moyen | Moyen |\n| V2 | Faible | Moyen | Élevé | Élevé |\n| V3 | Moyen | Moyen | Élevé | Élevé |\n| V4 | Moyen | Élevé | Élevé | Élevé |\n"), "risks.levelConflicts"));
        Assert.Single(Seen(By(Sound + "\n## Grille\n\n| | G1 | G2 | G3 | G4 |\n|---|---|---|---|---|\n| V1 | Faible | Faible | Moyen | Moyen |\n| V2 | Faible | Faible | Élevé | Élevé |\n| V3 | Moyen | Moyen | Élevé | Élevé |\n| V4 | Moyen | Élevé | Élevé | Élevé |\n"), "risks.levelConflicts"));
    }

    [Fact]
    public void A_feared_event_that_no_scenario_leads_to_is_shown()
    {
        var checks = By("| N° | Événement redouté | Gravité |\n|---|---|---|\n| ER1 | Divulgation des CV | 4 |\n| ER2 | Arrêt du service | 2 |\n\n## Scénarios\n\n| Scénario | Événement redouté | Gravité | Vraisemblance |\n|---|---|---|---|\n| Phishing | ER1 | 4 | 3 |\n");

        Assert.Contains("ER2", Assert.Single(Seen(checks, "risks.eventsWithoutScenario")).Excerpt, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rules_on_the_manifest_read_the_sheet_where_the_manifest_has_no_risk()
    {
        var checks = Declared.By(new RiskAnalysis(), "{ project: { name: a } }", [], Fact(Sound + "| R4 | Intrusion | 4 | 4 | Élevé | | RSSI | 2027 | | | | réduire | |\n"));

        Assert.Contains("R4 (a.md, 6)", checks.Names("risks.highWithoutMeasure"));
        Assert.Contains("R4 (a.md, 6)", checks.Names("risks.withoutResidual"));
        Assert.Contains("dataQuality", checks.Names("risks.topics"));
    }

    [Fact]
    public void A_dangerous_model_that_no_risk_covers_is_shown_and_one_that_is_covered_is_not()
    {
        var model = new Subject(SubjectKind.Model, "models/a.pkl");
        var verdict = AuditService.Core.Facts.Fact.Known(model, "model.verdict", new TextValue("dangerous"), Some.Provenance);

        Assert.NotEmpty(Seen(Declared.By(new RiskAgainstFindings(), "{ project: { name: a } }", [], Fact(Sound), verdict), "risks.uncoveredFindings"));
        Assert.Empty(Seen(Declared.By(new RiskAgainstFindings(), "{ project: { name: a } }", [], Fact(Sound + "| R4 | Modèle piégé | 4 | 1 | Moyen | | | | | | | | |\n"), verdict), "risks.uncoveredFindings"));
        Assert.NotEmpty(Seen(Declared.By(new RiskAgainstFindings(), "{ project: { name: a } }", [], Fact(Sound + "| R4 | Modèle piégé | 4 | 1 | Moyen | | | | | | | | |\n"), verdict), "risks.contradictedRatings"));
        Assert.NotEmpty(Seen(Declared.By(new RiskAgainstFindings(), "{ project: { name: a } }", [], Fact(Sound + "| R4 | Modèle piégé | 4 | 3 | Élevé | modèles au format safetensors | RSSI | 2026 | fait | 1 | 4 | | |\n"), verdict), "risks.absentMeasures"));
    }

    private static Declared By(string text) => Declared.By(new RiskCoherence(), "{ project: { name: a } }", [], Fact(text));

    private static IReadOnlyList<Observation> Seen(Declared checks, string key) => Assert.IsType<ObservationsValue>(checks.Fact(key).Value).Items;

    private static Fact Fact(string text) =>
        AuditService.Core.Facts.Fact.Known(Subject.Dossier, RiskAnalysisCollector.Stated, new TextValue(RiskAnalysisReading.Of("a.md", RiskAnalysisReadingTests.Tables(text, "a.md"), isAnalysis: true).Write()), Some.Provenance);
}
