namespace AuditService.Collectors.PersonalData.Identifiers;

/// <summary>The sums that several identifiers share.</summary>
internal static class Checksums
{
    /// <summary>ISO/IEC 7812-1 annex B: from the right, every second digit doubled, 9 taken off above 9, the sum divisible by 10.</summary>
    public static bool Luhn(ReadOnlySpan<char> digits)
    {
        if (digits.IsEmpty) return false;
        var sum = 0;
        var twice = false;
        for (var i = digits.Length - 1; i >= 0; i--, twice = !twice)
        {
            if (!char.IsAsciiDigit(digits[i])) return false;
            var digit = digits[i] - '0';
            if (twice) digit *= 2;
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum % 10 == 0;
    }

    /// <summary>The remainder of a number of any length, letters counting A = 10 ... Z = 35 as ISO 7064 does.</summary>
    /// <returns>The remainder, or -1 when a character is neither a digit nor a capital letter.</returns>
    public static int Remainder(ReadOnlySpan<char> text, int divisor, int seed = 0)
    {
        var remainder = seed;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c)) remainder = ((remainder * 10) + (c - '0')) % divisor;
            else if (char.IsAsciiLetterUpper(c)) remainder = ((remainder * 100) + (c - 'A' + 10)) % divisor;
            else return -1;
        }

        return remainder;
    }

    public static long Number(ReadOnlySpan<char> digits)
    {
        var number = 0L;
        foreach (var c in digits) number = (number * 10) + (c - '0');
        return number;
    }
}
