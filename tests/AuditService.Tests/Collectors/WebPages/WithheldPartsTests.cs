using AuditService.Collectors.WebPages;
using AuditService.Core.Accessibility;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.WebPages;

/// <summary>What the audit refused to load is no fault of the page, and what depends on it is unknown.</summary>
public sealed class WithheldPartsTests
{
    private const string Bootstrap = "https://cdn.exemple.net/bootstrap.css";
    private const string Chart = "https://cdn.exemple.net/chart.js";

    private const string Html = "<!doctype html><html lang='fr'><head><title>Tri du courrier</title></head><body><main><h1>Tri</h1></main><script src='/static/app.js'></script></body></html>";

    [Fact]
    public void A_refused_style_sheet_leaves_how_the_page_is_drawn_unknown_and_is_no_error()
    {
        var page = SomePage.Seen(Html, [SomePage.Refused(Bootstrap, "stylesheet")], [Failed(Bootstrap)]);
        var facts = SomePage.Facts(page);

        Assert.Equal(0, Total(facts["page.consoleErrors"]));
        foreach (var test in (string[])["3.2.1", "10.7.1", "10.11.1"])
            Assert.Contains(Bootstrap, facts[$"page.rgaa.{test}.outcome"].Why?.Detail.Fr ?? "", StringComparison.Ordinal);
        Assert.Contains(Bootstrap, facts["page.axeViolations"].Why?.Detail.Fr ?? "", StringComparison.Ordinal);
        Assert.Null(facts["page.horizontalScrollAt320"].Value);
        Assert.Equal(RgaaOutcome.Compliant, SomePage.Outcome(page, "8.3.1"));
    }

    [Fact]
    public void A_refused_font_leaves_colours_known_and_widths_unknown()
    {
        var page = SomePage.Seen(Html, [SomePage.Refused("https://fonts.googleapis.com/css2", "stylesheet")]);

        Assert.Equal(RgaaOutcome.NonCompliant, SomePage.Outcome(page, "3.2.1"));
        Assert.Equal(RgaaOutcome.NotTested, SomePage.Outcome(page, "10.11.1"));
    }

    [Fact]
    public void Errors_after_a_refused_script_are_unknown()
    {
        var facts = SomePage.Facts(SomePage.Seen(Html, [SomePage.Refused(Chart, "script")], [Failed(Chart), new("Chart is not defined", null)]));

        Assert.Contains($"l'audit n'a pas chargé {Chart}", facts["page.consoleErrors"].Why?.Detail.Fr ?? "", StringComparison.Ordinal);
        Assert.Contains("traceur", facts["page.cookiesBeforeConsent"].Why?.Detail.Fr ?? "", StringComparison.Ordinal);
        Assert.Equal(1, Total(facts["page.thirdPartyHosts"]));
    }

    [Fact]
    public void A_script_that_writes_style_sheets_counts_as_one() =>
        Assert.Equal(RgaaOutcome.NotTested, SomePage.Outcome(SomePage.Seen(Html, [SomePage.Refused("https://cdn.tailwindcss.com/", "script")]), "3.2.1"));

    [Fact]
    public void A_module_that_was_not_built_may_have_brought_the_style_sheets() =>
        Assert.Equal(RgaaOutcome.NotTested, SomePage.Outcome(SomePage.Seen(Html, errors: [new("Failed to load module script: Expected a JavaScript module script", "http://127.0.0.1:40000/src/main.js")]), "3.2.1"));

    [Fact]
    public void Errors_of_the_page_itself_stay_its_faults()
    {
        var facts = SomePage.Facts(SomePage.Seen(Html, [SomePage.Refused("https://img.exemple.net/a.png", "image")], [Failed("https://img.exemple.net/a.png"), new("compte is not defined", null)]));

        Assert.Equal(["compte is not defined"], Assert.IsType<ObservationsValue>(facts["page.consoleErrors"].Value).Items.Select(item => item.Excerpt));
    }

    [Theory]
    [InlineData("/api/lettres", "fetch")]
    [InlineData("/static/app.js", "script")]
    public void What_only_a_running_server_answers_is_not_held_against_a_file(string path, string kind)
    {
        var facts = SomePage.Facts(SomePage.Seen(Html, [SomePage.NotFound(path, kind)], [Failed("http://127.0.0.1:40000" + path), new("lettres is undefined", null)]));

        Assert.Contains(path, facts["page.consoleErrors"].Why?.Detail.En ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_beside_the_page_that_is_missing_is_a_fault() =>
        Assert.Equal(1, Total(SomePage.Facts(SomePage.Seen(Html, [SomePage.NotFound("/ui/menu.js", "script")], [Failed("http://127.0.0.1:40000/ui/menu.js")]))["page.consoleErrors"]));

    [Fact]
    public void Modules_that_were_never_built_prove_no_error() =>
        Assert.Null(SomePage.Facts(SomePage.Seen(Html, errors: [new("Failed to resolve module specifier \"vue\".", null)]))["page.consoleErrors"].Value);

    [Fact]
    public void On_the_web_a_missing_file_of_the_site_is_a_fault()
    {
        var page = SomePage.Seen(Html, [SomePage.NotFound("/static/app.js", "script")], [Failed("http://127.0.0.1:40000/static/app.js")]);

        Assert.Equal(1, Total(SomePage.Facts(page with { Served = page.Served with { ContentType = "text/html" } })["page.consoleErrors"]));
    }

    private static ConsoleError Failed(string address) => new("Failed to load resource: the server responded with a status of 404", address);

    private static int Total(Fact fact) => Assert.IsType<ObservationsValue>(fact.Value).Total;
}
