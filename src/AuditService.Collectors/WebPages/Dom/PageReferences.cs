using AngleSharp.Dom;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>The addresses that the markup of a page names.</summary>
internal static class PageReferences
{
    /// <summary>What Create React App writes for the address under which the site is published.</summary>
    public const string PublicUrl = "%PUBLIC_URL%";

    /// <summary>Paths, without their first slash, query and fragment, of what the page loads from the root of its site.</summary>
    public static IEnumerable<string> FromRoot(IDocument document)
    {
        // A base at the root makes all relative addresses lead there.
        var isBased = document.QuerySelector("base[href]")?.GetAttribute("href") is { } address && WithoutPublicUrl(address) is "/" or "";
        return Loaded(document).Select(reference => WithoutPublicUrl(reference.Address))
            .Where(address => address is ['/', not '/', ..] || (isBased && address.Length > 0 && !address.Contains(':', StringComparison.Ordinal) && address[0] is not ('/' or '#' or '.')))
            .Select(address => Uri.UnescapeDataString(address.TrimStart('/').Split('?', '#')[0]))
            .Where(path => path.Length > 0).Distinct(StringComparer.Ordinal);
    }

    /// <summary>Other hosts from which the markup loads something, each with the kinds of elements that do.</summary>
    public static IEnumerable<(string Host, string Kind)> OtherHosts(IDocument document)
    {
        foreach (var (element, written) in Loaded(document))
        {
            var address = written.StartsWith("//", StringComparison.Ordinal) ? "https:" + written : written;
            if (!TemplateSyntax.HoldsSyntax(address) && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri!.Host.Length > 0)
                yield return (uri.Host, element.LocalName);
        }
    }

    private static IEnumerable<(IElement Element, string Address)> Loaded(IDocument document) => document
        .QuerySelectorAll("script[src], img[src], iframe[src], source[src], audio[src], video[src], embed[src], object[data], link[href]:not([rel~=canonical i]):not([rel~=alternate i]):not([rel~=preconnect i]):not([rel~=dns-prefetch i])")
        .Select(element => (element, (element.GetAttribute("src") ?? element.GetAttribute("href") ?? element.GetAttribute("data") ?? "").Trim()))
        .Where(reference => reference.Item2.Length > 0);

    private static string WithoutPublicUrl(string address) => address.Replace(PublicUrl, "", StringComparison.Ordinal);
}
