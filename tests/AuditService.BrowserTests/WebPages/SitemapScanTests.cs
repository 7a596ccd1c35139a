using AuditService.Collectors.WebPages;
using AuditService.Core;
using AuditService.Core.Collection;
using Microsoft.AspNetCore.Http;

namespace AuditService.BrowserTests.WebPages;

/// <summary>The pages that a sitemap of a real site names, politely and within bounds.</summary>
public sealed class SitemapScanTests
{
    [Fact]
    public async Task The_pages_of_a_sitemap_and_of_an_index_are_looked_at_and_those_left_out_are_counted()
    {
        await using var site = await StartAsync();
        var scan = await new PageScan(Settings, markers: null, Language.English).RunAsync([], [new Uri(site.Address, "/sitemap.xml")], respectRobots: true, CancellationToken.None);

        Assert.Equal(20, scan.Pages.Count);
        Assert.All(scan.Pages, page => Assert.Contains("/page/", page.Source, StringComparison.Ordinal));
        var reason = Assert.Single(scan.NotVisited).Reason;
        Assert.Contains("1 page(s) of another host", reason, StringComparison.Ordinal);
        Assert.Contains("1 page(s) that robots.txt asks not to visit", reason, StringComparison.Ordinal);
        Assert.Contains("5 page(s) beyond the first 20", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("GET /prive/1", site.Asked);
    }

    [Fact]
    public async Task Who_asks_for_it_visits_what_robots_txt_asks_to_leave_alone()
    {
        await using var site = await StartAsync();
        await new PageScan(Settings, markers: null, Language.English).RunAsync([], [new Uri(site.Address, "/sitemap.xml")], respectRobots: false, CancellationToken.None);

        Assert.Contains("GET /prive/1", site.Asked);
        Assert.DoesNotContain("GET /robots.txt", site.Asked);
    }

    /// <summary>Without a browser: which pages are found does not depend on it.</summary>
    private static CollectionSettings Settings { get; } = new() { UseBrowser = false, AllowNetwork = true };

    private static Task<LiveSite> StartAsync() => LiveSite.StartAsync(context =>
    {
        var here = $"{context.Request.Scheme}://{context.Request.Host}";
        var pages = string.Concat(Enumerable.Range(1, 25).Select(number => $"<url><loc>{here}/page/{number}</loc></url>"));
        return context.Request.Path.Value switch
        {
            "/robots.txt" => context.Response.WriteAsync("User-agent: *\nDisallow: /prive/\n"),
            "/sitemap.xml" => context.Response.WriteAsync($"<?xml version='1.0'?><sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>{here}/s1.xml</loc></sitemap></sitemapindex>"),
            "/s1.xml" => context.Response.WriteAsync($"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{here}/prive/1</loc></url><url><loc>https://ailleurs.example/</loc></url>{pages}</urlset>"),
            _ => LiveSite.HtmlAsync(context, "<!doctype html><html lang='fr'><title>x</title><h1>x</h1>"),
        };
    });
}
