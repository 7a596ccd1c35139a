using AuditService.Core;
using AuditService.Reports.Files;

namespace AuditService.Reports.Declarations;

/// <summary>A heading, a paragraph or an item of a list. What is left to fill stands in it as <c>[à compléter : …]</c>.</summary>
/// <param name="Level">1 to 3 for a heading; 0 for anything else.</param>
public sealed record DeclarationBlock(string Text, int Level = 0, bool IsItem = false)
{
    public static string Blank(string what) => Blanks.Of(what, Language.French);

    /// <summary>The text cut where blanks begin and end, so that they can be shown as what they are.</summary>
    public IEnumerable<(string Text, bool IsBlank)> Parts => Blanks.Parts(Text);
}
