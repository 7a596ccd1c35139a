using System.Xml.Linq;
using AuditService.Core;

namespace AuditService.Collectors.Documents.Office;

/// <summary>From the bytes of an office document to its reading: gate, format's reader, rules.</summary>
internal static class OfficeReading
{
    public static DocumentReading Read(string source, ReadOnlyMemory<byte> content, DocumentKind format, DocumentLimits limits)
    {
        var ledger = new RuleLedger(limits);
        var reading = Of(ReadDocument(content, format, ledger, limits), source, ledger, limits);
        return limits.TableCells > 0 && format is DocumentKind.Xlsx or DocumentKind.Ods or DocumentKind.Odt && content.Span.StartsWith("PK"u8) ? WithCells(reading, content, format, limits) : reading;
    }

    /// <summary>Judges a document that a reader has put in the common model.</summary>
    public static DocumentReading Of(OfficeDocument document, string source, RuleLedger ledger, DocumentLimits limits)
    {
        var text = new OfficeText(document, source, limits);
        if (text.Paragraphs.FirstOrDefault(static p => p.Role == ParagraphRole.Hidden) is { } hidden)
        {
            var passages = text.Paragraphs.Count(static p => p.Role == ParagraphRole.Hidden);
            ledger.Active("DOC-11", hidden.Place, $"{passages} passages de texte masqué", $"{passages} passages of hidden text");
        }
        OfficeRules.Check(text, ledger);
        var slides = document.Format is DocumentKind.Pptx or DocumentKind.Odp;
        var tables = new TableCells(limits.TableCells);
        if (limits.TableCells > 0 && document.Format is not DocumentKind.Odt)
            OfficeTables.Add(document, tables);
        return new DocumentReading
        {
            Source = source,
            Format = document.Format,
            Title = document.Title,
            DeclaredLanguage = text.DeclaredLanguage,
            DetectedLanguage = text.DetectedLanguage,
            Pages = slides ? document.Slides.Count : document.SavedPages,
            PagesAreSaved = !slides && document.SavedPages is not null,
            Words = text.Words,
            Outline = [.. Outline(document)],
            Paragraphs = text.Paragraphs,
            Observations = ledger.Observations(),
            Checks = OfficeRules.Checks(document.Format, ledger),
            Protected = document.Protection is not null,
            HasMacros = document.HasMacros,
            Charts = document.AllBlocks().OfType<OfficeGraphic>().Count(static graphic => graphic.Kind == OfficeGraphicKind.Chart),
            Pictures = [.. document.AllBlocks().OfType<OfficeGraphic>().Where(MayShowAChart).Select(static graphic => graphic.Place).Distinct()],
            Readability = Readability.Of(text.Paragraphs, limits.PlacesPerObservation),
            Tables = tables.Tables,
            Limits = [.. new[] { text.Limit, tables.Limit }.OfType<LocalizedText>()],
        };
    }

    private static DocumentReading WithCells(DocumentReading reading, ReadOnlyMemory<byte> content, DocumentKind format, DocumentLimits limits)
    {
        var kept = new TableCells(limits.TableCells);
        using var archive = BoundedArchive.Open(content, limits);
        if (format == DocumentKind.Xlsx)
            SheetCells.AddExcel(archive, kept);
        else
            SheetCells.AddOpenDocument(archive, format, kept);
        return reading with { Tables = kept.Tables, Limits = kept.Limit is { } limit ? [.. reading.Limits, limit] : reading.Limits };
    }

    /// <summary>A spreadsheet set into a document, and shapes drawn together, show charts as pictures do; what repeats on each page is a logo.</summary>
    private static bool MayShowAChart(OfficeGraphic graphic) =>
        graphic is { Kind: OfficeGraphicKind.Picture or OfficeGraphicKind.EmbeddedObject or OfficeGraphicKind.Group, Decorative: false, Repeats: false, IsRule: false };

    private static IEnumerable<DocumentHeading> Outline(OfficeDocument document) => document.Slides.Count > 0
        ? document.Slides.Where(static s => !string.IsNullOrWhiteSpace(s.Title)).Select(static s => new DocumentHeading(1, s.Title!.Trim(), new DocumentPlace(s.Number)))
        : document.Paragraphs().Where(static p => p.HeadingLevel is not null && !string.IsNullOrWhiteSpace(p.Text))
            .Select(static p => new DocumentHeading(p.HeadingLevel!.Value, string.Join(' ', p.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), p.Place));

    private static OfficeDocument ReadDocument(ReadOnlyMemory<byte> content, DocumentKind format, RuleLedger ledger, DocumentLimits limits)
    {
        if (!content.Span.StartsWith("PK"u8))
            return OpenDocumentReader.ReadFlat(LoadFlat(content, limits), format, ledger);
        using var archive = BoundedArchive.Open(content, limits);
        return format switch
        {
            DocumentKind.Docx => WordReader.Read(archive, ledger),
            DocumentKind.Pptx => SlidesReader.Read(archive, ledger),
            DocumentKind.Xlsx => SheetNamesReader.ReadExcel(archive, ledger),
            DocumentKind.Ods => SheetNamesReader.ReadOpenDocument(archive),
            _ => OpenDocumentReader.Read(archive, format, ledger),
        };
    }

    private static XElement LoadFlat(ReadOnlyMemory<byte> content, DocumentLimits limits)
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        return SafeXml.Load(stream, "document", limits);
    }
}
