using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AuditService.Collectors.DataQuality;
using AuditService.Collectors.PersonalData.Columns;
using AuditService.Core;

namespace AuditService.Collectors.PersonalRecords;

/// <summary>
/// Columns of hashes that anybody can undo (RGPD art. 4(5); WP216, 4.1): the hash of another column of the row, or of something of which there are so few that
/// all can be tried: dates, French telephone numbers, short numbers. It is tried, with MD5, SHA-1 and SHA-256 without salt, and what is found is counted, never kept.
/// </summary>
/// <remarks>
/// A salted or keyed hash withstands, and so does the hash of something long. The space of telephone numbers is walked in part, in leaps over all of it, until as
/// many hits as chance cannot give are met or the budget is spent: a column of few hashes may escape, one of thousands does not.
/// </remarks>
internal sealed class ReversibleHashes(TimeProvider time)
{
    private const int LeastHashes = 3;

    private const int MostColumns = 4;

    private const int MostOthers = 60;

    private const int ComparedRows = 5_000;

    private const int TriedHashes = 20_000;

    /// <summary>Hits that prove it: with hashes of 128 bits and more not one comes by chance; a second and third show that it is no single leak.</summary>
    private const int Proof = 3;

    /// <summary>Trials in one space: enough to undo three of sixty hashed telephone numbers, whatever the machine.</summary>
    private const long MostTried = 20_000_000;

    /// <summary>Met by no machine that is not overloaded: the count above bounds the work.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(40);

    private static readonly FrozenDictionary<int, (string Name, string Sql)> Algorithms = new Dictionary<int, (string, string)>
    {
        [32] = ("MD5", "md5"),
        [40] = ("SHA-1", "sha1"),
        [64] = ("SHA-256", "sha256"),
    }.ToFrozenDictionary();

    public IEnumerable<ColumnFinding> Find(QualityTable table, CancellationToken cancellation)
    {
        var hashes = table.Indices.Select(i => (Column: i, Length: HashLength(table, i))).Where(hash => hash.Length is not null).Take(MostColumns).ToList();
        foreach (var (column, length) in hashes)
        {
            cancellation.ThrowIfCancellationRequested();
            var (name, sql) = Algorithms[length!.Value];
            if (OfAnother(table, column, sql, [.. hashes.Select(hash => hash.Column)]) is { } other)
                yield return new(table.Columns[column], new($"{name} sans sel de la colonne « {other} » : recalculé et retrouvé", $"{name} without salt of the column \"{other}\": computed anew and found"));
            else if (OfFew(table, column, length.Value, cancellation) is { } few)
                yield return new(table.Columns[column], few.Detail(name));
        }
    }

    /// <summary>Hexadecimal digests of one length, of which not all rows have the same.</summary>
    private static int? HashLength(QualityTable table, int column)
    {
        if (table.Type(column) != ColumnType.Text || table.Distinct(column) < LeastHashes) return null;
        var (values, shortest, longest) = table.Ask(
            $"SELECT count(*), coalesce(min(length(v)), 0), coalesce(max(length(v)), 0) FROM (SELECT trim(c{column}) AS v FROM {QualityTable.Rows} WHERE c{column} IS NOT NULL) WHERE regexp_full_match(v, '[0-9a-fA-F]+')",
            row => (row.GetInt64(0), (int)row.GetInt64(1), (int)row.GetInt64(2)))[0];
        return shortest == longest && Algorithms.ContainsKey(shortest) && values >= 0.9 * (table.Count - table.Missing(column)) ? shortest : null;
    }

    /// <summary>The column whose trimmed, lower-case, upper-case or unspaced values give the hashes; null when none does.</summary>
    private static string? OfAnother(QualityTable table, int column, string function, IReadOnlyList<int> hashes)
    {
        var stride = Math.Max(1, (table.Count + ComparedRows - 1) / ComparedRows);
        foreach (var other in table.Indices.Where(i => !hashes.Contains(i) && table.Distinct(i) >= LeastHashes).Take(MostOthers))
        {
            var value = $"trim(c{other})";
            string[] forms = [$"c{other}", value, $"lower({value})", $"upper({value})", $"regexp_replace({value}, '[ .-]', '', 'g')", $"strip_accents(lower({value}))"];
            var hits = string.Join(" OR ", forms.Select(form => $"lower(trim(c{column})) = {function}({form})"));
            var (compared, found) = table.Ask(
                $"SELECT count(*), count(DISTINCT c{column}) FILTER ({hits}) FROM {QualityTable.Rows} WHERE rowid % {stride} = 0 AND c{column} IS NOT NULL AND c{other} IS NOT NULL",
                row => (row.GetInt64(0), row.GetInt64(1)))[0];
            if (found >= LeastHashes && 10 * found >= Math.Min(compared, table.Distinct(column))) return table.Columns[other];
        }

        return null;
    }

    private Undone? OfFew(QualityTable table, int column, int length, CancellationToken cancellation)
    {
        var sought = table.Ask($"SELECT DISTINCT substring(lower(trim(c{column})), 1, 16) FROM {QualityTable.Rows} WHERE c{column} IS NOT NULL LIMIT {TriedHashes}", row => row.GetString(0))
            .Select(text => ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var head) ? head : 0).ToFrozenSet();
        var started = time.GetTimestamp();
        foreach (var space in Spaces())
        {
            var (tried, found) = (0L, new HashSet<ulong>());
            foreach (var candidate in space.Candidates)
            {
                if ((++tried & 0xFFFF) == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (tried >= MostTried || time.GetElapsedTime(started) > Budget) break;
                }

                var head = Head(candidate, length);
                if (!sought.Contains(head) || !found.Add(head)) continue;
                if (found.Count >= Proof) return new(space.What, tried);
            }
        }

        return null;
    }

    private static ulong Head(string candidate, int length)
    {
        Span<byte> bytes = stackalloc byte[32];
        Span<byte> digest = stackalloc byte[32];
        var text = bytes[..Encoding.ASCII.GetBytes(candidate, bytes)];
#pragma warning disable CA5350, CA5351 // What others wrongly trusted is computed to show that it can be.
        _ = length switch
        {
            32 => MD5.HashData(text, digest),
            40 => SHA1.HashData(text, digest),
            _ => SHA256.HashData(text, digest),
        };
#pragma warning restore CA5350, CA5351
        return BinaryPrimitives.ReadUInt64BigEndian(digest);
    }

    private static IEnumerable<(LocalizedText What, IEnumerable<string> Candidates)> Spaces()
    {
        yield return (new("une date", "a date"), Dates());
        yield return (new("un nombre court", "a short number"), Numbers());
        yield return (new("un numéro de téléphone français", "a French telephone number"), Phones());
    }

    private static IEnumerable<string> Dates()
    {
        string[] forms = ["yyyy-MM-dd", "dd/MM/yyyy", "yyyyMMdd", "ddMMyyyy", "dd-MM-yyyy"];
        for (var day = new DateOnly(1900, 1, 1); day.Year < 2031; day = day.AddDays(1))
        {
            foreach (var form in forms) yield return day.ToString(form, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Up to a million, bare and padded: postcodes, staff and customer numbers.</summary>
    private static IEnumerable<string> Numbers()
    {
        for (var i = 0; i < 1_000_000; i++)
        {
            yield return i.ToString(CultureInfo.InvariantCulture);
            if (i < 100_000) yield return i.ToString("D5", CultureInfo.InvariantCulture);
            yield return i.ToString("D6", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Mobile numbers (06, 07) in leaps of a prime, so that any stretch of the walk is spread over all of them.</summary>
    private static IEnumerable<string> Phones()
    {
        const long Space = 200_000_000;
        const long Leap = 123_456_791;
        var at = 0L;
        for (var i = 0L; i < Space; i++)
        {
            at = (at + Leap) % Space;
            var national = (600_000_000 + at).ToString("D9", CultureInfo.InvariantCulture);
            yield return "0" + national;
            yield return "+33" + national;
        }
    }

    private sealed record Undone(LocalizedText What, long Tried)
    {
        public LocalizedText Detail(string algorithm) => new(
            $"{algorithm} sans sel, défait en essayant : c'est {What.Fr} ({Tried.ToString("N0", CultureInfo.InvariantCulture).Replace(',', '\u202F')} essais pour trois valeurs)",
            $"{algorithm} without salt, undone by trying: it is {What.En} ({Tried.ToString("N0", CultureInfo.InvariantCulture)} trials for three values)");
    }
}
