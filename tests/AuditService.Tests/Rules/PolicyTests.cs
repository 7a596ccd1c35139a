using AuditService.Core;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Tests.Rules;

/// <summary>What a security policy and an AIPD say, and what they deny.</summary>
public sealed class PolicyTests
{
    [Theory]
    [InlineData("RGPD-32-04", "La restauration des sauvegardes est testée chaque trimestre.", Outcome.Compliant)]
    [InlineData("RGPD-32-04", "Les sauvegardes sont testées.", Outcome.Partial)]
    [InlineData("RGPD-32-04", "La restauration n'est pas testée.", Outcome.NeedsReview)]
    [InlineData("RGPD-32-04", "Sauvegarde quotidienne.", Outcome.NeedsReview)]
    [InlineData("RGPD-32-05", "Audit de sécurité du 12 mai 2019.", Outcome.Partial)]
    [InlineData("RGPD-32-05", "Aucun test d'intrusion n'a été mené.", Outcome.NonCompliant)]
    [InlineData("RGPD-32-05", "Un test d'intrusion a été mené.", Outcome.MissingEvidence)]
    [InlineData("RGPD-32-03", "Les droits sont limités au besoin d'en connaître. Les accès sont journalisés.", Outcome.Compliant)]
    [InlineData("RGPD-32-03", "Les droits sont limités au besoin d'en connaître. Aucune journalisation n'est faite.", Outcome.Partial)]
    [InlineData("RGPD-33-02", "Chaque violation est consignée dans un registre.", Outcome.Compliant)]
    [InlineData("RGPD-33-02", "Nous tenons un registre des traitements.", Outcome.NeedsReview)]
    [InlineData("RGPD-34-01", "## Violations\nLes personnes sont prévenues par courriel si le risque est élevé.", Outcome.Compliant)]
    [InlineData("RGPD-34-01", "Les personnes disposent d'un droit d'accès.", Outcome.NeedsReview)]
    [InlineData("RGPD-29-01", "Les annotateurs ont signé un engagement de confidentialité.", Outcome.Compliant)]
    [InlineData("RGPD-29-01", "Les annotateurs n'ont pas signé d'engagement de confidentialité.", Outcome.NeedsReview)]
    public void A_policy_is_read_sentence_by_sentence(string rule, string text, Outcome expected) =>
        Assert.Equal(expected, new WrittenDossier().With(DocumentRole.SecurityPolicy, $"# Politique\n\n{text}").Verdict(rule));

    [Theory]
    [InlineData("Les représentants du personnel ont été consultés le 3 juin 2026.", Outcome.Compliant)]
    [InlineData("Les candidats n'ont pas été consultés, la finalité étant confidentielle.", Outcome.Compliant)]
    [InlineData("Avis du DPO : favorable.", Outcome.NeedsReview)]
    public void The_views_of_people_or_the_reason_why_not_are_found_in_the_assessment(string text, Outcome expected) =>
        Assert.Equal(expected, Aipd(text).Verdict("RGPD-35-05"));

    [Fact]
    public void Three_feared_events_rated_with_a_plan_are_whole_and_without_a_plan_partial()
    {
        const string Rated = """
            | Événement | Gravité | Vraisemblance |
            |---|---|---|
            | Accès illégitime aux données | importante (3) | limitée (2) |
            | Modification non désirée des données | limitée (2) | limitée (2) |
            | Disparition des données | limitée (2) | négligeable (1) |
            """;

        Assert.Equal(Outcome.Compliant, Aipd(Rated + "\n\n## Plan d'action\nChiffrer les sauvegardes : RSSI, avant le 1er mars 2027.").Verdict("RGPD-35-08"));
        Assert.Equal(Outcome.Partial, Aipd(Rated).Verdict("RGPD-35-08"));
        Assert.Equal(Outcome.NeedsReview, Aipd("Le projet est sûr.").Verdict("RGPD-35-08"));
    }

    private static WrittenDossier Aipd(string text) => new WrittenDossier()
        .With(DocumentRole.Aipd, $"# Analyse\n\n{text}")
        .Stating("privacy.aipdClaimed", new BooleanValue(true));
}
