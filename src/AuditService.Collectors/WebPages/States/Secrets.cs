using System.Net;
using System.Text;
using System.Text.Json;

namespace AuditService.Collectors.WebPages.States;

/// <summary>Takes the secrets that steps typed out of everything that is kept of a page, in each writing that a page may give them.</summary>
internal sealed class Secrets
{
    /// <summary>Hiding a shorter one would hide half of the page.</summary>
    public const int LeastLength = 4;

    private const string Mark = "•••";

    private readonly IReadOnlyList<string> writings;

    public Secrets(IEnumerable<string> values)
    {
        writings =
        [
            .. values.Where(value => value.Length >= LeastLength)
                .SelectMany(value => (string[])[value, WebUtility.HtmlEncode(value), Attribute(value), Uri.EscapeDataString(value), WebUtility.UrlEncode(value), JsonSerializer.Serialize(value)[1..^1], Text(value), InScript(value), InScript(Attribute(value)), InScript(Text(value))])
                .Distinct(StringComparer.Ordinal).OrderByDescending(writing => writing.Length),
        ];
    }

    public static Secrets None { get; } = new([]);

    public bool IsIn(string text) => writings.Any(writing => text.Contains(writing, StringComparison.Ordinal));

    public string Hidden(string text) => writings.Aggregate(text, (hidden, writing) => hidden.Replace(writing, Mark, StringComparison.Ordinal));

    /// <summary>The bytes unchanged where nothing is in them.</summary>
    public byte[] Hidden(byte[] bytes)
    {
        if (writings.Count == 0)
            return bytes;
        // Latin-1 gives each byte a character and takes it back unchanged: the writings are looked for as the bytes of their UTF-8 form.
        var text = Encoding.Latin1.GetString(bytes);
        var hidden = writings.Select(Bytewise).Aggregate(text, (shown, writing) => shown.Replace(writing, Bytewise(Mark), StringComparison.Ordinal));
        return ReferenceEquals(hidden, text) || hidden == text ? bytes : Encoding.Latin1.GetBytes(hidden);
    }

    private static string Bytewise(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>As browsers write text between tags.</summary>
    private static string Text(string value) => value.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>As browsers write an attribute's value.</summary>
    private static string Attribute(string value) => Text(value).Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <summary>As <c>JSON.stringify</c> writes it.</summary>
    private static string InScript(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
