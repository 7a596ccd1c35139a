using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AuditService.Collectors.Datasets.Reading;
using AuditService.Collectors.PersonalData.Columns;
using AuditService.Collectors.PersonalData.Identifiers;
using AuditService.Collectors.PersonalData.Lexicons;

namespace AuditService.Collectors.Datasets;

/// <summary>
/// Counts the rows of one data set that stand in another too, over the columns of the same name, by 64-bit hashes of trimmed values: no value is kept.
/// </summary>
/// <remarks>
/// Equal rows are equal in all shared columns, or in all but counters (a row that was numbered anew is the same row), or by a value that names one
/// thing alone: an e-mail address, a long hash, a sentence, the number of a patient or a client. Where rows of the other set are hardly different from one another over the shared
/// columns, equality is chance and says nothing.
/// </remarks>
internal sealed class RowOverlap(TimeProvider time, DatasetLimits limits)
{
    /// <summary>Rows of the held-out set that are looked for; more say nothing new.</summary>
    private const int MaximumHeldOut = 200_000;

    /// <summary>Rows of the other set by which its variety is told.</summary>
    private const int MaximumVariety = 200_000;

    private const int LeastColumns = 3;
    private const double LeastVariety = 0.9;

    /// <summary>Without its number, or by one value, a row is met again by chance now and then: below this share nothing is said.</summary>
    private const double LeastShareWithoutNumbers = 0.02;

    /// <returns>Null when the two cannot be compared: too few shared columns, or rows that are all alike. Throws what <see cref="DatasetFile.IsDamage"/> knows.</returns>
    public Overlap? Compare(IRowReader rows, IRowReader others, CancellationToken cancellation)
    {
        var shared = Shared(rows.Columns, others.Columns);
        if (shared.Count == 0) return null;

        var started = time.GetTimestamp();
        var traits = shared.Select(_ => new ColumnTraits()).ToList();
        var kept = new List<ulong[]>();
        foreach (var row in rows.Rows().Take(MaximumHeldOut))
        {
            cancellation.ThrowIfCancellationRequested();
            var prints = new ulong[shared.Count];
            for (var i = 0; i < prints.Length; i++)
            {
                var value = row[shared[i].First]?.Trim() ?? "";
                prints[i] = Print(value);
                traits[i].Add(value, prints[i]);
            }

            kept.Add(prints);
        }

        if (kept.Count == 0) return null;
        var all = Enumerable.Range(0, shared.Count).ToArray();
        var views = new List<View>();
        if (all.Length >= LeastColumns) views.Add(new(all, kept, LeastShare: 0));
        var told = Array.FindAll(all, i => !traits[i].IsCounter);
        if (told.Length >= LeastColumns && told.Length < all.Length) views.Add(new(told, kept, LeastShareWithoutNumbers));
        // Two columns of numbers given anew: the code of a file beside that of its row.
        var plain = Array.FindAll(told, i => !traits[i].IsAlmostUnique || !(traits[i].AreCodes || ColumnHeader.Of(rows.Columns[shared[i].First]).HasAny(HeaderLexicon.IdentifierWords)));
        if (plain.Length >= LeastColumns && plain.Length < told.Length) views.Add(new(plain, kept, LeastShareWithoutNumbers));
        views.AddRange(all.Where(i => traits[i].NamesOneThing || (traits[i].IsAlmostUnique && KeyNames.IsOfSomebody(rows.Columns[shared[i].First]))).Select(i => new View([i], kept, LeastShareWithoutNumbers)));
        if (views.Count == 0) return null;

        var read = 0L;
        var buffer = new ulong[shared.Count];
        foreach (var row in others.Rows())
        {
            cancellation.ThrowIfCancellationRequested();
            if (read++ >= limits.MaximumRows || time.GetElapsedTime(started) > limits.Time) break;
            for (var i = 0; i < buffer.Length; i++) buffer[i] = Print(row[shared[i].Second]?.Trim() ?? "");
            foreach (var view in views) view.Meet(buffer, read <= MaximumVariety);
        }

        var telling = views.Where(view => view.Variety >= LeastVariety).ToList();
        if (telling.Count == 0) return null;
        return telling.Select(view => new Overlap(kept.Count, view.Found, view.Columns.Length)).Where((overlap, i) => overlap.Found > telling[i].LeastShare * kept.Count).MaxBy(overlap => overlap.Found)
            ?? new(kept.Count, 0, telling[0].Columns.Length);
    }

    private static List<(int First, int Second)> Shared(IReadOnlyList<string> first, IReadOnlyList<string> second)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < second.Count; i++) places.TryAdd(Folding.Of(second[i].Trim()), i);
        var shared = new List<(int, int)>();
        for (var i = 0; i < first.Count; i++)
        {
            if (places.Remove(Folding.Of(first[i].Trim()), out var place)) shared.Add((i, place));
        }

        return shared;
    }

    /// <summary>A copy that another program wrote is a copy: 12 and 12.0 are one number, and a text is the same in capitals.</summary>
    private static ulong Print(string value)
    {
        if (value.Length is > 0 and < 40 && char.IsAsciiDigit(value[^1]) && decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && value.Contains('.'))
            return Printed((number / 1.000000000000000000000000000m).ToString(CultureInfo.InvariantCulture));
        return Printed(value.ToLowerInvariant());
    }

    private static ulong Printed(ReadOnlySpan<char> text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)), hash);
        ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    /// <summary>One way to tell that two rows are the same.</summary>
    private sealed class View
    {
        private readonly Dictionary<ulong, int> sought = [];
        private readonly HashSet<ulong> found = [];
        private readonly HashSet<ulong> seen = [];
        private long measured;

        public View(int[] columns, List<ulong[]> rows, double LeastShare)
        {
            Columns = columns;
            this.LeastShare = LeastShare;
            foreach (var row in rows)
            {
                // A row without any value names nothing.
                if (!Array.TrueForAll(columns, column => row[column] == Empty)) sought[Of(row)] = sought.GetValueOrDefault(Of(row)) + 1;
            }
        }

        private static ulong Empty { get; } = Print("");

        public int[] Columns { get; }

        public double LeastShare { get; }

        /// <summary>Different rows over rows, of the other set.</summary>
        public double Variety => measured == 0 ? 0 : (double)seen.Count / measured;

        public long Found => found.Sum(print => (long)sought[print]);

        public void Meet(ulong[] row, bool measures)
        {
            if (Array.TrueForAll(Columns, column => row[column] == Empty)) return;
            var print = Of(row);
            if (sought.ContainsKey(print)) found.Add(print);
            if (!measures) return;
            measured++;
            seen.Add(print);
        }

        private ulong Of(ulong[] row)
        {
            // FNV-1a (Fowler, Noll, Vo) over prints that are already well mixed.
            var print = 14695981039346656037UL;
            foreach (var column in Columns) print = unchecked((print ^ row[column]) * 1099511628211UL);
            return print;
        }
    }

    /// <summary>What the values of a column of the held-out set are.</summary>
    private sealed class ColumnTraits
    {
        private const double AlmostAll = 0.99;

        private const int LeastKeys = 10;

        private readonly HashSet<ulong> distinct = [];
        private long values;
        private long naming;
        private long codes;
        private string? letters;
        private bool isCounted = true;
        private long low = long.MaxValue;
        private long high = long.MinValue;

        /// <summary>Numbers of rows, bare or behind one prefix: never twice the same, and hardly a gap.</summary>
        public bool IsCounter => values > 0 && isCounted && distinct.Count == values && high - low < 1.1 * values;

        public bool IsAlmostUnique => values >= LeastKeys && distinct.Count >= LeastVariety * values;

        /// <summary>Letters and digits in one word: K000123.</summary>
        public bool AreCodes => values > 0 && codes >= AlmostAll * values;

        public bool NamesOneThing => values > 1 && naming >= AlmostAll * values && distinct.Count >= AlmostAll * values;

        public void Add(string value, ulong print)
        {
            if (value.Length == 0 || MissingSigns.Contains(value)) return;
            values++;
            distinct.Add(print);
            if (NamesOne(value)) naming++;
            if (value.Length <= 40 && value.Any(char.IsAsciiLetter) && value.Any(char.IsAsciiDigit) && !value.Contains(' ')) codes++;
            if (!isCounted) return;
            var end = value.Length;
            while (end > 0 && char.IsAsciiDigit(value[end - 1])) end--;
            letters ??= value[..end];
            isCounted = long.TryParse(value.AsSpan(end), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && value.AsSpan(0, end).SequenceEqual(letters);
            (low, high) = (Math.Min(low, number), Math.Max(high, number));
        }

        private static bool NamesOne(string value) =>
            OnlineIdentifiers.IsEmail(value)
            || (value.Length is >= 32 and <= 128 && value.All(c => char.IsAsciiHexDigit(c) || c == '-'))
            || value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= 6;
    }
}

/// <summary>What two data sets have in common.</summary>
/// <param name="Rows">Rows of the held-out set that were looked for.</param>
/// <param name="Found">Those that stand in the other set too.</param>
/// <param name="Columns">Columns compared.</param>
internal sealed record Overlap(long Rows, long Found, int Columns);
