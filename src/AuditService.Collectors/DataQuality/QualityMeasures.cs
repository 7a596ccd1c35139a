using AuditService.Collectors.Datasets;
using AuditService.Collectors.Datasets.Reading;
using AuditService.Collectors.PersonalData;
using AuditService.Core;

namespace AuditService.Collectors.DataQuality;

/// <summary>
/// Measures quality, re-identification and fairness of data sets, each alone and between one another. Files are loaded into sandboxed databases whose memory
/// is bounded together; what does not fit spills to a private folder. What cannot be read gives a reason, not an exception.
/// </summary>
public sealed class QualityMeasures(TimeProvider time, DatasetLimits limits)
{
    /// <summary>Part of the version of whatever is computed from these measures.</summary>
    public const int Version = 6;

    /// <summary>Sets that are held together to be compared; the others are measured alone.</summary>
    private const int MostTogether = 8;

    private const int LeastMemoryMegabytes = 128;

    private readonly PersonalDataDetector detector = new(time);

    /// <summary>Only what the sets have in common and how they drift.</summary>
    public IReadOnlyList<QualityReading> Between(IReadOnlyList<(string Path, string Source, QualityOptions Options)> files, CancellationToken cancellation) =>
        Measure(files, isAlone: false, cancellation);

    /// <param name="files">Paths on this machine, each with how its author names it and the roles of its columns.</param>
    /// <param name="cancellation">Stops the measuring.</param>
    public IReadOnlyList<QualityReading> Measure(IReadOnlyList<(string Path, string Source, QualityOptions Options)> files, CancellationToken cancellation) =>
        Measure(files, isAlone: true, cancellation);

    /// <summary>Only what sets that are loaded already have in common and how they drift.</summary>
    internal static IReadOnlyList<QualityReading> Between(IReadOnlyList<(LoadedFile File, string Source, QualityOptions Options)> files, CancellationToken cancellation)
    {
        var readings = new List<QualityReading>();
        var open = new List<(int Place, QualityTable Table, ColumnRoles Roles)>();
        foreach (var (file, source, options) in files)
        {
            foreach (var part in file.Parts)
            {
                var (reading, table, roles) = Read(part, source, options, isAlone: false, cancellation);
                readings.Add(reading);
                if (table is not null && roles is not null && open.Count < MostTogether) open.Add((readings.Count - 1, table, roles));
            }
        }

        Compare(open, readings, cancellation);
        return readings;
    }

    /// <summary>The measures of each table of a file that is loaded already.</summary>
    internal static IReadOnlyList<QualityReading> Measure(LoadedFile file, string source, QualityOptions options, CancellationToken cancellation) =>
        [.. file.Parts.Select(part => Read(part, source, options, isAlone: true, cancellation).Reading)];

    private IReadOnlyList<QualityReading> Measure(IReadOnlyList<(string Path, string Source, QualityOptions Options)> files, bool isAlone, CancellationToken cancellation)
    {
        var together = files.Count > 1 ? limits with { MemoryMegabytes = Math.Max(LeastMemoryMegabytes, limits.MemoryMegabytes / Math.Min(files.Count, MostTogether)) } : limits;
        var readings = new List<QualityReading>();
        var open = new List<(int Place, QualityTable Table, ColumnRoles Roles)>();
        var held = new List<LoadedFile>();
        try
        {
            foreach (var (path, source, options) in files)
            {
                var file = LoadedFile.Load(path, together, time, detector, cancellation);
                held.Add(file);
                foreach (var part in file.Parts)
                {
                    var (reading, table, roles) = Read(part, source, options, isAlone, cancellation);
                    readings.Add(reading);
                    if (table is not null && roles is not null && files.Count > 1 && open.Count < MostTogether) open.Add((readings.Count - 1, table, roles));
                    else part.Table?.Dispose();
                }
            }

            Compare(open, readings, cancellation);
        }
        finally
        {
            foreach (var file in held) file.Dispose();
        }

        return readings;
    }

    private static (QualityReading Reading, QualityTable? Table, ColumnRoles? Roles) Read(LoadedPart part, string source, QualityOptions options, bool isAlone, CancellationToken cancellation)
    {
        if (part.Table is null) return (new(part.Named(source), Quality: null, part.Problem, [], [], []), null, null);
        var table = new QualityTable(part.Named(source), part.Table);
        try
        {
            var notes = new List<LocalizedText>();
            var roles = ColumnRoles.Of(table, options, notes);
            return (new(table.Source, isAlone ? Alone(table, options, roles, notes, cancellation) : null, table.Incomplete, table.Columns, [], []), table, roles);
        }
        catch (Exception exception) when (DatasetFile.IsDamage(exception))
        {
            return (new(table.Source, Quality: null, DatasetProblems.Unreadable(exception), table.Columns, [], []), null, null);
        }
    }

    private static DatasetQuality Alone(QualityTable table, QualityOptions options, ColumnRoles assigned, List<LocalizedText> notes, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        int?[] outcomes = [assigned.Label, assigned.Prediction];
        // Labels come from what annotators say: that this tells them is no leak.
        List<int> leftOut = [.. outcomes.OfType<int>(), .. options.Annotations.Select(table.Find).OfType<int>()];
        IReadOnlyList<FeatureAuc> leakage = assigned.Label is { } label ? FeatureRanking.Of(table, label, leftOut, notes) : [];
        cancellation.ThrowIfCancellationRequested();
        IReadOnlyList<FeatureAuc> proxies = assigned.Protected is { } of && table.Distinct(of) <= 50 ? FeatureRanking.Of(table, of, leftOut, notes) : [];
        cancellation.ThrowIfCancellationRequested();
        if (table.RaggedRows > 0) notes.Add(DatasetProblems.Ragged(table.RaggedRows, table.LostCells));
        // What several measures read is worked out once, before they are taken side by side.
        SideBySide.Each(table.Indices, i => table.Distinct(i));
        if (table.Columns.Count > 0) table.Signs(0);
        var (duplicates, near) = (0L, 0L);
        AnonymityFigures? anonymity = null;
        IReadOnlyList<RareValues> rare = [];
        IReadOnlyList<OutlierFigures> outliers = [];
        IReadOnlyList<Inconsistency> inconsistencies = [];
        SideBySide.Do(
            () => duplicates = table.DuplicateRows,
            () => anonymity = KAnonymity.Measure(table, assigned),
            () => near = ColumnShape.NearDuplicates(table),
            () => outliers = ColumnShape.Outliers(table),
            () => inconsistencies = Consistency.Measure(table),
            () => rare = ColumnShape.Rare(table, assigned));
        cancellation.ThrowIfCancellationRequested();
        return new(
            table.Count,
            duplicates,
            near,
            table.DuplicatesTell,
            ByColumn<double?>(table, i => table.Count == 0 ? null : 1 - ((double)table.Missing(i) / table.Count)),
            ByColumn(table, table.Signs),
            ByColumn(table, table.Invalid),
            assigned.In(table),
            anonymity,
            rare,
            outliers,
            ColumnShape.Impossible(table),
            inconsistencies,
            ColumnShape.QuasiConstant(table),
            ColumnShape.HighCardinality(table, assigned),
            ColumnShape.Balance(table, assigned),
            leakage,
            proxies,
            Fairness.Measure(table, assigned, notes),
            Fairness.MissingnessGaps(table, assigned),
            Annotation.Agreement(table, options),
            Consistency.AfterDecision(table, options),
            notes)
        {
            Constant = table.Count < 2 ? [] : [.. table.Indices.Where(i => table.Distinct(i) == 1 && table.Missing(i) == 0).Select(i => table.Columns[i])],
            RaggedRows = table.RaggedRows,
            LostCells = table.LostCells,
            Estimated = table.Estimated,
        };
    }

    private static void Compare(List<(int Place, QualityTable Table, ColumnRoles Roles)> open, List<QualityReading> readings, CancellationToken cancellation)
    {
        for (var i = 0; i < open.Count; i++)
        {
            for (var j = i + 1; j < open.Count; j++)
            {
                cancellation.ThrowIfCancellationRequested();
                var (first, second) = (open[i], open[j]);
                if (first.Table.Count == 0 || second.Table.Count == 0) continue;
                var (ofFirst, ofSecond) = BetweenSets.Contamination(first.Table, first.Roles, second.Table, second.Roles);
                readings[first.Place] = readings[first.Place] with { Contamination = [.. readings[first.Place].Contamination, ofFirst] };
                readings[second.Place] = readings[second.Place] with
                {
                    Contamination = [.. readings[second.Place].Contamination, ofSecond],
                    Drift = [.. readings[second.Place].Drift, BetweenSets.DriftOf(first.Table, second.Table)],
                };
            }
        }
    }

    private static Dictionary<string, T> ByColumn<T>(QualityTable table, Func<int, T> of) => table.Indices.ToDictionary(i => table.Columns[i], of, StringComparer.Ordinal);
}
