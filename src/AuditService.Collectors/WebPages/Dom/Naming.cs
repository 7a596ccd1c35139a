using System.Text;
using AngleSharp.Dom;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>
/// Names of elements as the RGAA glossary orders their sources: the text that aria-labelledby points at, aria-label, the element's own
/// means, title. Not the general computation of the W3C: the tests ask for some of these sources and refuse others.
/// </summary>
/// <param name="document">All of it, shadow trees laid open.</param>
/// <param name="visibility">What nobody gets.</param>
/// <param name="shadowTrees">The tree of each element that is not of the document's own: identifiers are of one tree (DOM, 4.8).</param>
internal sealed class Naming(IDocument document, PageVisibility visibility, IReadOnlyDictionary<IElement, string> shadowTrees)
{
    private const int MaximumDepth = 40;

    private const string OwnTree = "";

    private readonly Dictionary<string, List<IElement>> byId = document.All
        .Where(element => !string.IsNullOrEmpty(element.Id))
        .GroupBy(element => element.Id!, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);

    /// <summary>In the document's own tree, else in any.</summary>
    public IElement? ById(string? id) => id is not null && byId.TryGetValue(id, out var elements) ? elements.Find(element => !shadowTrees.ContainsKey(element)) ?? elements[0] : null;

    /// <summary>As an element finds it: in its own tree.</summary>
    public IElement? ById(string? id, IElement from) => id is not null && byId.TryGetValue(id, out var elements) ? elements.Find(element => TreeOf(element) == TreeOf(from)) : null;

    public int CountOfId(string id) => byId.TryGetValue(id, out var elements) ? elements.Count : 0;

    public int CountOfId(string id, IElement from) => byId.TryGetValue(id, out var elements) ? elements.Count(element => TreeOf(element) == TreeOf(from)) : 0;

    private string TreeOf(IElement element) => shadowTrees.GetValueOrDefault(element, OwnTree);

    /// <summary>Identifiers that the attribute lists.</summary>
    public static IReadOnlyList<string> References(IElement element, string attribute) =>
        element.GetAttribute(attribute)?.Split((char[])[' ', '\t', '\n', '\r', '\f'], StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Those among them that point at nothing, or at an element without text.</summary>
    public IReadOnlyList<string> Dangling(IElement element, string attribute) =>
        [.. References(element, attribute).Where(id => ById(id, element) is not { } target || Referenced(target).Length == 0)];

    /// <summary>The text that the attribute points at; empty when it points at nothing, null when there is no attribute.</summary>
    public string? TextOfReferences(IElement element, string attribute) =>
        element.HasAttribute(attribute) ? Plain.Text(string.Join(' ', References(element, attribute).Select(id => ById(id, element)).OfType<IElement>().Select(Referenced))) : null;

    public string? LabelledBy(IElement element) => NonEmpty(TextOfReferences(element, "aria-labelledby"));

    public static string? AriaLabel(IElement element) => NonEmpty(Plain.Text(element.GetAttribute("aria-label")));

    public static string? TitleAttribute(IElement element) => NonEmpty(Plain.Text(element.GetAttribute("title")));

    public static string? Alt(IElement element) => NonEmpty(Plain.Text(element.GetAttribute("alt")));

    /// <summary>aria-labelledby, else aria-label.</summary>
    public string? Aria(IElement element) => LabelledBy(element) ?? AriaLabel(element);

    /// <summary>The <c>title</c> child of an SVG.</summary>
    public static string? SvgTitle(IElement svg) =>
        NonEmpty(Plain.Text(svg.Children.FirstOrDefault(child => child.LocalName == "title")?.TextContent));

    /// <summary>The alternative of an image of any kind, by the glossary's order; null when it has none.</summary>
    public string? Alternative(IElement image) => image.LocalName switch
    {
        "img" or "input" => Aria(image) ?? Alt(image) ?? TitleAttribute(image),
        "area" => AriaLabel(image) ?? Alt(image),
        "svg" => Aria(image) ?? SvgTitle(image),
        "object" or "embed" => Aria(image) ?? TitleAttribute(image),
        _ => Aria(image),
    };

    /// <summary>Text that assistive technology finds inside an element: text, alternatives of images, names given to parts.</summary>
    public string Content(IElement element)
    {
        var text = new StringBuilder();
        foreach (var child in element.ChildNodes)
            Append(text, child, exposedOnly: true, 0);
        return Plain.Text(text.ToString());
    }

    /// <summary>Text that the eye finds inside an element: what is hidden or kept for assistive technology is left out.</summary>
    public string VisibleText(IElement element) => VisibleText(element, " ");

    /// <summary>The same with what stands between blocks: a style sheet may set them side by side without a space.</summary>
    public string VisibleText(IElement element, string betweenBlocks)
    {
        var text = new StringBuilder();
        AppendVisible(text, element, betweenBlocks, 0);
        return Plain.Text(text.ToString());
    }

    /// <summary>The name of a link or button, by the glossary's order.</summary>
    public string? FromAnything(IElement element) => Aria(element) ?? NonEmpty(Content(element)) ?? TitleAttribute(element);

    /// <summary>What a reference yields: the target's own label or text, even when it is hidden.</summary>
    private string Referenced(IElement target)
    {
        if (AriaLabel(target) is { } label)
            return label;
        if (target.LocalName is "img" or "svg" or "area" or "input" && Alternative(target) is { } alternative)
            return alternative;
        var text = new StringBuilder();
        var hiddenToo = visibility.IsHidden(target);
        foreach (var child in target.ChildNodes)
            Append(text, child, exposedOnly: !hiddenToo, 0);
        var content = Plain.Text(text.ToString());
        return content.Length > 0 ? content : TitleAttribute(target) ?? "";
    }

    private void Append(StringBuilder text, INode node, bool exposedOnly, int depth)
    {
        if (depth > MaximumDepth)
            return;
        switch (node)
        {
            case IText { Data: var data }:
                text.Append(data);
                return;
            case IElement element when !IsSilent(element) && (!exposedOnly || (!visibility.IsHidden(element) && !IsAriaHiddenItself(element))):
                AppendElement(text, element, exposedOnly, depth);
                return;
        }
    }

    private void AppendElement(StringBuilder text, IElement element, bool exposedOnly, int depth)
    {
        var separator = IsBlock(element) ? " " : "";
        text.Append(separator);
        if (OwnName(element) is { } name)
            text.Append(' ').Append(name).Append(' ');
        else
        {
            foreach (var child in element.ChildNodes)
                Append(text, child, exposedOnly, depth + 1);
        }
        text.Append(separator);
    }

    /// <summary>What speaks by a name of its own rather than by what stands inside it; empty when it says nothing, null for the others.</summary>
    private string? OwnName(IElement element) => element.LocalName switch
    {
        // Without its role an image says nothing by its alt; a name given by ARIA brings the role back (WAI-ARIA, presentational roles conflict resolution).
        "img" when element.IsPresentational() => Aria(element) ?? "",
        "img" or "area" or "embed" => Alternative(element) ?? "",
        "svg" => Alternative(element) ?? string.Join(' ', element.QuerySelectorAll("text").Select(part => part.TextContent)),
        "object" or "canvas" => Alternative(element),
        "input" => element.InputType() switch { "button" or "submit" or "reset" => element.GetAttribute("value") ?? "", "image" => Alternative(element) ?? "", _ => "" },
        "select" or "textarea" => "",
        _ => element.HasRole("img") ? Aria(element) ?? "" : AriaLabel(element),
    };

    private void AppendVisible(StringBuilder text, IElement element, string betweenBlocks, int depth)
    {
        if (depth > MaximumDepth)
            return;
        foreach (var child in element.ChildNodes)
        {
            switch (child)
            {
                case IText { Data: var data }:
                    text.Append(data);
                    break;
                case IElement inner when !IsSilent(inner) && inner.LocalName is not ("select" or "textarea" or "option" or "title" or "desc" or "metadata") && visibility.IsSeen(inner):
                    if (IsBlock(inner))
                        text.Append(betweenBlocks);
                    AppendVisible(text, inner, betweenBlocks, depth + 1);
                    if (IsBlock(inner))
                        text.Append(betweenBlocks);
                    break;
            }
        }
    }

    private static bool IsAriaHiddenItself(IElement element) => string.Equals(element.GetAttribute("aria-hidden")?.Trim(), "true", StringComparison.OrdinalIgnoreCase);

    private static bool IsSilent(IElement element) => element.LocalName is "script" or "style" or "noscript" or "template" or "iframe" or "audio" or "video";

    private static bool IsBlock(IElement element) => element.LocalName is not
        ("a" or "abbr" or "b" or "bdi" or "bdo" or "cite" or "code" or "data" or "dfn" or "em" or "font" or "i" or "kbd" or "label" or "mark" or "q" or "s" or "samp" or "small"
        or "span" or "strong" or "sub" or "sup" or "time" or "tspan" or "u" or "var" or "wbr" or "ins" or "del" or "tt" or "big");

    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
