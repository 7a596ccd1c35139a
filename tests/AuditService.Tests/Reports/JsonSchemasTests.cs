using AuditService.Reports.Json;

namespace AuditService.Tests.Reports;

public sealed class JsonSchemasTests
{
    public static TheoryData<string> Files => [.. JsonSchemas.Published.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_published_schemas_are_those_of_the_code(string file) =>
        PublishedFile.IsUpToDate(Repository.PathOf("src", "AuditService.Reports", "Json", file), JsonSchemas.Published[file]);
}
