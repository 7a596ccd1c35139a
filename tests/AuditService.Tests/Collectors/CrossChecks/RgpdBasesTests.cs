using AuditService.Collectors.CrossChecks;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class RgpdBasesTests
{
    private const string Contradictions = "privacy.basisContradictions";

    [Fact]
    public void A_notice_that_announces_another_basis_contradicts_the_manifest()
    {
        var derived = Tri("publicTask").Sightings("notice.mentionsLegalBasis", "La base légale du tri est votre consentement.").Through(new RgpdBases());

        Assert.Single(derived.Texts(Contradictions));
    }

    [Theory]
    [InlineData("La base légale est la mission d'intérêt public (art. 6(1)(e)).")]
    [InlineData("Ce traitement ne repose pas sur votre consentement.")]
    [InlineData("Les cookies de mesure reposent sur votre consentement.")]
    [InlineData("Vous pouvez retirer votre consentement, base légale de la lettre.")]
    public void The_same_basis_a_denial_cookies_and_withdrawal_contradict_nothing(string sentence)
    {
        Assert.Empty(Tri("publicTask").Sightings("notice.mentionsLegalBasis", sentence).Through(new RgpdBases()).Texts(Contradictions));
    }

    [Fact]
    public void Each_sentence_is_held_against_the_purpose_that_it_speaks_of()
    {
        const string Manifest = """
            processings:
              - { id: paie, purpose: Calculer la paie des salariés, legalBasis: legalObligation }
              - { id: lettre, purpose: Envoyer la lettre mensuelle aux abonnés, legalBasis: consent }
            """;
        var right = DossierCase.Declaring(Manifest).Sightings("register.legalBases", "Paie des salariés, base légale : obligation légale", "Lettre mensuelle aux abonnés, base légale : consentement").Through(new RgpdBases());
        var swapped = DossierCase.Declaring(Manifest).Sightings("register.legalBases", "Paie des salariés, base légale : consentement").Through(new RgpdBases());

        Assert.Empty(right.Texts(Contradictions));
        Assert.Single(swapped.Texts(Contradictions));
    }

    [Fact]
    public void One_purpose_declared_twice_on_two_bases_contradicts_itself_without_any_document()
    {
        var derived = DossierCase.Declaring("""
            processings:
              - { id: a, purpose: Envoyer la lettre mensuelle, legalBasis: consent }
              - { id: b, purpose: envoyer la lettre mensuelle., legalBasis: legitimateInterests }
            """).Through(new RgpdBases());

        Assert.Single(derived.Texts(Contradictions));
    }

    [Fact]
    public void Without_a_document_or_a_basis_nothing_is_known()
    {
        Assert.Null(Tri("publicTask").Through(new RgpdBases())[Contradictions]);
        Assert.Null(DossierCase.Declaring("processings: [{ id: tri, purpose: Trier }]").Sightings("notice.mentionsLegalBasis", "base légale : consentement").Through(new RgpdBases())[Contradictions]);
    }

    [Fact]
    public void A_purpose_that_uses_and_improves_the_system_is_two_purposes()
    {
        var mixed = DossierCase.Declaring("processings: [{ id: tri, purpose: Proposer un service et améliorer les propositions avec les corrections, dataSets: [a] }]").Through(new RgpdBases());
        var split = DossierCase.Declaring("""
            processings:
              - { id: tri, purpose: Proposer un service à l'agent, dataSets: [a] }
              - { id: app, purpose: Entraîner le modèle de tri, dataSets: [a] }
            dataSets: [{ id: a, path: a.csv, use: training }]
            """).Through(new RgpdBases());

        Assert.Single(mixed.Texts("privacy.mixedPurposes"));
        Assert.Empty(split.Texts("privacy.mixedPurposes"));
        Assert.Equal(new BooleanValue(true), split[new Subject(SubjectKind.Processing, "app"), "processing.trainsModel"]);
        Assert.Equal(new BooleanValue(false), split[new Subject(SubjectKind.Processing, "tri"), "processing.trainsModel"]);
    }

    [Fact]
    public void A_system_that_learns_from_nobodys_data_has_no_second_purpose()
    {
        const string Manifest = """
            processings: [{ id: tri, purpose: Proposer un service et améliorer les propositions, dataSets: [a] }]
            dataSets: [{ id: a, path: a.csv, personalData: false, use: training }]
            """;

        Assert.Empty(DossierCase.Declaring(Manifest).Columns("a.csv", "dataset.personalColumns").Through(new RgpdBases()).Texts("privacy.mixedPurposes"));
        Assert.Single(DossierCase.Declaring(Manifest).Columns("a.csv", "dataset.personalColumns", "nom").Through(new RgpdBases()).Texts("privacy.mixedPurposes"));
    }

    private static DossierCase Tri(string basis) => DossierCase.Declaring($"processings: [{{ id: tri, purpose: Trier les courriers reçus, legalBasis: {basis} }}]");
}
