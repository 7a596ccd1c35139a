namespace AuditService.Reports.Declarations;

/// <summary>A heading, a paragraph or an item of a list. What is left to fill stands in it as <c>[à compléter : …]</c>.</summary>
/// <param name="Level">1 to 3 for a heading; 0 for anything else.</param>
public sealed record DeclarationBlock(string Text, int Level = 0, bool IsItem = false)
{
    private const string Opening = "[à compléter";

    public static string Blank(string what) => $"{Opening} : {what}]";

    /// <summary>The text cut where blanks begin and end, so that they can be shown as what they are.</summary>
    public IEnumerable<(string Text, bool IsBlank)> Parts
    {
        get
        {
            var at = 0;
            while (Text.IndexOf(Opening, at, StringComparison.Ordinal) is var start and >= 0 && Text.IndexOf(']', start) is var end and > 0)
            {
                if (start > at)
                    yield return (Text[at..start], false);
                yield return (Text[start..(end + 1)], true);
                at = end + 1;
            }

            if (at < Text.Length)
                yield return (Text[at..], false);
        }
    }
}
