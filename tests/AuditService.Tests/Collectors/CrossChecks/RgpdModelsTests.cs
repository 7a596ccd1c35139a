using AuditService.Collectors.CrossChecks;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class RgpdModelsTests
{
    private const string Key = "privacy.modelsOnPersonalData";

    [Fact]
    public void A_model_trained_on_a_set_with_personal_columns_is_named()
    {
        var derived = DossierCase.Declaring("models: [{ id: tri, trainedOn: [cv] }]\ndataSets: [{ id: cv, path: data/cv.csv, personalData: false }]")
            .Columns("data/cv.csv", "dataset.personalColumns", "nom")
            .Through(new RgpdModels());

        Assert.Equal(["tri"], derived.Texts(Key));
    }

    [Fact]
    public void A_model_trained_on_a_set_declared_personal_is_named_even_when_the_set_is_not_there()
    {
        var derived = DossierCase.Declaring("models: [{ id: tri, trainedOn: [cv] }]\ndataSets: [{ id: cv, personalData: true }]").Through(new RgpdModels());

        Assert.Equal(["tri"], derived.Texts(Key));
    }

    [Theory]
    [InlineData("models: [{ id: tri }]")]
    [InlineData("models: [{ id: tri, trainedOn: [inconnu] }]")]
    [InlineData("project: { name: x }")]
    public void What_a_model_was_trained_on_must_be_said(string manifest)
    {
        var derived = DossierCase.Declaring(manifest).Exists(SubjectKind.Model, "tri").Through(new RgpdModels());

        Assert.Null(derived[Key]);
    }

    [Fact]
    public void A_model_trained_on_nothing_personal_is_not_named()
    {
        var derived = DossierCase.Declaring("models: [{ id: llm, trainedOn: [] }]").Exists(SubjectKind.Model, "llm").Through(new RgpdModels());

        Assert.Empty(derived.Texts(Key));
    }
}
