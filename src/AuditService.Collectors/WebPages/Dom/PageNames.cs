using System.Text.RegularExpressions;
using AuditService.Core;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>Names that tell where a thing is rather than what it is.</summary>
internal static class PageNames
{
    /// <summary>A web address, or a file name with its extension and no space.</summary>
    public static bool IsAddressOrFile(string text) => Address.IsMatch(text) || File.IsMatch(text);

    private static readonly BoundedRegex Address = new(@"^(https?://|www\.)\S+$", RegexOptions.IgnoreCase);

    private static readonly BoundedRegex File = new(@"^[\w./%-]+\.(html?|xhtml|php|aspx?|jsp|cgi|pdf|docx?|odt|png|jpe?g|gif|svg|webp|mp3|mp4|webm|xml|js|css)$", RegexOptions.IgnoreCase);
}
