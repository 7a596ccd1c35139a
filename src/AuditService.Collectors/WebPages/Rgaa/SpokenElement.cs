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
            : page.Names.FromAnything(element);
        return new(element.Role() ?? element.LocalName, Selectors.Masked(name ?? ""));
    }
}
