using AuditService.Collectors.CrossChecks;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class RgpdDeclarationsTests
{
    private static readonly Subject Page = new(SubjectKind.Page, "ui/index.html");

    [Fact]
    public void A_field_that_no_category_announces_is_told()
    {
        var derived = DossierCase.Declaring("processings: [{ id: a, dataCategories: [identité, contact] }]")
            .OnPage(Page.Id, "page.formFieldsPersonal", "<input type=\"email\" name=\"courriel\">", "<input name=\"nom\">", "<input name=\"date_naissance\" autocomplete=\"bday\">", "<input name=\"iban\">").Through(new RgpdForms());

        Assert.Equal(["<input name=\"iban\">"], derived.Texts(Page, "page.undeclaredFields"));
    }

    [Fact]
    public void A_column_of_the_dictionary_announces_a_field_too_and_without_any_announcement_nothing_is_known()
    {
        var announced = DossierCase.Declaring("dataSets: [{ id: a, path: a.csv, columns: [{ name: telephone_mobile }] }]").OnPage(Page.Id, "page.formFieldsPersonal", "<input type=\"tel\" name=\"mobile\">").Through(new RgpdForms());
        var silent = DossierCase.Declaring("project: { name: x }").OnPage(Page.Id, "page.formFieldsPersonal", "<input type=\"tel\" name=\"mobile\">").Through(new RgpdForms());

        Assert.Empty(announced.Texts(Page, "page.undeclaredFields"));
        Assert.Null(silent[Page, "page.undeclaredFields"]);
    }

    [Fact]
    public void What_is_kept_beside_the_records_takes_a_period_of_its_own()
    {
        const string Manifest = """
            processings: [{ id: a, purpose: Trier, retention: 24 mois, securityMeasures: [journalisation des accès, sauvegardes quotidiennes], dataSets: [t] }]
            dataSets: [{ id: t, path: t.csv, personalData: true, use: training, columns: [{ name: c, role: annotation }] }]
            models: [{ id: m, trainedOn: [t] }]
            """;
        var bare = DossierCase.Declaring(Manifest).Through(new RgpdRetentionKinds());
        var told = DossierCase.Declaring(Manifest).Sightings("privacy.announcedPeriods", "Les journaux sont gardés six mois ; les sauvegardes expirent en trente jours.", "Le jeu d'entraînement et les annotations : 12 mois ; versions du modèle : 3 ans").Through(new RgpdRetentionKinds());

        Assert.Equal(["trainingSet", "logs", "models", "annotations", "backups"], bare.Texts("privacy.keptKinds"));
        // How long files are kept for sorting them says nothing of the copy that a model learnt from; the period of making the model does.
        Assert.Equal(5, bare.Texts("privacy.kindsWithoutPeriod").Count);
        Assert.Equal(4, Without(Manifest.Replace("purpose: Trier", "purpose: Développer l'assistant", StringComparison.Ordinal)));
        Assert.Equal(5, Without(Manifest.Replace("purpose: Trier", "purpose: Développer l'assistant", StringComparison.Ordinal).Replace(", dataSets: [t]", "", StringComparison.Ordinal)));
        Assert.Empty(told.Texts("privacy.kindsWithoutPeriod"));

        static int Without(string manifest) => DossierCase.Declaring(manifest).Through(new RgpdRetentionKinds()).Texts("privacy.kindsWithoutPeriod").Count;
    }

    [Fact]
    public void A_system_without_copies_needs_no_further_period()
    {
        Assert.Empty(DossierCase.Declaring("processings: [{ id: a, purpose: Trier, retention: 24 mois }]").Through(new RgpdRetentionKinds()).Texts("privacy.keptKinds"));
    }

    [Fact]
    public void An_answer_stands_on_a_document_that_is_there()
    {
        var derived = DossierCase.Declaring("""
            answers:
              privacy.minorsProtected: { value: true, evidence: docs/charte.md }
              privacy.extractionTested: { value: tested, evidence: docs/absent.md }
              privacy.erasureReach: { value: everywhere }
              privacy.hdsCertified: { value: false }
            """, "docs/charte.md").Through(new RgpdProofs());

        Assert.Equal(["privacy.erasureReach", "privacy.extractionTested"], derived.Texts("privacy.answersWithoutProof"));
        Assert.Equal(4, derived.Texts("privacy.answers").Count);
    }

    [Fact]
    public void A_proof_that_was_read_before_the_collection_is_outdated()
    {
        var derived = DossierCase.Declaring("""
            dataSets: [{ id: a, path: a.csv, collectedOn: 2026-03-03 }]
            documents:
              - { path: docs/aipd.md, role: aipd, reviewedOn: 2025-11-01 }
              - { path: docs/registre.md, role: register, reviewedOn: 2026-04-01 }
              - { path: docs/expose.pptx, role: slides, reviewedOn: 2020-01-01 }
            """).Through(new RgpdProofs());

        Assert.Equal(["docs/aipd.md"], derived.Texts("privacy.outdatedProofs"));
    }

    [Fact]
    public void Health_data_their_hosts_and_their_studies_are_told_from_the_manifest_and_from_what_was_found()
    {
        var declared = DossierCase.Declaring("""
            people: { processors: [{ name: Nuage SA, service: hébergement }] }
            processings: [{ id: e, name: Étude, purpose: Étude épidémiologique sur les patients, dataCategories: [santé] }]
            deployment: { hosting: Nuage SA }
            """).Through(new RgpdHealth());
        var own = DossierCase.Declaring("""
            processings: [{ id: e, purpose: Moteur de recherche de courriers, dataCategories: [identité] }]
            deployment: { hosting: nos serveurs }
            """).Through(new RgpdHealth());

        Assert.Single(declared.Texts("privacy.healthData"));
        Assert.Equal(["Nuage SA"], declared.Texts("privacy.healthHosts"));
        Assert.Equal(["e"], declared.Texts("privacy.healthResearch"));
        Assert.Empty(own.Texts("privacy.healthData"));
        Assert.Empty(own.Texts("privacy.healthHosts"));
        Assert.Empty(own.Texts("privacy.healthResearch"));
    }
}
