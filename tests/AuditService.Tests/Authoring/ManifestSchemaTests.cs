using AuditService.Authoring.Manifests;

namespace AuditService.Tests.Authoring;

public sealed class ManifestSchemaTests
{
    [Fact]
    public void The_published_schema_of_the_manifest_is_that_of_the_code() =>
        PublishedFile.IsUpToDate(Repository.PathOf("src", "AuditService.Authoring", "Manifests", ManifestSchema.FileName), ManifestSchema.Text());
}
