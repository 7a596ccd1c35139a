using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom.Events;
using AngleSharp.Html.Parser;
using AuditService.Core.Dossiers.Manifests;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>
/// A page as the checks see it: the source as served, the document (the generated one when a browser looked, otherwise the parsed source), its
/// styles and scripts, and what the author declared of its images and tables.
/// </summary>
internal sealed class AuditedPage
{
    private const int MaximumDepth = 512;

    private readonly Dictionary<IElement, ElementBox>? boxes;
    private readonly Dictionary<int, IElement> byNumber = [];
    private readonly Dictionary<IElement, int> numbers = [];
    private PageImages? images;
    private LanguageScopes? languages;
    private readonly HashSet<IElement> shadowed = [];
    private PageMedia? media;
    private IReadOnlyList<PageTable>? tables;

    public AuditedPage(PageEvidence evidence, MarkersEntry? markers)
    {
        Evidence = evidence;
        SourceText = HtmlText.Decode(evidence.Served.Bytes, evidence.Served.ContentType);
        Doctype = Doctype.Find(SourceText);
        IsHtmlPage = !IsOtherFormat(evidence);
        SourceErrors = [];
        Source = Parse(SourceText, SourceErrors);
        if (evidence.Rendered is { } rendered)
        {
            Document = Parse(rendered.Html, null);
            boxes = Boxes(rendered);
        }
        else
            Document = Source;
        Styles = new PageStyles(Document, evidence.Rendered);
        Scripts = new PageScripts(Source, Document, evidence.Rendered);
        Visibility = new PageVisibility(Styles, boxes);
        Names = new Naming(Document, Visibility);
        Markers = new NatureMarkers(markers);
        Elements = [.. Document.All.Where(element => !Visibility.IsHidden(element))];
    }

    public PageEvidence Evidence { get; }

    /// <summary>What the browser saw, or null.</summary>
    public RenderedPage? Rendered => Evidence.Rendered;

    public string SourceText { get; }

    /// <summary>Null when the source declares none.</summary>
    public Doctype? Doctype { get; }

    /// <summary>False for a drawing or a data file opened by itself.</summary>
    public bool IsHtmlPage { get; }

    public bool IsHtml5 => Doctype?.IsHtml5 == true;

    public List<HtmlErrorEvent> SourceErrors { get; }

    /// <summary>The source, parsed.</summary>
    public IDocument Source { get; }

    public IDocument Document { get; }

    public PageStyles Styles { get; }

    public PageScripts Scripts { get; }

    public PageVisibility Visibility { get; }

    public Naming Names { get; }

    public NatureMarkers Markers { get; }

    public LanguageScopes Languages => languages ??= new LanguageScopes(this);

    public IReadOnlyList<PageTable> Tables => tables ??= PageTables.Of(this);

    public PageMedia Media => media ??= new PageMedia(this);

    public PageImages Images => images ??= new PageImages(this);

    /// <summary>Elements that somebody gets, in document order.</summary>
    public IReadOnlyList<IElement> Elements { get; }

    public AxeReport Axe => Rendered?.Axe ?? AxeReport.None;

    /// <summary>Elements by local name, hidden ones left out.</summary>
    public IEnumerable<IElement> Named(params string[] names) => Elements.Where(element => names.Contains(element.LocalName, StringComparer.Ordinal));

    /// <summary>The element of a sighting made in the browser; null when it was left out or lies in a frame.</summary>
    public IElement? Numbered(int? number) => number is { } known && byNumber.TryGetValue(known, out var element) ? element : null;

    public int? NumberOf(IElement element) => numbers.TryGetValue(element, out var number) ? number : null;

    public ElementBox? BoxOf(IElement element) => boxes is not null && boxes.TryGetValue(element, out var box) ? box : null;

    /// <summary>Part of a component's shadow tree, where identifiers are its own affair.</summary>
    public bool IsInShadow(IElement element) => shadowed.Contains(element);

    private Dictionary<IElement, ElementBox> Boxes(RenderedPage rendered)
    {
        var found = new Dictionary<IElement, ElementBox>();
        foreach (var element in Document.All)
        {
            if (!int.TryParse(element.GetAttribute("data-audit-n"), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                continue;
            element.RemoveAttribute("data-audit-n");
            if (element.RemoveAttribute("data-audit-shadow"))
                shadowed.Add(element);
            byNumber.TryAdd(number, element);
            numbers[element] = number;
            if (rendered.Boxes.TryGetValue(number, out var box))
                found[element] = box;
        }
        return found;
    }

    private static bool IsOtherFormat(PageEvidence evidence)
    {
        var type = evidence.Served.ContentType?.Split(';')[0].Trim().ToLowerInvariant() ?? "";
        if (type is "text/html" or "application/xhtml+xml")
            return false;
        var path = evidence.Source.Split('?', '#')[0];
        return type is "image/svg+xml" or "application/xml" or "text/xml"
            || path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase);
    }

    private static IDocument Parse(string html, List<HtmlErrorEvent>? errors)
    {
        var parser = new HtmlParser(new HtmlParserOptions { IsScripting = true, IsKeepingSourceReferences = true, MaximumDepth = MaximumDepth });
        if (errors is not null)
            parser.Error += (_, raised) => errors.Add((HtmlErrorEvent)raised);
        return parser.ParseDocument(html);
    }
}
