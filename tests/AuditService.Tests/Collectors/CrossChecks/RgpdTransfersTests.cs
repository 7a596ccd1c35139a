using AuditService.Collectors.CrossChecks;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class RgpdTransfersTests
{
    private const string AllInFrance = """
        people: { processors: [{ name: Hébergeur, country: FR }] }
        processings: [{ id: a, transfers: [] }]
        deployment: { country: FR }
        """;

    [Fact]
    public void A_manifest_that_says_all_and_stays_in_the_area_has_no_place_outside()
    {
        var derived = DossierCase.Declaring(AllInFrance).Sightings("privacy.externalServices").Through(new RgpdTransfers());

        Assert.Empty(derived.Texts("privacy.countriesOutsideEea"));
        Assert.Empty(derived.Texts("privacy.unsafeguardedPlaces"));
    }

    [Theory]
    [InlineData("processings: [{ id: a, transfers: [] }]\ndeployment: { country: FR }", "people.processors")]
    [InlineData("people: { processors: [] }\nprocessings: [{ id: a }]\ndeployment: { country: FR }", "transfers")]
    [InlineData("people: { processors: [] }\nprocessings: [{ id: a, transfers: [] }]", "deployment.country")]
    [InlineData("people: { processors: [{ name: X }] }\nprocessings: [{ id: a, transfers: [] }]\ndeployment: { country: FR }", "X")]
    public void What_the_manifest_leaves_out_keeps_the_question_open(string manifest, string missing)
    {
        var derived = DossierCase.Declaring(manifest).Sightings("privacy.externalServices").Through(new RgpdTransfers());

        Assert.Contains(missing, derived.WhyNot("privacy.unsafeguardedPlaces"), StringComparison.Ordinal);
        Assert.Null(derived["privacy.countriesOutsideEea"]);
    }

    [Fact]
    public void Hosting_outside_the_area_without_safeguard_is_found()
    {
        var derived = DossierCase.Declaring("deployment: { country: US, hosting: Amazon Web Services }").Through(new RgpdTransfers());

        Assert.Equal(["US"], derived.Texts("privacy.countriesOutsideEea"));
        Assert.Equal(["deployment (US)"], derived.Texts("privacy.unsafeguardedPlaces"));
    }

    [Theory]
    [InlineData("États-Unis")]
    [InlineData("us")]
    [InlineData("USA")]
    public void Countries_are_read_as_code_or_name(string country)
    {
        var derived = DossierCase.Declaring($"deployment: {{ country: {country} }}").Through(new RgpdTransfers());

        Assert.Equal(["US"], derived.Texts("privacy.countriesOutsideEea"));
    }

    [Fact]
    public void A_declared_safeguard_for_the_country_or_the_recipient_covers_the_place()
    {
        var derived = DossierCase.Declaring("""
            people: { processors: [{ name: OpenAI, country: US }, { name: Exemple, country: IN }] }
            processings:
              - { id: a, transfers: [{ country: US, recipient: OpenAI, safeguard: clauses contractuelles types }, { recipient: Exemple, safeguard: BCR }] }
            deployment: { country: FR }
            """).Sightings("privacy.externalServices", "import openai").Through(new RgpdTransfers());

        Assert.Empty(derived.Texts("privacy.unsafeguardedPlaces"));
        Assert.Equal(["IN", "US"], derived.Texts("privacy.countriesOutsideEea"));
    }

    [Fact]
    public void A_safeguard_that_says_none_covers_nothing()
    {
        var derived = DossierCase.Declaring("processings: [{ id: a, transfers: [{ country: US, recipient: OpenAI, safeguard: aucune }] }]").Through(new RgpdTransfers());

        Assert.Equal(["OpenAI (US)"], derived.Texts("privacy.unsafeguardedPlaces"));
    }

    [Fact]
    public void An_adequate_country_is_outside_and_needs_no_safeguard()
    {
        var derived = DossierCase.Declaring("people: { processors: [] }\nprocessings: [{ id: a, transfers: [] }]\ndeployment: { country: CH }").Sightings("privacy.externalServices").Through(new RgpdTransfers());

        Assert.Equal(["CH"], derived.Texts("privacy.countriesOutsideEea"));
        Assert.Empty(derived.Texts("privacy.unsafeguardedPlaces"));
    }

    [Fact]
    public void A_service_that_the_code_calls_stands_where_its_company_is()
    {
        var derived = DossierCase.Declaring(AllInFrance).Sightings("privacy.externalServices", "from openai import OpenAI").Through(new RgpdTransfers());

        Assert.Equal(["OpenAI (US)"], derived.Texts("privacy.unsafeguardedPlaces"));
    }

    [Fact]
    public void A_processor_declared_in_the_area_is_believed_of_its_service()
    {
        var derived = DossierCase.Declaring("""
            people: { processors: [{ name: Amazon Web Services, service: région eu-west-3, country: FR }] }
            processings: [{ id: a, transfers: [] }]
            deployment: { country: FR }
            """).Sightings("privacy.externalServices", "import boto3").Through(new RgpdTransfers());

        Assert.Empty(derived.Texts("privacy.unsafeguardedPlaces"));
    }

    [Fact]
    public void A_component_without_personal_data_does_not_matter()
    {
        var derived = DossierCase.Declaring("""
            people: { processors: [] }
            processings: [{ id: a, transfers: [] }]
            deployment: { country: FR }
            architecture: { components: [{ id: cdn, country: US, personalData: false }, { id: llm, name: Modèle, country: US, personalData: true }] }
            """).Sightings("privacy.externalServices").Through(new RgpdTransfers());

        Assert.Equal(["Modèle (US)"], derived.Texts("privacy.unsafeguardedPlaces"));
    }

    [Fact]
    public void Without_a_manifest_a_called_service_tells_its_country_and_accuses_nobody()
    {
        var derived = DossierCase.WithoutManifest().Sightings("privacy.externalServices", "import openai").Through(new RgpdTransfers());

        Assert.Equal(["US"], derived.Texts("privacy.countriesOutsideEea"));
        Assert.Null(derived["privacy.unsafeguardedPlaces"]);
    }
}
