using AuditService.Collectors.CrossChecks;
using AuditService.Core.Facts;
using NSubstitute;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class RgpdDataSetsTests
{
    private static readonly Subject Set = new(SubjectKind.Dataset, "data/cv.csv");

    private readonly TimeProvider time = Substitute.For<TimeProvider>();

    public RgpdDataSetsTests()
    {
        time.GetUtcNow().Returns(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("24 mois après le dernier contact", 1)]
    [InlineData("5 ans", 0)]
    public void Records_older_than_the_period_of_a_processing_are_told(string retention, int told)
    {
        var derived = Declaring($"processings: [{{ id: tri, dataSets: [cv], retention: {retention} }}]").With(Set, "dataset.oldestRecord", new DateValue(new(2023, 1, 10))).Through(new RgpdDataSets(time));

        Assert.Equal(told, Assert.IsType<ObservationsValue>(derived[Set, "dataset.recordsPastRetention"]).Total);
    }

    [Fact]
    public void Without_a_date_or_a_period_nothing_is_said_of_the_age()
    {
        Assert.Null(Declaring("processings: [{ id: tri, dataSets: [cv], retention: 24 mois }]").Exists(SubjectKind.Dataset, Set.Id).Through(new RgpdDataSets(time))[Set, "dataset.recordsPastRetention"]);
        Assert.Null(Declaring("processings: [{ id: tri, dataSets: [cv] }]").With(Set, "dataset.oldestRecord", new DateValue(new(2003, 1, 10))).Through(new RgpdDataSets(time))[Set, "dataset.recordsPastRetention"]);
    }

    [Theory]
    [InlineData("1 mois", 1)]
    [InlineData("1 an", 0)]
    public void A_set_that_is_older_than_its_announced_update_is_stale(string every, int told)
    {
        var derived = DossierCase.Declaring($"dataSets: [{{ id: cv, path: data/cv.csv, updatedEvery: {every} }}]").With(Set, "dataset.newestRecord", new DateValue(new(2025, 12, 1))).Through(new RgpdDataSets(time));

        Assert.Equal(told, Assert.IsType<ObservationsValue>(derived[Set, "dataset.staleRecords"]).Total);
    }

    [Theory]
    [InlineData("description: Jeu anonymisé de 2024", true)]
    [InlineData("description: \"Jeu pseudonymisé, non anonyme\"", false)]
    [InlineData("description: Candidatures", false)]
    public void A_set_is_claimed_anonymous_by_its_own_words(string words, bool claimed)
    {
        var derived = DossierCase.Declaring($"dataSets: [{{ id: cv, path: data/cv.csv, {words} }}]").Exists(SubjectKind.Dataset, Set.Id).Through(new RgpdDataSets(time));

        Assert.Equal(new BooleanValue(claimed), derived[Set, "dataset.claimedAnonymous"]);
    }

    [Fact]
    public void Names_in_a_set_called_pseudonymised_are_told_with_the_sentence_that_they_belie()
    {
        const string Manifest = "dataSets:\n  - id: cv\n    path: data/cv.csv\n    description: Jeu pseudonymisé en 2025\n";
        var belied = DossierCase.Declaring(Manifest).Columns(Set.Id, "dataset.directIdentifierColumns", "nom").Columns(Set.Id, "dataset.freeTextPersonalData", "avis").Through(new RgpdDataSets(time));
        var kept = DossierCase.Declaring(Manifest).Columns(Set.Id, "dataset.directIdentifierColumns").Columns(Set.Id, "dataset.freeTextPersonalData").Through(new RgpdDataSets(time));
        var toDo = DossierCase.Declaring(Manifest.Replace("Jeu pseudonymisé en 2025", "Jeu à pseudonymiser")).Columns(Set.Id, "dataset.directIdentifierColumns", "nom").Columns(Set.Id, "dataset.freeTextPersonalData").Through(new RgpdDataSets(time));

        var told = Assert.IsType<ObservationsValue>(belied[Set, "dataset.identifiersDespiteClaim"]);
        Assert.Equal(["dossier.yaml:4", "nom", "avis"], told.Items.Select(item => item.Where.DataColumn ?? $"{item.Where.Path}:{item.Where.Line}"));
        Assert.Equal(0, Assert.IsType<ObservationsValue>(kept[Set, "dataset.identifiersDespiteClaim"]).Total);
        Assert.Equal(new BooleanValue(Value: false), toDo[Set, "dataset.claimedPseudonymous"]);
        Assert.Equal(0, Assert.IsType<ObservationsValue>(toDo[Set, "dataset.identifiersDespiteClaim"]).Total);
    }

    [Theory]
    [InlineData("origin: base client de la boutique", true)]
    [InlineData("origin: collecte directe par formulaire", false)]
    [InlineData("origin: données synthétiques", false)]
    [InlineData("collectedFor: Gérer les commandes de la boutique", true)]
    [InlineData("collectedFor: Trier les candidatures reçues", false)]
    public void A_set_is_reused_by_its_origin_or_by_what_it_was_collected_for(string words, bool reused)
    {
        var derived = DossierCase.Declaring($"""
            processings: [ {"{"} id: tri, purpose: Trier les candidatures reçues, dataSets: [cv] {"}"} ]
            dataSets: [ {"{"} id: cv, path: data/cv.csv, {words} {"}"} ]
            """).Exists(SubjectKind.Dataset, Set.Id).Through(new RgpdDataSets(time));

        Assert.Equal(new BooleanValue(reused), derived[Set, "dataset.isReused"]);
    }

    [Fact]
    public void An_origin_that_says_neither_leaves_the_reuse_unknown()
    {
        Assert.Null(DossierCase.Declaring("dataSets: [{ id: cv, path: data/cv.csv, origin: service informatique }]").Exists(SubjectKind.Dataset, Set.Id).Through(new RgpdDataSets(time))[Set, "dataset.isReused"]);
    }

    [Fact]
    public void A_national_number_without_necessity_has_no_reason()
    {
        const string Manifest = """
            dataSets:
              - id: cv
                path: data/cv.csv
                columns: [{ name: passeport, necessity: contrôle du droit au séjour }, { name: ine, necessity: aucune }]
            """;
        var derived = DossierCase.Declaring(Manifest).Columns(Set.Id, "dataset.nationalIdColumns", "passeport", "ine", "rpps").Through(new RgpdDataSets(time));

        Assert.Equal(["ine", "rpps"], derived.Texts(Set, "dataset.nationalIdsWithoutReason"));
    }

    [Fact]
    public void Columns_described_and_gone_are_told_whatever_their_spelling()
    {
        const string Manifest = "dataSets: [{ id: cv, path: data/cv.csv, columns: [{ name: Date de naissance }, { name: téléphone }] }]";
        var derived = DossierCase.Declaring(Manifest).With(Set, "dataset.columns", new TextListValue(["date_de_naissance", "nom"])).Through(new RgpdDataSets(time));

        Assert.Equal(["téléphone"], derived.Texts(Set, "dataset.missingDeclaredColumns"));
    }

    [Fact]
    public void An_empty_column_that_is_personal_by_its_name_is_useless_and_an_empty_column_of_amounts_is_not()
    {
        var derived = Declaring("project: { name: x }").Columns(Set.Id, "dataset.personalColumns", "nom").Columns(Set.Id, "dataset.constantColumns", "telephone", "montant", "nom").Through(new RgpdDataSets(time));

        Assert.Equal(["telephone", "nom"], derived.Texts(Set, "dataset.uselessPersonalColumns"));
    }

    [Fact]
    public void A_label_is_sensitive_by_its_values_or_by_its_declared_meaning()
    {
        const string Manifest = """
            dataSets:
              - id: cv
                path: data/cv.csv
                columns: [{ name: humeur, role: annotation, meaning: signes de maladie mentale }, { name: service, role: label, meaning: service destinataire }]
            """;
        var derived = DossierCase.Declaring(Manifest).Columns(Set.Id, "dataset.specialCategoryColumns", "label_religion", "religion").Through(new RgpdDataSets(time));

        Assert.Equal(["label_religion", "humeur"], derived.Texts(Set, "dataset.sensitiveLabels"));
    }

    [Theory]
    [InlineData("sensitiveDataGround: \"loi du 6 janvier 1978, art. 46\"", 1)]
    [InlineData("sensitiveDataGround: \"consentement explicite\"", 0)]
    [InlineData("legalText: \"code de la santé publique, art. L.6112-1\"", 0)]
    [InlineData("legalText: \"code de procédure pénale, art. 768\"", 1)]
    public void Offences_take_a_text_and_no_consent(string ground, int grounds)
    {
        var derived = Declaring($"processings: [{{ id: tri, dataSets: [cv], {ground} }}]").Exists(SubjectKind.Dataset, Set.Id).Through(new RgpdDataSets(time));

        Assert.Equal(grounds, derived.Texts(Set, "dataset.offenceGrounds").Count);
    }

    private static DossierCase Declaring(string manifest) => DossierCase.Declaring(manifest + "\ndataSets: [{ id: cv, path: data/cv.csv }]");
}
