using AuditService.Core;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Tests.Rules;

/// <summary>The record of processing, as a table and as prose, held against the manifest.</summary>
public sealed class RegisterTests
{
    private const string Manifest = """
        people: { processors: [{ name: Hébergeur, country: FR }] }
        processings: [{ id: paie, legalBasis: legalObligation, retention: 5 ans, transfers: [] }]
        deployment: { country: FR }
        """;

    private const string AsTable = """
        # Registre
        | Rubrique | Contenu |
        |---|---|
        | Responsable du traitement | Acme SAS, 1 rue Exemple |
        | Finalités | Gestion de la paie |
        | Base juridique | Obligation légale |
        | Personnes concernées | Salariés |
        | Données traitées | Identité, salaire, RIB |
        | Destinataires | Service RH, expert-comptable |
        | Transferts hors UE | Aucun |
        | Durée de conservation | Cinq ans |
        | Mesures de sécurité | Accès nominatif, chiffrement |
        """;

    private const string AsProse = """
        # Fiche de registre : paie
        Responsable du traitement : Acme SAS, 1 rue Exemple.

        Finalité : gestion de la paie.

        Base légale : obligation légale.

        Catégories de personnes concernées : salariés.

        Catégories de données : identité, salaire.

        Destinataires : service RH.

        Aucun transfert hors de l'Union européenne.

        Durée : conservation pendant 5 ans.

        Mesures de sécurité : accès nominatif.
        """;

    [Theory]
    [InlineData(AsTable)]
    [InlineData(AsProse)]
    public void A_whole_record_in_any_shape_is_compliant_and_agrees(string record)
    {
        var dossier = new WrittenDossier().Declaring(Manifest).With(DocumentRole.Register, record);

        Assert.Equal(Outcome.Compliant, dossier.Verdict("RGPD-30-04"));
        Assert.Equal(Outcome.Compliant, dossier.Verdict("RGPD-30-03"));
    }

    [Fact]
    public void Labels_without_content_are_missing_items()
    {
        var dossier = new WrittenDossier().Declaring(Manifest).With(DocumentRole.Register, AsTable
            .Replace("| Service RH, expert-comptable |", "| à compléter |", StringComparison.Ordinal).Replace("| Accès nominatif, chiffrement |", "|  |", StringComparison.Ordinal));

        Assert.Equal(new TextListValue(["recipients", "security"]), dossier.Facts().Find(Subject.Dossier, "register.missingItems")?.Value);
        Assert.Equal(Outcome.Partial, dossier.Verdict("RGPD-30-04"));
    }

    [Fact]
    public void Another_period_and_another_basis_contradict_the_manifest()
    {
        var dossier = new WrittenDossier().Declaring(Manifest).With(DocumentRole.Register, AsTable
            .Replace("Cinq ans", "Deux ans", StringComparison.Ordinal).Replace("Obligation légale", "Consentement", StringComparison.Ordinal));

        Assert.Equal(2, Assert.IsType<ObservationsValue>(dossier.Facts().Find(Subject.Dossier, "register.contradictions")?.Value).Total);
        Assert.Equal(Outcome.NonCompliant, dossier.Verdict("RGPD-30-03"));
    }

    [Fact]
    public void A_record_without_transfer_is_belied_by_a_host_in_the_United_States()
    {
        var dossier = new WrittenDossier().Declaring(Manifest.Replace("deployment: { country: FR }", "deployment: { country: US }", StringComparison.Ordinal)).With(DocumentRole.Register, AsTable);

        var found = Assert.Single(Assert.IsType<ObservationsValue>(dossier.Facts().Find(Subject.Dossier, "register.contradictions")?.Value).Items);
        Assert.Contains("US", found.Detail!.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sensitive_column_that_the_record_passes_over_contradicts_it()
    {
        var set = new Subject(SubjectKind.Dataset, "data/paie.csv");
        var dossier = new WrittenDossier()
            .Declaring(Manifest.Replace("transfers: []", "transfers: [], dataSets: [paie]", StringComparison.Ordinal) + "\ndataSets: [{ id: paie, path: data/paie.csv }]")
            .With(DocumentRole.Register, AsTable)
            .Stating("dataset.specialCategoryColumns", new ObservationsValue([new(Location.InDataset("data/paie.csv", "handicap"))]), set);

        Assert.Equal(Outcome.NonCompliant, dossier.Verdict("RGPD-30-03"));
    }
}
