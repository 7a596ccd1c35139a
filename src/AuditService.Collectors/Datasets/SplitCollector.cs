using AuditService.Collectors.Datasets.Reading;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Datasets;

/// <summary>
/// Looks for the rows of test and validation sets among those of the training sets of the same dossier. What a set is for is declared, or told by its
/// name; where no training set is named, sets without a stated use that share columns stand for it.
/// </summary>
internal sealed class SplitCollector(TimeProvider time, DatasetShelf? shelf = null) : IFactCollector
{
    private const string HeldOutSets = "quality.heldOutSets";
    private const string TestRows = "quality.testRowsInTraining";

    private readonly DatasetShelf shelf = shelf ?? new(time);

    public CollectorIdentity Identity { get; } = new("splits", 3);

    public IReadOnlyCollection<string> States { get; } = [HeldOutSets, TestRows];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        var declared = context.Dossier.Manifest.DataSets.Where(entry => entry.Path is not null).GroupBy(entry => entry.Path!, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First().Use, StringComparer.Ordinal);
        var sets = context.Dossier.Of(FileKind.Dataset)
            .Where(file => file.Nature.SetApart is null && DatasetCollector.Reads(file, context.Settings))
            .Select(file => new UsedSet(file, DataSetUse.Of(declared.GetValueOrDefault(file.Path), file.Path)))
            .ToList();
        var input = string.Join('\n', sets.Select(set => $"{set.File.Path}|{set.File.Sha256}|{string.Join(',', set.Uses)}"));
        yield return new("splits", input, [], cancellation => Task.Run(() => State(sets, context, cancellation), cancellation));
    }

    private IReadOnlyList<Fact> State(IReadOnlyList<UsedSet> sets, CollectionContext context, CancellationToken cancellation)
    {
        var heldOut = sets.Where(set => DataSetUse.IsHeldOut(set.Uses)).ToList();
        var sightings = new List<Observation>();
        Unavailability? open = null;
        foreach (var set in heldOut)
        {
            var compared = 0;
            foreach (var other in LearntFrom(set, sets))
            {
                if (Compare(set.File, other.File, context, cancellation) is not { } overlap)
                    continue;
                compared++;
                if (overlap.Found > 0)
                    sightings.Add(Sighting(set.File, other.File, overlap));
            }

            if (compared == 0)
            {
                open ??= new(UnavailableBecause.NotFound, new(
                    $"{set.File.Path} : aucun jeu d'entraînement lisible n'a assez de colonnes communes pour comparer les lignes", $"{set.File.Path}: no readable training set shares enough columns to compare rows"));
            }
        }

        var provenance = new Provenance(Identity, EvidenceGrade.MachineChecked);
        return
        [
            Fact.Known(Subject.Dossier, HeldOutSets, new TextListValue([.. heldOut.Select(set => set.File.Path)]), provenance),
            open is not null && sightings.Count == 0
                ? Fact.Unavailable(Subject.Dossier, TestRows, open, provenance)
                : Fact.Known(Subject.Dossier, TestRows, new ObservationsValue([.. sightings.Take(context.Settings.MaximumObservations)], sightings.Count), provenance),
        ];
    }

    /// <summary>The training sets; without any, those whose use nobody states.</summary>
    private static IReadOnlyList<UsedSet> LearntFrom(UsedSet heldOut, IReadOnlyList<UsedSet> sets)
    {
        var training = sets.Where(set => set != heldOut && set.Uses.Contains(DataSetUse.Training, StringComparer.Ordinal)).ToList();
        return training.Count > 0 ? training : [.. sets.Where(set => set != heldOut && set.Uses.Count == 0)];
    }

    /// <summary>Null when the two cannot be compared; why a file cannot be read is told by the facts of that data set.</summary>
    private Overlap? Compare(DossierFile heldOut, DossierFile other, CollectionContext context, CancellationToken cancellation)
    {
        try
        {
            return shelf.LookAtRows(
                [context.Content.PathOf(heldOut.Sha256), context.Content.PathOf(other.Sha256)],
                shelf.Limits,
                files => Main(files[0]) is { } rows && Main(files[1]) is { } others ? new RowOverlap(time, shelf.Limits).Compare(rows, others, cancellation) : null,
                cancellation);
        }
        catch (Exception exception) when (DatasetFile.IsDamage(exception))
        {
            return null;
        }
    }

    private static IRowReader? Main(IReadOnlyList<IRowReader> tables) => tables.FirstOrDefault(table => table.Columns.Count > 0);

    private static Observation Sighting(DossierFile heldOut, DossierFile other, Overlap overlap) => new(Location.File(heldOut.Path), Detail: new(
        $"{overlap.Found} lignes sur {overlap.Rows} figurent aussi dans {other.Path} ({Compared(overlap.Columns, "colonne commune comparée", "colonnes communes comparées")})",
        $"{overlap.Found} rows of {overlap.Rows} are in {other.Path} too ({Compared(overlap.Columns, "shared column compared", "shared columns compared")})"));

    private static string Compared(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";

    private sealed record UsedSet(DossierFile File, IReadOnlyList<string> Uses);
}
