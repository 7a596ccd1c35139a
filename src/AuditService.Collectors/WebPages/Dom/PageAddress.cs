namespace AuditService.Collectors.WebPages.Dom;

/// <summary>Addresses of pages, so that a link and the page that it leads to are recognised as one.</summary>
internal static class PageAddress
{
    private const string Nowhere = "http://dossier.invalid/";
    private const int Longest = 300;

    /// <summary>Where a link leads on the same site; null for another site and another kind of address.</summary>
    /// <param name="orItself">Whether the page itself counts.</param>
    public static string? Of(string? href, AuditedPage page, bool orItself = false)
    {
        href = href?.Trim();
        if (string.IsNullOrEmpty(href) || href[0] == '#' || href.Length > Longest)
            return null;
        var source = page.Evidence.Source;
        var isAddress = IsAddress(source);
        if (!isAddress && href is ['/', not '/', ..])
            return Selectors.Masked(Uri.UnescapeDataString(href.Split('#', '?')[0]));
        var own = new Uri(isAddress ? source : Nowhere + string.Join('/', source.Split('/').Select(Uri.EscapeDataString)));
        if (page.Document.QuerySelector("base[href]")?.GetAttribute("href") is { } based && Uri.TryCreate(own, based, out var elsewhere))
            own = elsewhere;
        if (!Uri.TryCreate(own, href, out var target) || target.Scheme is not ("http" or "https") || target.Authority != new Uri(isAddress ? source : Nowhere).Authority)
            return null;
        var found = isAddress ? target.GetLeftPart(UriPartial.Query) : Uri.UnescapeDataString(target.AbsolutePath).TrimStart('/');
        return !orItself && Canonical(found) == Canonical(source) ? null : Selectors.Masked(found);
    }

    public static bool IsAddress(string source) => source.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || source.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>The same for all ways to write it: with or without <c>index.html</c>, the ending, the last slash, the s of https.</summary>
    public static string Canonical(string address)
    {
        var text = address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? "http" + address[5..] : address;
        foreach (var index in (string[])["index.html", "index.htm", "index.php"])
        {
            if (text == index || text.EndsWith("/" + index, StringComparison.OrdinalIgnoreCase))
                text = text[..^index.Length];
        }
        foreach (var ending in (string[])[".html", ".htm"])
        {
            if (text.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                text = text[..^ending.Length];
        }
        return text.TrimEnd('/');
    }

    /// <summary>The folders in which the root of the site may lie, seen from a file of it.</summary>
    public static IEnumerable<string> FoldersAbove(string source)
    {
        for (var end = source.LastIndexOf('/'); end >= 0; end = end == 0 ? -1 : source.LastIndexOf('/', end - 1))
            yield return source[..(end + 1)];
        yield return "";
    }
}
