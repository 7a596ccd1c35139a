using AuditService.Collectors.CrossChecks;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class AiPhasesTests
{
    private const string Both = "models: [{ id: m, trainedOn: [a] }]\ndataSets: [{ id: a, path: a.csv }]\ndeployment: { hosting: Exemple }";

    [Fact]
    public void Training_and_hosting_are_the_two_phases()
    {
        Assert.Equal(["development", "deployment"], DossierCase.Declaring(Both).Through(new AiPhases()).Texts("privacy.phases"));
        Assert.Empty(DossierCase.Declaring("project: { name: x, stage: idea }").Through(new AiPhases()).Texts("privacy.phases"));
    }

    [Fact]
    public void A_role_that_nobody_stated_is_not_known()
    {
        var derived = DossierCase.Declaring(Both).With(Subject.Dossier, "privacy.developmentRole", new TextValue("controller")).Through(new AiPhases());

        Assert.Null(derived["privacy.roleContradictions"]);
    }

    [Theory]
    [InlineData("controller", 0)]
    [InlineData("processor", 1)]
    [InlineData("jointController", 1)]
    public void A_role_that_calls_for_a_contract_is_contradicted_where_there_is_none(string role, int contradictions)
    {
        var derived = DossierCase.Declaring(Both)
            .With(Subject.Dossier, "privacy.developmentRole", new TextValue("controller")).With(Subject.Dossier, "privacy.deploymentRole", new TextValue(role))
            .Sightings("contract.aboutPersonalData").Sightings("privacy.jointArrangement").Through(new AiPhases());

        Assert.Equal(contradictions, Assert.IsType<ObservationsValue>(derived["privacy.roleContradictions"]).Total);
    }

    [Theory]
    [InlineData("models: [{ id: m, name: gpt-4o, provider: OpenAI }]", 1)]
    [InlineData("people: { controller: { name: Commune de Valbourg } }\nmodels: [{ id: m, provider: Commune de Valbourg, trainedOn: [a] }]", 0)]
    [InlineData("people: { controller: { name: Acme SAS } }\nmodels: [{ id: m, provider: Acme }]", 1)]
    [InlineData("people: { controller: { name: Valbourg Agglomération } }\nmodels: [{ id: m, provider: Valbourg }]", 0)]
    public void A_model_of_another_is_told_from_ones_own(string manifest, int others) =>
        Assert.Equal(others, DossierCase.Declaring(manifest).Through(new AiPhases()).Texts("privacy.thirdPartyModels").Count);

    [Theory]
    [InlineData("origin: \"sous-ensemble de MS-Celeb-1M\"", "MS-Celeb-1M")]
    [InlineData("description: images de LAION 400M", "LAION-5B")]
    [InlineData("origin: base de données fuitée achetée", "breach compilation")]
    public void A_withdrawn_or_leaked_set_is_known_by_its_names(string written, string name) =>
        Assert.Equal([name], DossierCase.Declaring($"dataSets: [{{ id: a, path: a.csv, {written} }}]").Through(new AiPhases()).Texts("privacy.withdrawnSets"));

    [Theory]
    [InlineData("origin: registre du courrier")]
    [InlineData("description: recherches sur la mise en valeur du patrimoine")]
    public void Other_sets_are_left_alone(string written) =>
        Assert.Empty(DossierCase.Declaring($"dataSets: [{{ id: a, path: a.csv, {written} }}]").Through(new AiPhases()).Texts("privacy.withdrawnSets"));

    [Fact]
    public void What_a_set_leaves_out_of_its_provenance_is_named()
    {
        var set = new Subject(SubjectKind.Dataset, "a.csv");
        var derived = DossierCase.Declaring("dataSets: [{ id: a, path: a.csv, origin: registre, licence: \"à définir\" }]", "a.csv").Exists(SubjectKind.Dataset, "a.csv").Through(new AiPhases());

        Assert.Equal(["collectedOn", "licence", "owner"], derived.Texts(set, "dataset.provenanceMissing"));
    }
}
