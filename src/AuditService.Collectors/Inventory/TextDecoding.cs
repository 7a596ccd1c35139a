using System.Text;

namespace AuditService.Collectors.Inventory;

/// <summary>Tells text from binary and decodes it without ever throwing.</summary>
internal static class TextDecoding
{
    private static readonly UTF8Encoding LenientUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    /// <summary>The encoding of some text, or null when the bytes are no text.</summary>
    /// <param name="bytes">The beginning of a file; a character cut at the end does not matter.</param>
    public static Encoding? Detect(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return LenientUtf8;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]))
            return Encoding.UTF32;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Encoding.Unicode;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Encoding.BigEndianUnicode;
        if (bytes.Contains((byte)0))
            return Utf16WithoutMark(bytes);
        return ControlCharactersAreRare(bytes) ? IsUtf8(bytes) ? LenientUtf8 : Encoding.Latin1 : null;
    }

    /// <summary>Decodes text, without its byte order mark; null when the bytes are no text.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes)
    {
        var encoding = Detect(bytes);
        if (encoding is null)
            return null;
        var text = encoding.GetString(bytes);
        return text.Length > 0 && text[0] == '\uFEFF' ? text[1..] : text;
    }

    private static Encoding? Utf16WithoutMark(ReadOnlySpan<byte> bytes)
    {
        int even = 0, odd = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != 0)
                continue;
            if ((i & 1) == 0)
                even++;
            else
                odd++;
        }
        var pairs = bytes.Length / 2;
        if (pairs < 4)
            return null;
        if (even == 0 && odd > pairs * 0.7)
            return ControlCharactersAreRare(bytes, step: 2, from: 0) ? Encoding.Unicode : null;
        if (odd == 0 && even > pairs * 0.7)
            return ControlCharactersAreRare(bytes, step: 2, from: 1) ? Encoding.BigEndianUnicode : null;
        return null;
    }

    private static bool ControlCharactersAreRare(ReadOnlySpan<byte> bytes, int step = 1, int from = 0)
    {
        var controls = 0;
        for (var i = from; i < bytes.Length; i += step)
        {
            var b = bytes[i];
            if (b is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x0C or 0x1B or 0x08) or 0x7F)
                controls++;
        }
        return controls == 0 || controls <= bytes.Length / (100 * step);
    }

    private static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out _, out var consumed);
            if (status == System.Buffers.OperationStatus.NeedMoreData)
                return true;
            if (status != System.Buffers.OperationStatus.Done)
                return false;
            bytes = bytes[consumed..];
            var ascii = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (ascii < 0)
                return true;
            bytes = bytes[ascii..];
        }
        return true;
    }
}
