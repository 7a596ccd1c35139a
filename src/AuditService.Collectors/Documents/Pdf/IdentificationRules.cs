using AuditService.Core;

namespace AuditService.Collectors.Documents.Pdf;

/// <summary>Clauses 5 to 7.1: the file says that it is PDF/UA-1, is tagged, has a title and shows it.</summary>
internal static class IdentificationRules
{
    public static readonly string[] Tests =
        ["5-1", "5-2", "5-3", "5-4", "5-5", "6.1-1", "6.2-1", "7.1-4", "7.1-8", "7.1-9", "7.1-10", "7.1-11", "7.2-2", "7.2-33"];

    private static readonly BoundedRegex Header = new(@"^%PDF-1\.[0-7]$");

    /// <param name="context">The document.</param>
    /// <param name="header">Its first line.</param>
    public static void Check(PdfRuleContext context, string header)
    {
        var objects = context.Objects;
        var document = DocumentPlace.WholeDocument;
        var marks = objects.Dictionary(objects.Catalog, "MarkInfo");
        context.Demand("6.1-1", Header.IsMatch(header), document, $"en-tête {Excerpt.Quoted(header)}, non %PDF-1.0 à 1.7", $"header {Excerpt.Quoted(header)}, not %PDF-1.0 to 1.7");
        context.Demand("6.2-1", objects.Boolean(marks, "Marked") is true, document, "le fichier n'est pas déclaré balisé (MarkInfo/Marked)", "the file is not declared as tagged (MarkInfo/Marked)");
        context.Demand("7.1-4", objects.Boolean(marks, "Suspects") is not true, document, "le balisage est déclaré douteux (Suspects)", "the tagging is declared as suspect (Suspects)");
        var shown = objects.Boolean(objects.Dictionary(objects.Catalog, "ViewerPreferences"), "DisplayDocTitle") is true;
        context.Demand("7.1-10", shown, document, "la fenêtre montre le nom du fichier, non le titre (DisplayDocTitle)", "the window shows the file name, not the title (DisplayDocTitle)");
        context.Demand("7.1-11", context.Tree.HasRoot, document, "le document n'a pas d'arbre de structure", "the document has no structure tree");
        CheckMetadata(context, document);
        if (objects.Dictionary(objects.Dictionary(objects.Catalog, "Outlines"), "First") is not null)
        {
            context.Demand(
                "7.2-2", context.CatalogLanguage is not null, document, "la langue des signets n'est pas déterminée", "the language of the bookmarks is not determined");
        }
    }

    private static void CheckMetadata(PdfRuleContext context, DocumentPlace document)
    {
        context.Demand("7.1-8", context.Metadata is not null, document, "pas de métadonnées XMP", "no XMP metadata");
        if (context.Metadata is not { } metadata)
            return;
        context.Demand("7.1-9", metadata.Title is not null, document, "pas de titre dans les métadonnées XMP (dc:title)", "no title in the XMP metadata (dc:title)");
        context.Demand(
            "5-1", metadata.IdentifiesPdfUa, document, "les métadonnées ne déclarent pas la conformité PDF/UA", "the metadata do not declare PDF/UA conformance");
        if (metadata.HasDefaultLanguageText)
        {
            context.Demand(
                "7.2-33", context.CatalogLanguage is not null, document, "la langue des métadonnées n'est pas déterminée", "the language of the metadata is not determined");
        }

        if (!metadata.IdentifiesPdfUa)
            return;
        context.Demand("5-2", metadata.Part == "1", document, $"pdfuaid:part vaut {Excerpt.Quoted(metadata.Part)}, non 1", $"pdfuaid:part is {Excerpt.Quoted(metadata.Part)}, not 1");
        foreach (var (test, property) in (ReadOnlySpan<(string, string)>)[("5-3", "part"), ("5-4", "amd"), ("5-5", "corr")])
        {
            if (metadata.PrefixOf(property) is { } prefix)
                context.Demand(test, prefix == "pdfuaid", document, $"{property} porte le préfixe {Excerpt.Quoted(prefix)}", $"{property} has the prefix {Excerpt.Quoted(prefix)}");
        }
    }
}
