using System.Text;
using AuditService.Core;

namespace AuditService.Collectors.Documents;

/// <summary>A short piece of hostile text made fit to show.</summary>
internal static class Excerpt
{
    private const int Longest = 80;

    private static readonly BoundedRegex Personal = new(
        @"[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,190}|\d(?:[ .\-/]?\d){6,}");

    /// <summary>
    /// One line, at most 80 characters; control and direction-override characters become visible, e-mail addresses and long numbers are
    /// masked: an observation never stores a personal datum.
    /// </summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return string.Empty;
        var masked = Personal.Replace(text.Length > 400 ? text[..400] : text, "…");
        var line = new StringBuilder(Longest);
        var blank = false;
        foreach (var rune in masked.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                blank = line.Length > 0;
                continue;
            }

            if (blank)
                line.Append(' ');
            blank = false;
            if (line.Length >= Longest)
                return line.Append('…').ToString();
            if (Rune.IsControl(rune) || rune.Value is (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF)
                line.Append($"\\u{rune.Value:X4}");
            else
                line.Append(rune.ToString());
        }

        return line.ToString();
    }

    /// <summary>The excerpt between French quotation marks, or "" when there is nothing to quote.</summary>
    public static string Quoted(string? text) => Of(text) is { Length: > 0 } excerpt ? $"« {excerpt} »" : string.Empty;
}
