using AuditService.Core;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Tests.Rules;

/// <summary>The eight points of a processor's contract (RGPD art. 28(3)), on contracts as they are written.</summary>
public sealed class ContractTests
{
    private const string OneProcessor = "people: { processors: [{ name: Exemple Cloud, country: FR, contract: true }] }";

    private const string Whole = """
        # Annexe : protection des données à caractère personnel

        Le prestataire traite les données pour le compte du client.

        ## Instructions
        Il n'agit que sur instruction documentée du responsable du traitement.

        ## Confidentialité
        Les collaborateurs affectés à la prestation sont tenus au secret.

        ## Sécurité
        Le prestataire met en œuvre les mesures techniques et organisationnelles décrites en annexe 1.

        ## Sous-traitance ultérieure
        Aucun autre sous-traitant n'est recruté sans l'accord écrit du client. La liste des sous-traitants autorisés figure en annexe 2.

        ## Droits des personnes
        Toute demande d'exercice des droits est transmise au client sous deux jours ouvrés.

        ## Assistance
        Toute violation de données est notifiée au client sous 24 heures ; le prestataire aide aux analyses d'impact.

        ## Fin du contrat
        Les données et leurs copies sont restituées puis détruites dans les trente jours.

        ## Contrôle
        Le client peut réaliser un audit une fois par an. Le prestataire n'utilise jamais les données pour entraîner ses modèles.
        """;

    [Fact]
    public void A_contract_that_covers_the_eight_points_is_whole()
    {
        Assert.Equal(Outcome.Compliant, Case(Whole).Verdict("RGPD-28-02"));
        Assert.Equal(Outcome.Compliant, Case(Whole).Verdict("RGPD-28-03"));
        Assert.Equal(Outcome.Compliant, Case(Whole).Verdict("RGPD-28-04"));
    }

    [Theory]
    [InlineData("## Fin du contrat\nLes données et leurs copies sont restituées puis détruites dans les trente jours.", "(g)")]
    [InlineData("Le client peut réaliser un audit une fois par an.", "(h)")]
    [InlineData("Toute demande d'exercice des droits est transmise au client sous deux jours ouvrés.", "(e)")]
    [InlineData("Les collaborateurs affectés à la prestation sont tenus au secret.", "(b)")]
    public void A_point_that_is_taken_out_is_named_and_makes_the_contract_partial(string clause, string point)
    {
        var dossier = Case(Whole.Replace(clause, "", StringComparison.Ordinal));

        Assert.Equal(Outcome.Partial, dossier.Verdict("RGPD-28-02"));
        var incomplete = Assert.Single(Assert.IsType<ObservationsValue>(dossier.Facts().Find(Subject.Dossier, "privacy.incompleteContracts")?.Value).Items);
        Assert.Equal("7/8", incomplete.Excerpt);
        Assert.Contains(point, incomplete.Detail!.Fr, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clause_that_refuses_a_point_does_not_cover_it()
    {
        var refusing = Whole.Replace("Le client peut réaliser un audit une fois par an.", "Le client ne peut pas auditer le prestataire.", StringComparison.Ordinal)
            .Replace("Les données et leurs copies sont restituées puis détruites dans les trente jours.", "Les données ne sont pas supprimées au terme du contrat.", StringComparison.Ordinal);

        var incomplete = Assert.Single(Assert.IsType<ObservationsValue>(Case(refusing).Facts().Find(Subject.Dossier, "privacy.incompleteContracts")?.Value).Items);

        Assert.Equal("6/8", incomplete.Excerpt);
    }

    [Fact]
    public void Two_contracts_are_judged_one_by_one()
    {
        var dossier = Case(Whole).With(DocumentRole.Contract, "# Contrat\nLe prestataire traite des données personnelles et respecte le RGPD.", "docs/autre.md");

        var incomplete = Assert.Single(Assert.IsType<ObservationsValue>(dossier.Facts().Find(Subject.Dossier, "privacy.incompleteContracts")?.Value).Items);

        Assert.Equal("docs/autre.md", incomplete.Where.Path);
        Assert.Equal("0/8", incomplete.Excerpt);
    }

    [Fact]
    public void A_contract_about_something_else_says_nothing()
    {
        var dossier = Case("# Bail\nLe loyer est payable le premier de chaque mois.");

        Assert.Equal(Outcome.MissingEvidence, dossier.Verdict("RGPD-28-02"));
    }

    [Fact]
    public void A_heading_with_nothing_under_it_covers_nothing()
    {
        var empty = "# Données personnelles (RGPD)\nLe prestataire traite des données personnelles.\n\n## Audits\n\n## Restitution et suppression des données\n\n## Fin\nFait à Lutèce.";

        var incomplete = Assert.Single(Assert.IsType<ObservationsValue>(Case(empty).Facts().Find(Subject.Dossier, "privacy.incompleteContracts")?.Value).Items);

        Assert.Equal("0/8", incomplete.Excerpt);
    }

    [Theory]
    [InlineData("Le prestataire peut utiliser les données du client pour améliorer ses modèles.", Outcome.NonCompliant)]
    [InlineData("Le prestataire fournit un service de qualité.", Outcome.Partial)]
    [InlineData("Le prestataire s'interdit de réutiliser les données pour ses propres besoins.", Outcome.Compliant)]
    public void What_the_provider_may_do_for_itself_is_read(string clause, Outcome expected)
    {
        var text = Whole.Replace("Le prestataire n'utilise jamais les données pour entraîner ses modèles.", clause, StringComparison.Ordinal);

        Assert.Equal(expected, Case(text).Verdict("RGPD-28-04"));
    }

    private static WrittenDossier Case(string contract) => new WrittenDossier()
        .Declaring(OneProcessor)
        .With(DocumentRole.Contract, contract)
        .Stating("people.processors.count", new NumberValue(1))
        .Stating("people.processorsWithoutContract", new TextListValue([]));
}
