using AuditService.Authoring.Manifests;
using AuditService.Collectors.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.Manifests;

public sealed class NotDeclaredTests
{
    [Theory]
    [InlineData("flow.encrypted", "architecture.flows[].encrypted")]
    [InlineData("dataset.use", "dataSets[].use")]
    [InlineData("people.dpo.name", "people.dpo.name")]
    [InlineData("processings[].aipd", "processings[].aipd")]
    [InlineData("risks", "risks")]
    public void What_is_not_declared_is_named_as_the_author_would_write_it(string key, string path) =>
        Assert.Equal(($"non déclaré dans dossier.yaml ({path})", $"not declared in dossier.yaml ({path})"), Texts(key));

    [Fact]
    public void Each_kind_that_the_manifest_lists_leads_to_its_entries() => Assert.All(
        SubjectKinds.Ids.Select(ManifestCollector.PathOf).OfType<string>(),
        path => Assert.NotNull(ManifestKeys.At(path.Replace("[]", "", StringComparison.Ordinal))));

    private static (string Fr, string En) Texts(string key)
    {
        var why = ManifestFacts.NotDeclared(key).Detail;
        return (why.Fr, why.En);
    }
}
