using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace AuditService.Collectors.Memorisation;

/// <summary>
/// Rare values of the columns of data sets, in the forms in which a model's file may hold them: UTF-8, JSON with escapes, the four bytes a character of
/// numpy. Only values that hardly anybody would write by chance are sought: an address, a full name, a long number, not a town.
/// </summary>
internal sealed class SoughtValues
{
    /// <summary>Values kept of one column: those of least hash, so that each run keeps the same.</summary>
    public const int PerColumn = 200;

    /// <summary>Values in all.</summary>
    public const int Maximum = 6_000;

    private const int Shortest = 8;
    private const int Longest = 200;
    private const int PrefixBytes = 8;

    private readonly Dictionary<ulong, List<Form>> byPrefix = [];
    private readonly ulong[] mayStart = new ulong[1024];

    public SoughtValues(IEnumerable<SoughtValue> values)
    {
        foreach (var value in values.Take(Maximum))
        {
            Count++;
            foreach (var bytes in FormsOf(value.Text))
                Add(new(value, bytes));
        }
    }

    public int Count { get; }

    public static IEnumerable<SoughtValue> Of(string dataSet, string column, IReadOnlyDictionary<string, int> occurrences) => occurrences
        .Where(value => value.Value <= 2 && IsTelling(value.Key))
        .OrderBy(value => Spread(value.Key))
        .Take(PerColumn)
        .Select(value => new SoughtValue(dataSet, column, value.Key));

    /// <summary>FNV-1a (Fowler, Noll, Vo): an order that has nothing to do with that of the rows, and is the same at each run.</summary>
    private static ulong Spread(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
            hash = unchecked((hash ^ c) * 1099511628211UL);
        return hash;
    }

    /// <summary>Two words or more of letters, an address of e-mail, or eight digits or more: what stands in a vocabulary by chance is none of these.</summary>
    public static bool IsTelling(string value)
    {
        if (value.Length is < Shortest or > Longest)
            return false;
        var digits = value.Count(char.IsAsciiDigit);
        if (digits >= Shortest)
            return !value.All(c => c == value[0]) && !IsDate(value);
        if (value.Contains('@', StringComparison.Ordinal))
            return true;
        var words = value.Split([' ', '-', '\''], StringSplitOptions.RemoveEmptyEntries).Count(word => word.Length >= 3 && word.All(char.IsLetter));
        return words >= 2 && value.Length >= 10;
    }

    /// <summary>The values that stand in the stream, each once.</summary>
    public void FindIn(Stream stream, ISet<SoughtValue> found, CancellationToken cancellation)
    {
        var buffer = new byte[1 << 20];
        const int Overlap = Longest * 6;
        var kept = 0;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = stream.ReadAtLeast(buffer.AsSpan(kept), buffer.Length - kept, throwOnEndOfStream: false);
            var filled = kept + read;
            var isLast = filled < buffer.Length;
            var until = isLast ? filled - PrefixBytes : filled - Overlap;
            for (var at = 0; at <= until; at++)
            {
                var prefix = BinaryPrimitives.ReadUInt64LittleEndian(buffer.AsSpan(at));
                if ((mayStart[(ushort)prefix >> 6] & (1UL << ((int)prefix & 63))) == 0 || !byPrefix.TryGetValue(prefix, out var forms))
                    continue;
                foreach (var form in forms)
                {
                    if (buffer.AsSpan(at, filled - at).StartsWith(form.Bytes) && !IsInsideNumber(form, buffer.AsSpan(0, filled), at))
                        found.Add(form.Value);
                }
            }

            if (isLast)
                return;
            buffer.AsSpan(filled - Overlap, Overlap).CopyTo(buffer);
            kept = Overlap;
        }
    }

    private static bool IsInsideNumber(Form form, ReadOnlySpan<byte> all, int at) =>
        char.IsAsciiDigit((char)form.Bytes[0]) && at > 0 && char.IsAsciiDigit((char)all[at - 1]) && all[at - 1] != form.Bytes.Length;

    private static bool IsDate(string value) =>
        DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) || DateTime.TryParse(value, CultureInfo.GetCultureInfo("fr-FR"), DateTimeStyles.None, out _);

    private static IEnumerable<byte[]> FormsOf(string text)
    {
        yield return Encoding.UTF8.GetBytes(text);
        yield return Encoding.UTF32.GetBytes(text);
        if (text.All(char.IsAscii))
            yield break;
        var escaped = new StringBuilder();
        foreach (var c in text)
            escaped.Append(char.IsAscii(c) ? c : $"\\u{(int)c:x4}");
        yield return Encoding.ASCII.GetBytes(escaped.ToString());
    }

    private void Add(Form form)
    {
        var prefix = BinaryPrimitives.ReadUInt64LittleEndian(form.Bytes);
        mayStart[(ushort)prefix >> 6] |= 1UL << ((int)prefix & 63);
        if (!byPrefix.TryGetValue(prefix, out var forms))
            byPrefix.Add(prefix, forms = []);
        forms.Add(form);
    }

    private sealed record Form(SoughtValue Value, byte[] Bytes);
}

/// <summary>One rare value of a column. Never stored, never shown.</summary>
internal sealed record SoughtValue(string DataSet, string Column, string Text);
