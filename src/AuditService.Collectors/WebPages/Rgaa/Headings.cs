using System.Globalization;
using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;

namespace AuditService.Collectors.WebPages.Rgaa;

/// <summary>Headings of a page: <c>h1</c> to <c>h6</c>, or <c>role="heading"</c>.</summary>
internal static class Headings
{
    public static bool IsHeading(IElement element) =>
        (IsNative(element) && element.Role() is null or "heading") || element.HasRole("heading");

    public static bool IsNative(IElement element) => element.LocalName is ['h', >= '1' and <= '6'];

    /// <summary>Null for <c>role="heading"</c> without a level of 1 or more.</summary>
    public static int? Level(IElement heading)
    {
        if (int.TryParse(heading.GetAttribute("aria-level"), NumberStyles.None, CultureInfo.InvariantCulture, out var level) && level > 0)
            return level;
        return IsNative(heading) ? heading.LocalName[1] - '0' : null;
    }
}
