using System.Text.Json;
using AuditService.Browser.Network;
using AuditService.Collectors.WebPages;

namespace AuditService.BrowserTests.WebPages;

/// <summary>What is kept of a visit is told in both languages and does not depend on where our server happened to listen.</summary>
public sealed class VisitedPageTests(SharedBrowser browser)
{
    private const string Page = """
        <!doctype html><html lang="fr"><title>Demande</title>
        <p style="color:#bbb;background:#fff">Un texte trop pâle</p><input type="text"><details><summary></summary>x</details>
        <img src="absent.png"><script>
          document.cookie = 'visiteur=1; max-age=31536000';
          document.cookie = 'panier=1';
          console.error('échec de ' + location.href);
          document.body.append(Object.assign(document.createElement('a'), { href: location.origin + '/suite.html', textContent: 'Suite' }));
          location.href = location.origin + '/ailleurs.html';
        </script></html>
        """;

    [Fact]
    public async Task Axe_speaks_French_and_English_of_the_same_finding()
    {
        var axe = (await VisitAsync(Page)).Axe;

        var contrast = Assert.Single(axe.Violations("color-contrast")).Message;
        Assert.StartsWith("L’élément a un contraste de couleurs insuffisant", contrast.Fr, StringComparison.Ordinal);
        Assert.StartsWith("Element has insufficient color contrast", contrast.En, StringComparison.Ordinal);
        Assert.Contains("#bbbbbb", contrast.Fr, StringComparison.Ordinal);
        Assert.DoesNotContain("${", contrast.Fr, StringComparison.Ordinal);
        Assert.NotEmpty(axe.Violations("label"));
        Assert.All(axe.Rules.SelectMany(rule => rule.Violations), node => Assert.NotEqual(node.Message.En, node.Message.Fr));
    }

    [Fact]
    public async Task A_page_that_forbids_scripts_is_told_of_in_French_and_is_charged_with_no_error_of_ours()
    {
        var rendered = await VisitAsync("<!doctype html><meta http-equiv=Content-Security-Policy content=\"default-src 'none'\"><html lang=fr><title>Sobre</title><img src=\"data:,\">");

        Assert.StartsWith("L’élément n’a pas d’attribut alt", Assert.Single(rendered.Axe.Violations("image-alt")).Message.Fr, StringComparison.Ordinal);
        Assert.DoesNotContain(rendered.ConsoleErrors, error => error.Text.Contains("script-src", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_kept_of_a_visit_tells_the_address_of_our_server()
    {
        var rendered = await VisitAsync(Page);

        Assert.Contains("échec de /index.html", rendered.ConsoleErrors.Select(error => error.Text));
        Assert.Equal(["/ailleurs.html"], rendered.RefusedNavigations);
        Assert.Contains("href=\"/suite.html\"", rendered.Html, StringComparison.Ordinal);
        Assert.Contains(rendered.Requests, request => request.Url == "/absent.png");
        Assert.Equal(["panier", "visiteur"], rendered.Cookies.Select(cookie => cookie.Name).Order());
        Assert.All(rendered.Cookies, cookie => Assert.Null(cookie.Domain));
        Assert.DoesNotContain("127.0.0.1", string.Concat([rendered.Html, .. rendered.ConsoleErrors.Select(error => error.Text + error.Address), .. rendered.Requests.Select(request => request.Url)]), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_axe_rule_that_is_run_has_a_French_text()
    {
        var told = JsonElement.Parse(AxeScript.French).GetProperty("rules").EnumerateObject().Select(rule => rule.Name).ToHashSet(StringComparer.Ordinal);

        Assert.Subset(told, AxeScript.Rules.ToHashSet(StringComparer.Ordinal));
        Assert.Subset(AxeScript.Rules.ToHashSet(StringComparer.Ordinal), AxeScript.JudgingRules.ToHashSet(StringComparer.Ordinal));
    }

    private async Task<RenderedPage> VisitAsync(string page)
    {
        await using var site = await Site.ServeAsync(("index.html", page));
        var visited = await new PageVisitor(browser.Session, new VisitOptions { TakeScreenshots = false }).VisitAsync(
            site.AddressOf("index.html"),
            new PageEvidence { Source = "index.html", Served = ServedPage.File(System.Text.Encoding.UTF8.GetBytes(page)) },
            NetworkPolicy.OnlyLoopback(site.Port),
            _ => [],
            TestContext.Current.CancellationToken);
        return visited.Evidence.Rendered ?? throw new InvalidOperationException(visited.Evidence.WhyNotRendered?.En);
    }
}
