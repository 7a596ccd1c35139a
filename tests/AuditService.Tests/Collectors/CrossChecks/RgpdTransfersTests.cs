using AuditService.Collectors.CrossChecks;
using AuditService.Core.Facts;
using NSubstitute;

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
        var derived = DossierCase.Declaring(AllInFrance).Sightings("privacy.externalServices").Through(new RgpdTransfers(TimeProvider.System));

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
        var derived = DossierCase.Declaring(manifest).Sightings("privacy.externalServices").Through(new RgpdTransfers(TimeProvider.System));

        Assert.Contains(missing, derived.WhyNot("privacy.unsafeguardedPlaces"), StringComparison.Ordinal);
        Assert.Null(derived["privacy.countriesOutsideEea"]);
    }

    [Fact]
    public void Hosting_outside_the_area_without_safeguard_is_found()
    {
        var derived = DossierCase.Declaring("deployment: { country: US, hosting: Amazon Web Services }").Through(new RgpdTransfers(TimeProvider.System));

        Assert.Equal(["US"], derived.Texts("privacy.countriesOutsideEea"));
        Assert.Equal(["deployment (US)"], derived.Texts("privacy.unsafeguardedPlaces"));
    }

    [Theory]
    [InlineData("États-Unis")]
    [InlineData("us")]
    [InlineData("USA")]
    public void Countries_are_read_as_code_or_name(string country)
    {
        var derived = DossierCase.Declaring($"deployment: {{ country: {country} }}").Through(new RgpdTransfers(TimeProvider.System));

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
            """).Sightings("privacy.externalServices", "import openai").Through(new RgpdTransfers(TimeProvider.System));

        Assert.Empty(derived.Texts("privacy.unsafeguardedPlaces"));
        Assert.Equal(["IN", "US"], derived.Texts("privacy.countriesOutsideEea"));
    }

    [Fact]
    public void A_safeguard_that_says_none_covers_nothing()
    {
        var derived = DossierCase.Declaring("processings: [{ id: a, transfers: [{ country: US, recipient: OpenAI, safeguard: aucune }] }]").Through(new RgpdTransfers(TimeProvider.System));

        Assert.Equal(["OpenAI (US)"], derived.Texts("privacy.unsafeguardedPlaces"));
    }

    [Fact]
    public void An_adequate_country_is_outside_and_needs_no_safeguard()
    {
        var derived = DossierCase.Declaring("people: { processors: [] }\nprocessings: [{ id: a, transfers: [] }]\ndeployment: { country: CH }").Sightings("privacy.externalServices").Through(new RgpdTransfers(TimeProvider.System));

        Assert.Equal(["CH"], derived.Texts("privacy.countriesOutsideEea"));
        Assert.Empty(derived.Texts("privacy.unsafeguardedPlaces"));
    }

    [Fact]
    public void A_service_that_the_code_calls_stands_where_its_company_is()
    {
        var derived = DossierCase.Declaring(AllInFrance).Sightings("privacy.externalServices", "from openai import OpenAI").Through(new RgpdTransfers(TimeProvider.System));

        Assert.Equal(["OpenAI (US)"], derived.Texts("privacy.unsafeguardedPlaces"));
    }

    [Fact]
    public void A_processor_declared_in_the_area_is_believed_of_its_service()
    {
        var derived = DossierCase.Declaring("""
            people: { processors: [{ name: Amazon Web Services, service: région eu-west-3, country: FR }] }
            processings: [{ id: a, transfers: [] }]
            deployment: { country: FR }
            """).Sightings("privacy.externalServices", "import boto3").Through(new RgpdTransfers(TimeProvider.System));

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
            """).Sightings("privacy.externalServices").Through(new RgpdTransfers(TimeProvider.System));

        Assert.Equal(["Modèle (US)"], derived.Texts("privacy.unsafeguardedPlaces"));
    }

    [Fact]
    public void Without_a_manifest_a_called_service_tells_its_country_and_accuses_nobody()
    {
        var derived = DossierCase.WithoutManifest().Sightings("privacy.externalServices", "import openai").Through(new RgpdTransfers(TimeProvider.System));

        Assert.Equal(["US"], derived.Texts("privacy.countriesOutsideEea"));
        Assert.Null(derived["privacy.unsafeguardedPlaces"]);
    }

    [Theory]
    [InlineData("DPF, certifié, liste consultée le 3 octobre 2026", "US", true)]
    [InlineData("décision d'adéquation", "US", false)]
    [InlineData("décision d'adéquation", "IN", false)]
    [InlineData("décision d'adéquation", "BR", true)]
    public void An_adequacy_that_is_claimed_must_cover_the_recipient(string safeguard, string country, bool covered)
    {
        var derived = Transfer(country, safeguard).Through(new RgpdTransfers(TimeProvider.System));

        Assert.Equal([$"Exemple ({country})"], derived.Texts("privacy.adequacyPlaces"));
        Assert.Equal(covered ? [] : [$"Exemple ({country})"], derived.Texts("privacy.unprovenAdequacy"));
    }

    [Theory]
    [InlineData("DPF", "privacy.unprovenAdequacy")]
    [InlineData("clauses contractuelles types", "privacy.transferSafeguardGaps")]
    public void A_recipient_whose_country_nobody_says_is_held_against_no_decision_and_no_clause(string safeguard, string key)
    {
        var derived = DossierCase.Declaring($$"""
            people: { processors: [{ name: OpenAI }] }
            processings: [{ id: a, transfers: [{ recipient: OpenAI, safeguard: {{safeguard}} }] }]
            deployment: { country: FR }
            """).Sightings("privacy.externalServices", "from openai import OpenAI").Through(new RgpdTransfers(TimeProvider.System));

        Assert.Null(derived[key]);
        Assert.Contains("OpenAI", derived.WhyNot(key), StringComparison.Ordinal);
    }

    [Fact]
    public void A_transfer_whose_country_nobody_says_keeps_the_question_open()
    {
        var derived = DossierCase.Declaring("people: { processors: [] }\nprocessings: [{ id: a, transfers: [{ recipient: Exemple, safeguard: DPF }] }]\ndeployment: { country: FR }").Sightings("privacy.externalServices").Through(new RgpdTransfers(TimeProvider.System));

        Assert.Null(derived["privacy.adequacyPlaces"]);
        Assert.Contains("Exemple", derived.WhyNot("privacy.adequacyPlaces"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cloud_with_data_centres_in_the_area_accuses_nobody_until_its_country_is_said()
    {
        var derived = DossierCase.Declaring("""
            people: { processors: [{ name: Amazon Web Services }] }
            processings: [{ id: a, transfers: [] }]
            deployment: { country: FR }
            """).Sightings("privacy.externalServices", "import boto3").Through(new RgpdTransfers(TimeProvider.System));

        Assert.Null(derived["privacy.unsafeguardedPlaces"]);
        Assert.Contains("Amazon Web Services", derived.WhyNot("privacy.unsafeguardedPlaces"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_decision_covers_until_its_last_day_and_no_longer()
    {
        var clock = Substitute.For<TimeProvider>();
        clock.GetUtcNow().Returns(new DateTimeOffset(2032, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var british = DossierCase.Declaring("people: { processors: [] }\nprocessings: [{ id: a, transfers: [] }]\ndeployment: { country: GB }").Sightings("privacy.externalServices");

        Assert.Empty(british.Through(new RgpdTransfers(TimeProvider.System)).Texts("privacy.unsafeguardedPlaces"));
        Assert.Equal(["deployment (GB)"], british.Through(new RgpdTransfers(clock)).Texts("privacy.unsafeguardedPlaces"));
    }

    [Theory]
    [InlineData("clauses contractuelles types, module 2, et analyse du transfert", 0)]
    [InlineData("clauses contractuelles types 2021/914", 2)]
    [InlineData("clauses contractuelles types, module 2", 1)]
    [InlineData("BCR", 1)]
    [InlineData("BCR et évaluation du droit du pays", 0)]
    public void Safeguards_lack_their_module_or_their_assessment(string safeguard, int gaps)
    {
        var derived = Transfer("US", safeguard).Through(new RgpdTransfers(TimeProvider.System));

        Assert.Equal(["Exemple (US)"], derived.Texts("privacy.article46Places"));
        Assert.Equal(gaps, derived.Texts("privacy.transferSafeguardGaps").Count);
    }

    [Fact]
    public void What_documents_say_of_the_assessment_completes_the_declaration()
    {
        var derived = Transfer("US", "clauses types, module 2").Sightings("transfers.assessments", "TIA du 3 juin 2026").Through(new RgpdTransfers(TimeProvider.System));

        Assert.Empty(derived.Texts("privacy.transferSafeguardGaps"));
    }

    [Fact]
    public void A_derogation_for_a_service_that_the_code_calls_is_repeated_whatever_the_answer()
    {
        var derived = DossierCase.Declaring("""
            people: { processors: [] }
            processings: [{ id: a, transfers: [{ country: US, recipient: OpenAI, safeguard: dérogation art. 49 }] }]
            deployment: { country: FR }
            """).Sightings("privacy.externalServices", "from openai import OpenAI").With(Subject.Dossier, "privacy.derogationOccasional", new BooleanValue(true)).Through(new RgpdTransfers(TimeProvider.System));

        Assert.Contains("OpenAI (US)", derived.Texts("privacy.repeatedDerogations"));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void Another_derogation_rests_on_the_answer(bool occasional, int repeated)
    {
        var derived = Transfer("US", "consentement explicite (art. 49)").With(Subject.Dossier, "privacy.derogationOccasional", new BooleanValue(occasional)).Through(new RgpdTransfers(TimeProvider.System));

        Assert.Equal(repeated, derived.Texts("privacy.repeatedDerogations").Count);
    }

    [Theory]
    [InlineData("boto3.client('s3', region_name='us-east-1')", "US")]
    [InlineData("region: ap-northeast-2", "KR")]
    [InlineData("location = 'westus2'", "US")]
    public void A_region_that_the_code_names_is_a_place(string line, string country)
    {
        var derived = DossierCase.Declaring(AllInFrance).Sightings("privacy.externalServices").Sightings("privacy.cloudRegions", line).Through(new RgpdTransfers(TimeProvider.System));

        Assert.Equal([country], derived.Texts("privacy.countriesOutsideEea"));
    }

    [Fact]
    public void A_region_in_the_area_is_no_transfer()
    {
        var derived = DossierCase.Declaring(AllInFrance).Sightings("privacy.externalServices").Sightings("privacy.cloudRegions", "region_name='eu-west-3'").Through(new RgpdTransfers(TimeProvider.System));

        Assert.Empty(derived.Texts("privacy.countriesOutsideEea"));
    }

    private static DossierCase Transfer(string country, string safeguard) => DossierCase.Declaring($$"""
        people: { processors: [] }
        processings: [{ id: a, transfers: [{ country: {{country}}, recipient: Exemple, safeguard: "{{safeguard}}" }] }]
        deployment: { country: FR }
        """).Sightings("privacy.externalServices");
}
