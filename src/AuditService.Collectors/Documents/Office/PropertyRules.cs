using System.Text.RegularExpressions;
using AuditService.Core;

namespace AuditService.Collectors.Documents.Office;

/// <summary>The document's own properties: title (OFF-01), protection (OFF-19), table of contents (OFF-21).</summary>
internal static class PropertyRules
{
    private const int LongDocumentPages = 10;
    private const int WordsPerPage = 300;

    /// <summary>Titles that applications and templates write by themselves.</summary>
    private static readonly BoundedRegex DefaultTitle = new(
        @"^(?:document ?\d*|pr[ée]sentation ?\d*|classeur ?\d*|book ?\d*|untitled.*|sans (?:nom|titre).*|unbenannt.*|sin t[íi]tulo.*|nouveau .*|"
        + @"new (?:document|presentation).*|microsoft (?:word|powerpoint|office)\b.*|word document|document word|powerpoint presentation|"
        + @"pr[ée]sentation powerpoint|libreoffice.*|openoffice.*|google docs|google slides|mod[èe]le.*|template.*|titre(?: du document)?|title|"
        + @"document title|titel|t[íi]tulo|diapositive ?\d*|slide ?\d+|folie ?\d+)$",
        RegexOptions.IgnoreCase);

    private static readonly BoundedRegex FileName = new(
        @"^[^\s/\\]*\.(?:docx?|docm|dotx?|pptx?|pptm|potx|odt|odp|ods|pdf|rtf|txt|md|xlsx?|tex|html?)$",
        RegexOptions.IgnoreCase);

    public static void Check(OfficeRuleContext context)
    {
        context.Examine(1);
        if (WrongTitle(context.Document.Title, context.Text.Source) is { } wrong)
            context.Warn(1, DocumentPlace.WholeDocument, wrong.Fr, wrong.En);

        context.Examine(19);
        if (context.Document.Protection is { } protection)
            context.Warn(19, DocumentPlace.WholeDocument, protection.Fr, protection.En);

        if (context.IsSlides || !IsLong(context))
            return;
        context.Examine(21);
        if (!context.Document.HasContentsTable)
            context.Warn(21, DocumentPlace.WholeDocument, $"pas de table des matières en {Length(context, "mots")}", $"no table of contents in {Length(context, "words")}");
    }

    /// <summary>What is wrong with a title, or null.</summary>
    public static LocalizedText? WrongTitle(string? title, string source)
    {
        if (string.IsNullOrWhiteSpace(title))
            return new LocalizedText("le document n'a pas de titre", "the document has no title");
        var trimmed = title.Trim();
        var file = Path.GetFileName(source);
        var stem = Path.GetFileNameWithoutExtension(file);
        if (FileName.IsMatch(trimmed) || trimmed.Equals(file, StringComparison.OrdinalIgnoreCase))
            return new LocalizedText($"le titre est un nom de fichier : {Excerpt.Quoted(trimmed)}", $"the title is a file name: {Excerpt.Quoted(trimmed)}");
        if (trimmed.Equals(stem, StringComparison.OrdinalIgnoreCase) && !trimmed.Contains(' ', StringComparison.Ordinal) && trimmed.AsSpan().IndexOfAny('_', '-') >= 0)
            return new LocalizedText($"le titre répète le nom du fichier : {Excerpt.Quoted(trimmed)}", $"the title repeats the file name: {Excerpt.Quoted(trimmed)}");
        return DefaultTitle.IsMatch(trimmed)
            ? new LocalizedText($"le titre est un titre par défaut : {Excerpt.Quoted(trimmed)}", $"the title is a default one: {Excerpt.Quoted(trimmed)}")
            : null;
    }

    private static bool IsLong(OfficeRuleContext context) =>
        context.Document.SavedPages is { } pages ? pages >= LongDocumentPages : context.Text.Words >= LongDocumentPages * WordsPerPage;

    private static string Length(OfficeRuleContext context, string words) =>
        context.Document.SavedPages is { } pages ? $"{pages} pages" : $"{context.Text.Words} {words}";
}
