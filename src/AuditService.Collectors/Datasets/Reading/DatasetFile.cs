using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using DuckDB.NET.Data;

namespace AuditService.Collectors.Datasets.Reading;

/// <summary>Opens a data file by what is in it; its name only helps where the content leaves a doubt.</summary>
internal static class DatasetFile
{
    /// <summary>Texts that would pass for a table of one column, in which nothing would be found.</summary>
    private static readonly (string Beginning, string Format)[] OtherTexts =
    [
        ("<?xml", "XML"), ("<!doctype", "HTML"), ("<html", "HTML"), ("BEGIN:VCARD", "vCard"), ("BEGIN:VCALENDAR", "iCalendar"), ("INSERT INTO ", "SQL"), ("CREATE TABLE ", "SQL"), ("DROP TABLE ", "SQL"), ("-- MySQL dump", "SQL"),
        ("-- MariaDB dump", "SQL"), ("--\n-- PostgreSQL", "SQL"), ("PRAGMA foreign_keys", "SQL"),
    ];

    /// <returns>The tables of the file: one, or one for each sheet. Throws what <see cref="IsDamage"/> knows.</returns>
    public static IReadOnlyList<IRowReader> Open(string path, DatasetLimits limits, CancellationToken cancellation)
    {
        var head = new byte[4096];
        int length;
        using (var stream = File.OpenRead(path)) length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (length == 0) throw new UnreadableDataException(DatasetProblems.Empty);
        ReadOnlySpan<byte> start = head.AsSpan(0, length);

        if (start.StartsWith("PAR1"u8)) return [new ParquetRows(path, limits)];
        if (start.StartsWith("PK\u0003\u0004"u8)) return WorkbookRows.Sheets(path, limits);
        if (start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            Stream Unpacked() => new BoundedStream(new GZipStream(File.OpenRead(path), CompressionMode.Decompress), limits.MaximumBytes);
            using (var stream = Unpacked()) length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            return [Text(Unpacked, head.AsSpan(0, length), plain: null, limits, cancellation)];
        }

        if (start.StartsWith("%PDF"u8) || start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]) || start.StartsWith("SQLite format 3"u8) || start.StartsWith("ARROW1"u8) || start.StartsWith((ReadOnlySpan<byte>)[0x89, 0x48, 0x44, 0x46]))
            throw new UnreadableDataException(DatasetProblems.NotADataset);
        return [Text(() => new BoundedStream(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16), limits.MaximumBytes), start, path, limits, cancellation)];
    }

    /// <summary>Exceptions by which hostile or damaged content shows itself in the readers and their libraries; all others are our own faults.</summary>
    public static bool IsDamage(Exception exception) =>
        exception is IOException or InvalidDataException or JsonException or DuckDBException or XmlException or OpenXmlPackageException or FormatException
            or NotSupportedException or OverflowException or UnauthorizedAccessException or System.Text.DecoderFallbackException
        || (exception is ArgumentException or InvalidOperationException or NullReferenceException or KeyNotFoundException && exception.TargetSite?.DeclaringType?.Namespace?.StartsWith("DocumentFormat", StringComparison.Ordinal) == true);

    /// <param name="open">The content, unpacked.</param>
    /// <param name="head">Its first bytes.</param>
    /// <param name="plain">The file where it is the content itself.</param>
    /// <param name="limits">How much of it is looked at.</param>
    /// <param name="cancellation">Stops it.</param>
    private static IRowReader Text(Func<Stream> open, ReadOnlySpan<byte> head, string? plain, DatasetLimits limits, CancellationToken cancellation)
    {
        var text = TextEncoding.Of(head).GetString(head).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        foreach (var (beginning, format) in OtherTexts)
        {
            if (text.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)) throw new UnreadableDataException(DatasetProblems.OtherText(format));
        }

        var start = Encoding.UTF8.GetBytes(text);
        if (First(start) is not ((byte)'{' or (byte)'[') || !LooksLikeJson(start)) return new DelimitedRows(open, limits, plain);
        var encoding = EncodingOf(open);
        return new JsonRows(ReferenceEquals(encoding, Encoding.UTF8) ? open : () => Encoding.CreateTranscodingStream(open(), encoding, Encoding.UTF8), limits, cancellation);
    }

    /// <summary>The accent that tells one encoding from another may come late.</summary>
    private static Encoding EncodingOf(Func<Stream> open)
    {
        var start = new byte[1 << 20];
        using var stream = open();
        return TextEncoding.Of(start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)));
    }

    private static byte First(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) head = head[3..];
        head = head.TrimStart(" \t\r\n"u8);
        return head.IsEmpty ? (byte)0 : head[0];
    }

    /// <summary>A CSV may start with a bracket too: JSON goes on with a quote, a bracket, a number or a word of its own.</summary>
    private static bool LooksLikeJson(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) head = head[3..];
        head = head.TrimStart(" \t\r\n"u8)[1..].TrimStart(" \t\r\n"u8);
        return head.IsEmpty || head[0] is (byte)'"' or (byte)'{' or (byte)'[' or (byte)'}' or (byte)']' or (byte)'-' or (byte)'t' or (byte)'f' or (byte)'n' || char.IsAsciiDigit((char)head[0]);
    }
}
