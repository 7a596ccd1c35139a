using AuditService.Reports.Json;

namespace AuditService.Tests.Reports;

public sealed class AuditJsonSchemaTests
{
    [Fact]
    public void The_published_schema_of_the_audit_is_that_of_the_code() =>
        PublishedFile.IsUpToDate(Repository.PathOf("src", "AuditService.Reports", "Json", AuditJsonSchema.FileName), AuditJsonSchema.Text());
}
