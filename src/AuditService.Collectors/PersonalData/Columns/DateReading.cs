using System.Collections.Frozen;
using System.Globalization;
using AuditService.Collectors.PersonalData.Lexicons;

namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>Dates as French and international files write them: 03/01/2001, 2001-01-03, 3 janvier 2001, 20010103, with or without a time.</summary>
internal static class DateReading
{
    private static readonly FrozenDictionary<string, int> Months = new (string[] Names, int Month)[]
    {
        (["janvier", "janv", "jan", "january"], 1), (["fevrier", "fevr", "fev", "feb", "february"], 2), (["mars", "mar", "march"], 3),
        (["avril", "avr", "apr", "april"], 4), (["mai", "may"], 5), (["juin", "jun", "june"], 6), (["juillet", "juil", "jul", "july"], 7),
        (["aout", "aou", "aug", "august"], 8), (["septembre", "sept", "sep", "september"], 9), (["octobre", "oct", "october"], 10),
        (["novembre", "nov", "november"], 11), (["decembre", "dec", "december"], 12),
    }.SelectMany(month => month.Names.Select(name => (name, month.Month))).ToFrozenDictionary(month => month.name, month => month.Month, StringComparer.Ordinal);

    private const int ShortestMonth = 3;

    /// <summary>With a point after it.</summary>
    private const int LongestMonth = 10;

    public static bool TryRead(string value, out DateOnly date)
    {
        date = default;
        var text = value.AsSpan().Trim();
        if (text.Length is < 6 or > 40 || !text.ContainsAnyInRange('0', '9')) return false;
        var end = TimeStart(text);
        return TryNumbers(text[..end], out date) || TryMonthName(text[..end], out date);
    }

    /// <summary>A bare year that a living person can be born in.</summary>
    public static bool IsYear(string value) =>
        value.Trim() is { Length: 4 } year && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1900 and <= 2035;

    public static bool IsMonthName(ReadOnlySpan<char> word) => Months.ContainsKey(Folding.Of(word.TrimEnd('.')));

    /// <summary>Where the date ends and a time of day, if any, starts.</summary>
    private static int TimeStart(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        if (colon < 8) return text.Length;
        var start = text[..colon].LastIndexOfAny(" T");
        return start >= 6 ? start : text.Length;
    }

    private static bool TryNumbers(ReadOnlySpan<char> text, out DateOnly date)
    {
        date = default;
        Span<int> numbers = stackalloc int[3];
        Span<int> lengths = stackalloc int[3];
        var count = 0;
        var separator = '\0';
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
            if (i == start || i - start > 8 || count == 3) return false;
            numbers[count] = (int)Identifiers.Checksums.Number(text[start..i]);
            lengths[count++] = i - start;
            if (i == text.Length) break;
            if (text[i] is not ('/' or '-' or '.' or ' ') || (separator != '\0' && text[i] != separator)) return false;
            separator = text[i++];
        }

        if (count == 1 && lengths[0] == 8)
        {
            return TryDate(numbers[0] / 10_000, numbers[0] / 100 % 100, numbers[0] % 100, out date)
                || TryDate(numbers[0] % 10_000, numbers[0] / 10_000 % 100, numbers[0] / 1_000_000, out date);
        }

        if (count != 3) return false;
        if (lengths[0] == 4) return TryDate(numbers[0], numbers[1], numbers[2], out date);
        var year = lengths[2] switch
        {
            4 => numbers[2],
            // Two digits: the century that makes the date lie before 2030.
            2 => numbers[2] < 30 ? 2000 + numbers[2] : 1900 + numbers[2],
            _ => 0,
        };
        return TryDate(year, numbers[1], numbers[0], out date) || TryDate(year, numbers[0], numbers[1], out date);
    }

    private static bool TryMonthName(ReadOnlySpan<char> text, out DateOnly date)
    {
        date = default;
        Span<Range> ranges = stackalloc Range[6];
        Span<char> folded = stackalloc char[LongestMonth];
        var count = text.SplitAny(ranges, " -/,", StringSplitOptions.RemoveEmptyEntries);
        var (day, month, year) = (0, 0, 0);
        foreach (var range in ranges[..count])
        {
            var word = text[range];
            if (word.EndsWith("er") && word.Length == 3) word = word[..1];
            if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                if (word.Length == 4) year = number;
                else if (day == 0) day = number;
                else if (word.Length == 2) year = number < 30 ? 2000 + number : 1900 + number;
            }
            else if (word.Length is >= ShortestMonth and <= LongestMonth)
            {
                var name = word.TrimEnd('.');
                if (Months.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(folded[..Folding.Into(name, folded)], out var named)) month = named;
            }
        }

        return day > 0 && month > 0 && year > 0 && TryDate(year, month, day, out date);
    }

    private static bool TryDate(int year, int month, int day, out DateOnly date)
    {
        date = default;
        if (year is < 1800 or > 2200 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        date = new DateOnly(year, month, day);
        return true;
    }
}
