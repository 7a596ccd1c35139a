using System.Xml.Linq;
using AuditService.Core;

namespace AuditService.Collectors.Documents.Office;

/// <summary>Title, language and sheet names of a workbook; its cells belong to the data sets.</summary>
internal static class SheetNamesReader
{
    private static readonly XNamespace Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static readonly XNamespace Manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";

    public static OfficeDocument ReadExcel(BoundedArchive archive, RuleLedger ledger)
    {
        var package = new OpenPackage(archive);
        var macros = package.ObserveActiveContent(ledger);
        var workbook = package.Xml(package.MainPart) ?? throw DocumentRefusedException.Damaged("la partie principale du classeur manque", "the workbook's main part is missing");
        var names = workbook.Element(Ooxml.S + "sheets")?.Elements(Ooxml.S + "sheet").Select(static s => (string?)s.Attribute("name")) ?? [];
        return Of(DocumentKind.Xlsx, package.Title(), null, names, macros) with
        {
            Protection = workbook.Element(Ooxml.S + "workbookProtection") is not null ? new LocalizedText("le classeur est protégé", "the workbook is protected") : null,
        };
    }

    public static OfficeDocument ReadOpenDocument(BoundedArchive archive)
    {
        if (archive.ReadXml("META-INF/manifest.xml")?.Descendants(Manifest + "encryption-data").Any() ?? false)
            throw DocumentRefusedException.Locked();
        var content = archive.ReadXml("content.xml") ?? throw DocumentRefusedException.Damaged("la partie de contenu du document manque", "the document's content part is missing");
        var title = archive.ReadXml("meta.xml")?.Descendants(Ooxml.Dc + "title").FirstOrDefault()?.Value.Trim();
        var language = new OpenDocumentStyles([content, archive.ReadXml("styles.xml")]).DefaultLanguage;
        var names = content.Descendants(Table + "table").Select(static t => (string?)t.Attribute(Table + "name"));
        return Of(DocumentKind.Ods, string.IsNullOrEmpty(title) ? null : title, language, names, macros: false);
    }

    private static OfficeDocument Of(DocumentKind format, string? title, string? language, IEnumerable<string?> names, bool macros) => new()
    {
        Format = format,
        Title = title,
        DefaultLanguage = language,
        HasMacros = macros,
        Blocks =
        [
            .. names.OfType<string>().Take(1_000).Select((name, i) =>
                new OfficeParagraph(new DocumentPlace(i + 1), [new OfficeRun(name)]) { Role = ParagraphRole.Heading, HeadingLevel = 1 }),
        ],
    };
}
