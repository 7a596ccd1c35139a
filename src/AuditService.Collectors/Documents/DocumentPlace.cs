using System.Globalization;
using AuditService.Core;

namespace AuditService.Collectors.Documents;

/// <summary>
/// Where something stands, as a reviewer would cite it: the page of a PDF, the slide of a presentation, the chapter of an EPUB; within
/// it, or in a document without pages, the paragraph counted from 1; the line of a text file; and a part such as "table 2" or "header".
/// </summary>
public sealed record DocumentPlace(int? Page, int? Paragraph = null, string? Part = null, int? Line = null)
{
    public static DocumentPlace WholeDocument { get; } = new((int?)null);

    /// <summary>"p. 4, § 2", "table 3", or "document" for what has no narrower place.</summary>
    public override string ToString() => In(Language.English);

    public string In(Language language)
    {
        var isFrench = language == Language.French;
        var parts = new List<string>(4);
        if (Page is { } page)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"p. {page}"));
        if (Part is not null)
            parts.Add(isFrench ? French(Part) : Part);
        if (Paragraph is { } paragraph)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"§ {paragraph}"));
        if (Line is { } line)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{(isFrench ? "ligne" : "line")} {line}"));
        return parts.Count == 0 ? "document" : string.Join(", ", parts);
    }

    /// <summary>The kind of part, before its number; a name that its author gave stays as it is.</summary>
    private static string French(string part)
    {
        var (kind, rest) = part.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? (part[..space], part[space..]) : (part, "");
        return kind switch
        {
            "table" => "tableau" + rest,
            "header" => "en-tête" + rest,
            "footer" => "pied de page" + rest,
            "footnote" => "note" + rest,
            "endnote" => "note de fin" + rest,
            "comment" => "commentaire" + rest,
            "notes" => "notes de l'orateur" + rest,
            _ => part,
        };
    }
}
