using System.Text.Json;
using AuditService.Browser.Network;
using AuditService.Collectors.WebPages.Consent;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Collectors.WebPages.Rgaa;
using AuditService.Collectors.WebPages.Samples;
using AuditService.Collectors.WebPages.Sites;
using AuditService.Core;
using AuditService.Core.Accessibility;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Core.Trackers;

namespace AuditService.Collectors.WebPages;

/// <summary>Looks at pages as they lie on disk or on the web, without a dossier: <c>audit scan page</c>.</summary>
public sealed class PageScan(CollectionSettings settings, MarkersEntry? markers, Language language)
{
    private static readonly string[] PageExtensions = [".html", ".htm", ".xhtml"];

    /// <summary>Files, folders with all pages under them, and http or https addresses, which the caller names and are therefore allowed.</summary>
    /// <exception cref="FileNotFoundException">A path names nothing.</exception>
    public Task<PageScanResult> RunAsync(IReadOnlyList<string> paths, CancellationToken cancellation) => RunAsync(paths, [], respectRobots: true, cancellation);

    /// <param name="sitemaps">Addresses of sitemaps, whose pages are looked at too.</param>
    /// <param name="respectRobots">False to visit what robots.txt asks to leave alone.</param>
    /// <exception cref="FileNotFoundException">A path names nothing.</exception>
    public async Task<PageScanResult> RunAsync(IReadOnlyList<string> paths, IReadOnlyList<Uri> sitemaps, bool respectRobots, CancellationToken cancellation)
    {
        var named = paths.SelectMany(Targets).ToList();
        var notVisited = new List<NotVisited>();
        foreach (var sitemap in sitemaps)
        {
            var found = await PagesOfAsync(sitemap, respectRobots, cancellation);
            named.AddRange(found.Pages.Select(page => new Target(null, page.AbsoluteUri, page.AbsoluteUri)));
            if (found.LeftOut is { } leftOut)
                notVisited.Add(new NotVisited(sitemap.AbsoluteUri, leftOut.In(language)));
        }

        var viewports = settings.Viewports is { Count: > 0 } asked ? asked : [Viewport.Desktop];
        var looks = named.DistinctBy(target => (target.Root, target.Path)).SelectMany(target => viewports.Select(viewport => (Target: target, Viewport: viewport))).ToArray();
        var seen = new (PageEvidence Evidence, IReadOnlyList<RgaaTestResult> Results, PageOutline? Outline, ScannedTrackers? Trackers)[looks.Length];
        var atOnce = settings.ActOnPages ? SharedChromium.VisitsAtOnce : SharedChromium.QuickVisitsAtOnce;
        await using var chromium = new SharedChromium(atOnce);
        // Closed before the browser.
        await using var tabs = new KeptTabs();
        await Parallel.ForAsync(0, looks.Length, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = atOnce }, async (index, token) =>
        {
            var evidence = await LookAsync(chromium, tabs, looks[index].Target, looks[index].Viewport, token);
            var page = new AuditedPage(evidence, markers);
            // What a browser made of the page is large, and no longer needed.
            seen[index] = (evidence with { Rendered = null, Served = evidence.Served with { Bytes = evidence.Rendered is null && evidence.Served.Bytes.Length == 0 ? [] : [0] } }, RgaaTests.Assess(page), looks[index].Viewport == Viewport.Desktop ? OutlineReader.Of(page) : null, TrackersOf(evidence));
        });
        var site = new SampledSite([.. seen.Select(page => page.Outline).OfType<PageOutline>()], isClosed: false);
        return new PageScanResult([.. seen.Select(page => Shown(page.Evidence, page.Trackers, page.Outline is { } outline ? SampleTests.Together(page.Results, SampleTests.Assess(site, outline)) : page.Results))], notVisited);
    }

    private static async Task<SitemapPages> PagesOfAsync(Uri sitemap, bool respectRobots, CancellationToken cancellation)
    {
        await using var answers = new SiteAnswers(new NetworkPolicy([(sitemap.IdnHost, sitemap.Port)], [sitemap.IdnHost], []));
        var (status, bytes) = await answers.GetAsync(sitemap, Sitemap.MaximumBytes, cancellation);
        return status == 200
            ? await SitemapPages.FindAsync(Sitemap.Read(bytes), sitemap, answers, respectRobots, cancellation)
            : new SitemapPages([], new($"plan de site non lu (réponse {status})", $"sitemap not read (answer {status})"));
    }

    private async Task<PageEvidence> LookAsync(SharedChromium chromium, KeptTabs tabs, Target target, Viewport viewport, CancellationToken cancellation)
    {
        var options = new VisitOptions { TakeScreenshots = false, RunsEveryAxeRule = false, ActOnPage = settings.ActOnPages, Width = viewport.Width, Height = viewport.Height, WatchTrackers = viewport == Viewport.Desktop };
        if (target.Root is null)
            return await LookAtAddressAsync(chromium, target, options with { StorageState = settings.StorageState }, cancellation);
        var bytes = await ReadAsync(Path.Combine(target.Root, target.Path), options.MaximumPageBytes, cancellation);
        var unseen = new PageEvidence { Source = target.Name, Served = ServedPage.File(bytes), Viewport = viewport.ToString() };
        if (!settings.UseBrowser)
            return unseen;
        var text = HtmlText.Decode(bytes, contentType: null);
        var source = AuditedPage.Parse(text, errors: null);
        if (TemplateSyntax.Find(source, text) == TemplateTrace.Certain)
            return unseen with { WhyNotRendered = AuditedPage.Unrendered };
        var site = SiteRoot.Of(target.Path, source, path => File.Exists(Path.Combine(target.Root, path)));
        await using var server = await PrototypeServer.StartAsync((path, _) => ValueTask.FromResult(site.FilesAt(path).Select(file => Open(target.Root, file)).FirstOrDefault(found => found is not null)), cancellation);
        var policy = NetworkPolicy.OnlyLoopback(server.Port);
        var (visited, whyNot) = await chromium.VisitAsync(
            settings,
            session => new PageVisitor(session, options) { Tabs = options.ActOnPage ? null : tabs }.VisitAsync(server.AddressOf(site.AddressOf(target.Path)), unseen, policy, _ => [], cancellation),
            cancellation);
        return visited?.Evidence ?? unseen with { WhyNotRendered = whyNot! };
    }

    private async Task<PageEvidence> LookAtAddressAsync(SharedChromium chromium, Target target, VisitOptions options, CancellationToken cancellation)
    {
        var uri = new Uri(target.Path);
        var policy = new NetworkPolicy([(uri.IdnHost, uri.Port)], [uri.IdnHost], []);
        var unseen = new PageEvidence { Source = target.Name, Served = ServedPage.None, Viewport = new Viewport(options.Width, options.Height).ToString() };
        if (!settings.UseBrowser)
        {
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = options.LoadTimeout, MaxResponseContentBufferSize = options.MaximumPageBytes };
            using var response = await client.GetAsync(uri, cancellation);
            return unseen with { Served = new ServedPage(await response.Content.ReadAsByteArrayAsync(cancellation), response.Content.Headers.ContentType?.ToString(), (int)response.StatusCode, []) };
        }
        var (visited, whyNot) = await chromium.VisitAsync(
            settings, session => new PageVisitor(session, options).VisitAsync(uri, unseen, policy, _ => [], cancellation), cancellation);
        return visited?.Evidence ?? unseen with { WhyNotRendered = whyNot! };
    }

    private ScannedTrackers? TrackersOf(PageEvidence evidence)
    {
        if (evidence.Rendered is not { Consent: { } look } rendered)
            return null;
        var subject = new Subject(SubjectKind.Page, evidence.Source);
        var facts = new FactSet([subject], new ConsentFacts(subject, new(new("scan", 1), EvidenceGrade.MachineChecked), look, rendered.SeenAt, whyNotWhole: null, settings.MaximumObservations).All());
        return new(
            look.Banner is { } banner ? new(banner.Cmp, banner.Selector, [.. banner.Buttons.Where(button => ConsentWords.RoleOf(button.Label) != ConsentRole.Other).Select(button => new ScannedButton(ConsentWords.RoleOf(button.Label), Plain.Cut(Selectors.Masked(button.Label), 80)))], look.Refusal?.Clicks, look.Acceptance?.Clicks) : null,
            [.. TrackingRow.Of(facts, subject).Select(row => new ScannedTracker(row.Kind, row.Name, row.Host.Length > 0 ? row.Host : null, row.IsThirdParty, row.Vendor.Length > 0 ? row.Vendor : null, row.Category.Length > 0 ? JsonNamingPolicy.CamelCase.ConvertName(row.Category) : null,
                row.Days is { } days && double.IsFinite(days) ? days : null, double.IsPositiveInfinity(row.Days ?? 0), row.Before, row.Refused, row.Accepted))],
            [.. facts.Of(subject).Where(fact => ConsentFacts.Keys.Contains(fact.Key, StringComparer.Ordinal)).SelectMany(fact => (fact.Value as ObservationsValue)?.Items.Select(item => new ScannedTrackerSighting(fact.Key["page.".Length..], item.Excerpt, item.Detail?.In(language), item.Confidence)) ?? [])]);
    }

    private ScannedPage Shown(PageEvidence evidence, ScannedTrackers? trackers, IReadOnlyList<RgaaTestResult> results)
    {
        var isUnread = evidence.Served.Bytes.Length == 0 && evidence.Rendered is null;
        return new ScannedPage(evidence.Source, evidence.State, evidence.Viewport, evidence.WhyNotRendered?.In(language), [.. results.Select(result => isUnread
            ? new ScannedTest(result.Test, RgaaOutcome.NotTested, 0, evidence.WhyNotRendered?.In(language), [])
            : new ScannedTest(result.Test, result.Outcome, result.Elements, result.Reason?.In(language), [.. result.Observations.Select(sighting => new ScannedObservation(sighting.Selector, sighting.Excerpt, sighting.Detail.In(language), sighting.Spoken?.Role, sighting.Spoken?.Name))]))], trackers);
    }

    private static IEnumerable<Target> Targets(string path)
    {
        if (Uri.TryCreate(path, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            return [new Target(null, uri!.AbsoluteUri, path)];
        if (File.Exists(path))
        {
            var full = Path.GetFullPath(path);
            return [new Target(Path.GetDirectoryName(full)!, Path.GetFileName(full), path.Replace('\\', '/'))];
        }
        if (!Directory.Exists(path))
            throw new FileNotFoundException($"No such file or folder: {path}", path);
        var root = Path.GetFullPath(path);
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return Directory.EnumerateFiles(root, "*", options).Where(file => PageExtensions.Contains(Path.GetExtension(file).ToLowerInvariant(), StringComparer.Ordinal))
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/')).Order(StringComparer.Ordinal).Select(file => new Target(root, file, file));
    }

    /// <summary>Links are not followed: a page must not lead the server out of the folder.</summary>
    private static Stream? Open(string root, string path)
    {
        var file = new FileInfo(Path.Combine(root, path));
        return file.Exists && file.LinkTarget is null && file.FullName.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? SiteRoot.AsPublished(path, file.OpenRead()) : null;
    }

    private static async Task<byte[]> ReadAsync(string path, int most, CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(path);
        var bytes = new byte[(int)Math.Min(stream.Length, most)];
        var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return bytes[..read];
    }

    private sealed record Target(string? Root, string Path, string Name);
}

/// <summary>What <c>audit scan page</c> prints.</summary>
/// <param name="NotVisited">Pages that a sitemap names and that were left out, by sitemap.</param>
public sealed record PageScanResult(IReadOnlyList<ScannedPage> Pages, IReadOnlyList<NotVisited> NotVisited);

/// <param name="Reason">How many, and why.</param>
public sealed record NotVisited(string Source, string Reason);

/// <param name="WhyNotRendered">Why no browser looked at the page; null otherwise.</param>
public sealed record ScannedPage(string Source, string State, string Viewport, string? WhyNotRendered, IReadOnlyList<ScannedTest> Tests, ScannedTrackers? Trackers = null);

/// <summary>What the page keeps and calls without a choice, after refusing and after accepting.</summary>
/// <param name="Banner">Null when none was seen.</param>
/// <param name="Sightings">What the visits say of it, by the name of the fact.</param>
public sealed record ScannedTrackers(ScannedBanner? Banner, IReadOnlyList<ScannedTracker> Kept, IReadOnlyList<ScannedTrackerSighting> Sightings);

/// <param name="Manager">The consent manager, when it is a known one.</param>
/// <param name="ClicksToRefuse">Null when no way was found.</param>
public sealed record ScannedBanner(string? Manager, string Selector, IReadOnlyList<ScannedButton> Buttons, int? ClicksToRefuse, int? ClicksToAccept);

public sealed record ScannedButton(ConsentRole Role, string Label);

/// <param name="Kind"><c>cookie</c>, <c>localStorage</c>, <c>sessionStorage</c>, <c>database</c> or <c>host</c>.</param>
/// <param name="Host">Null for the page's own.</param>
/// <param name="Days">Null for the visit only, without limit, or for a host.</param>
/// <param name="AfterRefusal">Null when refusing was not tried or did not work.</param>
public sealed record ScannedTracker(string Kind, string Name, string? Host, bool ThirdParty, string? Vendor, string? Category, double? Days, bool Unlimited, bool BeforeChoice, bool? AfterRefusal, bool? AfterAcceptance);

public sealed record ScannedTrackerSighting(string Fact, string? Excerpt, string? Detail, double Confidence);

public sealed record ScannedTest(string Test, RgaaOutcome Outcome, int Elements, string? Reason, IReadOnlyList<ScannedObservation> Observations);

/// <param name="Role">Null for the page as a whole.</param>
public sealed record ScannedObservation(string Selector, string Excerpt, string Detail, string? Role = null, string? Name = null);
