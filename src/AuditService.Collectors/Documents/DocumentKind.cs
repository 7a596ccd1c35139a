namespace AuditService.Collectors.Documents;

/// <summary>What a file is by its content; its extension never decides, it only parts one kind of plain text from another.</summary>
public enum DocumentKind
{
    /// <summary>Binary content of none of the kinds below.</summary>
    Unknown,

    Pdf,

    /// <summary>WordprocessingML: documents, templates and their macro variants.</summary>
    Docx,

    /// <summary>PresentationML.</summary>
    Pptx,

    /// <summary>SpreadsheetML: title, language and sheet names only, the cells belong to the data sets.</summary>
    Xlsx,

    /// <summary>OpenDocument text, zipped or flat.</summary>
    Odt,

    /// <summary>OpenDocument presentation, zipped or flat.</summary>
    Odp,

    /// <summary>OpenDocument spreadsheet: title, language and sheet names only.</summary>
    Ods,

    Epub,

    Rtf,

    /// <summary>Word 97–2003: recognised, not read.</summary>
    Doc,

    /// <summary>Excel 97–2003: recognised, not read.</summary>
    Xls,

    /// <summary>PowerPoint 97–2003: recognised, not read.</summary>
    Ppt,

    /// <summary>An OLE2 container of another application: recognised, not read.</summary>
    Ole2,

    /// <summary>An Office Open XML file behind a password: recognised, not readable.</summary>
    EncryptedOffice,

    /// <summary>A zip archive that is no document.</summary>
    Zip,

    Markdown,

    Html,

    Csv,

    Text,
}

/// <summary>How a format is called in JSON and facts, and which extensions agree with it.</summary>
public static class DocumentKinds
{
    private static readonly Dictionary<DocumentKind, string[]> Extensions = new()
    {
        [DocumentKind.Pdf] = ["pdf"],
        [DocumentKind.Docx] = ["docx", "docm", "dotx", "dotm"],
        [DocumentKind.Pptx] = ["pptx", "pptm", "potx", "potm", "ppsx", "ppsm"],
        [DocumentKind.Xlsx] = ["xlsx", "xlsm", "xltx", "xltm"],
        [DocumentKind.Odt] = ["odt", "ott", "fodt", "odm"],
        [DocumentKind.Odp] = ["odp", "otp", "fodp"],
        [DocumentKind.Ods] = ["ods", "ots", "fods"],
        [DocumentKind.Epub] = ["epub"],
        [DocumentKind.Rtf] = ["rtf"],
        [DocumentKind.Doc] = ["doc", "dot"],
        [DocumentKind.Xls] = ["xls", "xlt"],
        [DocumentKind.Ppt] = ["ppt", "pps", "pot"],
        [DocumentKind.EncryptedOffice] = ["docx", "docm", "dotx", "pptx", "pptm", "ppsx", "xlsx", "xlsm"],
        [DocumentKind.Markdown] = ["md", "markdown", "mdown", "mkd"],
        [DocumentKind.Html] = ["html", "htm", "xhtml"],
        [DocumentKind.Csv] = ["csv", "tsv"],
        [DocumentKind.Text] = ["txt", "text", "log", "rst", "adoc", "asciidoc", "org", "tex"],
    };

    private static readonly HashSet<string> KnownExtensions = Extensions.Values.SelectMany(static e => e).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Extensions of formats that their first bytes tell: any text may be Markdown or CSV, none is a PDF.</summary>
    private static readonly HashSet<string> SignedExtensions = Extensions
        .Where(static format => format.Key is not (DocumentKind.Markdown or DocumentKind.Html or DocumentKind.Csv or DocumentKind.Text))
        .SelectMany(static format => format.Value)
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The format's name in JSON and in <c>document.format</c>: <c>pdf</c>, <c>docx</c>, <c>markdown</c>, <c>encrypted-office</c> …</summary>
    public static string Id(this DocumentKind format) => format switch
    {
        DocumentKind.EncryptedOffice => "encrypted-office",
        _ => format.ToString().ToLowerInvariant(),
    };

    /// <summary>Whether the file name promises another format than the content: a known extension that is not one of this format.</summary>
    public static bool Contradicts(this DocumentKind format, string name)
    {
        var extension = Path.GetExtension(name).TrimStart('.');
        return format is not (DocumentKind.Unknown or DocumentKind.Ole2)
            && (format == DocumentKind.Text ? SignedExtensions : KnownExtensions).Contains(extension)
            && !(Extensions.TryGetValue(format, out var own) && own.Contains(extension, StringComparer.OrdinalIgnoreCase));
    }

    internal static bool HasExtensionOf(string name, DocumentKind format) =>
        Extensions[format].Contains(Path.GetExtension(name).TrimStart('.'), StringComparer.OrdinalIgnoreCase);
}
