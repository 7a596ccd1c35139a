using System.Globalization;

namespace AuditService.Collectors.Documents;

/// <summary>
/// Where something stands, as a reviewer would cite it: the page of a PDF, the slide of a presentation, the chapter of an EPUB; within
/// it, or in a document without pages, the paragraph counted from 1; the line of a text file; and a part such as "table 2" or "header".
/// </summary>
public sealed record DocumentPlace(int? Page, int? Paragraph = null, string? Part = null, int? Line = null)
{
    public static DocumentPlace WholeDocument { get; } = new((int?)null);

    /// <summary>"p. 4, § 2", "table 3", or "document" for what has no narrower place.</summary>
    public override string ToString()
    {
        var parts = new List<string>(4);
        if (Page is { } page)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"p. {page}"));
        if (Part is not null)
            parts.Add(Part);
        if (Paragraph is { } paragraph)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"§ {paragraph}"));
        if (Line is { } line)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"line {line}"));
        return parts.Count == 0 ? "document" : string.Join(", ", parts);
    }
}
