using System.Text;

namespace AuditService.Collectors.Datasets.Reading;

/// <summary>How the bytes of a text file spell characters: by its mark, else UTF-8 when that is what they are, else Windows-1252 as French spreadsheets write.</summary>
internal static class TextEncoding
{
    private static readonly Encoding Strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Encoding Windows1252 { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <param name="head">The first bytes, as many as one can have.</param>
    public static Encoding Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) return Encoding.UTF8;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Encoding.Unicode;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Encoding.BigEndianUnicode;
        if (head.Length >= 8 && IsUtf16(head, 1)) return new UnicodeEncoding(bigEndian: false, byteOrderMark: false);
        if (head.Length >= 8 && IsUtf16(head, 0)) return new UnicodeEncoding(bigEndian: true, byteOrderMark: false);
        return IsUtf8(head) ? Encoding.UTF8 : Windows1252;
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
