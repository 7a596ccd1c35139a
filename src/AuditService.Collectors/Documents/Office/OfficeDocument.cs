using AuditService.Core;

namespace AuditService.Collectors.Documents.Office;

/// <summary>
/// What the accessibility rules of office documents look at, whichever format it came from: a DOCX, a PPTX, an ODF file or a Markdown text
/// is read into this model once, and each rule is written once.
/// </summary>
internal sealed record OfficeDocument
{
    public required DocumentKind Format { get; init; }

    public string? Title { get; init; }

    /// <summary>The language of text that says nothing of its own.</summary>
    public string? DefaultLanguage { get; init; }

    /// <summary>The document in reading order: body, then notes, headers and footers, comments.</summary>
    public IReadOnlyList<OfficeBlock> Blocks { get; init; } = [];

    public IReadOnlyList<OfficeSlide> Slides { get; init; } = [];

    /// <summary>The page count its application saved.</summary>
    public int? SavedPages { get; init; }

    public bool HasContentsTable { get; init; }

    /// <summary>Whether a presentation's slides are grouped in sections.</summary>
    public bool HasSections { get; init; }

    /// <summary>How editing is restricted, or null.</summary>
    public LocalizedText? Protection { get; init; }

    public bool HasMacros { get; init; }

    /// <summary>The size of ordinary text, in points.</summary>
    public double BodySize { get; init; } = 11;

    /// <summary>Every block, those of table cells in their place.</summary>
    public IEnumerable<OfficeBlock> AllBlocks()
    {
        var pending = new Stack<IEnumerator<OfficeBlock>>();
        pending.Push(Blocks.GetEnumerator());
        while (pending.TryPeek(out var level))
        {
            if (!level.MoveNext())
            {
                pending.Pop().Dispose();
                continue;
            }

            yield return level.Current;
            if (level.Current is OfficeTable table)
                pending.Push(table.Rows.SelectMany(static r => r.Cells).SelectMany(static c => c.Blocks).GetEnumerator());
        }
    }

    public IEnumerable<OfficeParagraph> Paragraphs() => AllBlocks().OfType<OfficeParagraph>();
}

/// <summary>One slide, in the order of the show.</summary>
internal sealed record OfficeSlide
{
    public required int Number { get; init; }

    /// <summary>The text of its title placeholder; null when it has none.</summary>
    public string? Title { get; init; }

    public bool Hidden { get; init; }

    public bool AdvancesByItself { get; init; }

    /// <summary>The boxes of its text and pictures in reading order, those with a known place only.</summary>
    public IReadOnlyList<OfficeBox> Boxes { get; init; } = [];
}

/// <summary>Where a shape stands on its slide, in any one unit.</summary>
internal readonly record struct OfficeBox(long X, long Y, long Width, long Height, bool IsTitle)
{
    public bool Overlaps(OfficeBox other) =>
        X < other.X + other.Width && other.X < X + Width && Y < other.Y + other.Height && other.Y < Y + Height;
}
