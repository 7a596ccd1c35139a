using AuditService.Collectors.CrossChecks;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class RgpdDeclaredDataTests
{
    private static readonly Subject Cv = new(SubjectKind.Dataset, "data/cv.csv");

    [Fact]
    public void A_set_is_tied_to_the_processings_that_name_its_id_or_its_path()
    {
        var derived = DossierCase.Declaring("""
            processings:
              - { id: tri, dataSets: [cv], sensitiveDataGround: "art. 9(2)(a)" }
              - { id: stats, dataSets: [data/cv.csv] }
            dataSets: [{ id: cv, path: data/cv.csv }]
            """).Columns(Cv.Id, "dataset.personalColumns").Through(new RgpdDeclaredData());

        Assert.Equal(["tri", "stats"], derived.Texts(Cv, "dataset.processings"));
        Assert.Equal(["art. 9(2)(a)"], derived.Texts(Cv, "dataset.sensitiveDataGrounds"));
    }

    [Fact]
    public void A_set_that_no_processing_names_is_tied_to_none_once_all_have_said_their_sets()
    {
        var derived = DossierCase.Declaring("processings: [{ id: tri, dataSets: [autre] }]").Columns(Cv.Id, "dataset.personalColumns", "nom").Through(new RgpdDeclaredData());

        Assert.Empty(derived.Texts(Cv, "dataset.processings"));
        Assert.Empty(derived.Texts(Cv, "dataset.sensitiveDataGrounds"));
    }

    [Theory]
    [InlineData("project: { name: x }")]
    [InlineData("processings: [{ id: tri, dataSets: [autre] }, { id: muet }]")]
    public void A_processing_that_does_not_say_its_sets_leaves_the_link_unknown(string manifest)
    {
        var derived = DossierCase.Declaring(manifest).Columns(Cv.Id, "dataset.personalColumns", "nom").Through(new RgpdDeclaredData());

        Assert.Null(derived[Cv, "dataset.processings"]);
        Assert.Null(derived[Cv, "dataset.sensitiveDataGrounds"]);
    }

    [Theory]
    [InlineData("aucune")]
    [InlineData("\"oui, c'est utile\"")]
    public void A_ground_that_is_none_of_the_ten_is_no_ground(string ground)
    {
        var derived = DossierCase.Declaring($$"""
            processings: [{ id: tri, dataSets: [cv], sensitiveDataGround: {{ground}} }]
            dataSets: [{ id: cv, path: data/cv.csv }]
            """).Columns(Cv.Id, "dataset.personalColumns").Through(new RgpdDeclaredData());

        Assert.Empty(derived.Texts(Cv, "dataset.sensitiveDataGrounds"));
    }

    [Fact]
    public void Personal_columns_are_looked_for_in_the_dictionary_without_regard_to_spelling()
    {
        var derived = DossierCase.Declaring("""
            dataSets:
              - id: cv
                path: data/cv.csv
                columns:
                  - { name: Date de naissance, personal: true, necessity: vérifier l'âge }
                  - { name: telephone, personal: false }
                  - { name: ville, meaning: commune }
            """).Columns(Cv.Id, "dataset.personalColumns", "date_de_naissance", "Téléphone", "ville", "courriel").Through(new RgpdDeclaredData());

        Assert.Equal(["Téléphone", "ville", "courriel"], derived.Texts(Cv, "dataset.undeclaredPersonalColumns"));
    }

    [Fact]
    public void Without_a_manifest_no_column_is_called_undeclared()
    {
        var derived = DossierCase.WithoutManifest("data/cv.csv").Columns(Cv.Id, "dataset.personalColumns", "courriel").Through(new RgpdDeclaredData());

        Assert.Null(derived[Cv, "dataset.undeclaredPersonalColumns"]);
        Assert.Null(derived[Cv, "dataset.processings"]);
    }

    [Fact]
    public void A_set_that_the_manifest_forgets_has_all_its_personal_columns_undeclared()
    {
        var derived = DossierCase.Declaring("project: { name: x }").Columns(Cv.Id, "dataset.personalColumns", "courriel").Through(new RgpdDeclaredData());

        Assert.Equal(["courriel"], derived.Texts(Cv, "dataset.undeclaredPersonalColumns"));
    }

    [Fact]
    public void What_could_not_be_read_is_not_compared()
    {
        var derived = DossierCase.Declaring("project: { name: x }").Unreadable(Cv, "dataset.personalColumns", "encrypted").Through(new RgpdDeclaredData());

        Assert.Equal("encrypted", derived.WhyNot(Cv, "dataset.undeclaredPersonalColumns"));
    }

    [Fact]
    public void A_personal_column_owes_its_reason()
    {
        var derived = DossierCase.Declaring("""
            dataSets:
              - path: data/cv.csv
                columns:
                  - { name: nom, personal: true, necessity: adresser la réponse }
                  - { name: age, personal: true }
                  - { name: ville, personal: true, necessity: à définir }
                  - { name: total }
            """).Exists(SubjectKind.Dataset, Cv.Id).Through(new RgpdDeclaredData());

        Assert.Equal(["age", "ville"], derived.Texts(Cv, "dataset.columnsWithoutNecessity"));
    }

    [Theory]
    [InlineData("santé")]
    [InlineData("opinions politiques")]
    [InlineData("appartenance syndicale")]
    [InlineData("situation de handicap")]
    [InlineData("données biométriques")]
    [InlineData("religious beliefs")]
    [InlineData("criminal convictions")]
    public void Special_categories_are_recognised_in_words(string category)
    {
        var derived = DossierCase.Declaring($"processings: [{{ id: tri, dataCategories: [identité, {category}] }}]").Through(new RgpdDeclaredData());

        Assert.Equal([category], derived.Texts(new(SubjectKind.Processing, "tri"), "processing.sensitiveCategories"));
    }

    [Theory]
    [InlineData("vie professionnelle")]
    [InlineData("contact")]
    [InlineData("état civil")]
    [InlineData("données bancaires")]
    [InlineData("union européenne")]
    public void Ordinary_categories_are_not(string category)
    {
        var derived = DossierCase.Declaring($"processings: [{{ id: tri, dataCategories: [{category}] }}]").Through(new RgpdDeclaredData());

        Assert.Empty(derived.Texts(new(SubjectKind.Processing, "tri"), "processing.sensitiveCategories"));
    }
}
