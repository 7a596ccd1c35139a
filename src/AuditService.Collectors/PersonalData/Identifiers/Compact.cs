namespace AuditService.Collectors.PersonalData.Identifiers;

/// <summary>An identifier as it is computed on: upper case, without the separators that people type.</summary>
internal static class Compact
{
    /// <summary>No identifier of ours is longer once compacted; callers size their buffers with it.</summary>
    public const int MaxLength = 48;

    /// <summary>Writes the compacted text to <paramref name="buffer"/>.</summary>
    /// <returns>The compacted part of the buffer; empty when a character is neither a letter, a digit nor a separator, or when the text is too long.</returns>
    public static ReadOnlySpan<char> Into(ReadOnlySpan<char> text, Span<char> buffer)
    {
        var length = 0;
        foreach (var c in text)
        {
            if (IsSeparator(c)) continue;
            if (!char.IsAsciiLetterOrDigit(c) || length == buffer.Length) return [];
            buffer[length++] = char.ToUpperInvariant(c);
        }

        return buffer[..length];
    }

    public static bool IsSeparator(char c) => c is ' ' or '.' or '-' or '/' or '\u00A0' or '\u202F' or '\u2009' or '\u2011' or '_';

    public static bool AllDigits(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c)) return false;
        }

        return text.Length > 0;
    }

    /// <summary>True for 000000000 and its like, which pass Luhn and other sums without being anybody's number.</summary>
    public static bool AllSame(ReadOnlySpan<char> text) => text.Length > 0 && text.IndexOfAnyExcept(text[0]) < 0;
}
