using System.Xml.Linq;
using AuditService.Collectors.Documents.Office;

namespace AuditService.Collectors.Documents.Text;

/// <summary>An EPUB: package metadata, and the text of each chapter in the order of the spine, a chapter being a page.</summary>
internal static class EpubReading
{
    private static readonly XNamespace Container = "urn:oasis:names:tc:opendocument:xmlns:container";
    private static readonly XNamespace Opf = "http://www.idpf.org/2007/opf";

    public static DocumentReading Read(string source, ReadOnlyMemory<byte> content, DocumentLimits limits)
    {
        using var archive = BoundedArchive.Open(content, limits);
        var path = (string?)archive.ReadXml("META-INF/container.xml")?.Descendants(Container + "rootfile").FirstOrDefault()?.Attribute("full-path")
            ?? throw DocumentRefusedException.Damaged("la publication ne nomme aucun fichier de paquet", "the publication names no package file");
        var package = archive.ReadXml(path) ?? throw DocumentRefusedException.Damaged("le fichier de paquet de la publication manque", "the publication's package file is missing");
        var folder = path.Contains('/', StringComparison.Ordinal) ? path[..(path.LastIndexOf('/') + 1)] : string.Empty;
        var items = package.Descendants(Opf + "item").Where(static i => i.Attribute("id") is not null)
            .GroupBy(static i => (string)i.Attribute("id")!).ToDictionary(static g => g.Key, static g => (string?)g.First().Attribute("href"));
        var kept = new KeptText(limits);
        var chapter = 0;
        foreach (var reference in package.Descendants(Opf + "itemref"))
        {
            if ((string?)reference.Attribute("idref") is not { } id || !items.TryGetValue(id, out var href) || href is null)
                continue;
            if (archive.Read(folder + Uri.UnescapeDataString(href.Split('#')[0])) is not { } bytes)
                continue;
            chapter++;
            using var page = HtmlText.Parse(WesternText.Decode(bytes));
            var number = chapter;
            HtmlText.Add(page, kept, n => new DocumentPlace(number, n));
        }

        var title = package.Descendants(Ooxml.Dc + "title").FirstOrDefault()?.Value.Trim();
        var language = package.Descendants(Ooxml.Dc + "language").FirstOrDefault()?.Value.Trim();
        return TextReading.Of(source, DocumentKind.Epub, kept, limits) with
        {
            Title = string.IsNullOrEmpty(title) ? null : title,
            DeclaredLanguage = LanguageGuess.Primary(language) is null ? null : language,
            Pages = chapter,
        };
    }
}
