using AuditService.Core;

namespace AuditService.Reports.Files;

/// <summary>What a paper leaves to its author stands in its text as <c>[à compléter : …]</c> or <c>[to fill in: …]</c>.</summary>
internal static class Blanks
{
    private const string French = "[à compléter";
    private const string English = "[to fill in";

    public static string Of(string what, Language language) => language == Language.French ? $"{French} : {what}]" : $"{English}: {what}]";

    /// <summary>The text cut where blanks begin and end, so that they can be shown as what they are.</summary>
    public static IEnumerable<(string Text, bool IsBlank)> Parts(string text)
    {
        var at = 0;
        while (Next(text, at) is var start and >= 0 && text.IndexOf(']', start) is var end and > 0)
        {
            if (start > at)
                yield return (text[at..start], false);
            yield return (text[start..(end + 1)], true);
            at = end + 1;
        }

        if (at < text.Length)
            yield return (text[at..], false);
    }

    private static int Next(string text, int from)
    {
        var (french, english) = (text.IndexOf(French, from, StringComparison.Ordinal), text.IndexOf(English, from, StringComparison.Ordinal));
        return french < 0 || (english >= 0 && english < french) ? english : french;
    }
}
