namespace AuditService.Collectors.Documents.Office;

/// <summary>A piece of an office document in reading order: a paragraph, a table, a graphic or a medium.</summary>
internal abstract record OfficeBlock(DocumentPlace Place);

internal sealed record OfficeParagraph(DocumentPlace Place, IReadOnlyList<OfficeRun> Runs) : OfficeBlock(Place)
{
    /// <summary>The shown text, without hidden runs.</summary>
    public string Text { get; } = string.Concat(Runs.Where(static r => !r.Hidden).Select(static r => r.Text));

    public ParagraphRole Role { get; init; }

    /// <summary>From 1; null when the paragraph is no heading.</summary>
    public int? HeadingLevel { get; init; }

    public bool IsListItem { get; init; }

    /// <summary>Title, subtitle, caption, quotation …: a style that explains why the paragraph looks different.</summary>
    public bool HasTellingStyle { get; init; }

    public bool InTable { get; init; }

    /// <summary>The headers that it is read with where its table is not in the model: that of embedded HTML.</summary>
    public string? ReadWith { get; init; }

    /// <summary>A picture or a break stands in it: without text it is still not blank.</summary>
    public bool HoldsOther { get; init; }

    public bool IsBlank => !HoldsOther && string.IsNullOrWhiteSpace(Text);
}

/// <summary>Text with one set of properties. Colours are null unless they are certain.</summary>
internal sealed record OfficeRun(string Text)
{
    public string? Language { get; init; }

    public bool Bold { get; init; }

    public double? Size { get; init; }

    public Rgb? Ink { get; init; }

    public Rgb? Paper { get; init; }

    public OfficeLink? Link { get; init; }

    public bool Hidden { get; init; }

    /// <summary>Blinks or moves.</summary>
    public bool Animated { get; init; }
}

/// <summary>Where a link leads; one object per link, so that the runs of one link can be told from those of the next.</summary>
internal sealed class OfficeLink(string? target)
{
    public string? Target { get; } = target;
}

internal sealed record OfficeTable(DocumentPlace Place, IReadOnlyList<OfficeRow> Rows) : OfficeBlock(Place)
{
    public bool HasBorders { get; init; }

    public bool IsNested { get; init; }

    /// <summary>Columns of the widest row.</summary>
    public int Columns => Rows.Count == 0 ? 0 : Rows.Max(static r => r.Cells.Sum(static c => Math.Clamp(c.ColumnSpan, 1, 1_000)));
}

internal sealed record OfficeRow(IReadOnlyList<OfficeCell> Cells, bool IsHeader);

internal sealed record OfficeCell(IReadOnlyList<OfficeBlock> Blocks)
{
    public int ColumnSpan { get; init; } = 1;

    /// <summary>Spans rows, or continues a cell above.</summary>
    public bool SpansRows { get; init; }
}

internal enum OfficeGraphicKind
{
    Picture,
    Chart,
    Diagram,
    Group,
    EmbeddedObject,

    /// <summary>A drawn shape without text: often decoration.</summary>
    Shape,

    /// <summary>A frame of text: needs no alternative, but has a place in the reading order.</summary>
    TextFrame,
    Media,
}

/// <summary>What needs a text alternative: pictures, charts, diagrams, groups, embedded objects, shapes without text, media.</summary>
internal sealed record OfficeGraphic(DocumentPlace Place, OfficeGraphicKind Kind) : OfficeBlock(Place)
{
    public string? Alternative { get; init; }

    /// <summary>Marked as decorative by its author.</summary>
    public bool Decorative { get; init; }

    /// <summary>Set beside the text rather than in it.</summary>
    public bool Floating { get; init; }

    /// <summary>Too thin to be anything but a line.</summary>
    public bool IsRule { get; init; }

    /// <summary>Stands in a header or footer, where it repeats on each page.</summary>
    public bool Repeats { get; init; }

    /// <summary>A medium with a text track.</summary>
    public bool HasTextTrack { get; init; }

    public OfficeLink? Link { get; init; }
}
