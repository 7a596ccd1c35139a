namespace AuditService.Collectors.PersonalData.Identifiers;

/// <summary>
/// Lines of the machine-readable zone of a passport, identity card or residence permit (ICAO Doc 9303): the check digits weigh 7, 3, 1, letters
/// count A = 10 ... Z = 35 and the filler nothing.
/// </summary>
internal static class MachineReadableZone
{
    private const int PassportLine = 44;
    private const int CardLine = 30;
    private const int OldCardLine = 36;

    /// <summary>The second line of a passport: number, birth and expiry, each with its digit.</summary>
    public static bool IsPassportLine(ReadOnlySpan<char> text)
    {
        var line = text.Trim();
        return line.Length == PassportLine && IsWritten(line) && IsChecked(line[..9], line[9]) && IsChecked(line[13..19], line[19]) && IsChecked(line[21..27], line[27]);
    }

    /// <summary>A line of a card: the first of the new size, which holds the number, or the second of the French card before 2021.</summary>
    public static bool IsCardLine(ReadOnlySpan<char> text)
    {
        var line = text.Trim();
        if (!IsWritten(line)) return false;
        if (line.Length == CardLine) return line[0] is 'I' or 'A' or 'C' && IsChecked(line[5..14], line[14]);
        return line.Length == OldCardLine && IsChecked(line[..12], line[12]) && IsChecked(line[27..33], line[33]);
    }

    /// <returns>True when the digit is the one that the field asks for.</returns>
    public static bool IsChecked(ReadOnlySpan<char> field, char digit)
    {
        if (!char.IsAsciiDigit(digit)) return false;
        var (sum, weights) = (0, "731");
        for (var i = 0; i < field.Length; i++)
        {
            var value = field[i] switch
            {
                '<' => 0,
                >= '0' and <= '9' => field[i] - '0',
                _ => field[i] - 'A' + 10,
            };
            sum += value * (weights[i % 3] - '0');
        }

        return sum % 10 == digit - '0';
    }

    private static bool IsWritten(ReadOnlySpan<char> line)
    {
        foreach (var c in line)
        {
            if (!char.IsAsciiDigit(c) && !char.IsAsciiLetterUpper(c) && c != '<') return false;
        }

        return line.Length > 0;
    }
}
