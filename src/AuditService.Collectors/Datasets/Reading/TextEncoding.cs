using System.Text;

namespace AuditService.Collectors.Datasets.Reading;

/// <summary>How the bytes of a text file spell characters: by its mark, else UTF-8 when that is what they are, else UTF-8 and Windows-1252, as French spreadsheets write, mixed.</summary>
internal static class TextEncoding
{
    private static readonly Encoding Strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// UTF-8 in which each byte that cannot be is one of Windows-1252: a file of either is read, and one that was put together from both as well. What is
    /// valid UTF-8 reads the same as by <see cref="Encoding.UTF8"/>.
    /// </summary>
    public static Encoding Western { get; } = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new WesternFallback());

    /// <param name="head">The first bytes, as many as one can have.</param>
    public static Encoding Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) return Encoding.UTF8;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Encoding.Unicode;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Encoding.BigEndianUnicode;
        if (head.Length >= 8 && IsUtf16(head, 1)) return new UnicodeEncoding(bigEndian: false, byteOrderMark: false);
        if (head.Length >= 8 && IsUtf16(head, 0)) return new UnicodeEncoding(bigEndian: true, byteOrderMark: false);
        return IsUtf8(head) ? Encoding.UTF8 : Western;
    }

    /// <summary>Every second byte is zero in the first signs.</summary>
    private static bool IsUtf16(ReadOnlySpan<byte> head, int zeros)
    {
        var length = Math.Min(head.Length & ~1, 64);
        for (var i = 0; i < length; i += 2)
        {
            if (head[i + zeros] != 0 || head[i + 1 - zeros] == 0) return false;
        }

        return true;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> head)
    {
        // The last sign may be cut in two by the end of the head.
        for (var cut = 0; cut < 4 && cut <= head.Length; cut++)
        {
            try
            {
                Strict.GetCharCount(head[..^cut]);
                return true;
            }
            catch (DecoderFallbackException) when (cut < 3)
            {
            }
            catch (DecoderFallbackException)
            {
                return false;
            }
        }

        return false;
    }
}
