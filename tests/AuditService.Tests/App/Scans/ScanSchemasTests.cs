using System.Text.Json.Nodes;
using AuditService.App.Scans;

namespace AuditService.Tests.App.Scans;

public sealed class ScanSchemasTests
{
    public static TheoryData<string> Files => [.. ScanSchemas.Published.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_published_schemas_are_those_of_the_code(string file) =>
        PublishedFile.IsUpToDate(Repository.PathOf("src", "AuditService.App", "Scans", "Schemas", file), ScanSchemas.Published[file]);

    /// <summary>The promise of the command line, key by key.</summary>
    [Theory]
    [InlineData("page", "pages")]
    [InlineData("data", "datasets")]
    [InlineData("text", "texts")]
    [InlineData("model", "models")]
    [InlineData("code", "observations files bytes")]
    [InlineData("quality", "datasets")]
    [InlineData("footprint", "scenarios")]
    [InlineData("aia", "raw mitigation total level unanswered")]
    [InlineData("aiact", "labels walk open")]
    [InlineData("document", "documents")]
    [InlineData("architecture", "components flows risks")]
    public void Each_scan_requires_the_keys_that_programs_may_rely_on(string kind, string keys)
    {
        var schema = JsonNode.Parse(ScanSchemas.Published[$"scan-{kind}.schema.json"])!;

        var required = schema["required"]!.AsArray().Select(key => key!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(keys.Split(' ').ToHashSet(StringComparer.Ordinal), required);
        Assert.All(keys.Split(' '), key => Assert.NotNull(schema["properties"]![key]));
    }
}
