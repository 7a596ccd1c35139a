using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AuditService.Core;

namespace AuditService.Collectors.Documents;

/// <summary>Says what a file is from its bytes. Recognition opens no library: it reads signatures, and at most two small parts of an archive.</summary>
public static class FormatRecognition
{
    private static readonly string[] HtmlStarts = ["<!doctype html", "<html", "<head", "<body"];

    private static readonly BoundedRegex MarkdownSigns = new(
        @"^(?:\#{1,6}[ \t]+\S|```|~~~|\|[ \t]*:?-{3,}|\[[^\]]+\]:[ \t]*\S)|\[[^\]\r\n]+\]\([^)\s]+\)|(?:^|[^*])\*\*[^*\s][^*\r\n]*\*\*",
        RegexOptions.Multiline);

    /// <summary>The format of the content. <paramref name="name"/> only parts Markdown, CSV, HTML fragments and plain text, whose bytes are all valid text.</summary>
    public static DocumentKind Recognise(ReadOnlyMemory<byte> content, string name, DocumentLimits? limits = null)
    {
        var bytes = content.Span;
        if (bytes[..Math.Min(bytes.Length, 1_024)].IndexOf("%PDF-"u8) >= 0)
            return DocumentKind.Pdf;
        if (bytes.StartsWith("PK\x03\x04"u8) || bytes.StartsWith("PK\x05\x06"u8))
            return OfArchive(content, limits ?? DocumentLimits.Default);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            return OfOle2(bytes);
        if (bytes.StartsWith("{\\rtf"u8))
            return DocumentKind.Rtf;
        return WesternText.IsText(bytes) ? OfText(content, name) : DocumentKind.Unknown;
    }

    /// <summary>Of a zip that is several things at once, the one a stored first entry "mimetype" states; else the one the content types state.</summary>
    private static DocumentKind OfArchive(ReadOnlyMemory<byte> content, DocumentLimits limits)
    {
        try
        {
            using var archive = BoundedArchive.Open(content, limits);
            var first = archive.Names.FirstOrDefault();
            if (first == "mimetype" && archive.Read("mimetype") is { Length: < 256 } mimetype
                && OfMediaType(Encoding.ASCII.GetString(mimetype).Trim()) is { } stated)
                return stated;
            if (archive.ReadXml("[Content_Types].xml") is { } types && OfContentTypes(types) is { } packaged)
                return packaged;
            // Some writers compress the media type or put it later: the manifest says it again.
            if (archive.ReadXml("META-INF/manifest.xml") is { } manifest && OfManifest(manifest) is { } declared)
                return declared;
            if (archive.Contains("META-INF/container.xml"))
                return DocumentKind.Epub;
        }
        catch (DocumentRefusedException)
        {
            // The reader will meet the same defect and say it; the directory alone may still tell what was meant.
            return OfRawArchive(content.Span);
        }

        return DocumentKind.Zip;
    }

    private static DocumentKind OfRawArchive(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf("word/document.xml"u8) >= 0)
            return DocumentKind.Docx;
        if (bytes.IndexOf("ppt/presentation.xml"u8) >= 0)
            return DocumentKind.Pptx;
        if (bytes.IndexOf("xl/workbook.xml"u8) >= 0)
            return DocumentKind.Xlsx;
        if (bytes.IndexOf("application/vnd.oasis.opendocument.presentation"u8) >= 0)
            return DocumentKind.Odp;
        return bytes.IndexOf("application/vnd.oasis.opendocument.text"u8) >= 0 ? DocumentKind.Odt : DocumentKind.Zip;
    }

    private static DocumentKind? OfMediaType(string mediaType) => mediaType switch
    {
        "application/epub+zip" => DocumentKind.Epub,
        _ when mediaType.StartsWith("application/vnd.oasis.opendocument.text", StringComparison.Ordinal) => DocumentKind.Odt,
        _ when mediaType.StartsWith("application/vnd.oasis.opendocument.presentation", StringComparison.Ordinal) => DocumentKind.Odp,
        _ when mediaType.StartsWith("application/vnd.oasis.opendocument.spreadsheet", StringComparison.Ordinal) => DocumentKind.Ods,
        _ => null,
    };

    private static DocumentKind? OfContentTypes(XElement types)
    {
        var contentTypes = types.Elements().Select(static e => (string?)e.Attribute("ContentType") ?? string.Empty).ToList();
        if (contentTypes.Exists(static t => IsMain(t, "wordprocessingml", "ms-word")))
            return DocumentKind.Docx;
        if (contentTypes.Exists(static t => IsMain(t, "presentationml", "ms-powerpoint")))
            return DocumentKind.Pptx;
        return contentTypes.Exists(static t => IsMain(t, "spreadsheetml", "ms-excel")) ? DocumentKind.Xlsx : null;
    }

    /// <summary>The main part of a document, a template, a slide show or a macro variant.</summary>
    private static bool IsMain(string contentType, string family, string macroFamily) =>
        contentType.EndsWith(".main+xml", StringComparison.OrdinalIgnoreCase)
        && (contentType.Contains(family, StringComparison.OrdinalIgnoreCase) || contentType.Contains(macroFamily, StringComparison.OrdinalIgnoreCase));

    private static DocumentKind? OfManifest(XElement manifest)
    {
        XNamespace ns = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
        var root = manifest.Elements(ns + "file-entry").FirstOrDefault(e => (string?)e.Attribute(ns + "full-path") == "/");
        return (string?)root?.Attribute(ns + "media-type") is { } mediaType ? OfMediaType(mediaType) : null;
    }

    /// <summary>Names of an OLE2 directory are UTF-16: looking for them needs no walk of the allocation table, which a hostile file may loop.</summary>
    private static DocumentKind OfOle2(ReadOnlySpan<byte> bytes)
    {
        if (Names(bytes, "EncryptedPackage"))
            return DocumentKind.EncryptedOffice;
        if (Names(bytes, "WordDocument"))
            return DocumentKind.Doc;
        if (Names(bytes, "PowerPoint Document"))
            return DocumentKind.Ppt;
        return Names(bytes, "Workbook") || Names(bytes, "Book\0") ? DocumentKind.Xls : DocumentKind.Ole2;

        static bool Names(ReadOnlySpan<byte> bytes, string stream) => bytes.IndexOf(Encoding.Unicode.GetBytes(stream)) >= 0;
    }

    private static DocumentKind OfText(ReadOnlyMemory<byte> content, string name)
    {
        var head = WesternText.Decode(content.Span[..Math.Min(content.Length, 65_536)]);
        if (OfFlatOpenDocument(head) is { } flat)
            return flat;
        if (StartsAsHtml(head))
            return DocumentKind.Html;
        foreach (var format in (ReadOnlySpan<DocumentKind>)[DocumentKind.Markdown, DocumentKind.Csv, DocumentKind.Html])
        {
            if (DocumentKinds.HasExtensionOf(name, format))
                return format;
        }

        // The extension of a plain text is no lie: prose with a Markdown link in it is still text.
        if (DocumentKinds.HasExtensionOf(name, DocumentKind.Text))
            return DocumentKind.Text;
        return Path.GetExtension(name).Length == 0 && MarkdownSigns.Count(head) >= 3 ? DocumentKind.Markdown : DocumentKind.Text;
    }

    /// <summary>An HTML start tag or document type after white space, an XML declaration and comments.</summary>
    private static bool StartsAsHtml(string head)
    {
        var rest = head.AsSpan().TrimStart();
        while (true)
        {
            var end = rest.StartsWith("<!--") ? rest.IndexOf("-->") + 3 : rest.StartsWith("<?xml") ? rest.IndexOf("?>") + 2 : 0;
            if (end <= 2)
                break;
            rest = rest[end..].TrimStart();
        }

        foreach (var start in HtmlStarts)
        {
            if (rest.StartsWith(start, StringComparison.OrdinalIgnoreCase) && rest.Length > start.Length && !char.IsAsciiLetterOrDigit(rest[start.Length]))
                return true;
        }

        return false;
    }

    private static DocumentKind? OfFlatOpenDocument(string head)
    {
        if (!head.TrimStart('\uFEFF', ' ', '\r', '\n', '\t').StartsWith("<?xml", StringComparison.Ordinal)
            || !head.Contains("<office:document", StringComparison.Ordinal))
            return null;
        const string attribute = "office:mimetype=\"";
        var at = head.IndexOf(attribute, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var end = head.IndexOf('"', at + attribute.Length);
        return end < 0 ? null : OfMediaType(head[(at + attribute.Length)..end]);
    }
}
