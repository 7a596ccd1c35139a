using System.Text;

namespace AuditService.Reports.Rgpd;

/// <summary>The papers that a DPO takes away, as files.</summary>
public static class RgpdPaperFile
{
    private static readonly string[] Table = ["html", "csv", "xlsx", "docx"];

    private static readonly string[] Assessment = ["html", "docx", "json"];

    private static readonly string[] Review = ["html", "docx"];

    /// <summary>Extensions, without the dot, that a paper can be written as; the first is usual.</summary>
    public static IReadOnlyList<string> FormatsOf(RgpdPaperKind kind) => kind switch
    {
        RgpdPaperKind.Aipd => Assessment,
        RgpdPaperKind.Notice => Review,
        _ => Table,
    };

    /// <summary>The media type of a format, for those who send it.</summary>
    public static string MediaTypeOf(string format) => format switch
    {
        "html" => "text/html; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "json" => "application/json",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "html, csv, xlsx, docx or json"),
    };

    public static Paper Paper(RgpdPaperKind kind, RgpdMaterial material) => kind switch
    {
        RgpdPaperKind.Register => ProcessingRegister.Paper(material),
        RgpdPaperKind.Aipd => AipdDraft.Of(material).Paper(),
        RgpdPaperKind.Notice => NoticeReview.Paper(material),
        RgpdPaperKind.Dictionary => DataDictionary.Paper(material),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown paper"),
    };

    /// <param name="format">One of <see cref="FormatsOf"/>.</param>
    public static async Task WriteAsync(RgpdPaperKind kind, RgpdMaterial material, string format, Stream output, CancellationToken cancellation)
    {
        if (!FormatsOf(kind).Contains(format, StringComparer.Ordinal))
            throw new ArgumentOutOfRangeException(nameof(format), format, string.Join(", ", FormatsOf(kind)));
        switch (format)
        {
            case "html":
                await output.WriteAsync(Encoding.UTF8.GetBytes(PaperHtml.Of(Paper(kind, material), material)), cancellation);
                break;
            case "docx":
                await output.WriteAsync(PaperWord.Of(Paper(kind, material), material), cancellation);
                break;
            case "json":
                await PiaFile.Of(AipdDraft.Of(material)).WriteAsync(output, cancellation);
                break;
            default:
                await WriteSheetsAsync(kind, material, format, output, cancellation);
                break;
        }
    }

    private static Task WriteSheetsAsync(RgpdPaperKind kind, RgpdMaterial material, string format, Stream output, CancellationToken cancellation)
    {
        var isRegister = kind == RgpdPaperKind.Register;
        var rows = isRegister ? PaperSheets.Register(material, out var headers) : PaperSheets.Dictionary(material, out headers);
        return format == "csv"
            ? PaperSheets.WriteCsvAsync(rows, headers, material, output, cancellation)
            : PaperSheets.WriteWorkbookAsync(Paper(kind, material), isRegister ? material.Say("Registre", "Register") : material.Say("Dictionnaire", "Dictionary"), rows, headers, material, output, cancellation);
    }
}

/// <summary>What a DPO takes away.</summary>
public enum RgpdPaperKind
{
    /// <summary>The record of processing activities, RGPD art. 30(1).</summary>
    Register,

    /// <summary>The draft impact assessment, RGPD art. 35.</summary>
    Aipd,

    /// <summary>What the information notice lacks, RGPD art. 13 and 14.</summary>
    Notice,

    /// <summary>The data dictionary.</summary>
    Dictionary,
}
