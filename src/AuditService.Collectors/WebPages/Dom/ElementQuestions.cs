using AngleSharp.Dom;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>Short questions that many checks ask of an element.</summary>
internal static class ElementQuestions
{
    /// <summary>The first role of the attribute that exists, lower case; null when there is none: browsers skip the others.</summary>
    public static string? Role(this IElement element) =>
        element.GetAttribute("role")?.ToLowerInvariant().Split((char[])[' ', '\t', '\n', '\r', '\f'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(AriaVocabulary.IsRole);

    public static bool HasRole(this IElement element, params string[] roles) => element.Role() is { } role && roles.Contains(role, StringComparer.Ordinal);

    /// <summary>Browsers ignore the role on what takes the focus (WAI-ARIA, presentational roles conflict resolution).</summary>
    public static bool IsPresentational(this IElement element) => element.HasRole("presentation", "none") && !element.IsFocusable(orScripted: true);

    /// <summary>The attribute with something in it besides white space.</summary>
    public static bool Has(this IElement element, string attribute) => !string.IsNullOrWhiteSpace(element.GetAttribute(attribute));

    public static bool Is(this IElement element, string attribute, string value) => string.Equals(element.GetAttribute(attribute)?.Trim(), value, StringComparison.OrdinalIgnoreCase);

    public static bool IsHtml(this IElement element) => element.NamespaceUri is null or "http://www.w3.org/1999/xhtml";

    public static IEnumerable<IElement> Ancestors(this IElement element)
    {
        for (var current = element.ParentElement; current is not null; current = current.ParentElement)
            yield return current;
    }

    /// <summary>The input type, lower case, <c>text</c> when none is given.</summary>
    public static string InputType(this IElement input) => input.GetAttribute("type")?.Trim().ToLowerInvariant() is { Length: > 0 } type ? type : "text";

    /// <summary>Takes the focus by itself or by a tabindex of 0 or more; <paramref name="orScripted"/> accepts -1 too.</summary>
    public static bool IsFocusable(this IElement element, bool orScripted = false)
    {
        if (element.HasAttribute("disabled") && (element.LocalName is "button" or "input" or "select" or "textarea"))
            return false;
        if (int.TryParse(element.GetAttribute("tabindex"), out var index))
            return index >= 0 || orScripted;
        return element.LocalName switch
        {
            "a" or "area" => element.HasAttribute("href") || element.HasAttribute("xlink:href"),
            "button" or "select" or "textarea" or "iframe" or "summary" => true,
            "input" => element.InputType() != "hidden",
            "audio" or "video" => element.HasAttribute("controls"),
            _ => element.GetAttribute("contenteditable") is { } editable && !editable.Equals("false", StringComparison.OrdinalIgnoreCase),
        };
    }
}
