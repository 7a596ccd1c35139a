using System.Diagnostics;
using System.Text.Json;
using AuditService.BrowserTests.WebPages;
using AuditService.Commands;
using Microsoft.AspNetCore.Http;

namespace AuditService.BrowserTests;

/// <summary>One dossier that names its pages in every way at once: a folder, the sitemap of a site behind a sign-in, states and windows.</summary>
public sealed class WholeSiteTests(SharedBrowser browser)
{
    private const string Secret = "ouvre-toi-4711";

    [Fact]
    public async Task A_folder_a_sitemap_and_states_are_audited_together_and_compared()
    {
        Assert.NotNull(browser.Session);
        var work = Directory.CreateTempSubdirectory("audit-site-").FullName;
        try
        {
            await using var site = await LiveSite.StartAsync(AnswerAsync);
            var json = await RunAsync(WriteDossier(work, site.Address), work, site.Address);

            var pages = json.GetProperty("rgaa").GetProperty("pages").EnumerateArray().Select(page => (
                Name: page.GetProperty("source").GetString()!.Replace(site.Address.ToString(), "site:", StringComparison.Ordinal), State: page.GetProperty("state").GetString()!, Viewport: page.GetProperty("viewport").GetString()!)).ToList();
            foreach (var name in (string[])["proto/index.html", "proto/aide.html", "proto/suivi.html", "site:", "site:dossiers", "site:contact"])
                Assert.Contains((name, "initial", "1280x800"), pages);
            Assert.Contains(("proto/index.html", "ouvert", "1280x800"), pages);
            Assert.Contains(("proto/index.html", "ouvert", "360x740"), pages);

            Assert.True(site.Asked.Contains("GET /dossiers", StringComparer.Ordinal), string.Join(", ", site.Asked) + Environment.NewLine + WhyNot(json, site.Address + "dossiers"));

            Assert.Contains("POST /entrer", site.Asked);
            Assert.Contains("Vos dossiers", json.GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, json.GetRawText(), StringComparison.Ordinal);

            Assert.Equal("nonCompliant", Outcome(json, "RGAA-12.2.1", "proto/suivi.html"));
            Assert.Equal("nonCompliant", Outcome(json, "RGAA-12.5.1", site.Address + "contact"));
            Assert.Equal("notApplicable", Outcome(json, "RGAA-12.2.1", "proto/index.html"));

            // Nothing of the dossier has changed, but who knows what the site shows today.
            var asked = site.Asked.Count(request => request == "GET /contact");
            await RunAsync(Path.Combine(work, "dossier"), work, site.Address);
            Assert.True(site.Asked.Count(request => request == "GET /contact") > asked, "the address was not visited anew");
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static string WriteDossier(string work, Uri site)
    {
        const string Menu = "<nav><a href='index.html'>Accueil</a> <a href='aide.html'>Aide</a> <a href='suivi.html'>Suivi</a> <a href='depot.html'>Dépôt</a></nav>";
        var dossier = Directory.CreateDirectory(Path.Combine(work, "dossier", "proto")).Parent!.FullName;
        string Page(string title, string body) => $"<!doctype html><html lang='fr'><head><meta charset='utf-8'><title>{title} - Tri</title></head><body>{body}</body></html>";
        void Write(string name, string text) => File.WriteAllText(Path.Combine(dossier, name), text);

        Write("proto/index.html", Page("Accueil", $"<header>{Menu}</header><main><h1>Accueil</h1><button onclick='aide.showModal()'>Aide</button><dialog id='aide'><p>Texte de l'aide</p></dialog></main>"));
        Write("proto/aide.html", Page("Aide", $"<header>{Menu}</header><main><h1>Aide</h1><p>Texte</p></main>"));
        Write("proto/depot.html", Page("Dépôt", $"<header>{Menu}</header><main><h1>Dépôt</h1><p>Texte</p></main>"));
        Write("proto/suivi.html", Page("Suivi", $"<main><h1>Suivi</h1><p>Texte</p></main><footer></footer><div>{Menu}</div>"));
        Write("dossier.yaml", $$"""
            project: { name: Tri du courrier }
            interface:
              logins:
                - url: {{site}}entrer
                  steps: [{ fill: { selector: "#mot", value: { env: AUDIT_SECRET_MOT } } }, { click: button }, { wait: { text: Bonjour } }]
              pages:
                - folder: proto
                - sitemap: {{site}}sitemap.xml
                - path: proto/index.html
                  viewports: [desktop, mobile]
                  states:
                    - id: ouvert
                      title: Aide ouverte
                      steps: [{ click: button }, { wait: { selector: "dialog[open]" } }]
            """);
        return dossier;
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        const string Menu = "<nav><a href='/'>Accueil</a> <a href='/dossiers'>Vos dossiers</a> <a href='/messages'>Messages</a> <a href='/contact'>Contact</a></nav>";
        const string Search = "<form role='search' action='/chercher'><label for='q'>Rechercher</label><input id='q' name='q'><button>Chercher</button></form>";
        var here = $"{context.Request.Scheme}://{context.Request.Host}";
        string Page(string title, string body) => $"<!doctype html><html lang='fr'><head><meta charset='utf-8'><title>{title}</title></head><body>{body}</body></html>";
        switch (context.Request.Path.Value)
        {
            case "/sitemap.xml":
                await context.Response.WriteAsync($"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{here}/</loc></url><url><loc>{here}/dossiers</loc></url><url><loc>{here}/messages</loc></url><url><loc>{here}/contact</loc></url></urlset>");
                return;
            case "/":
                await LiveSite.HtmlAsync(context, Page("Accueil", $"<header>{Menu}{Search}</header><main><h1>Bonjour</h1></main>"));
                return;
            case "/entrer" when HttpMethods.IsPost(context.Request.Method):
                if ((await context.Request.ReadFormAsync())["mot"] == Secret)
                    context.Response.Headers.SetCookie = "session=abcdef; Path=/";
                context.Response.Redirect("/");
                return;
            case "/entrer":
            case "/dossiers" when !context.Request.Headers.Cookie.ToString().Contains("session=abcdef", StringComparison.Ordinal):
                await LiveSite.HtmlAsync(context, Page("Entrer", "<main><h1>Entrer</h1><form method='post' action='/entrer'><label for='mot'>Mot de passe</label><input id='mot' name='mot' type='password' autocomplete='current-password'><button>Entrer</button></form></main>"));
                return;
            case "/dossiers":
                await LiveSite.HtmlAsync(context, Page("Vos dossiers", $"<header>{Menu}{Search}</header><main><h1>Vos dossiers</h1></main>"));
                return;
            case "/messages":
                await LiveSite.HtmlAsync(context, Page("Messages", $"<header>{Menu}{Search}</header><main><h1>Messages</h1></main>"));
                return;
            case "/contact":
                await LiveSite.HtmlAsync(context, Page("Contact", $"<header>{Menu}</header><main><h1>Contact</h1></main>"));
                return;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
        }
    }

    private static async Task<JsonElement> RunAsync(string dossier, string work, Uri site)
    {
        var json = Path.Combine(work, "audit.json");
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(AuditProgram).Assembly.Location, "run", dossier, "--pack", "rgaa", "--json", json, "--html", Path.Combine(work, "audit.html"), "--fail-on", "never", "--data", Path.Combine(work, "data")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["AUDIT_SECRET_MOT"] = Secret, ["AuditService__Browser__AllowNetwork"] = "true", ["AuditService__Browser__TrustedEndpoints__0"] = site.Authority },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var messages = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(6));
        await output;
        Assert.True(process.ExitCode == 0, await messages);
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(json));
        return document.RootElement.Clone();
    }

    private static string? Outcome(JsonElement audit, string rule, string page) => audit.GetProperty("findings").EnumerateArray()
        .Where(finding => finding.GetProperty("id").GetString() == $"{rule}@page:{page}").Select(finding => finding.GetProperty("outcome").GetString()).FirstOrDefault();

    private static string WhyNot(JsonElement audit, string page) => audit.GetProperty("notAssessed").EnumerateArray()
        .Where(entry => entry.GetProperty("subject").GetProperty("id").GetString() == page).Select(entry => entry.GetProperty("reason").GetString()).FirstOrDefault() ?? "";
}
