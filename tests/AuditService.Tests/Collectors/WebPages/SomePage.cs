using System.Text;
using AuditService.Collectors.WebPages;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Collectors.WebPages.Rgaa;
using AuditService.Core;
using AuditService.Core.Accessibility;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.WebPages;

/// <summary>A page of a dossier, and what is stated of it.</summary>
internal static class SomePage
{
    private static readonly CollectorIdentity Collector = new("pages", 1);

    public static PageEvidence Source(string html, string path = "ui/index.html") => new() { Source = path, Served = ServedPage.File(Encoding.UTF8.GetBytes(html)) };

    /// <summary>The same, as a browser that changed nothing in it would have seen it.</summary>
    public static PageEvidence Seen(string html, IReadOnlyList<PageRequest>? requests = null, IReadOnlyList<ConsoleError>? errors = null, string? generated = null) => Source(html) with
    {
        Rendered = new RenderedPage
        {
            Html = generated ?? html,
            Boxes = new Dictionary<int, ElementBox>(),
            StyleRules = [],
            Axe = new AxeReport("4", [
                new("color-contrast", "serious", [new(null, "<p>", LocalizedText.Same("too low"), new AxeContrast("#999999", "#ffffff", 2.8, 16, IsBold: false, 4.5))], []),
                new("region", "moderate", [], [])]),
            Reflow = new ReflowLook(320, []),
            Requests = requests ?? [],
            ConsoleErrors = errors ?? [],
        },
    };

    public static PageRequest Refused(string url, string kind) => new(url, new Uri(url).Host, kind, 0, 0, IsThirdParty: true, Blocked: true);

    public static PageRequest NotFound(string path, string kind) => new("http://127.0.0.1:40000" + path, "127.0.0.1", kind, 404, 0, IsThirdParty: false, Blocked: false);

    public static IReadOnlyDictionary<string, Fact> Facts(PageEvidence evidence)
    {
        var page = new AuditedPage(evidence, markers: null);
        return new PageFacts(new Subject(SubjectKind.Page, evidence.Source), Collector, page.Evidence, UnavailableBecause.NoBrowser, new Dictionary<int, string>(), 50)
            .All(page, RgaaTests.Assess(page)).ToDictionary(fact => fact.Key, StringComparer.Ordinal);
    }

    public static RgaaOutcome Outcome(PageEvidence evidence, string test) => RgaaTests.Assess(evidence, markers: null).First(result => result.Test == test).Outcome;

    public static PageNature Nature(string html) => new AuditedPage(Source(html), markers: null).Nature;
}
