using System.Buffers;
using System.Globalization;
using AuditService.Collectors.PersonalData.Columns;

namespace AuditService.Collectors.Datasets;

/// <summary>Counts what the values of a column are, one after the other.</summary>
internal sealed class ColumnTally
{
    /// <summary>A few mistakes do not make a column of numbers a column of texts.</summary>
    private const double Majority = 0.95;

    private static readonly SearchValues<char> Marks = SearchValues.Create(" \u00A0\u202F%,");

    private long integers;
    private long numbers;
    private long booleans;
    private long dates;
    private long times;

    public long Missing { get; private set; }

    public long Signs { get; private set; }

    public long Values { get; private set; }

    /// <summary>True once a value had a blank before or after it.</summary>
    public bool IsSpaced { get; private set; }

    /// <summary>True once a value had a sign that a plain number has not: a comma, a blank, a percent sign.</summary>
    public bool IsMarked { get; private set; }

    /// <param name="text">A cell; null for none.</param>
    /// <param name="times">How many cells hold it.</param>
    public void Add(string? text, long times = 1)
    {
        if (text is null)
        {
            Missing += times;
            return;
        }

        IsMarked = IsMarked || text.AsSpan().ContainsAny(Marks);
        IsSpaced |= text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]));
        if (MissingSigns.Contains(text))
        {
            Signs += times;
            return;
        }

        Values += times;
        Classify(text, times);
    }

    /// <summary>Plain numbers that somebody else counted.</summary>
    public void AddNumbers(long whole, long others)
    {
        integers += whole;
        numbers += others;
        Values += whole + others;
    }

    /// <summary>Texts that somebody else counted: nothing is told of them but that they are no signs for nothing.</summary>
    /// <param name="texts">Values.</param>
    /// <param name="signs">Signs for nothing.</param>
    /// <param name="isSpaced">A blank stands before or after one of them.</param>
    public void AddTexts(long texts, long signs, bool isSpaced)
    {
        Values += texts;
        Signs += signs;
        IsSpaced |= isSpaced;
        IsMarked = true;
    }

    public ColumnType Type
    {
        get
        {
            if (Values == 0) return ColumnType.Empty;
            if (booleans >= Majority * Values) return ColumnType.Boolean;
            if (dates + times >= Majority * Values) return times > dates ? ColumnType.DateTime : ColumnType.Date;
            if (integers >= Majority * Values) return ColumnType.Integer;
            return integers + numbers >= Majority * Values ? ColumnType.Number : ColumnType.Text;
        }
    }

    /// <summary>The greatest share of one type among the values: far from the majority that makes a column of it, a sample tells as well as all.</summary>
    public double Purity => Values == 0 ? 1 : (double)new[] { booleans, dates + times, integers + numbers }.Max() / Values;

    /// <summary>Values that are not of <see cref="Type"/>; none where the type is text.</summary>
    public long Invalid => Type switch
    {
        ColumnType.Boolean => Values - booleans,
        ColumnType.Date or ColumnType.DateTime => Values - dates - times,
        ColumnType.Integer or ColumnType.Number => Values - integers - numbers,
        _ => 0,
    };

    private void Classify(string text, long count)
    {
        var trimmed = text.AsSpan().Trim();
        var first = trimmed[0];
        if (char.IsAsciiDigit(first) || first is '-' or '+' or '.' or ',')
        {
            if (IsInteger(trimmed)) integers += count;
            else if (IsNumber(trimmed)) numbers += count;
            else if (trimmed.Length is >= 6 and <= 35 && DateReading.TryRead(text, out _)) AddDate(trimmed, count);
        }
        else if (trimmed.Length <= 5 && IsBoolean(trimmed))
        {
            booleans += count;
        }
        else if (trimmed.Length is >= 8 and <= 30 && trimmed.ContainsAnyInRange('0', '9') && DateReading.TryRead(text, out _))
        {
            AddDate(trimmed, count);
        }
    }

    private void AddDate(ReadOnlySpan<char> text, long count)
    {
        if (text.Contains(':') && !text.EndsWith("00:00:00") && !text.EndsWith("00:00:00.000") && !text.EndsWith("00:00:00Z")) times += count;
        else dates += count;
    }

    private static bool IsInteger(ReadOnlySpan<char> text)
    {
        if (text[0] is '-' or '+') text = text[1..];
        return text.Length is > 0 and <= 18 && text.IndexOfAnyExceptInRange('0', '9') < 0;
    }

    /// <summary>With a point or a decimal comma, an exponent, or spaces between thousands.</summary>
    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        if (text.Length > 40) return false;
        Span<char> plain = stackalloc char[text.Length];
        var length = 0;
        foreach (var c in text)
        {
            if (c is ' ' or '\u00A0' or '\u202F') continue;
            plain[length++] = c == ',' ? '.' : c;
        }

        if (length > 1 && plain[length - 1] == '%') length--;
        return double.TryParse(plain[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out _) && !HasOddGroups(text);
    }

    /// <summary>06 12 34 56 78 is no number: thousands come by three.</summary>
    private static bool HasOddGroups(ReadOnlySpan<char> text)
    {
        var (digits, groups) = (0, 0);
        foreach (var c in text)
        {
            if (c is ' ' or '\u00A0' or '\u202F')
            {
                if (groups > 0 && digits != 3) return true;
                groups++;
                digits = 0;
            }
            else if (c is '.' or ',')
            {
                break;
            }
            else
            {
                digits++;
            }
        }

        return groups > 0 && digits != 3;
    }

    private static bool IsBoolean(ReadOnlySpan<char> text) =>
        text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("false", StringComparison.OrdinalIgnoreCase)
        || text.Equals("oui", StringComparison.OrdinalIgnoreCase) || text.Equals("non", StringComparison.OrdinalIgnoreCase)
        || text.Equals("yes", StringComparison.OrdinalIgnoreCase) || text.Equals("no", StringComparison.OrdinalIgnoreCase)
        || text.Equals("vrai", StringComparison.OrdinalIgnoreCase) || text.Equals("faux", StringComparison.OrdinalIgnoreCase);
}
