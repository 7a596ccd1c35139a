using System.Buffers.Binary;
using System.Text;

namespace AuditService.Collectors.Images;

/// <summary>
/// What a picture tells of who took it and where, in its Exif data (CIPA DC-008; TIFF 6.0 directories): in JPEG, PNG, WebP, TIFF, and HEIC or AVIF by their mark. Bounded in bytes,
/// directories and entries; what is broken tells nothing.
/// </summary>
/// <param name="HasPosition">A latitude and a longitude that are not both zero.</param>
/// <param name="Author">Artist, author or owner of the camera; null for none.</param>
/// <param name="HasSerialNumber">The camera's number, by which pictures of one person are tied together.</param>
internal sealed record ImageMetadata(bool HasPosition, string? Author, bool HasSerialNumber)
{
    /// <summary>Exif data stand at the beginning of a file, but in TIFF, where they may stand anywhere.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    private const int MostEntries = 256;

    private const int LongestName = 200;

    private static readonly ImageMetadata None = new(HasPosition: false, Author: null, HasSerialNumber: false);

    /// <summary>What the beginning of a file tells; nothing for what is no picture.</summary>
    public static ImageMetadata In(ReadOnlySpan<byte> file)
    {
        var exif = Exif(file);
        return exif.IsEmpty ? None : new Directory(exif).Read();
    }

    private static ReadOnlySpan<byte> Exif(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8])) return Jpeg(file);
        if (file.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G'])) return Png(file);
        if (file.Length > 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8)) return Chunks(file[12..], "EXIF"u8);
        if (IsTiff(file)) return file;
        var at = file.IndexOf("Exif\0\0"u8);
        return at >= 0 && IsTiff(file[(at + 6)..]) ? file[(at + 6)..] : default;
    }

    private static ReadOnlySpan<byte> Jpeg(ReadOnlySpan<byte> file)
    {
        for (var at = 2; at + 4 <= file.Length && file[at] == 0xFF;)
        {
            var marker = file[at + 1];
            // Start of scan: the picture itself.
            if (marker is 0xDA or 0xD9) return default;
            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2 || at + 2 + length > file.Length) return default;
            var segment = file.Slice(at + 4, length - 2);
            if (marker == 0xE1 && segment.StartsWith("Exif\0\0"u8) && IsTiff(segment[6..])) return segment[6..];
            at += 2 + length;
        }

        return default;
    }

    private static ReadOnlySpan<byte> Png(ReadOnlySpan<byte> file)
    {
        for (var at = 8; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > (uint)(file.Length - at - 12)) return default;
            if (file[(at + 4)..].StartsWith("eXIf"u8)) return file.Slice(at + 8, (int)length);
            at += 12 + (int)length;
        }

        return default;
    }

    private static ReadOnlySpan<byte> Chunks(ReadOnlySpan<byte> chunks, ReadOnlySpan<byte> wanted)
    {
        for (var at = 0; at + 8 <= chunks.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(chunks[(at + 4)..]);
            if (length > (uint)(chunks.Length - at - 8)) return default;
            if (chunks[at..].StartsWith(wanted))
            {
                var exif = chunks.Slice(at + 8, (int)length);
                return exif.StartsWith("Exif\0\0"u8) ? exif[6..] : exif;
            }

            at += 8 + (int)length + ((int)length & 1);
        }

        return default;
    }

    private static bool IsTiff(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[(byte)'I', (byte)'I', 42, 0]) || bytes.StartsWith((ReadOnlySpan<byte>)[(byte)'M', (byte)'M', 0, 42]);

    private readonly ref struct Directory(ReadOnlySpan<byte> tiff)
    {
        private const ushort Artist = 0x013B;
        private const ushort ExifPointer = 0x8769;
        private const ushort GpsPointer = 0x8825;
        private const ushort AuthorOfWindows = 0x9C9D;
        private const ushort Owner = 0xA430;
        private const ushort SerialNumber = 0xA431;
        private const ushort Latitude = 2;
        private const ushort Longitude = 4;

        private readonly ReadOnlySpan<byte> tiff = tiff;
        private readonly bool isLittle = tiff.Length > 0 && tiff[0] == (byte)'I';

        public ImageMetadata Read()
        {
            if (!IsTiff(tiff) || tiff.Length < 8) return None;
            var first = U32(4);
            var exif = Pointer(first, ExifPointer);
            var gps = Pointer(first, GpsPointer);
            var hasPosition = gps != 0 && (IsNotZero(gps, Latitude) || IsNotZero(gps, Longitude));
            var author = Text(first, Artist, isWide: false) ?? Text(first, AuthorOfWindows, isWide: true) ?? (exif == 0 ? null : Text(exif, Owner, isWide: false));
            return new(hasPosition, author, exif != 0 && Text(exif, SerialNumber, isWide: false) is not null);
        }

        private uint Pointer(uint directory, ushort tag) => Entry(directory, tag) is { } at ? U32(at + 8) : 0;

        /// <summary>Where the entry of a tag begins, or null.</summary>
        private int? Entry(uint directory, ushort tag)
        {
            if (directory == 0 || directory > int.MaxValue - 2 || directory + 2 > tiff.Length) return null;
            var count = Math.Min(U16((int)directory), (ushort)MostEntries);
            for (var i = 0; i < count; i++)
            {
                var at = (long)directory + 2 + (12L * i);
                if (at + 12 > tiff.Length) return null;
                if (U16((int)at) == tag) return (int)at;
            }

            return null;
        }

        /// <summary>Three rationals, degrees, minutes and seconds, of which one is not zero.</summary>
        private bool IsNotZero(uint directory, ushort tag)
        {
            if (Entry(directory, tag) is not { } at || U16(at + 2) != 5 || U32(at + 4) is 0 or > 3) return false;
            var (offset, count) = (U32(at + 8), U32(at + 4));
            if (offset + (8L * count) > tiff.Length) return false;
            for (var i = 0; i < count; i++)
            {
                if (U32((int)offset + (8 * i)) != 0 && U32((int)offset + (8 * i) + 4) != 0) return true;
            }

            return false;
        }

        private string? Text(uint directory, ushort tag, bool isWide)
        {
            if (Entry(directory, tag) is not { } at) return null;
            var count = U32(at + 4);
            if (count is 0 or > 65_536) return null;
            long offset = count <= 4 ? at + 8 : U32(at + 8);
            if (offset + count > tiff.Length) return null;
            var bytes = tiff.Slice((int)offset, (int)Math.Min(count, LongestName));
            var text = (isWide ? Encoding.Unicode : Encoding.UTF8).GetString(bytes).Split('\0')[0].Trim();
            return text.Count(char.IsLetterOrDigit) >= 2 ? text : null;
        }

        private ushort U16(int at) => at < 0 || at + 2 > tiff.Length ? (ushort)0 : isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(tiff[at..]) : BinaryPrimitives.ReadUInt16BigEndian(tiff[at..]);

        private uint U32(int at) => at < 0 || at + 4 > tiff.Length ? 0 : isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[at..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[at..]);
    }
}
