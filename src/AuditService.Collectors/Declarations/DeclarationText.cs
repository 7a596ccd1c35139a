using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AuditService.Collectors.Documents;

namespace AuditService.Collectors.Declarations;

/// <summary>A declaration of accessibility as its readers meet it, whatever its format: lines in their order, with the headings among them, and links.</summary>
/// <param name="Path">Path in the dossier.</param>
/// <param name="HasHeadings">False for a format or a file whose headings cannot be told from other text.</param>
internal sealed record DeclarationText(string Path, IReadOnlyList<DeclarationLine> Lines, IReadOnlyList<(string Text, string Target)> Links, bool HasHeadings, bool IsPage)
{
    private const string Blocks = "h1,h2,h3,h4,h5,h6,p,li,dt,dd,td,th,address,figcaption,div,section,main,footer,header,nav";
    private const string Leaves = "h1,h2,h3,h4,h5,h6,p,li,dt,dd,td,th,address,figcaption";

    public static DeclarationText Of(string path, IDocument page) => new(
        path,
        [
            .. page.All.Where(element => element.Matches(Blocks) && (element.Matches(Leaves) ? element.QuerySelector("p,li,dt,dd,td") is null : element.QuerySelector(Blocks) is null))
                .Select(element => new DeclarationLine(WebPages.Dom.Plain.Text(element.TextContent), LevelOf(element)))
                .Where(line => line.Text.Length > 0),
        ],
        [.. page.Links.OfType<IHtmlAnchorElement>().Select(link => (WebPages.Dom.Plain.Text(link.TextContent), link.GetAttribute("href") ?? ""))],
        HasHeadings: true,
        IsPage: true);

    public static DeclarationText Of(DocumentReading reading)
    {
        var lines = reading.Paragraphs.Where(paragraph => paragraph.IsCounted).Select(paragraph => new DeclarationLine(WebPages.Dom.Plain.Text(paragraph.Text), paragraph.HeadingLevel)).Where(line => line.Text.Length > 0).ToList();
        return new(reading.Source, lines, [], lines.Exists(line => line.Level is not null), IsPage: false);
    }

    public string AllWords { get; } = string.Join(' ', Lines.Select(line => line.Words));

    private static int? LevelOf(IElement element) => element.LocalName is ['h', >= '1' and <= '6'] ? element.LocalName[1] - '0' : null;
}

/// <param name="Level">Level of the heading, or null for other text.</param>
internal sealed record DeclarationLine(string Text, int? Level)
{
    /// <summary>Lower case, without accents and punctuation.</summary>
    public string Words { get; } = WebPages.Dom.Plain.Words(Text);
}
