using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;

namespace AuditService.Collectors.WebPages.Rgaa;

/// <summary>What assistive technology is given of an element.</summary>
/// <param name="Role">Its ARIA role, or else the name of the element.</param>
/// <param name="Name">By the glossary's order of sources, masked; empty when it has none.</param>
public sealed record SpokenElement(string Role, string Name)
{
    internal static SpokenElement Of(AuditedPage page, IElement element)
    {
        var name = FormFields.IsField(element) ? FormFields.Name(page, element)
            : PageImages.KindOf(element) is not null ? page.Names.Alternative(element)
            : IsNamedByContent(element) ? page.Names.FromAnything(element)
            : page.Names.Aria(element) ?? Naming.TitleAttribute(element);
        return new(element.Role() ?? element.LocalName, Selectors.Masked(name ?? ""));
    }

    /// <summary>What stands in a zone, a paragraph or a group is read, and names none of them (WAI-ARIA, name from author).</summary>
    private static bool IsNamedByContent(IElement element) => element.Role() is { } role
        ? NamedRoles.Contains(role, StringComparer.Ordinal)
        : Headings.IsNative(element) || NamedElements.Contains(element.LocalName, StringComparer.Ordinal);

    private static readonly string[] NamedElements = ["a", "area", "button", "summary", "option", "optgroup", "td", "th", "label", "legend", "caption", "figcaption", "title", "input"];

    private static readonly string[] NamedRoles =
        ["button", "link", "heading", "tab", "cell", "gridcell", "columnheader", "rowheader", "option", "menuitem", "menuitemcheckbox", "menuitemradio", "checkbox", "radio", "switch", "treeitem", "tooltip"];
}
