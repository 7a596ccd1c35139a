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
        // A capital would say that Shift is held too.
        var key = match.Groups["key"].Value is { Length: > 0 } letter ? letter.ToLowerInvariant() : match.Groups["alone"].Value;
        if (key.StartsWith("esc", StringComparison.OrdinalIgnoreCase) || key.EndsWith("chap", StringComparison.OrdinalIgnoreCase))
            key = "Escape";
        else if (key.Length > 1)
            key = key.ToUpperInvariant();
        var modifiers = match.Groups["modifier"].Captures.Select(capture => capture.Value.ToLowerInvariant() switch
        {
            "alt" => "Alt",
            "maj" or "shift" => "Shift",
            _ => "Control",
        }).Distinct(StringComparer.Ordinal);
        return string.Join('+', modifiers.Append(key));
    }

    private static readonly BoundedRegex Combination = new(
        @"\b(?:(?<modifier>ctrl|control|contr[oô]le|alt|maj|shift)\s?[+-]\s?){1,3}(?<key>[a-z0-9]|F[1-9][0-2]?)\b|\b(?<alone>[ée]chap|esc|escape|F[1-9][0-2]?)\b", RegexOptions.IgnoreCase);
}
