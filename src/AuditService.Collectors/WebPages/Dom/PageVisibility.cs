using AngleSharp.Dom;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>
/// Which elements nobody gets (hidden), which only assistive technology gets (visually hidden), and which it does not get (not exposed).
/// With a rendering, the browser's word; without, attributes, inline styles and unconditional rules of the page's own sheets.
/// </summary>
internal sealed class PageVisibility
{
    private static readonly string[] VisuallyHiddenClasses = ["sr-only", "visually-hidden", "visuallyhidden", "screen-reader", "screenreader", "a11y-hidden", "fr-sr-only", "offscreen"];

    private const double FarOut = -500;

    private static readonly string[] Hiding = ["display", "visibility", "position", "clip", "clip-path", "overflow", "text-indent", "opacity", "font-size"];

    private readonly Dictionary<IElement, bool> hidden = [];
    private readonly IReadOnlyDictionary<IElement, ElementBox>? boxes;
    private readonly Dictionary<IElement, string> displays = [];
    private readonly HashSet<IElement> outOfSight = [];
    private readonly Dictionary<IElement, string> visibilities = [];

    public PageVisibility(PageStyles styles, IReadOnlyDictionary<IElement, ElementBox>? boxes)
    {
        this.boxes = boxes;
        if (boxes is null)
            ReadStyles(styles);
    }

    /// <summary>Nobody gets it: not displayed, or invisible.</summary>
    public bool IsHidden(IElement element)
    {
        if (hidden.TryGetValue(element, out var known))
            return known;
        return hidden[element] = Compute(element);
    }

    /// <summary>Not hidden, and no <c>aria-hidden="true"</c> on it or around it.</summary>
    public bool IsExposed(IElement element) => !IsHidden(element) && !IsAriaHidden(element);

    public static bool IsAriaHidden(IElement element)
    {
        for (var current = element; current is not null; current = current.ParentElement)
        {
            if (string.Equals(current.GetAttribute("aria-hidden")?.Trim(), "true", StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    /// <summary>Drawn where the eye can see it.</summary>
    public bool IsSeen(IElement element)
    {
        if (IsHidden(element))
            return false;
        for (var current = element; current is not null; current = current.ParentElement)
        {
            if (boxes is not null ? boxes.TryGetValue(current, out var box) && box.VisuallyHidden : IsVisuallyHiddenByName(current) || outOfSight.Contains(current))
                return false;
        }
        return true;
    }

    private bool Compute(IElement element)
    {
        // Drawn by another element, or never a box of their own.
        var standsFor = element.LocalName switch
        {
            "area" => ImageOf(element) ?? element.ParentElement,
            "option" or "optgroup" or "source" or "track" or "param" or "title" or "desc" => element.ParentElement,
            _ => null,
        };
        if (standsFor is not null)
            return IsHidden(standsFor);
        if (boxes is not null)
            return boxes.TryGetValue(element, out var box) ? !box.Shown : element.ParentElement is { } parent && IsHidden(parent);

        if (IsNotDisplayed(element) || (element.ParentElement is { } around && IsRemoved(around)))
            return true;
        return Visible(element) is "hidden" or "collapse";
    }

    /// <summary>An ancestor that is not displayed takes its whole content with it; one that is invisible does not.</summary>
    private bool IsRemoved(IElement element)
    {
        for (var current = element; current is not null; current = current.ParentElement)
        {
            if (IsNotDisplayed(current))
                return true;
        }
        return false;
    }

    private bool IsNotDisplayed(IElement element)
    {
        if (displays.TryGetValue(element, out var display))
            return display == "none";
        if (element.HasAttribute("hidden"))
            return true;
        return element.LocalName switch
        {
            "template" or "script" or "style" or "noscript" or "head" or "datalist" => true,
            "dialog" => !element.HasAttribute("open"),
            "input" => string.Equals(element.GetAttribute("type"), "hidden", StringComparison.OrdinalIgnoreCase),
            _ => element.ParentElement is { LocalName: "details" } details && !details.HasAttribute("open") && element != details.Children.FirstOrDefault(child => child.LocalName == "summary"),
        };
    }

    private string? Visible(IElement element)
    {
        for (var current = element; current is not null; current = current.ParentElement)
        {
            if (visibilities.TryGetValue(current, out var value) && value != "inherit")
                return value;
        }
        return null;
    }

    private void ReadStyles(PageStyles styles)
    {
        foreach (var rule in styles.Rules.Where(rule => rule.IsUnconditional && Hiding.Any(property => rule[property] is not null)))
        {
            foreach (var element in rule.Selectors.Where(selector => !selector.Contains(':', StringComparison.Ordinal)).SelectMany(styles.Matched))
                Note(element, rule.Declarations);
        }
        foreach (var (element, declarations) in styles.Inline)
            Note(element, declarations);
    }

    private void Note(IElement element, IReadOnlyDictionary<string, StyleValue> declarations)
    {
        if (declarations.TryGetValue("display", out var display))
            displays[element] = display.Text;
        if (declarations.TryGetValue("visibility", out var visible))
            visibilities[element] = visible.Text;
        if (IsOutOfSight(declarations))
            outOfSight.Add(element);
    }

    private static bool IsOutOfSight(IReadOnlyDictionary<string, StyleValue> style)
    {
        string Value(string property) => style.TryGetValue(property, out var value) ? value.Text : "";
        var isTakenOut = Value("position") is "absolute" or "fixed";
        return (isTakenOut && ((string[])["left", "top", "right", "bottom"]).Any(side => IsFarOut(Value(side))))
            || (isTakenOut && Value("clip").Replace(" ", "", StringComparison.Ordinal) is "rect(0,0,0,0)" or "rect(0000)" or "rect(1px,1px,1px,1px)" or "rect(1px1px1px1px)")
            || Value("clip-path").Replace(" ", "", StringComparison.Ordinal) is "inset(50%)" or "inset(100%)"
            || (Value("overflow") == "hidden" && Value("width") is "1px" or "0" or "0px" && Value("height") is "1px" or "0" or "0px")
            || IsFarOut(Value("text-indent")) || Value("opacity") is "0" or "0.0" || Value("font-size") is "0" or "0px";
    }

    private static bool IsFarOut(string value)
    {
        var number = value.TrimEnd('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', '%');
        var unit = value[number.Length..];
        return double.TryParse(number, System.Globalization.CultureInfo.InvariantCulture, out var distance) && distance * (unit is "em" or "rem" or "vw" or "vh" ? 16 : 1) <= FarOut;
    }

    private static bool IsVisuallyHiddenByName(IElement element) =>
        element.ClassList.Any(name => VisuallyHiddenClasses.Any(known => name.Equals(known, StringComparison.OrdinalIgnoreCase) || name.StartsWith(known + "-", StringComparison.OrdinalIgnoreCase)));

    private static IElement? ImageOf(IElement area) =>
        area.Closest("map")?.GetAttribute("name") is { Length: > 0 } name
            ? area.Owner!.QuerySelectorAll("img[usemap], object[usemap]").FirstOrDefault(image => string.Equals(image.GetAttribute("usemap")?.TrimStart('#'), name, StringComparison.OrdinalIgnoreCase))
            : null;
}
