using System.Globalization;
using System.Text;
using AuditService.Browser.Network;
using AuditService.Collectors.WebPages;
using AuditService.Collectors.WebPages.Dom;

namespace AuditService.BrowserTests.WebPages;

/// <summary>Pages that mean no good, or are simply too much: each ends in its time, with its reason, and leaves the browser fit for the next one.</summary>
public sealed class HostilePageTests(SharedBrowser browser)
{
    private const string Head = "<!doctype html><html lang='fr'><head><meta charset='utf-8'><title>Piège</title></head><body><main><h1>Piège</h1>";

    [Theory]
    [InlineData("never settles", "<p id='p'></p><script>setInterval(() => p.textContent = Math.random(), 10)</script>")]
    [InlineData("asks without end", "<script>setInterval(() => fetch('/' + Math.random()), 20)</script>")]
    [InlineData("dialogs", "<script>onbeforeunload = event => { event.preventDefault(); return 'rester'; }; alert(1); confirm(2); prompt(3); setTimeout(() => alert(4), 50)</script>")]
    [InlineData("a download", "<a id='a' href='data:application/octet-stream,x' download='x.exe'>x</a><script>a.click()</script>")]
    [InlineData("windows", "<script>for (let i = 0; i < 20; i++) open('/autre' + i)</script>")]
    [InlineData("leaving by itself", "<script>setTimeout(() => location.href = '/autre', 10); setTimeout(() => location.reload(), 60)</script>")]
    [InlineData("broken markup", "<p><b><i></p><table><tr><div></b><form><form><a><a></main><svg><p></svg><!-- <script><plaintext>")]
    public async Task It_is_looked_at_as_it_stands(string what, string body)
    {
        var page = await VisitAsync(Head + body + "</main></body></html>");

        Assert.True(page.Rendered is not null, $"{what}: {page.WhyNotRendered?.En}");
        Assert.Contains("Piège", page.Rendered.Html, StringComparison.Ordinal);
        if (what is "never settles" or "asks without end")
            Assert.False(page.Rendered.Settled);
    }

    [Fact]
    public async Task A_page_that_closes_its_window_is_looked_at_or_said_to_be_closed()
    {
        var page = await VisitAsync(Head + "<script>setTimeout(() => close(), 300)</script></main></body></html>");

        Assert.True(page.Rendered is not null || page.WhyNotRendered!.Fr.Contains("a fermé sa fenêtre", StringComparison.Ordinal), page.WhyNotRendered?.Fr);
        await TheBrowserStillWorksAsync();
    }

    [Fact]
    public async Task A_page_that_goes_back_to_nothing_is_not_taken_for_an_empty_page()
    {
        var page = await VisitAsync(Head + "<script>setTimeout(() => history.back(), 30)</script></main></body></html>");

        Assert.True(page.Rendered is null ? page.WhyNotRendered!.En.Contains("went back", StringComparison.Ordinal) : page.Rendered.Html.Contains("Piège", StringComparison.Ordinal), page.WhyNotRendered?.En);
    }

    [Fact]
    public async Task A_tab_that_crashes_is_told_and_the_next_page_is_looked_at()
    {
        var visiting = VisitAsync(Head + "<script>setInterval(() => document.title = Math.random(), 10)</script></main></body></html>", name: Crashing);
        await CrashTheTabAsync(times: 2);
        var page = await visiting;

        Assert.Null(page.Rendered);
        Assert.Contains("crash", page.WhyNotRendered!.En, StringComparison.Ordinal);
        await TheBrowserStillWorksAsync();
    }

    [Fact]
    public async Task A_tab_that_crashes_once_is_looked_at_again()
    {
        var visiting = VisitAsync(Head + "<script>setInterval(() => document.title = Math.random(), 10)</script></main></body></html>", name: Crashing);
        await CrashTheTabAsync(times: 1);

        Assert.NotNull((await visiting).Rendered);
    }

    [Fact]
    public async Task A_script_that_never_yields_ends_in_its_time()
    {
        var page = await VisitAsync(Head + "<script>setTimeout(() => { while (true); }, 200)</script></main></body></html>", Shortest);

        Assert.Null(page.Rendered);
        Assert.NotNull(page.WhyNotRendered);
        await TheBrowserStillWorksAsync();
    }

    [Fact]
    public async Task A_page_of_a_hundred_thousand_elements_is_too_large_to_judge()
    {
        var page = await VisitAsync(Head + "<script>for (let i = 0; i < 100000; i++) document.body.append(document.createElement('p'))</script></main></body></html>", Shortest);

        Assert.Equal(PageNature.Oversized, page.Rendered is null ? PageNature.Oversized : page.Rendered.ElementsLeftOut > 0 ? PageNature.Oversized : new AuditedPage(page, markers: null).Nature);
    }

    [Fact]
    public async Task An_answer_of_fifty_megabytes_is_kept_up_to_its_bound()
    {
        var block = Encoding.ASCII.GetBytes("<!--" + new string('x', 1024 * 1024) + "-->");
        await using var site = await LiveSite.StartAsync(async context =>
        {
            await LiveSite.HtmlAsync(context, Head);
            for (var i = 0; i < 50; i++)
                await context.Response.Body.WriteAsync(block, context.RequestAborted);
        });
        var page = await VisitAsync(site.Address);

        Assert.True(page.Served.Bytes.Length <= new VisitOptions().MaximumPageBytes, page.Served.Bytes.Length.ToString(CultureInfo.InvariantCulture));
        Assert.True(page.Rendered is not null || page.WhyNotRendered is not null);
    }

    [Fact]
    public async Task Redirects_without_end_are_said()
    {
        await using var site = await LiveSite.StartAsync(context =>
        {
            context.Response.Redirect("/" + Guid.NewGuid().ToString("N"));
            return Task.CompletedTask;
        });
        var page = await VisitAsync(site.Address);

        Assert.Null(page.Rendered);
        Assert.Contains("redirections", page.WhyNotRendered!.Fr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_said()
    {
        await using var site = await LiveSite.StartWithOwnCertificateAsync(context => LiveSite.HtmlAsync(context, Head));
        var page = await VisitAsync(site.Address);

        Assert.Null(page.Rendered);
        Assert.Contains("certificat", page.WhyNotRendered!.Fr, StringComparison.Ordinal);
        Assert.Empty(site.Asked);
    }

    private async Task TheBrowserStillWorksAsync()
    {
        var next = await VisitAsync(Head + "<p>Suivante</p></main></body></html>");
        Assert.Contains("Suivante", next.Rendered!.Html, StringComparison.Ordinal);
    }

    /// <summary>As a fault of the renderer would, by the browser's own command.</summary>
    private async Task CrashTheTabAsync(int times)
    {
        await using var proxy = new FilteringProxy(NetworkPolicy.OnlyLoopback(9));
        await using var other = await browser.Session.OpenContextAsync(proxy, 1280, 800);
        for (var tries = 0; tries < 400; tries++)
        {
            var visited = other.Browser!.Contexts.Where(context => context != other).SelectMany(context => context.Pages).FirstOrDefault(page => page.Url.EndsWith("/" + Crashing, StringComparison.Ordinal));
            if (visited is not null)
            {
                var session = await visited.Context.NewCDPSessionAsync(visited);
                _ = session.SendAsync("Page.crash");
                while (!visited.IsClosed)
                    await Task.Delay(10);
                if (--times == 0)
                    return;
            }

            await Task.Delay(10);
        }

        Assert.Fail("the page never came");
    }

    private async Task<PageEvidence> VisitAsync(string html, VisitOptions? options = null, string name = "index.html")
    {
        await using var server = await Site.ServeAsync((name, html));
        var known = new PageEvidence { Source = name, Served = ServedPage.File(Encoding.UTF8.GetBytes(html)) };
        return (await new PageVisitor(browser.Session, options ?? Short).VisitAsync(server.AddressOf(name), known, NetworkPolicy.OnlyLoopback(server.Port), _ => [], CancellationToken.None)).Evidence;
    }

    private async Task<PageEvidence> VisitAsync(Uri address) =>
        (await new PageVisitor(browser.Session, Short).VisitAsync(address, new PageEvidence { Source = "site", Served = ServedPage.None }, new NetworkPolicy([(address.Host, address.Port)], [], []), _ => [], CancellationToken.None)).Evidence;

    /// <summary>A name that no page of another class has: their tabs are in the same browser at the same time.</summary>
    private const string Crashing = "piege.html";

    private static VisitOptions Short { get; } = new() { TakeScreenshots = false, LookTimeout = TimeSpan.FromSeconds(30) };

    /// <summary>For pages that take whatever time they are given.</summary>
    private static VisitOptions Shortest { get; } = Short with { LookTimeout = TimeSpan.FromSeconds(12) };
}
