namespace AuditService.Collectors.WebPages.Dom;

/// <summary>
/// Tells from the text alone, before anything is built of it, whether a page can be judged in time: building a tree of tens of thousands of open
/// elements takes minutes by itself.
/// </summary>
internal static class PageSize
{
    /// <summary>As many as the browser is asked for; the tests compare elements with one another.</summary>
    public const int MaximumElements = 30_000;

    /// <summary>The depth at which browsers stop nesting what they read.</summary>
    private const int MaximumDepth = 512;

    private const int LongestName = 64;

    /// <summary>Nothing is nested in them, or authors may leave out their end (HTML, § 13.1.2.4): an open one tells no depth.</summary>
    private static readonly HashSet<string> Shallow = new(
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "caption", "rp", "rt", "html", "head", "body"],
        StringComparer.OrdinalIgnoreCase);

    public static bool IsTooLarge(string html)
    {
        var (elements, depth) = (0, 0);
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0 && at < html.Length - 1; at = Next(html, at))
        {
            if (html.AsSpan(at).StartsWith("<!--"))
            {
                at = After(html, "-->", at);
                continue;
            }

            var isEnd = html[at + 1] == '/';
            var name = NameAt(html, at + (isEnd ? 2 : 1));
            if (name.Length == 0)
            {
                at++;
                continue;
            }

            var close = html.IndexOf('>', at);
            if (close < 0)
                return false;
            var isDeep = !Shallow.Contains(name) && html[close - 1] != '/';
            at = close;
            if (isEnd)
            {
                depth = isDeep ? Math.Max(0, depth - 1) : depth;
                continue;
            }

            if (name.Equals("script", StringComparison.OrdinalIgnoreCase) || name.Equals("style", StringComparison.OrdinalIgnoreCase))
                at = After(html, "</" + name, at);
            else if (isDeep)
                depth++;
            if (++elements > MaximumElements || depth > MaximumDepth)
                return true;
        }

        return false;
    }

    private static int Next(string html, int at) => at >= html.Length ? -1 : html.IndexOf('<', at);

    /// <summary>Past the next place of a text, or past everything when there is none.</summary>
    private static int After(string html, string text, int at) => html.IndexOf(text, at, StringComparison.OrdinalIgnoreCase) is var found and >= 0 ? found + text.Length : html.Length;

    private static string NameAt(string html, int at)
    {
        if (at >= html.Length || !char.IsAsciiLetter(html[at]))
            return "";
        var end = at;
        while (end < html.Length && end - at < LongestName && (char.IsAsciiLetterOrDigit(html[end]) || html[end] is '-' or ':'))
            end++;
        return html[at..end];
    }
}
