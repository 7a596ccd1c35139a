using System.Runtime.ExceptionServices;
using AuditService.Collectors.Documents.Office;
using AuditService.Collectors.Documents.Pdf;
using AuditService.Collectors.Documents.Text;
using AuditService.Core;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Documents;

/// <summary>
/// Reads one document in this process. Untrusted documents go through a child process that calls it
/// (IsolatedDocumentReader): a stack overflow in a parser cannot be caught.
/// </summary>
public static class DocumentReader
{
    /// <summary>Parsers recurse on hostile nesting: a larger stack turns most overflows into their own depth limits.</summary>
    private const int StackBytes = 64 * 1_024 * 1_024;

    /// <summary>Recognises and reads. Whatever the bytes are, the answer is a reading: one that says why when nothing could be read.</summary>
    /// <param name="source">The name shown in the reading; its extension only parts Markdown from plain text.</param>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="limits">What the document may cost.</param>
    public static DocumentReading Read(string source, ReadOnlyMemory<byte> content, DocumentLimits? limits = null)
    {
        DocumentReading? reading = null;
        ExceptionDispatchInfo? fault = null;
        var thread = new Thread(Work, StackBytes) { IsBackground = true, Name = "document reader" };
        thread.Start();
        thread.Join();
        fault?.Throw();
        return reading!;

        void Work()
        {
            try
            {
                reading = ReadHere(source, content, limits ?? DocumentLimits.Default);
            }
            catch (OutOfMemoryException exception)
            {
                fault = ExceptionDispatchInfo.Capture(exception);
            }
        }
    }

    private static DocumentReading ReadHere(string source, ReadOnlyMemory<byte> content, DocumentLimits limits)
    {
        var format = FormatRecognition.Recognise(content, source, limits);
        if (Refusal(format, content, limits) is { } refusal)
            return WithName(new DocumentReading { Source = source, Format = format, Unreadable = refusal, Protected = format == DocumentKind.EncryptedOffice }, limits);
        try
        {
            return WithName(ReadAs(format, source, content, limits), limits);
        }
        catch (DocumentRefusedException exception)
        {
            return new DocumentReading { Source = source, Format = format, Unreadable = exception.Reason, Protected = exception.Reason == Locks.Password };
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The document's boundary: parsers throw plain .NET types on damaged input (casts, indices, nulls), and none may end the audit.
            return new DocumentReading { Source = source, Format = format, Unreadable = Damaged(exception) };
        }
    }

    private static Unavailability? Refusal(DocumentKind format, ReadOnlyMemory<byte> content, DocumentLimits limits)
    {
        var bytes = content.Length;
        if (bytes == 0)
            return Unreadable("le fichier est vide", "the file is empty");
        var most = format == DocumentKind.Pdf ? limits.PdfBytes : limits.FileBytes;
        if (bytes > most)
        {
            return new Unavailability(UnavailableBecause.RefusedByLimit, new LocalizedText(
                $"trop gros : {bytes / 1_000_000} Mo, lecture limitée à {most / 1_000_000} Mo", $"too large: {bytes / 1_000_000} MB, read up to {most / 1_000_000} MB"));
        }

        return format switch
        {
            DocumentKind.EncryptedOffice => Locks.Password,
            DocumentKind.Doc or DocumentKind.Xls or DocumentKind.Ppt => Unreadable(
                $"le format binaire .{format.Id()} d'Office 97–2003 n'est pas lu : l'enregistrer dans un format ouvert",
                $"the binary .{format.Id()} format of Office 97–2003 is not read: save it as an open format"),
            DocumentKind.Ole2 => Unreadable("un conteneur OLE2 d'une application inconnue n'est pas lu", "an OLE2 container of an unknown application is not read"),
            DocumentKind.Zip => RefusalOfArchive(content, limits) ?? Unreadable("une archive qui n'est pas un document", "an archive that is no document"),
            DocumentKind.Unknown => Unreadable("aucun format de document connu", "no document format known to us"),
            _ => null,
        };
    }

    /// <summary>An archive may be no document because it could not even be listed: then that is what to say.</summary>
    private static Unavailability? RefusalOfArchive(ReadOnlyMemory<byte> content, DocumentLimits limits)
    {
        try
        {
            using var archive = BoundedArchive.Open(content, limits);
            return null;
        }
        catch (DocumentRefusedException exception)
        {
            return exception.Reason;
        }
    }

    private static Unavailability Damaged(Exception exception) => Unreadable(
        $"trop endommagé pour être lu ({exception.GetType().Name})", $"damaged beyond reading ({exception.GetType().Name})");

    private static Unavailability Unreadable(string fr, string en) => new(UnavailableBecause.Unreadable, new LocalizedText(fr, en));

    private static DocumentReading ReadAs(DocumentKind format, string source, ReadOnlyMemory<byte> content, DocumentLimits limits) => format switch
    {
        DocumentKind.Pdf => PdfReading.Read(source, content, limits),
        DocumentKind.Epub => EpubReading.Read(source, content, limits),
        DocumentKind.Rtf => RtfReading.Read(source, content, limits),
        DocumentKind.Html => HtmlReading.Read(source, content, limits),
        DocumentKind.Markdown => MarkdownReading.Read(source, content, limits),
        DocumentKind.Text or DocumentKind.Csv => PlainTextReading.Read(source, content, format, limits),
        _ => OfficeReading.Read(source, content, format, limits),
    };

    private static DocumentReading WithName(DocumentReading reading, DocumentLimits limits)
    {
        if (!reading.Format.Contradicts(reading.Source))
            return reading;
        var ledger = new RuleLedger(limits);
        var extension = Excerpt.Of(Path.GetExtension(reading.Source));
        ledger.Active("DOC-01", DocumentPlace.WholeDocument, $"nommé {extension}, mais son contenu est {reading.Format.Id()}", $"named {extension}, but its content is {reading.Format.Id()}");
        return reading with { Observations = [.. ledger.Observations(), .. reading.Observations] };
    }
}
