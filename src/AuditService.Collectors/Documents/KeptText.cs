using AuditService.Core;

namespace AuditService.Collectors.Documents;

/// <summary>Collects paragraphs up to the limit of text kept from one document; the words beyond it are still counted.</summary>
internal sealed class KeptText(DocumentLimits limits)
{
    private const int HeaderCharacters = 80;

    private readonly List<DocumentParagraph> paragraphs = [];
    private long characters;

    public IReadOnlyList<DocumentParagraph> Paragraphs => paragraphs;

    public int Words { get; private set; }

    /// <summary>What was left out, or null.</summary>
    public LocalizedText? Limit => characters <= limits.TextCharacters
        ? null
        : new LocalizedText(
            $"texte gardé jusqu'à {limits.TextCharacters} caractères sur {characters}", $"text kept up to {limits.TextCharacters} of {characters} characters");

    /// <summary>The first cells of a row and of a column, as a cell of them is read; each cut short, since every cell of the table carries them.</summary>
    public static string CellHeaders(string row, string? column) => column is null ? Short(row) : $"{Short(row)} | {Short(column)}";

    private static string Short(string header) => header.Length <= HeaderCharacters ? header : header[..HeaderCharacters];

    public void Add(DocumentParagraph paragraph)
    {
        if (paragraph.Text.Length == 0)
            return;
        if (paragraph.IsCounted)
            Words += Prose.CountWords(paragraph.Text);
        characters += paragraph.Text.Length;
        if (characters <= limits.TextCharacters)
            paragraphs.Add(paragraph);
    }
}
