using System.Text.Json.Serialization;
using AuditService.Core;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Documents;

/// <summary>All that was taken from one document. Immutable; the same bytes give the same reading.</summary>
public sealed record DocumentReading
{
    /// <summary>The path or name under which the document was given.</summary>
    public required string Source { get; init; }

    public required DocumentKind Format { get; init; }

    /// <summary>Why the document could not be read; null when it was. An unreadable document has no other content than its format.</summary>
    public Unavailability? Unreadable { get; init; }

    /// <summary>The title its metadata state; null when none. A Markdown or HTML title is the document's own.</summary>
    public string? Title { get; init; }

    /// <summary>The language the document declares for most of its text (BCP 47); null when none.</summary>
    public string? DeclaredLanguage { get; init; }

    /// <summary>The language recognised on the text (<c>fr en de es it pt nl</c>); null when there is too little text or none of them.</summary>
    public string? DetectedLanguage { get; init; }

    /// <summary>Pages, slides or chapters; null where the format has none and its application saved no count.</summary>
    public int? Pages { get; init; }

    /// <summary>True when <see cref="Pages"/> is only the count the application saved, as for a word processor's file.</summary>
    public bool PagesAreSaved { get; init; }

    /// <summary>Words of the shown text, without headers, footers and tables of contents.</summary>
    public int Words { get; init; }

    public IReadOnlyList<DocumentHeading> Outline { get; init; } = [];

    public IReadOnlyList<DocumentParagraph> Paragraphs { get; init; } = [];

    /// <summary>Its tables, where <see cref="DocumentLimits.TableCells"/> asks for them; of a PDF none.</summary>
    public IReadOnlyList<DocumentTable> Tables { get; init; } = [];

    public IReadOnlyList<DocumentObservation> Observations { get; init; } = [];

    public DocumentChecks Checks { get; init; } = DocumentChecks.None;

    /// <summary>False when the pages are pictures of text; always true for formats whose text is text.</summary>
    public bool HasTextLayer { get; init; } = true;

    /// <summary>Whether a PDF has a structure tree with at least one element; null for other formats.</summary>
    public bool? Tagged { get; init; }

    /// <summary>Encrypted, or its editing restricted.</summary>
    public bool Protected { get; init; }

    public bool HasMacros { get; init; }

    /// <summary>Charts that the format knows as such; a picture of a chart is none, and null is a format without charts of its own.</summary>
    public int? Charts { get; init; }

    /// <summary>Where pictures and drawings stand, any of which may show a chart.</summary>
    public IReadOnlyList<DocumentPlace> Pictures { get; init; } = [];

    /// <summary>How hard the text is to read; null when it has fewer than 30 words in sentences or a language we cannot split.</summary>
    public Readability? Readability { get; init; }

    /// <summary>What was left out, in plain words ("read 2,000 of 3,120 pages").</summary>
    public IReadOnlyList<LocalizedText> Limits { get; init; } = [];

    /// <summary>Why what is not found in the text may still stand in the document: pages that are pictures, letters without meaning, text left out; null where the text is whole.</summary>
    [JsonIgnore]
    public Unavailability? TextGap
    {
        get
        {
            if (Format == DocumentKind.Pdf && (!HasTextLayer || Count("PDF-01") is > 0))
                return Gap(UnavailableBecause.Unreadable, $"{Source} : des pages sont des images, sans texte à lire", $"{Source}: pages are pictures, with no text to read");
            if (Format == DocumentKind.Pdf && (Count("PDF-02") + Count("PDF-05") > 0 || (Count("PDFUA1-7.21.7-1") > 0 && Words < FewWordsAPage * Math.Max(1, Pages ?? 1))))
                return Gap(UnavailableBecause.Unreadable, $"{Source} : le texte de pages n'est pas lisible par une machine", $"{Source}: the text of pages cannot be read by a machine");
            return Limits is [var limit, ..] ? Gap(UnavailableBecause.RefusedByLimit, $"{Source} : {limit.Fr}", $"{Source}: {limit.En}") : null;
        }
    }

    /// <summary>A page of text has hundreds: with fewer, and fonts that do not tell their characters, most of it was lost.</summary>
    private const int FewWordsAPage = 30;

    private int Count(string rule) => Observations.Where(observation => observation.Rule == rule).Sum(static observation => observation.Count);

    private static Unavailability Gap(UnavailableBecause because, string fr, string en) => new(because, new(fr, en));

    /// <summary>The declared language, else the detected one.</summary>
    [JsonIgnore]
    public string? Language => DeclaredLanguage ?? DetectedLanguage;

    /// <summary>Words of the speaker's notes.</summary>
    [JsonIgnore]
    public int SpeakerWords => Paragraphs.Where(static p => p.Role == ParagraphRole.SpeakerNotes).Sum(static p => Prose.CountWords(p.Text));
}
