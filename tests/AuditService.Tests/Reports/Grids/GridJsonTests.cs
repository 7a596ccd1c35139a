using System.Text.Json;
using AuditService.Core.Accessibility;
using AuditService.Reports.Grids;
using AuditService.Tests.Core.Accessibility;

namespace AuditService.Tests.Reports.Grids;

public sealed class GridJsonTests
{
    private static readonly AccessibilityGrid Grid = SomeGrid.Of(
        SomeGrid.Referential("1.1", "1.10"), ["a.html"], [("a.html", "1.1.1", RgaaOutcome.NonCompliant)], new GridVerdict("1.10", "a.html", CriterionStatus.NotApplicable, true, "", "coût"));

    [Fact]
    public async Task Luxembourg_gets_every_property_that_its_schema_requires()
    {
        var json = await WrittenAsync(GridJson.WriteLuxembourgAsync);

        Assert.Equal(
            ["auditor", "context", "audited_at", "inventory", "platform", "audit_reference", "control_type", "assessed_level", "pages"],
            json.EnumerateObject().Select(property => property.Name));
        Assert.Equal("2026-01-02", json.GetProperty("audited_at").GetString());
        var assessments = Assert.Single(json.GetProperty("pages").EnumerateArray()).GetProperty("assessments").EnumerateArray().ToList();
        Assert.All(assessments, assessment => Assert.Equal(
            ["criterion", "status", "exemption", "exemption_comment", "changes_to_do", "patches_follow_up"], assessment.EnumerateObject().Select(property => property.Name)));
        Assert.Equal(["1.1 NC False", "1.10 NA True"], assessments.Select(assessment => $"{assessment.GetProperty("criterion").GetProperty("number")} {assessment.GetProperty("status").GetProperty("name")} {assessment.GetProperty("exemption").GetBoolean()}"));
    }

    [Fact]
    public async Task Earl_tells_the_outcome_and_who_asserts_it()
    {
        var assertions = (await WrittenAsync(GridJson.WriteEarlAsync)).GetProperty("@graph").EnumerateArray().ToList();

        Assert.Equal(
            ["earl:failed earl:automatic earl:Software", "earl:inapplicable earl:manual foaf:Person"],
            assertions.Select(assertion => $"{assertion.GetProperty("earl:result").GetProperty("earl:outcome").GetProperty("@id")} {assertion.GetProperty("earl:mode").GetProperty("@id")} {assertion.GetProperty("earl:assertedBy").GetProperty("@type")}"));
    }

    private static async Task<JsonElement> WrittenAsync(Func<GridExport, Stream, CancellationToken, Task> write)
    {
        using var output = new MemoryStream();
        await write(new(SomeGrid.Audit, "Essai", new(2026, 1, 2), Grid, []), output, CancellationToken.None);
        return JsonDocument.Parse(output.ToArray()).RootElement.Clone();
    }
}
