using System.Text.RegularExpressions;
using AuditService.Core;

namespace AuditService.Collectors.WebPages.Probes;

/// <summary>Keys that a page tells its readers to press: <c>Ctrl+M</c>, <c>Échap</c>, <c>F6</c>.</summary>
internal static class ToldKeys
{
    /// <summary>Combinations that close or open windows and tabs.</summary>
    private static readonly string[] OfTheBrowser = ["Control+W", "Control+T", "Control+N", "Control+Q", "Alt+F4", "F5", "F11", "Control+R"];

    /// <summary>As the browser names them, each once, in the order of the text.</summary>
    public static IReadOnlyList<string> In(string text) =>
        [.. Combination.Matches(text).Select(Name).Where(key => !OfTheBrowser.Contains(key, StringComparer.OrdinalIgnoreCase)).Distinct(StringComparer.Ordinal)];

    private static string Name(Match match)
    {
        var words = match.Value.Split((char[])['+', '-', ' ', '\u00A0', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        var modifiers = words[..^1].Select(word => word.ToLowerInvariant() switch
        {
            "alt" => "Alt",
            "maj" or "shift" => "Shift",
            _ => "Control",
        }).Distinct(StringComparer.Ordinal);
        return string.Join('+', modifiers.Append(KeyName(words[^1])));
    }

    /// <summary>A capital letter would say that Shift is held too.</summary>
    private static string KeyName(string word)
    {
        if (word.Length == 1)
            return word.ToLowerInvariant();
        return word[0] is 'f' or 'F' ? word.ToUpperInvariant() : "Escape";
    }

    private static readonly BoundedRegex Combination = new(
        @"\b(?:(?:ctrl|control|contr[oô]le|alt|maj|shift)\s?[+-]\s?){1,3}(?:[a-z0-9]|F[1-9][0-2]?)\b|\b(?:[ée]chap|esc|escape|F[1-9][0-2]?)\b", RegexOptions.IgnoreCase);
}
