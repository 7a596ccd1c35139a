using AuditService.Collectors.CrossChecks;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class RgpdRecipientsTests
{
    private static readonly Subject Home = new(SubjectKind.Page, "ui/index.html");

    [Theory]
    [InlineData("from openai import OpenAI", "OpenAI")]
    [InlineData("import google.generativeai as genai", "Google")]
    [InlineData("s3 = boto3.client('s3')", "Amazon Web Services")]
    [InlineData("import boto3", "Amazon Web Services")]
    [InlineData("from azure.ai.openai import X", "Microsoft Azure")]
    [InlineData("URL = 'https://api.mistral.ai/v1'", "Mistral AI")]
    [InlineData("const sg = require('@sendgrid/mail')", "Twilio SendGrid")]
    [InlineData("url = 'https://mon-ressource.openai.azure.com/'", "Microsoft Azure")]
    [InlineData("import stripes", null)]
    [InlineData("from togetherness import x", null)]
    public void A_line_of_code_betrays_its_provider(string line, string? provider) => Assert.Equal(provider, KnownProvider.OfCode(line)?.Name);

    [Theory]
    [InlineData("client = OpenAI(base_url=\"http://localhost:8000/v1\")")]
    [InlineData("client = OpenAI(base_url=\"http://vllm:8000/v1\")")]
    [InlineData("client = OpenAI(base_url=\"https://llm.ville.example/v1\")")]
    public void The_client_of_OpenAI_that_is_sent_elsewhere_is_not_OpenAI(string endpoint)
    {
        const string Manifest = "people: { processors: [] }\nprocessings: [{ id: a, transfers: [] }]\ndeployment: { country: FR }";
        var dossier = DossierCase.Declaring(Manifest).Sightings("privacy.externalServices", "from openai import OpenAI").Sightings("privacy.modelEndpoints", endpoint);

        Assert.Empty(dossier.Through(new RgpdRecipients()).Texts("privacy.undeclaredProcessors"));
        Assert.Empty(dossier.Through(new RgpdTransfers(TimeProvider.System)).Texts("privacy.unsafeguardedPlaces"));
    }

    [Theory]
    [InlineData("OpenAI(base_url=\"http://localhost:8000/v1\")", 1)]
    [InlineData("OPENAI_BASE_URL=http://localhost:8000/v1", 0)]
    public void A_client_that_is_given_no_address_is_OpenAI_whatever_its_neighbour_is_given_unless_a_setting_sends_it_elsewhere(string endpoint, int called)
    {
        var derived = DossierCase.Declaring("people: { processors: [] }").Sightings("privacy.externalServices", "from openai import OpenAI")
            .Sightings("privacy.modelEndpoints", endpoint).Sightings("privacy.defaultModelClients", "client = OpenAI(").Through(new RgpdRecipients());

        Assert.Equal(called, derived.Texts("privacy.undeclaredProcessors").Count);
    }

    [Fact]
    public void An_address_of_OpenAI_beside_a_local_one_is_OpenAI_and_so_is_a_call_to_its_host()
    {
        var both = DossierCase.Declaring("people: { processors: [] }").Sightings("privacy.externalServices", "from openai import OpenAI")
            .Sightings("privacy.modelEndpoints", "base_url=\"http://localhost:8000/v1\"", "base_url=\"https://api.openai.com/v1\"").Through(new RgpdRecipients());
        var host = DossierCase.Declaring("people: { processors: [] }").Sightings("privacy.externalServices", "requests.post('https://api.openai.com/v1/chat/completions')")
            .Sightings("privacy.modelEndpoints", "base_url=\"http://localhost:8000/v1\"").Through(new RgpdRecipients());

        Assert.Single(both.Texts("privacy.undeclaredProcessors"));
        Assert.Single(host.Texts("privacy.undeclaredProcessors"));
    }

    [Theory]
    [InlineData("fonts.googleapis.com", "Google")]
    [InlineData("WWW.Google-Analytics.com", "Google")]
    [InlineData("cdn.jsdelivr.net", "jsDelivr")]
    [InlineData("notgoogle.com", null)]
    [InlineData("exemple.fr", null)]
    public void A_host_belongs_to_its_provider(string host, string? provider) => Assert.Equal(provider, KnownProvider.OfHost(host)?.Name);

    [Theory]
    [InlineData("people: { processors: [{ name: OpenAI }] }")]
    [InlineData("people: { processors: [{ name: Prestataire, service: API de Open AI }] }")]
    [InlineData("processings: [{ id: a, recipients: [équipe RH, OpenAI Ireland Ltd] }]")]
    [InlineData("processings: [{ id: a, transfers: [{ country: US, recipient: OpenAI }] }]")]
    public void A_service_that_is_declared_anywhere_among_the_recipients_is_declared(string manifest)
    {
        var derived = DossierCase.Declaring(manifest).Sightings("privacy.externalServices", "from openai import OpenAI").Through(new RgpdRecipients());

        Assert.Empty(derived.Texts("privacy.undeclaredProcessors"));
    }

    [Fact]
    public void A_service_that_nobody_declares_is_shown_where_the_code_calls_it()
    {
        var derived = DossierCase.Declaring("people: { processors: [{ name: OVHcloud }] }")
            .Sightings("privacy.externalServices", "from openai import OpenAI", "import stripe")
            .Through(new RgpdRecipients());

        Assert.Equal(["from openai import OpenAI", "import stripe"], derived.Texts("privacy.undeclaredProcessors"));
    }

    [Fact]
    public void A_manifest_that_is_silent_on_recipients_leaves_the_question_open()
    {
        var derived = DossierCase.Declaring("project: { name: x }").Sightings("privacy.externalServices", "import stripe").Through(new RgpdRecipients());

        Assert.Null(derived["privacy.undeclaredProcessors"]);
    }

    [Fact]
    public void Code_that_calls_nobody_has_no_undeclared_service_even_without_a_manifest()
    {
        var derived = DossierCase.WithoutManifest().Sightings("privacy.externalServices").Through(new RgpdRecipients());

        Assert.Empty(derived.Texts("privacy.undeclaredProcessors"));
    }

    [Fact]
    public void Hosts_of_a_page_are_compared_with_the_recipients_by_provider_domain_or_name()
    {
        var derived = DossierCase.Declaring("people: { processors: [{ name: Google, service: polices }, { name: Exemple Stats, contact: dpo@stats-exemple.fr }] }")
            .OnPage(Home.Id, "page.thirdPartyHosts", "fonts.gstatic.com", "cdn.stats-exemple.fr", "https://tracker.inconnu.net/p.js")
            .Through(new RgpdRecipients());

        Assert.Equal(["tracker.inconnu.net"], derived.Texts(Home, "page.undeclaredThirdParties"));
    }

    [Fact]
    public void A_short_name_inside_another_word_declares_nobody()
    {
        var derived = DossierCase.Declaring("people: { processors: [{ name: Metalia }] }").OnPage(Home.Id, "page.thirdPartyHosts", "connect.facebook.net").Through(new RgpdRecipients());

        Assert.Equal(["connect.facebook.net"], derived.Texts(Home, "page.undeclaredThirdParties"));
    }

    [Fact]
    public void Processors_declared_without_contract_are_named()
    {
        var derived = DossierCase.Declaring("people: { processors: [{ name: A, contract: true }, { name: B, contract: false }, { name: C }] }").Through(new RgpdRecipients());

        Assert.Equal(["B"], derived.Texts("people.processorsWithoutContract"));
    }

    [Fact]
    public void A_processor_that_does_not_say_leaves_the_contracts_unknown()
    {
        var derived = DossierCase.Declaring("people: { processors: [{ name: A, contract: true }, { name: C }] }").Through(new RgpdRecipients());

        Assert.Contains("C", derived.WhyNot("people.processorsWithoutContract"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_list_of_processors_is_knowledge()
    {
        var derived = DossierCase.Declaring("people: { processors: [] }").Through(new RgpdRecipients());

        Assert.Empty(derived.Texts("people.processorsWithoutContract"));
    }
}
