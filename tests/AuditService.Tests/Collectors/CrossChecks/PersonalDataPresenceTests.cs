using AuditService.Collectors.CrossChecks;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class PersonalDataPresenceTests
{
    private const string Key = "privacy.personalData";

    private const string FreeOfPeople = "dataSets: [{ id: a, path: a.csv, personalData: false }]";

    private static readonly Subject Set = new(SubjectKind.Dataset, "a.csv");

    [Fact]
    public void A_project_that_says_none_and_in_which_none_was_found_has_none() => Assert.Equal("none", Presence(Looked(FreeOfPeople)));

    [Theory]
    [InlineData("dataset.personalColumns")]
    [InlineData("dataset.freeTextPersonalData")]
    public void A_column_of_people_in_a_set_declared_free_of_them_is_found(string key) => Assert.Equal("found", Presence(Looked(FreeOfPeople, except: key).Columns("a.csv", key, "nom")));

    [Theory]
    [InlineData("privacy.personalDataInDocuments")]
    [InlineData("privacy.personalDataInArtefacts")]
    [InlineData("privacy.realPeopleInTests")]
    [InlineData("privacy.imageMetadata")]
    [InlineData("code.personalDataInLogs")]
    public void A_person_anywhere_else_is_found(string key) => Assert.Equal("found", Presence(Looked(FreeOfPeople, except: key).Sightings(key, "al***")));

    [Fact]
    public void A_form_that_asks_for_a_name_is_found() => Assert.Equal("found", Presence(Looked(FreeOfPeople).OnPage("ui/index.html", "page.formFieldsPersonal", "<input name=nom>")));

    [Theory]
    [InlineData("processings: [{ id: a, purpose: Trier }]")]
    [InlineData("dataSets: [{ id: a, path: a.csv, personalData: true }]")]
    [InlineData("dataSets: [{ id: a, path: a.csv, personalData: false, columns: [{ name: nom, personal: true }] }]")]
    public void What_the_author_says_is_declared(string manifest) => Assert.Equal("declared", Presence(Looked(manifest)));

    [Theory]
    [InlineData("project: { name: x }")]
    [InlineData("dataSets: [{ id: a, path: a.csv, personalData: false }, { id: b, path: b.csv }]")]
    [InlineData("dataSets: [{ id: a, path: a.csv, personalData: false }]\ndeployment: { internet: true }")]
    public void Silence_excludes_nothing(string manifest) => Assert.Equal("undetermined", Presence(Looked(manifest)));

    [Fact]
    public void What_could_not_be_read_excludes_nothing() =>
        Assert.Equal("undetermined", Presence(Looked(FreeOfPeople, except: "dataset.personalColumns").Unreadable(Set, "dataset.personalColumns", "broken")));

    [Fact]
    public void Without_a_manifest_nothing_is_excluded() => Assert.Equal("undetermined", Presence(Looked(manifest: null)));

    private static string Presence(DossierCase dossier) => Assert.IsType<TextValue>(dossier.Through(new PersonalDataPresence())[Key]).Value;

    /// <summary>Every sense looked everywhere, but for one key, and found nothing.</summary>
    private static DossierCase Looked(string? manifest, string? except = null)
    {
        var dossier = manifest is null ? DossierCase.WithoutManifest() : DossierCase.Declaring(manifest);
        foreach (var key in new[] { "privacy.personalDataInArtefacts", "privacy.personalDataInDocuments", "privacy.realPeopleInTests", "privacy.imageMetadata", "code.personalDataInLogs" }.Where(key => key != except))
            dossier.Sightings(key);
        foreach (var key in new[] { "dataset.personalColumns", "dataset.freeTextPersonalData", "dataset.biometricColumns", "dataset.trajectories" }.Where(key => key != except))
            dossier.Columns("a.csv", key);
        return dossier;
    }
}
