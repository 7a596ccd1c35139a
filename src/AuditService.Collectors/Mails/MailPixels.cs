using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using AuditService.Core;

namespace AuditService.Collectors.Mails;

/// <summary>Images of an e-mail that tell the sender when it is opened (CNIL, délib. 2026-042): not to be seen, or with an address of their own for each reader.</summary>
internal static class MailPixels
{
    private const double Sure = 0.9;
    private const double Likely = 0.7;
    private const double Doubtful = 0.5;

    private static readonly BoundedRegex Opening = new("(?i)(/|[.?&_-])(open|opened|opens|pixel|beacon|track(ing|er)?|wf/open|spacer\\.gif|o\\.gif|1x1)([/.?&=_-]|$)");

    /// <summary>What template languages put in the place of a value.</summary>
    private static readonly BoundedRegex Placeholder = new("\\{\\{[^}]+\\}\\}|\\{%|<%|%%[^%]+%%|\\*\\|[^|]+\\|\\*|\\$\\{[^}]+\\}|\\[\\[[^\\]]+\\]\\]|%7B%7B");

    private static readonly BoundedRegex Reader = new("(?i)(recipient|subscriber|contact|user|client|person|member|uid|uuid|email|mail_?id|message_?id|token|hash|destinataire|abonn)");

    /// <param name="html">The body of the e-mail, or its template.</param>
    public static IReadOnlyList<(string Address, double Confidence, LocalizedText Why)> In(string html)
    {
        using var document = new HtmlParser().ParseDocument(html);
        return [.. document.QuerySelectorAll("img, v\\:image, td[background], table[background], body[background]").Take(2_000).Select(Judge).OfType<(string, double, LocalizedText)>()];
    }

    private static (string Address, double Confidence, LocalizedText Why)? Judge(IElement image)
    {
        var address = (image.GetAttribute("src") ?? image.GetAttribute("background") ?? "").Trim();
        var isRemote = address.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("//", StringComparison.Ordinal)
            || (Placeholder.IsMatch(address) && !address.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) && !address.StartsWith("data:", StringComparison.OrdinalIgnoreCase));
        if (!isRemote)
            return null;
        var shown = Shown(address);
        if (IsTiny(image))
            return (shown, Sure, new("image distante d'un pixel, ou cachée", "remote image of one pixel, or hidden"));
        var isReaders = Placeholder.Matches(address).Any(found => Reader.IsMatch(found.Value));
        if (isReaders)
            return (shown, Likely, new("image distante dont l'adresse change avec le destinataire", "remote image whose address changes with the reader"));
        return Opening.IsMatch(address) ? (shown, Doubtful, new("image distante dont l'adresse parle de suivi", "remote image whose address speaks of tracking")) : null;
    }

    private static bool IsTiny(IElement image)
    {
        var style = (image.GetAttribute("style") ?? "").Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
        if (style.Contains("display:none", StringComparison.Ordinal) || style.Contains("visibility:hidden", StringComparison.Ordinal) || style.Contains("opacity:0;", StringComparison.Ordinal) || style.EndsWith("opacity:0", StringComparison.Ordinal))
            return true;
        return Size(image.GetAttribute("width"), style, "width") is <= 2 && Size(image.GetAttribute("height"), style, "height") is <= 2;
    }

    private static double? Size(string? attribute, string style, string name)
    {
        var declared = style.Split(';').Select(part => part.Split(':')).Where(part => part.Length == 2 && part[0] == name).Select(part => part[1]).LastOrDefault() ?? attribute;
        return declared is not null && double.TryParse(declared.Replace("px", "", StringComparison.OrdinalIgnoreCase), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var pixels) ? pixels : null;
    }

    /// <summary>Without the query, where a reader's own values stand.</summary>
    private static string Shown(string address)
    {
        var bare = address.Split('?', '#')[0];
        return bare.Length > 160 ? bare[..160] : bare;
    }
}
