using AuditService.Collectors.CrossChecks;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class RiskAnalysisTests
{
    private const string Map = """
        architecture:
          components:
            - { id: api, name: API de notation, type: process, internet: true }
            - { id: base, type: datastore, personalData: true }
            - { id: cache, type: datastore }
        dataSets: [{ id: candidatures, path: data/candidatures.csv, personalData: true }, { id: codes, personalData: false }]
        models: [{ id: tri, path: models/tri.onnx }]
        risks:
          - { id: R1, description: "Fuite des CV", asset: "La Base", category: confidentialité, gravity: 4, likelihood: 3, owner: RSSI, residualGravity: 4, residualLikelihood: 2 }
          - { id: R2, description: "Empoisonnement des données d'entraînement", asset: "candidatures et tri", category: intégrité, gravity: 3, likelihood: 2, measures: [contrôles], residualGravity: 2, residualLikelihood: 1 }
          - { id: R3, description: "Détournement de finalité des CV", asset: serveur 2, category: people, gravity: 5, likelihood: 2, measures: [aucune], owner: à définir }
          - { description: "Panne de l'API", category: disponibilité, likelihood: 2, measures: [reprise], owner: exploitation, residualGravity: 1, residualLikelihood: 1 }
        """;

    private static readonly Declared Risks = Declared.By(new RiskAnalysis(), Map);

    [Theory]
    [InlineData("risks.uncoveredComponents", "api", "cache")]
    [InlineData("risks.uncoveredCriticalComponents", "api")]
    [InlineData("risks.unknownAssets", "serveur 2")]
    [InlineData("risks.withoutRating", "Panne de l'API")]
    [InlineData("risks.outOfScale", "R3")]
    [InlineData("risks.withoutMeasure", "R1", "R3")]
    [InlineData("risks.highWithoutMeasure", "R1")]
    [InlineData("risks.withoutOwner", "R2", "R3")]
    [InlineData("risks.withoutResidual", "R3")]
    [InlineData("risks.loweredWithoutMeasure", "R1")]
    [InlineData("risks.highResidual")]
    [InlineData("risks.raisedResidual")]
    [InlineData("risks.uncoveredData")]
    [InlineData("risks.categories", "confidentiality", "integrity", "people", "availability")]
    [InlineData("risks.topics", "leak", "misuse", "poisoning", "outage")]
    public void A_risk_map_is_read_across(string key, params string[] names) => Assert.Equal(names.Order(StringComparer.Ordinal), Risks.Names(key).Order(StringComparer.Ordinal));

    [Fact]
    public void Without_risks_nothing_is_said_of_them() =>
        Assert.Equal(UnavailableBecause.NotDeclared, Declared.By(new RiskAnalysis(), "architecture: { components: [{ id: a }] }").WhyUnknown("risks.uncoveredComponents"));

    [Fact]
    public void Without_components_none_is_left_out() =>
        Assert.Equal(UnavailableBecause.NotDeclared, Declared.By(new RiskAnalysis(), "risks: [{ id: R }]").WhyUnknown("risks.uncoveredComponents"));

    [Theory]
    [InlineData("tous")]
    [InlineData("l'ensemble du système")]
    [InlineData("All components")]
    public void A_risk_on_everything_covers_everything(string asset)
    {
        var risks = Declared.By(new RiskAnalysis(), $$"""{ architecture: { components: [{ id: a, internet: true }] }, models: [{ id: m }], risks: [{ id: R, asset: "{{asset}}" }] }""");

        Assert.Empty(risks.Names("risks.uncoveredComponents"));
        Assert.Empty(risks.Names("risks.uncoveredData"));
        Assert.Empty(risks.Names("risks.unknownAssets"));
    }

    [Fact]
    public void A_risk_on_the_component_that_runs_the_model_covers_the_model() =>
        Assert.Empty(Declared.By(new RiskAnalysis(), "{ architecture: { components: [{ id: modele, type: model }] }, models: [{ id: tri }], risks: [{ id: R, asset: modele }] }").Names("risks.uncoveredData"));

    [Theory]
    [InlineData("base de données")]
    [InlineData("bases")]
    public void A_name_that_only_resembles_covers_nothing(string asset) =>
        Assert.Equal(["base"], Declared.By(new RiskAnalysis(), $$"""{ architecture: { components: [{ id: base }] }, risks: [{ id: R, asset: "{{asset}}" }] }""").Names("risks.uncoveredComponents"));

    [Fact]
    public void An_asset_whose_name_holds_a_conjunction_is_still_itself() =>
        Assert.Empty(Declared.By(new RiskAnalysis(), "{ architecture: { components: [{ id: rd, name: Recherche et développement }] }, risks: [{ id: R, asset: Recherche et développement }] }").Names("risks.unknownAssets"));

    [Theory]
    [InlineData(2, 2, 3, 3, true)]
    [InlineData(2, 2, 2, 3, true)]
    [InlineData(1, 2, 1, 1, false)]
    [InlineData(4, 1, 3, 2, false)]
    [InlineData(2, 1, 3, 1, true)]
    public void A_residual_level_rises_when_it_is_worse_and_nothing_else_is_better(int gravity, int likelihood, int residualGravity, int residualLikelihood, bool raised) =>
        Assert.Equal(
            raised,
            Declared.By(new RiskAnalysis(), $$"""risks: [{ id: R, gravity: {{gravity}}, likelihood: {{likelihood}}, measures: [x], residualGravity: {{residualGravity}}, residualLikelihood: {{residualLikelihood}} }]""").Names("risks.raisedResidual").Count == 1);

    [Theory]
    [InlineData("Injection de consignes dans un CV", "promptInjection")]
    [InlineData("Prompt injection through a document", "promptInjection")]
    [InlineData("Le modèle invente une réponse (hallucination)", "overreliance")]
    [InlineData("Dérive du modèle après un an", "drift")]
    [InlineData("Données manquantes ou périmées", "dataQuality")]
    [InlineData("Discrimination des candidates", "bias")]
    [InlineData("Vol du modèle par des requêtes répétées", "extraction")]
    [InlineData("Réutilisation des CV pour un autre poste", "misuse")]
    [InlineData("Bibliothèque compromise", "supplyChain")]
    public void Threats_are_recognised_in_both_languages(string description, string topic) =>
        Assert.Contains(topic, Declared.By(new RiskAnalysis(), $$"""risks: [{ id: R, description: "{{description}}" }]""").Names("risks.topics"));

    [Theory]
    [InlineData("Le facteur humain dérivera vers la mer")]
    [InlineData("Retard de livraison")]
    public void Ordinary_sentences_are_no_threat(string description) =>
        Assert.Empty(Declared.By(new RiskAnalysis(), $$"""risks: [{ id: R, description: "{{description}}" }]""").Names("risks.topics"));

    [Fact]
    public void A_risk_map_counts_only_when_its_file_is_there()
    {
        const string manifest = "documents: [{ path: docs/carte.md, role: riskMap }, { path: docs/perdu.md, role: riskMap }, { path: docs/politique.md, role: securityPolicy }]";
        var risks = Declared.By(new RiskAnalysis(), manifest, ["docs/carte.md", "docs/politique.md"]);

        Assert.Equal(["docs/carte.md"], risks.Names("risks.documents"));
        Assert.Equal(["docs/politique.md"], risks.Names("risks.policyDocuments"));
    }

    [Fact]
    public void Without_a_manifest_the_role_of_a_document_is_not_known() =>
        Assert.Equal(UnavailableBecause.NotDeclared, Declared.By(new RiskAnalysis(), yaml: null, ["docs/carte.md"]).WhyUnknown("risks.documents"));
}
