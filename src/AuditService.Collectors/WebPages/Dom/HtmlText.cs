using System.Text;
using System.Text.RegularExpressions;
using AuditService.Core;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>The bytes of a page as text, with the encoding that a browser would choose: byte order mark, header, declaration in the page, guess.</summary>
internal static class HtmlText
{
    private const int DeclarationWindow = 1024;

    public static string Decode(byte[] bytes, string? contentType)
    {
        if (bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble))
            return Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3);
        if (bytes is [0xFF, 0xFE, ..])
            return Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2);
        if (bytes is [0xFE, 0xFF, ..])
            return Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2);
        var declared = Named(Charset.Match(contentType ?? "")) ?? Named(Charset.Match(Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, DeclarationWindow))));
        return (declared ?? Guess(bytes)).GetString(bytes);
    }

    private static Encoding? Named(Match match)
    {
        if (!match.Success)
            return null;
        var name = match.Groups[1].Value.ToLowerInvariant();
        // The HTML standard reads both as windows-1252.
        if (name is "iso-8859-1" or "us-ascii" or "ascii" or "latin1")
            name = "windows-1252";
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static Encoding Guess(byte[] bytes)
    {
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(bytes);
            return Encoding.UTF8;
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? Encoding.Latin1;
        }
    }

    private static readonly BoundedRegex Charset = new("""charset\s*=\s*["']?\s*([\w:.-]+)""", RegexOptions.IgnoreCase);
}
