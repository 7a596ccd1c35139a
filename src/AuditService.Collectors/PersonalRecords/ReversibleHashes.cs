using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
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

    /// <summary>Trials in one space, over all columns of a table: all but sure to undo three of five hundred hashed telephone numbers, whatever the machine.</summary>
    private const long MostTried = 6_000_000;

    /// <summary>Met by no machine that is not overloaded: the count above bounds the work.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(40);

    /// <summary>Hits expected at which a column of that kind is all but sure to have given its three (one chance in thirty of fewer).</summary>
    private const long Enough = 7;

    private const long BareNumbers = 1_000_000;

    private const long MobileNumbers = 200_000_000;

    private static readonly string[] DateForms = ["yyyy-MM-dd", "dd/MM/yyyy", "yyyyMMdd", "ddMMyyyy", "dd-MM-yyyy"];

    private static readonly Space[] Spaces =
    [
        new(new("une date", "a date"), 131 * 365 * 5, Date),
        new(new("un nombre court", "a short number"), BareNumbers + 10_000 + 100_000, Number),
        new(new("un numéro de téléphone français", "a French telephone number"), 2 * MobileNumbers, Phone),
    ];

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
            else if (OfFew(table, column, length.Value, MostTried / hashes.Count, cancellation) is { } few)
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

    private Undone? OfFew(QualityTable table, int column, int length, long mostTried, CancellationToken cancellation)
    {
        var sought = table.Ask($"SELECT DISTINCT substring(lower(trim(c{column})), 1, 16) FROM {QualityTable.Rows} WHERE c{column} IS NOT NULL LIMIT {TriedHashes}", row => row.GetString(0))
            .Select(text => ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var head) ? head : 0).ToFrozenSet();
        var started = time.GetTimestamp();
        Span<byte> candidate = stackalloc byte[32];
        foreach (var space in Spaces)
        {
            var found = new HashSet<ulong>();
            var most = space.Size <= MostTried ? space.Size : Math.Min(mostTried, Enough * space.Size / sought.Count);
            for (var tried = 0L; tried < most; tried++)
            {
                if ((tried & 0xFFFF) == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (time.GetElapsedTime(started) > Budget) break;
                }

                var head = Head(candidate[..space.Write(tried, candidate)], length);
                if (!sought.Contains(head) || !found.Add(head)) continue;
                if (found.Count >= Proof) return new(space.What, tried + 1);
            }
        }

        return null;
    }

    private static ulong Head(ReadOnlySpan<byte> candidate, int length)
    {
        Span<byte> digest = stackalloc byte[32];
#pragma warning disable CA5350, CA5351 // What others wrongly trusted is computed to show that it can be.
        _ = length switch
        {
            32 => MD5.HashData(candidate, digest),
            40 => SHA1.HashData(candidate, digest),
            _ => SHA256.HashData(candidate, digest),
        };
#pragma warning restore CA5350, CA5351
        return BinaryPrimitives.ReadUInt64BigEndian(digest);
    }

    private static int Date(long at, Span<byte> into)
    {
        var day = new DateOnly(1900, 1, 1).AddDays((int)(at / DateForms.Length));
        return day.TryFormat(into, out var written, DateForms[at % DateForms.Length], CultureInfo.InvariantCulture) ? written : 0;
    }

    /// <summary>Bare, then the shorter ones padded to five and six figures: postcodes, numbers of staff and customers.</summary>
    private static int Number(long at, Span<byte> into)
    {
        var (number, form) = at < BareNumbers ? (at, "D1") : at < BareNumbers + 10_000 ? (at - BareNumbers, "D5") : (at - BareNumbers - 10_000, "D6");
        return number.TryFormat(into, out var written, form, CultureInfo.InvariantCulture) ? written : 0;
    }

    /// <summary>Mobile numbers (06, 07), bare and with the country's code, in leaps of a prime, so that any stretch of the walk is spread over all of them.</summary>
    private static int Phone(long at, Span<byte> into)
    {
        const long Leap = 123_456_791;
        var prefix = at % 2 == 0 ? "0"u8 : "+33"u8;
        prefix.CopyTo(into);
        var number = 600_000_000 + (at / 2 * Leap % MobileNumbers);
        return prefix.Length + (number.TryFormat(into[prefix.Length..], out var written, "D9", CultureInfo.InvariantCulture) ? written : 0);
    }

    /// <summary>Things of which there are so few that all, or enough, can be tried.</summary>
    /// <param name="What">What they are.</param>
    /// <param name="Size">How many, in all their forms.</param>
    /// <param name="Write">Writes one as text and tells its length.</param>
    private sealed record Space(LocalizedText What, long Size, Writing Write);

    private delegate int Writing(long at, Span<byte> into);

    private sealed record Undone(LocalizedText What, long Tried)
    {
        public LocalizedText Detail(string algorithm) => new(
            $"{algorithm} sans sel, défait en essayant : c'est {What.Fr} ({Tried.ToString("N0", CultureInfo.InvariantCulture).Replace(',', '\u202F')} essais pour trois valeurs)",
            $"{algorithm} without salt, undone by trying: it is {What.En} ({Tried.ToString("N0", CultureInfo.InvariantCulture)} trials for three values)");
    }
}
