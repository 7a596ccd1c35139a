using System.Security.Cryptography;
using System.Text;
using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;
using AuditService.Core.Rules;

namespace AuditService.Collectors.WebPages;

/// <summary>Runs the <c>detect</c> selectors of all rules over the source of the page files: one step, no browser.</summary>
internal sealed class PageDetectorCollector : IFactCollector
{
    private const int MaximumPages = 500;
    private const int MaximumPageBytes = 5 * 1024 * 1024;

    public CollectorIdentity Identity { get; } = new("page-detectors", 3);

    /// <summary>None of its own: a detect block is its fact's source.</summary>
    public IReadOnlyCollection<string> States => [];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        var detectors = context.Detectors.Where(detector => detector.In == DetectIn.Page).ToList();
        var pages = context.Dossier.Of(FileKind.Page).Where(file => file.Size <= MaximumPageBytes).Take(MaximumPages).ToList();
        if (detectors.Count == 0 || pages.Count == 0)
            yield break;
        yield return new($"{pages.Count} pages", InputHashOf(pages, detectors, context.Settings), [], cancellation => Task.Run(() => State(pages, detectors, context, cancellation), cancellation));
    }

    private static string InputHashOf(IEnumerable<DossierFile> pages, IEnumerable<Detector> detectors, CollectionSettings settings)
    {
        var text = new StringBuilder().Append(settings.MaximumObservations);
        foreach (var page in pages)
            text.Append('\n').Append(page.Path).Append('|').Append(page.Sha256);
        foreach (var detector in detectors)
            text.Append('\n').Append(detector.Fact).Append('|').Append(detector.Pattern).Append('|').Append(detector.Unless).Append('|').Append(detector.Confidence);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private IReadOnlyList<Fact> State(IReadOnlyList<DossierFile> pages, IReadOnlyList<Detector> detectors, CollectionContext context, CancellationToken cancellation)
    {
        var sightings = new List<(string Fact, Observation Sighting)>();
        var unfinished = new Dictionary<string, LocalizedText>(StringComparer.Ordinal);
        foreach (var page in pages)
        {
            cancellation.ThrowIfCancellationRequested();
            var text = Text(context, page);
            if (PageSize.IsTooLarge(text))
            {
                unfinished[page.Path] = AuditedPage.TooLarge;
                continue;
            }

            using var document = AuditedPage.Parse(text, errors: null);
            if (AuditedPage.IsTemplate(document, text, generated: null))
                unfinished[page.Path] = AuditedPage.Unrendered;
            else if (AppShell.Is(document, text))
                unfinished[page.Path] = AuditedPage.Unbuilt;
            sightings.AddRange(detectors.SelectMany(detector => Elements(document, detector).Select(element => (
                detector.Fact,
                new Observation(Location.Element(page.Path, element.GetSelector()), Selectors.Excerpt(element), Confidence: detector.Confidence)))));
        }

        return
        [
            .. detectors.Select(detector => detector.Fact).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).SelectMany(fact => SubjectKinds.OfKey(fact) == SubjectKind.Page
                ? pages.Select(page => Known(fact, new(SubjectKind.Page, page.Path), [.. Of(fact).Where(sighting => sighting.Where.Page == page.Path)]))
                : [Known(fact, Subject.Dossier, [.. Of(fact)])]),
        ];

        IEnumerable<Observation> Of(string fact) => sightings.Where(sighting => sighting.Fact == fact).Select(sighting => sighting.Sighting);

        // What a template or an empty frame does not show, the page that comes of it may.
        Fact Known(string fact, Subject subject, IReadOnlyList<Observation> seen)
        {
            var provenance = new Provenance(Identity, EvidenceGrade.MachineChecked);
            var open = unfinished.Where(page => subject.Kind != SubjectKind.Page || page.Key == subject.Id).Select(page => page.Value).FirstOrDefault();
            return seen.Count == 0 && open is not null
                ? Fact.Unavailable(subject, fact, new(UnavailableBecause.Unreadable, open), provenance)
                : Fact.Known(subject, fact, new ObservationsValue([.. seen.Take(context.Settings.MaximumObservations)], seen.Count), provenance);
        }
    }

    private static string Text(CollectionContext context, DossierFile page)
    {
        using var stream = context.Content.Open(page.Sha256);
        var bytes = new byte[(int)page.Size];
        stream.ReadExactly(bytes);
        return HtmlText.Decode(bytes, contentType: null);
    }

    private static IEnumerable<IElement> Elements(IDocument document, Detector detector)
    {
        var found = document.QuerySelectorAll(detector.Pattern);
        return detector.Unless is null ? found : found.Where(element => !element.Matches(detector.Unless));
    }
}
