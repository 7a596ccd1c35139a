using System.Security.Cryptography;
using System.Text;
using AuditService.Browser.Network;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Collectors.WebPages.Rgaa;
using AuditService.Core.Accessibility;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.WebPages;

/// <summary>States what the pages of the interface are: the RGAA tests, what they ask of people, whom they contact. One step a page.</summary>
internal sealed class PageCollector : IFactCollector, IAsyncDisposable
{
    private const int MaximumPages = 100;

    private static readonly FileKind[] ServedKinds = [FileKind.Page, FileKind.Image, FileKind.Media, FileKind.SourceCode, FileKind.Configuration, FileKind.Document, FileKind.Dataset, FileKind.Other];

    private readonly SharedChromium chromium = new();

    public CollectorIdentity Identity { get; } = new("pages", 5);

    public IReadOnlyCollection<string> States { get; } = [.. PageFacts.Keys, .. PageFacts.ReviewKeys, "page.screenshot", "page.tabOrder", "dossier.pages", "tools.axe", "tools.chromium"];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        var dossier = context.Dossier;
        var declared = dossier.Manifest.Interface?.Pages ?? [];
        var files = dossier.Of(FileKind.Page).Select(file => file.Path).Concat(declared.Select(page => page.Path).OfType<string>())
            .Distinct(StringComparer.Ordinal).Select(dossier.Find).OfType<DossierFile>().Take(MaximumPages).ToList();
        var addresses = declared.Select(page => page.Url).OfType<string>().Distinct(StringComparer.Ordinal).Take(MaximumPages).ToList();

        yield return new CollectionStep("count", InputHash: null, [], _ => Task.FromResult<IReadOnlyList<Fact>>(
            [Fact.Known(Subject.Dossier, "dossier.pages", new NumberValue(files.Count + addresses.Count), new Provenance(Identity, EvidenceGrade.MachineChecked))]));
        if (files.Count > 0)
        {
            var hash = HashOfWhatIsServed(context);
            foreach (var file in files)
            {
                var subject = new Subject(SubjectKind.Page, file.Path);
                yield return new CollectionStep(file.Path, hash, [subject], cancellation => LookAtFileAsync(context, file, subject, cancellation), context.Settings.UseBrowser);
            }
        }
        foreach (var address in addresses)
        {
            var subject = new Subject(SubjectKind.Page, address);
            yield return new CollectionStep(address, InputHash: null, [subject], cancellation => LookAtAddressAsync(context, address, subject, cancellation), NeedsBrowser: true);
        }
    }

    public ValueTask DisposeAsync() => chromium.DisposeAsync();

    private async Task<IReadOnlyList<Fact>> LookAtFileAsync(CollectionContext context, DossierFile file, Subject subject, CancellationToken cancellation)
    {
        var options = new VisitOptions();
        var served = ServedPage.File(await BytesAsync(context, file, options.MaximumPageBytes, cancellation));
        var isDeclared = (context.Dossier.Manifest.Interface?.Pages ?? []).Any(page => page.Path == file.Path);
        var unseen = new PageEvidence { Source = file.Path, Served = served, MayBePart = !isDeclared };
        if (!context.Settings.UseBrowser)
            return await FactsAsync(context, subject, new VisitedPage(unseen with { WhyNotRendered = new("audit mené sans navigateur", "audit run without a browser") }, NoPictures), UnavailableBecause.NoBrowser, cancellation);
        var text = HtmlText.Decode(served.Bytes, contentType: null);
        if (PageSize.IsTooLarge(text))
            return await FactsAsync(context, subject, new VisitedPage(unseen, NoPictures), UnavailableBecause.RefusedByLimit, cancellation);
        var source = AuditedPage.Parse(text, errors: null);
        if (TemplateSyntax.Find(source, text) == TemplateTrace.Certain)
            return await FactsAsync(context, subject, new VisitedPage(unseen, NoPictures), UnavailableBecause.Unreadable, cancellation);

        var site = SiteRoot.Of(file.Path, source, path => context.Dossier.Find(path) is not null);
        await using var server = await PrototypeServer.StartAsync((path, token) => OpenAsync(context, site, path, token), cancellation);
        var policy = Policy(context, [("127.0.0.1", server.Port)]);
        var (visited, whyNot) = await chromium.VisitAsync(
            context.Settings,
            session => new PageVisitor(session, options).VisitAsync(server.AddressOf(site.AddressOf(file.Path)), unseen, policy, evidence => Failing(context, evidence), cancellation),
            cancellation);
        return visited is not null
            ? await FactsAsync(context, subject, visited, UnavailableBecause.TimedOut, cancellation)
            : await FactsAsync(context, subject, new VisitedPage(unseen with { WhyNotRendered = whyNot! }, NoPictures), UnavailableBecause.NoBrowser, cancellation);
    }

    private async Task<IReadOnlyList<Fact>> LookAtAddressAsync(CollectionContext context, string address, Subject subject, CancellationToken cancellation)
    {
        if (!context.Settings.AllowNetwork || !context.Settings.UseBrowser)
            return Nothing(subject, new(UnavailableBecause.NoBrowser, new("les adresses ne sont pas visitées : réseau ou navigateur non permis", "addresses are not visited: network or browser not allowed")));
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0)
            return Nothing(subject, new(UnavailableBecause.Unreadable, new("adresse http ou https attendue", "http or https address expected")));
        var policy = Policy(context, [], uri.IdnHost);
        var (visited, whyNot) = await chromium.VisitAsync(
            context.Settings,
            session => new PageVisitor(session, new VisitOptions()).VisitAsync(uri, new PageEvidence { Source = address, Served = ServedPage.None }, policy, evidence => Failing(context, evidence), cancellation),
            cancellation);
        if (visited is null)
            return Nothing(subject, new(UnavailableBecause.NoBrowser, whyNot!));
        return visited.Evidence.Rendered is null
            ? Nothing(subject, new(UnavailableBecause.Unreadable, visited.Evidence.WhyNotRendered ?? new("page non lue", "page not read")))
            : await FactsAsync(context, subject, visited, UnavailableBecause.TimedOut, cancellation);
    }

    private async Task<IReadOnlyList<Fact>> FactsAsync(CollectionContext context, Subject subject, VisitedPage visited, UnavailableBecause whyNot, CancellationToken cancellation)
    {
        var markers = context.Dossier.Manifest.Interface?.Markers;
        var pictures = new Dictionary<int, string>();
        foreach (var (element, picture) in visited.Pictures)
            pictures[element] = await context.Content.PutAsync(new MemoryStream(picture), cancellation);
        var page = new AuditedPage(visited.Evidence, markers);
        var facts = new PageFacts(subject, Identity, page.Evidence, whyNot, pictures, context.Settings.MaximumObservations).All(page, RgaaTests.Assess(page));
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

    private static IReadOnlyList<int> Failing(CollectionContext context, PageEvidence evidence) =>
    [
        .. RgaaTests.Assess(evidence, context.Dossier.Manifest.Interface?.Markers).Where(result => result.Outcome == RgaaOutcome.NonCompliant)
            .SelectMany(result => result.Observations.Take(2)).Select(observation => observation.Element).OfType<int>().Distinct(),
    ];

    private List<Fact> Nothing(Subject subject, Unavailability why) =>
        [.. PageFacts.Keys.Select(key => Fact.Unavailable(subject, key, why, new Provenance(Identity, EvidenceGrade.MachineChecked)))];

    private static NetworkPolicy Policy(CollectionContext context, IEnumerable<(string Host, int Port)> endpoints, params string[] hosts) =>
        new(endpoints, context.Settings.AllowNetwork ? [.. hosts, .. context.Dossier.Manifest.Interface?.AllowedHosts ?? []] : [], []);

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
        text.Append(string.Join(',', (context.Dossier.Manifest.Interface?.Pages ?? []).Select(page => page.Path))).Append('\n');
        text.Append(context.Settings.UseBrowser).Append(context.Settings.AllowNetwork);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static IReadOnlyDictionary<int, byte[]> NoPictures { get; } = new Dictionary<int, byte[]>();
}
