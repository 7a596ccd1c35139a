using System.Net;
using AuditService.Core.People;

namespace AuditService.IntegrationTests.Web;

/// <summary>What browsers load beside our own pages.</summary>
public sealed class ReferencePageTests : IAsyncLifetime
{
    private RunningService service = null!;

    public async ValueTask InitializeAsync() => service = await RunningService.StartAsync();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task Browsers_get_the_icon_that_they_ask_for()
    {
        var icon = await service.NewClient().GetAsync("/favicon.ico");

        Assert.Equal((HttpStatusCode.OK, "image/svg+xml"), (icon.StatusCode, icon.Content.Headers.ContentType?.MediaType));
        Assert.StartsWith("<svg ", await icon.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reference_page_names_the_service_and_calls_on_nobody_else()
    {
        await service.PersonAsync("jury@here.example", "here", Role.Jury);
        var browser = await service.SignedInAsync("jury@here.example");

        var page = await browser.GetStringAsync("/reference/");
        var document = await RunningService.JsonAsync(await browser.GetAsync("/openapi/v1.json"));

        Assert.Contains("<title>AuditService – API</title>", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        foreach (var off in (string[])["\"withDefaultFonts\":false", "\"telemetry\":false", "\"showDeveloperTools\":\"never\"", "\"hideClientButton\":true", "\"agent\":{\"disabled\":true", "\"mcp\":{\"disabled\":true"])
            Assert.Contains(off, page.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("AuditService", document.GetProperty("info").GetProperty("title").GetString());
        Assert.Contains("Audite les dossiers", document.GetProperty("info").GetProperty("description").GetString(), StringComparison.Ordinal);
    }
}
