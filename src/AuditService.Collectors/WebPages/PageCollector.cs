using System.Security.Cryptography;
using System.Text;
using AuditService.Browser.Network;
using AuditService.Collectors.WebPages.Consent;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Collectors.WebPages.Rgaa;
using AuditService.Collectors.WebPages.Samples;
using AuditService.Collectors.WebPages.Sites;
using AuditService.Core.Accessibility;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Core.Trackers;

namespace AuditService.Collectors.WebPages;

/// <summary>States what the pages of the interface are: the RGAA tests, what they ask of people, whom they contact. One step a page, state and window.</summary>
internal sealed class PageCollector : IFactCollector, IAsyncDisposable
{
    /// <summary>Failing elements that a picture shows.</summary>
    private const int PicturesOfFailures = 12;

    /// <summary>Images that are shown beside their alternatives.</summary>
    private const int PicturesOfImages = 12;

    private const int MaximumPages = 100;
    private const int MaximumLooks = 150;
    private const int MaximumNamed = 10;
    private const string SampleFact = "file.sample";

    private static readonly FileKind[] ServedKinds = [FileKind.Page, FileKind.Image, FileKind.Media, FileKind.SourceCode, FileKind.Configuration, FileKind.Document, FileKind.Dataset, FileKind.Other];

    private readonly SharedChromium chromium = new();

    public CollectorIdentity Identity { get; } = new("pages", 12);

    public IReadOnlyCollection<string> States { get; } = [.. PageFacts.Keys, .. PageFacts.ReviewKeys, "page.screenshot", "page.tabOrder", "page.stateTitle", TrackingRow.Key, SampleComparison.OutlineKey, "dossier.pages", "tools.axe", "tools.chromium"];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        var dossier = context.Dossier;
        var face = dossier.Manifest.Interface;
        var declared = face?.Pages ?? [];
        var files = dossier.Of(FileKind.Page).Select(file => file.Path).Concat(DeclaredFiles(dossier)).Distinct(StringComparer.Ordinal).Where(path => dossier.Find(path) is not null).ToList();
        var addresses = declared.Select(page => page.Url).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        // What a page is as it loads goes before its states and other windows.
        var sample = files.SelectMany(path => SampledPage.Of(path, declared.FirstOrDefault(page => page.Path == path), face, context.Settings.Viewports))
            .Concat(addresses.SelectMany(address => SampledPage.Of(address, declared.First(page => page.Url == address), face, context.Settings.Viewports)))
            .OrderBy(page => page.IsFirst ? 0 : 1).ToList();

        yield return new CollectionStep("count", InputHash: null, [], _ => Task.FromResult<IReadOnlyList<Fact>>(
            [Fact.Known(Subject.Dossier, "dossier.pages", new NumberValue(Math.Min(files.Count, MaximumPages) + Math.Min(addresses.Count, MaximumPages)), new Provenance(Identity, EvidenceGrade.MachineChecked))]));
        if (sample.Count > MaximumLooks)
            yield return new CollectionStep("beyond", InputHash: null, [], _ => Task.FromResult<IReadOnlyList<Fact>>([Beyond(sample)]));
        var hash = files.Count > 0 ? HashOfWhatIsServed(context) : "";
        var site = new VisitedSites(context, chromium);
        foreach (var page in sample.Take(MaximumLooks))
        {
            var subject = page.Name.Subject;
            yield return dossier.Find(page.Source) is { } file
                ? new CollectionStep(subject.Id, page.Hash(hash), [subject], cancellation => LookAtFileAsync(context, page, file, cancellation), context.Settings.UseBrowser)
                : new CollectionStep(subject.Id, InputHash: null, [subject], cancellation => LookAtAddressAsync(context, site, page, cancellation), NeedsBrowser: true);
        }

        foreach (var entry in declared.Where(page => page.Sitemap is { Length: > 0 }))
        {
            foreach (var step in SitemapSteps(context, site, entry))
                yield return step;
        }
    }

    public ValueTask DisposeAsync() => chromium.DisposeAsync();

    /// <summary>One step a page, which learns its address when the sitemap has been read: once, by the first of them.</summary>
    private IEnumerable<CollectionStep> SitemapSteps(CollectionContext context, VisitedSites site, PageEntry entry)
    {
        var name = entry.Sitemap!;
        var found = new Lazy<Task<SitemapPages>>(() => site.PagesOfAsync(entry));
        for (var number = 0; number < SitemapPages.MaximumPages; number++)
        {
            var place = number;
            yield return new CollectionStep($"{name} {place + 1}", InputHash: null, [], async cancellation =>
            {
                var pages = await found.Value.WaitAsync(cancellation);
                var facts = new List<Fact>();
                if (place == 0 && pages.LeftOut is { } leftOut)
                    facts.Add(Fact.Unavailable(new Subject(SubjectKind.File, name), SampleFact, new(UnavailableBecause.RefusedByLimit, leftOut), new Provenance(Identity, EvidenceGrade.MachineChecked)));
                if (place >= pages.Pages.Count)
                    return facts;
                var address = pages.Pages[place].AbsoluteUri;
                if ((context.Dossier.Manifest.Interface?.Pages ?? []).Any(page => page.Url == address))
                    return facts;
                foreach (var page in SampledPage.Of(address, entry, context.Dossier.Manifest.Interface, context.Settings.Viewports))
                    facts.AddRange(await LookAtAddressAsync(context, site, page, cancellation));
                return facts;
            }, NeedsBrowser: true);
        }
    }

    private Fact Beyond(List<SampledPage> sample)
    {
        var names = string.Join(", ", sample.Skip(MaximumLooks).Take(MaximumNamed).Select(page => page.Name.Subject.Id)) + (sample.Count - MaximumLooks > MaximumNamed ? " ..." : "");
        return Fact.Unavailable(new Subject(SubjectKind.File, "interface.pages"), SampleFact, new(UnavailableBecause.RefusedByLimit, new(
            $"{sample.Count - MaximumLooks} page(s), états ou fenêtres au-delà des {MaximumLooks} premiers n'ont pas été regardés : {names}",
            $"{sample.Count - MaximumLooks} page(s), states or windows beyond the first {MaximumLooks} were not looked at: {names}")), new Provenance(Identity, EvidenceGrade.MachineChecked));
    }

    /// <summary>Named one by one, or by their folder.</summary>
    private static IEnumerable<string> DeclaredFiles(Dossier dossier)
    {
        var declared = dossier.Manifest.Interface?.Pages ?? [];
        var folders = declared.Select(page => page.Folder?.Trim('/')).OfType<string>().ToList();
        return declared.Select(page => page.Path).OfType<string>()
            .Concat(dossier.Files.Where(file => file.Nature.Kind == FileKind.Page && folders.Exists(folder => folder is "" or "." || file.Path.StartsWith(folder + "/", StringComparison.Ordinal))).Select(file => file.Path));
    }

    private async Task<IReadOnlyList<Fact>> LookAtFileAsync(CollectionContext context, SampledPage page, DossierFile file, CancellationToken cancellation)
    {
        var subject = page.Name.Subject;
        var options = page.Options(new VisitOptions(), context.Settings.StepValues);
        var served = ServedPage.File(await BytesAsync(context, file, options.MaximumPageBytes, cancellation));
        var isDeclared = page.State is not null || DeclaredFiles(context.Dossier).Contains(file.Path, StringComparer.Ordinal);
        var unseen = new PageEvidence { Source = file.Path, State = page.Name.State, Viewport = page.Name.Viewport, Served = served, MayBePart = !isDeclared };
        if (!context.Settings.UseBrowser)
            return await FactsAsync(context, page, new VisitedPage(unseen with { WhyNotRendered = new("audit mené sans navigateur", "audit run without a browser") }, NoPictures), UnavailableBecause.NoBrowser, cancellation);
        var text = HtmlText.Decode(served.Bytes, contentType: null);
        if (PageSize.IsTooLarge(text))
            return await FactsAsync(context, page, new VisitedPage(unseen, NoPictures), UnavailableBecause.RefusedByLimit, cancellation);
        var source = AuditedPage.Parse(text, errors: null);
        if (TemplateSyntax.Find(source, text) == TemplateTrace.Certain)
            return await FactsAsync(context, page, new VisitedPage(unseen, NoPictures), UnavailableBecause.Unreadable, cancellation);

        var site = SiteRoot.Of(file.Path, source, path => context.Dossier.Find(path) is not null);
        await using var server = await PrototypeServer.StartAsync((path, token) => OpenAsync(context, site, path, token), cancellation);
        var policy = Policy(context, [("127.0.0.1", server.Port)]);
        var (visited, whyNot) = await chromium.VisitAsync(
            context.Settings,
            session => new PageVisitor(session, options).VisitAsync(server.AddressOf(site.AddressOf(file.Path)), unseen, policy, evidence => Failing(context, evidence), cancellation),
            cancellation);
        return visited is not null
            ? await FactsAsync(context, page, visited, UnavailableBecause.TimedOut, cancellation)
            : await FactsAsync(context, page, new VisitedPage(unseen with { WhyNotRendered = whyNot! }, NoPictures), UnavailableBecause.NoBrowser, cancellation);
    }

    private async Task<IReadOnlyList<Fact>> LookAtAddressAsync(CollectionContext context, VisitedSites site, SampledPage page, CancellationToken cancellation)
    {
        if (!context.Settings.AllowNetwork || !context.Settings.UseBrowser)
            return Nothing(page, new(UnavailableBecause.NoBrowser, VisitedSites.NotAllowed));
        if (!Uri.TryCreate(page.Source, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0)
            return Nothing(page, new(UnavailableBecause.Unreadable, new("adresse http ou https attendue", "http or https address expected")));
        var (state, whyNotIn) = await site.SignedInAsync(uri).WaitAsync(cancellation);
        if (whyNotIn is not null)
            return Nothing(page, new(UnavailableBecause.TimedOut, whyNotIn));
        var options = page.Options(new VisitOptions { StorageState = state, Secrets = site.Secrets }, context.Settings.StepValues);
        var unseen = new PageEvidence { Source = page.Source, State = page.Name.State, Viewport = page.Name.Viewport, Served = ServedPage.None };
        var (visited, whyNot) = await chromium.VisitAsync(
            context.Settings, session => new PageVisitor(session, options).VisitAsync(uri, unseen, site.PolicyFor(uri), evidence => Failing(context, evidence), cancellation), cancellation);
        if (visited is null)
            return Nothing(page, new(UnavailableBecause.NoBrowser, whyNot!));
        return visited.Evidence.Rendered is null
            ? Nothing(page, new(UnavailableBecause.Unreadable, visited.Evidence.WhyNotRendered ?? new("page non lue", "page not read")))
            : await FactsAsync(context, page, visited, UnavailableBecause.TimedOut, cancellation);
    }

    private async Task<IReadOnlyList<Fact>> FactsAsync(CollectionContext context, SampledPage sampled, VisitedPage visited, UnavailableBecause whyNot, CancellationToken cancellation)
    {
        // The source is that of the page as it loads: of a state that was not reached, or of another window, it proves nothing.
        if (!sampled.IsFirst && visited.Evidence.Rendered is null)
            return Nothing(sampled, new(whyNot, visited.Evidence.WhyNotRendered ?? new("état non atteint : la page n'est pas regardée dans un navigateur", "state not reached: the page is not looked at in a browser")));
        var subject = sampled.Name.Subject;
        var markers = context.Dossier.Manifest.Interface?.Markers;
        var pictures = new Dictionary<int, string>();
        foreach (var (element, picture) in visited.Pictures)
            pictures[element] = await context.Content.PutAsync(new MemoryStream(picture), cancellation);
        var page = new AuditedPage(visited.Evidence, markers);
        var facts = new PageFacts(subject, Identity, page.Evidence, whyNot, pictures, context.Settings.MaximumObservations).All(page, RgaaTests.Assess(page));
        if (sampled.State?.Title is { Length: > 0 } title)
            facts = [.. facts, Fact.Known(subject, "page.stateTitle", new TextValue(title), new Provenance(Identity, EvidenceGrade.Declared))];
        if (sampled.IsFirst && OutlineReader.Of(page) is { } outline)
            facts = [.. facts, SampleComparison.Fact(subject, outline, Identity)];
        return page is { Nature: PageNature.Finished, Rendered: { } rendered } ? [.. facts, .. await SeenWithAsync(context, subject, rendered, cancellation)] : facts;
    }

    /// <summary>What looked at the page, and what it saw of it as a whole.</summary>
    private async Task<IReadOnlyList<Fact>> SeenWithAsync(CollectionContext context, Subject subject, RenderedPage rendered, CancellationToken cancellation)
    {
        var provenance = new Provenance(Identity, EvidenceGrade.MachineChecked);
        var facts = new List<Fact>();
        if (rendered.Axe.Version.Length > 0)
            facts.Add(Fact.Known(Subject.Dossier, "tools.axe", new TextValue(rendered.Axe.Version), provenance));
        if (rendered.Browser is { } browser)
            facts.Add(Fact.Known(Subject.Dossier, "tools.chromium", new TextValue(browser), provenance));
        if (rendered.Screenshot is { } picture)
        {
            var hash = await context.Content.PutAsync(new MemoryStream(picture), cancellation);
            facts.Add(Fact.Known(subject, "page.screenshot", new ObservationsValue([new Observation(Location.Element(subject.Id, null), Screenshot: hash)]), provenance));
        }

        if (rendered.TabOrder is { } order)
        {
            var hash = await context.Content.PutAsync(new MemoryStream(order), cancellation);
            facts.Add(Fact.Known(subject, "page.tabOrder", new ObservationsValue([new Observation(Location.Element(subject.Id, null), Screenshot: hash)]), provenance));
        }

        return facts;
    }

    private static IReadOnlyList<int> Failing(CollectionContext context, PageEvidence evidence)
    {
        var page = new AuditedPage(evidence, context.Dossier.Manifest.Interface?.Markers);
        return
        [
            .. RgaaTests.Assess(page).Where(result => result.Outcome == RgaaOutcome.NonCompliant)
                .SelectMany(result => result.Observations.Take(2)).Select(observation => observation.Element).OfType<int>().Distinct().Take(PicturesOfFailures),
            .. PageInventory.Pictured(page).Take(PicturesOfImages),
        ];
    }

    /// <summary>It stays known which page of the sample it is that nobody saw.</summary>
    private List<Fact> Nothing(SampledPage page, Unavailability why)
    {
        var provenance = new Provenance(Identity, EvidenceGrade.Declared);
        return
        [
            .. PageFacts.Keys.Where(key => key is not ("page.state" or "page.viewport" or "page.watchedForTrackers") && (page.IsFirst || !ConsentFacts.Keys.Contains(key, StringComparer.Ordinal))).Select(key => Fact.Unavailable(page.Name.Subject, key, why, new Provenance(Identity, EvidenceGrade.MachineChecked))),
            page.IsFirst ? Fact.Unavailable(page.Name.Subject, "page.watchedForTrackers", why, new Provenance(Identity, EvidenceGrade.MachineChecked)) : Fact.Known(page.Name.Subject, "page.watchedForTrackers", new BooleanValue(false), provenance),
            Fact.Known(page.Name.Subject, "page.state", new TextValue(page.Name.State), provenance),
            Fact.Known(page.Name.Subject, "page.viewport", new TextValue(page.Name.Viewport), provenance),
            .. page.State?.Title is { Length: > 0 } title ? (Fact[])[Fact.Known(page.Name.Subject, "page.stateTitle", new TextValue(title), provenance)] : [],
        ];
    }

    private static NetworkPolicy Policy(CollectionContext context, IEnumerable<(string Host, int Port)> endpoints) =>
        new(endpoints, context.Settings.AllowNetwork ? context.Dossier.Manifest.Interface?.AllowedHosts ?? [] : [], []);

    private static ValueTask<Stream?> OpenAsync(CollectionContext context, SiteRoot site, string path, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var file = site.FilesAt(path.Normalize(NormalizationForm.FormC)).Select(context.Dossier.Find).FirstOrDefault(found => found is not null);
        return ValueTask.FromResult(file is not null && file.Size <= context.Settings.MaximumFile ? SiteRoot.AsPublished(file.Path, context.Content.Open(file.Sha256)) : null);
    }

    private static async Task<byte[]> BytesAsync(CollectionContext context, DossierFile file, int most, CancellationToken cancellation)
    {
        await using var stream = context.Content.Open(file.Sha256);
        var bytes = new byte[(int)Math.Min(file.Size, most)];
        var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return bytes[..read];
    }

    /// <summary>A page may load any file beside it: the facts hold as long as none of those that can be served changes.</summary>
    private static string HashOfWhatIsServed(CollectionContext context)
    {
        var text = new StringBuilder();
        foreach (var file in context.Dossier.Files.Where(file => ServedKinds.Contains(file.Nature.Kind) && file.Nature.SetApart is null))
            text.Append(file.Path).Append('\t').Append(file.Sha256).Append('\n');
        var markers = context.Dossier.Manifest.Interface?.Markers;
        string[][] declared = markers is null ? [] : [[.. markers.InformativeImage], [.. markers.DecorativeImage], [.. markers.DataTable], [.. markers.LayoutTable], [.. markers.ComplexTable]];
        text.Append(string.Join('|', declared.Select(list => string.Join(',', list)))).Append('\n');
        text.Append(string.Join(',', context.Dossier.Manifest.Interface?.AllowedHosts ?? [])).Append('\n');
        text.Append(string.Join(',', DeclaredFiles(context.Dossier))).Append('\n');
        text.Append(context.Settings.UseBrowser).Append(context.Settings.AllowNetwork);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static IReadOnlyDictionary<int, byte[]> NoPictures { get; } = new Dictionary<int, byte[]>();
}
