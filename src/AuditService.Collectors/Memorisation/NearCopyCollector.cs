using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AuditService.Collectors.Datasets;
using AuditService.Collectors.Datasets.Reading;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Memorisation;

/// <summary>
/// Compares the sets that are announced as synthetic with the real sets of the dossier (CNIL fiche IA 6): a generator that copies its rows protects nobody.
/// A copy is equal in all shared columns, a near copy in all but one. Only hashes are held.
/// </summary>
/// <remarks>Where real rows are hardly different from one another over the shared columns, equality is chance and says nothing.</remarks>
internal sealed class NearCopyCollector(TimeProvider time, DatasetShelf? shelf = null) : IFactCollector
{
    private const string Announced = "dataset.announcedSynthetic";
    private const string Copies = "dataset.nearCopies";
    private const int MaximumRows = 50_000;
    private const int MaximumColumns = 40;
    private const int LeastColumns = 4;

    /// <summary>Real rows that have no twin among the real rows, below which nothing is concluded.</summary>
    private const double LeastVariety = 0.9;

    /// <summary>Near copies happen by chance now and then: fewer are not told.</summary>
    private const double LeastNearShare = 0.01;

    private static readonly BoundedRegex Synthetic = new(@"synth[ée]ti|synthetic|\bsynth\b|_synth|synth_", RegexOptions.IgnoreCase);
    private static readonly BoundedRegex Negated = new(@"\b(pas|non|sans|aucune?|not|no|never)\b.{0,30}synth", RegexOptions.IgnoreCase);

    private readonly DatasetShelf shelf = shelf ?? new(time);

    public CollectorIdentity Identity { get; } = new("near-copies", 1);

    public IReadOnlyCollection<string> States { get; } = [Announced, Copies];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        var sets = context.Dossier.Of(FileKind.Dataset).Select(file => (File: file, IsSynthetic: IsAnnounced(file, context.Dossier))).ToList();
        var real = sets.Where(set => !set.IsSynthetic && DatasetCollector.Reads(set.File, context.Settings)).Select(set => set.File).ToList();
        foreach (var (file, isSynthetic) in sets)
        {
            var subject = new Subject(SubjectKind.Dataset, file.Path);
            var input = $"{file.Sha256}|{isSynthetic}|{context.Settings.MaximumFile}|{(isSynthetic ? string.Join('|', real.Select(other => $"{other.Path}:{other.Sha256}")) : "")}";
            yield return new(file.Path, input, [subject], cancellation => Task.Run(() => State(subject, file, isSynthetic, real, context, cancellation), cancellation));
        }
    }

    private static bool IsAnnounced(DossierFile file, Dossier dossier)
    {
        var entry = dossier.Manifest.DataSets.FirstOrDefault(set => set.Path == file.Path);
        return new[] { file.Path, entry?.Origin, entry?.Description, entry?.Use }.OfType<string>().Any(text => Synthetic.IsMatch(text) && !Negated.IsMatch(text));
    }

    private IReadOnlyList<Fact> State(Subject subject, DossierFile file, bool isSynthetic, IReadOnlyList<DossierFile> real, CollectionContext context, CancellationToken cancellation)
    {
        var provenance = new Provenance(Identity, EvidenceGrade.MachineChecked, Location.File(file.Path));
        var announced = Fact.Known(subject, Announced, new BooleanValue(isSynthetic), provenance);
        if (!isSynthetic)
            return [announced];
        var sightings = new List<Observation>();
        var compared = 0;
        var started = time.GetTimestamp();
        foreach (var other in real)
        {
            if (time.GetElapsedTime(started) > context.Settings.StepTimeout / 2)
                break;
            if (Compare(file, other, context, cancellation) is not { } overlap)
                continue;
            compared++;
            if (overlap.Copies > 0 || overlap.Near >= Math.Max(2, LeastNearShare * overlap.Rows))
            {
                sightings.Add(new(Location.InDataset(file.Path), $"{overlap.Copies} + {overlap.Near}", new(
                    $"{overlap.Copies} lignes égales à une ligne de {other.Path}, et {overlap.Near} égales sauf sur une colonne, sur {overlap.Rows} ({overlap.Columns} colonnes comparées)",
                    $"{overlap.Copies} rows equal to a row of {other.Path}, and {overlap.Near} equal but for one column, of {overlap.Rows} ({overlap.Columns} columns compared)")));
            }
        }

        return
        [
            announced,
            compared == 0
                ? Fact.Unavailable(subject, Copies, new(UnavailableBecause.NotFound, new("aucun jeu réel du dossier n'a assez de colonnes communes, ou de lignes distinctes, pour être comparé", "no real set of the dossier has enough shared columns, or distinct rows, to be compared")), provenance)
                : Fact.Known(subject, Copies, new ObservationsValue(sightings), provenance),
        ];
    }

    private CopyCount? Compare(DossierFile synthetic, DossierFile real, CollectionContext context, CancellationToken cancellation)
    {
        try
        {
            return shelf.LookAtRows(
                [context.Content.PathOf(synthetic.Sha256), context.Content.PathOf(real.Sha256)],
                new DatasetLimits { MaximumRows = MaximumRows },
                files => Main(files[0]) is { } first && Main(files[1]) is { } second ? Compare(first, second, cancellation) : null,
                cancellation);
        }
        catch (Exception damage) when (DatasetFile.IsDamage(damage))
        {
            return null;
        }
    }

    private static IRowReader? Main(IReadOnlyList<IRowReader> tables) => tables.FirstOrDefault(table => table.Columns.Count > 0);

    private static CopyCount? Compare(IRowReader synthetic, IRowReader real, CancellationToken cancellation)
    {
        var shared = new List<(int Synthetic, int Real)>();
        for (var i = 0; i < synthetic.Columns.Count && shared.Count < MaximumColumns; i++)
        {
            var name = synthetic.Columns[i].Trim();
            var place = real.Columns.ToList().FindIndex(column => string.Equals(column.Trim(), name, StringComparison.OrdinalIgnoreCase));
            if (place >= 0)
                shared.Add((i, place));
        }

        if (shared.Count < LeastColumns)
            return null;
        var originals = Prints(real, [.. shared.Select(pair => pair.Real)], cancellation);
        var made = Prints(synthetic, [.. shared.Select(pair => pair.Synthetic)], cancellation);
        // A row's own number is given anew by any generator: it tells nothing.
        var told = Enumerable.Range(0, shared.Count).Where(i => !originals.IsCounter[i] && !made.IsCounter[i]).ToArray();
        if (told.Length < LeastColumns || made.Rows.Count == 0 || originals.Rows.Count == 0)
            return null;

        var whole = originals.Rows.Select(row => Sum(row, told)).ToHashSet();
        if (whole.Count < LeastVariety * originals.Rows.Count)
            return null;
        var near = new Dictionary<int, HashSet<ulong>>();
        foreach (var left in told)
        {
            var partial = originals.Rows.Select(row => unchecked(Sum(row, told) - row[left])).ToHashSet();
            // Without this column the real rows are no longer told apart: to be equal then is no copy.
            if (partial.Count >= LeastVariety * originals.Rows.Count)
                near.Add(left, partial);
        }

        int copies = 0, almost = 0;
        foreach (var row in made.Rows)
        {
            var sum = Sum(row, told);
            if (whole.Contains(sum))
                copies++;
            else if (near.Any(view => view.Value.Contains(unchecked(sum - row[view.Key]))))
                almost++;
        }

        return new(made.Rows.Count, copies, almost, told.Length);
    }

    private static ulong Sum(ulong[] row, int[] columns)
    {
        var sum = 0UL;
        foreach (var column in columns)
            sum = unchecked(sum + row[column]);
        return sum;
    }

    private static (List<ulong[]> Rows, bool[] IsCounter) Prints(IRowReader table, int[] columns, CancellationToken cancellation)
    {
        var rows = new List<ulong[]>();
        var distinct = Array.ConvertAll(columns, _ => new HashSet<long>());
        var isNumbered = Array.ConvertAll(columns, _ => true);
        foreach (var row in table.Rows().Take(MaximumRows))
        {
            cancellation.ThrowIfCancellationRequested();
            var prints = new ulong[columns.Length];
            for (var i = 0; i < columns.Length; i++)
            {
                var value = row[columns[i]]?.Trim() ?? "";
                prints[i] = Print(i, value);
                if (isNumbered[i])
                    isNumbered[i] = long.TryParse(value.TrimStart('C', 'P', 'S', 'I', 'D', '-', '_'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && distinct[i].Add(number);
            }

            rows.Add(prints);
        }

        var isCounter = new bool[columns.Length];
        for (var i = 0; i < columns.Length; i++)
            isCounter[i] = isNumbered[i] && rows.Count > 1 && distinct[i].Max() - distinct[i].Min() < 1.1 * rows.Count;
        return (rows, isCounter);
    }

    /// <summary>The place of the column is part of it: sums of prints then tell rows apart whatever their order of columns.</summary>
    private static ulong Print(int column, string value)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{column}\0{value}"), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    private sealed record CopyCount(int Rows, int Copies, int Near, int Columns);
}
