using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom.Events;
using AngleSharp.Html.Parser;
using AuditService.Core;
using AuditService.Core.Dossiers.Manifests;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>
/// A page as the checks see it: the source as served, the document (the generated one when a browser looked, otherwise the parsed source), its
/// styles and scripts, and what the author declared of its images and tables.
/// </summary>
internal sealed class AuditedPage
{
    private const int MaximumDepth = 512;

    /// <summary>Of an oversized page this beginning is read, for its title and language.</summary>
    private const int HeadCharacters = 8 * 1024;

    private readonly Dictionary<IElement, ElementBox>? boxes;
    private readonly Dictionary<int, IElement> byNumber = [];
    private readonly Dictionary<IElement, int> numbers = [];
    private PageImages? images;
    private LanguageScopes? languages;
    private readonly Dictionary<IElement, string> shadowTrees = [];
    private PageMedia? media;
    private IReadOnlyList<PageTable>? tables;

    public AuditedPage(PageEvidence evidence, MarkersEntry? markers)
    {
        SourceText = HtmlText.Decode(evidence.Served.Bytes, evidence.Served.ContentType);
        Doctype = Doctype.Find(SourceText);
        IsHtmlPage = !IsOtherFormat(evidence);
        SourceErrors = [];
        var isOversized = PageSize.IsTooLarge(SourceText) || (evidence.Rendered is { } drawn && PageSize.IsTooLarge(drawn.Html));
        if (isOversized)
            evidence = evidence with { Rendered = null, WhyNotRendered = TooLarge };
        Source = isOversized ? Parse(SourceText[..Math.Min(SourceText.Length, HeadCharacters)], null) : Parse(SourceText, SourceErrors);
        var generated = evidence.Rendered is { } seen ? Parse(seen.Html, null) : null;
        Nature = isOversized ? PageNature.Oversized
            : !IsHtmlPage ? PageNature.Finished
            : IsTemplate(Source, SourceText, generated) ? PageNature.Template
            : evidence.MayBePart && !DocumentSign.IsMatch(SourceText) ? PageNature.Part
            : AppShell.Is(generated ?? Source, SourceText) ? PageNature.Shell
            : PageNature.Finished;
        if (Nature is PageNature.Template or PageNature.Part)
        {
            // What a browser draws of it is nobody's page.
            evidence = evidence with { Rendered = null, WhyNotRendered = WhyUnfinished };
            generated = null;
            Source = Parse(TemplateSyntax.WithoutComments(SourceText), null);
        }

        Evidence = evidence;
        Document = generated ?? Source;
        if (evidence.Rendered is { } rendered)
            boxes = Boxes(rendered);
        Withheld = new WithheldParts(evidence, Source, Document);
        Styles = new PageStyles(Document, evidence.Rendered, isWhole: !Withheld.HasStyles);
        Scripts = new PageScripts(Source, Document, evidence.Rendered);
        Visibility = new PageVisibility(Styles, boxes);
        Names = new Naming(Document, Visibility, shadowTrees);
        Markers = new NatureMarkers(markers);
        Elements = [.. Document.All.Where(element => !Visibility.IsHidden(element))];
    }

    /// <summary>Without its rendering for a template.</summary>
    public PageEvidence Evidence { get; }

    public PageNature Nature { get; }

    /// <summary>Why the page cannot be judged, and what its author can do about it; null for a finished one.</summary>
    public LocalizedText? WhyUnfinished => Nature switch
    {
        PageNature.Template => Unrendered,
        PageNature.Part => Partial,
        PageNature.Shell => Unbuilt,
        PageNature.Oversized => TooLarge,
        _ => null,
    };

    /// <summary>What the audit did not hand over to the page.</summary>
    public WithheldParts Withheld { get; }

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
    public bool IsInShadow(IElement element) => shadowTrees.ContainsKey(element);

    /// <summary>A template by what its language alone writes, or by expressions that no script of the page replaced.</summary>
    public static bool IsTemplate(IDocument source, string text, IDocument? generated) => TemplateSyntax.Find(source, text) switch
    {
        TemplateTrace.Certain => true,
        TemplateTrace.Possible => generated is null || TemplateSyntax.Find(generated, "") != TemplateTrace.None,
        _ => false,
    };

    public static LocalizedText Unrendered { get; } = new(
        "gabarit non rendu : ce fichier est la source que le serveur remplit, pas la page reçue. Enregistrez la page rendue dans le dossier, ou déclarez son adresse (interface.pages, url)",
        "unrendered template: this file is the source that the server fills in, not the page that people get. Save the rendered page into the dossier, or declare its address (interface.pages, url)");

    private static LocalizedText Partial { get; } = new(
        "fragment : ni doctype, ni html, ni title, le fichier semble inclus dans une autre page. Si c'est une page, déclarez-la (interface.pages, path) ; sinon joignez la page entière",
        "fragment: neither doctype, nor html, nor title, the file seems to be taken into another page. If it is a page, declare it (interface.pages, path); otherwise add the whole page");

    public static LocalizedText TooLarge { get; } = new(
        $"page de plus de {PageSize.MaximumElements} éléments, ou qui les imbrique sans fin : trop grande pour être jugée. Découpez-la, ou joignez une page du même modèle avec moins de contenu",
        $"page of more than {PageSize.MaximumElements} elements, or that nests them without end: too large to be judged. Split it, or add a page of the same template with less content");

    public static LocalizedText Unbuilt { get; } = new(
        "coquille d'application : le contenu vient de scripts qui n'ont pas été construits ou chargés. Construisez l'application (npm run build) et joignez le dossier produit, ou déclarez l'adresse de la page (interface.pages, url)",
        "application shell: its content comes from scripts that were not built or loaded. Build the application (npm run build) and add the folder it makes, or declare the address of the page (interface.pages, url)");

    private Dictionary<IElement, ElementBox> Boxes(RenderedPage rendered)
    {
        var found = new Dictionary<IElement, ElementBox>();
        foreach (var element in Document.All)
        {
            if (!int.TryParse(element.GetAttribute("data-audit-n"), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                continue;
            element.RemoveAttribute("data-audit-n");
            if (element.GetAttribute("data-audit-shadow") is { } tree)
                shadowTrees[element] = "shadow " + tree;
            element.RemoveAttribute("data-audit-shadow");
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

    private static readonly BoundedRegex DocumentSign = new(@"<(!doctype|html|head|body|title|meta|frameset)\b", RegexOptions.IgnoreCase);

    internal static IDocument Parse(string html, List<HtmlErrorEvent>? errors)
    {
        var parser = new HtmlParser(new HtmlParserOptions { IsScripting = true, IsKeepingSourceReferences = true, MaximumDepth = MaximumDepth });
        if (errors is not null)
            parser.Error += (_, raised) => errors.Add((HtmlErrorEvent)raised);
        return parser.ParseDocument(html);
    }
}
