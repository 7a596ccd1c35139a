namespace AuditService.Collectors.Documents;

/// <summary>One paragraph of text with the place to cite, hyphenation undone and ligatures expanded.</summary>
public sealed record DocumentParagraph(string Text, ParagraphRole Role, DocumentPlace Place, int? HeadingLevel = null)
{
    /// <summary>Of a table cell, what it is read with: the first cell of its row and that of its column; null where it is one of them itself.</summary>
    public string? ReadWith { get; init; }

    /// <summary>
    /// Whether a reader of the document meets this text. Comments, hidden runs and speaker notes never prove that a notice is present.
    /// </summary>
    public bool IsShown => Role is not (ParagraphRole.Comment or ParagraphRole.Hidden or ParagraphRole.SpeakerNotes);

    /// <summary>Whether the text counts among the document's own words: shown, and no copy of another passage.</summary>
    public bool IsCounted => IsShown && Role is not (ParagraphRole.HeaderOrFooter or ParagraphRole.Contents);
}

/// <summary>An entry of the outline: a heading, a slide title, a bookmark or a sheet name, with its level from 1.</summary>
public sealed record DocumentHeading(int Level, string Text, DocumentPlace Place);

/// <summary>What a paragraph is in its document.</summary>
public enum ParagraphRole
{
    Body,
    Heading,
    ListItem,
    TableCell,

    /// <summary>Text of a frame, a shape, a chart or a diagram.</summary>
    Frame,

    /// <summary>An entry of the table of contents: a copy of a heading.</summary>
    Contents,

    HeaderOrFooter,

    /// <summary>A footnote or an endnote.</summary>
    Note,

    /// <summary>What the speaker says beside a slide.</summary>
    SpeakerNotes,

    Comment,

    /// <summary>Text that its author hid: no reader sees it.</summary>
    Hidden,
}
