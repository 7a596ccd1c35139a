using AuditService.Core;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Tests.Rules;

/// <summary>The mentions of a privacy notice on sentences that people write, and on those that only look like them.</summary>
public sealed class NoticeTests
{
    [Theory]
    [InlineData("Ce traitement repose sur notre intérêt légitime à sécuriser les comptes.", 1)]
    [InlineData("L'intérêt légitime poursuivi est la prévention des impayés.", 1)]
    [InlineData("Base légale : intérêts légitimes (art. 6.1.f).", 0)]
    public void An_interest_is_explained_by_what_it_is_for(string sentence, int found) => Assert.Equal(found, Notice(sentence).Sightings("notice.explainsInterest"));

    [Theory]
    [InlineData("Vous pouvez définir des directives relatives au sort de vos données après votre décès.", Outcome.Compliant)]
    [InlineData("Vos données sont protégées conformément à la directive 2002/58/CE.", Outcome.NonCompliant)]
    public void Directives_after_death_are_told_from_a_directive_of_the_Union(string sentence, Outcome expected) => Assert.Equal(expected, Notice(sentence).Verdict("LIL-85-01"));

    [Theory]
    [InlineData("Nous ne faisons aucune prospection.", Outcome.NotApplicable)]
    [InlineData("Vos données servent à la prospection commerciale.", Outcome.NeedsReview)]
    [InlineData("Vous recevez notre newsletter ; vous pouvez vous désinscrire à tout moment.", Outcome.Compliant)]
    public void Marketing_calls_for_a_way_out_only_where_there_is_some(string sentence, Outcome expected) => Assert.Equal(expected, Notice(sentence).Verdict("RGPD-21-02"));

    [Theory]
    [InlineData("publicTask", "Vous avez un droit d'accès, de rectification et de limitation du traitement, et vous pouvez vous opposer.", Outcome.Compliant)]
    [InlineData("publicTask", "Vous avez un droit d'accès, de rectification, de limitation du traitement et de portabilité, et vous pouvez vous opposer.", Outcome.Partial)]
    [InlineData("publicTask", "Vous avez un droit d'accès, de rectification, de limitation du traitement, et, lorsqu'il s'applique, de portabilité ; vous pouvez vous opposer.", Outcome.Compliant)]
    [InlineData("consent", "Vous avez un droit d'accès, de rectification, d'effacement et de limitation du traitement.", Outcome.Partial)]
    [InlineData("consent", "Vous avez un droit d'accès, de rectification, d'effacement, de limitation du traitement et de portabilité.", Outcome.Compliant)]
    public void The_rights_are_those_of_the_legal_basis(string basis, string sentence, Outcome expected) =>
        Assert.Equal(expected, Notice(sentence, $"processings: [{{ id: a, legalBasis: {basis} }}]").Verdict("RGPD-13-08"));

    [Theory]
    [InlineData("## Destinataires\nNotre hébergeur Nuage Public reçoit les données.", Outcome.Compliant)]
    [InlineData("## Destinataires\nNotre hébergeur reçoit les données.", Outcome.Partial)]
    [InlineData("Vos données sont protégées.", Outcome.NeedsReview)]
    public void A_processor_is_named_with_or_without_its_legal_form(string text, Outcome expected) =>
        Assert.Equal(expected, Notice(text, "people: { processors: [{ name: Nuage Public SAS, country: FR }] }").Verdict("RGPD-13-05"));

    [Fact]
    public void A_service_that_the_code_calls_is_expected_by_its_name()
    {
        var dossier = Notice("Destinataires : notre hébergeur.", "people: { processors: [] }")
            .Stating("privacy.externalServices", new ObservationsValue([new(Location.File("src/a.py", 1), "from openai import OpenAI")]));

        Assert.Equal(Outcome.Partial, dossier.Verdict("RGPD-13-05"));
    }

    [Theory]
    [InlineData("registre du commerce, extraction de 2026", "Les données proviennent du registre du commerce : nom, adresse, fonction.", Outcome.Compliant)]
    [InlineData("achat à un courtier", "Vos données sont protégées.", Outcome.NeedsReview)]
    [InlineData("formulaire rempli par la personne", "Vos données sont protégées.", Outcome.NotApplicable)]
    public void Sets_that_come_from_elsewhere_call_for_their_source(string origin, string sentence, Outcome expected) =>
        Assert.Equal(expected, Notice(sentence, $"dataSets: [{{ id: a, path: data/a.csv, personalData: true, origin: \"{origin}\" }}]").Verdict("RGPD-14-01"));

    private static WrittenDossier Notice(string text, string manifest = "project: { name: x }") => new WrittenDossier().Declaring(manifest).With(DocumentRole.PrivacyNotice, $"# Confidentialité\n\n{text}");
}
