using AuditService.Collectors.DataQuality;
using AuditService.Collectors.Datasets;
using AuditService.Core;

namespace AuditService.App.Scans;

/// <summary><c>audit scan quality</c>: quality, re-identification and fairness of data files, each alone and between one another.</summary>
public sealed class ScanQuality(TimeProvider clock)
{
    /// <exception cref="AuthorMistakesException">A column that no file has, or no file.</exception>
    public Task<QualityScanResult> RunAsync(IReadOnlyList<string> paths, QualityOptions options, Language language, CancellationToken cancellation)
    {
        var files = ScannedFiles.Needed(paths, ScanDatasets.IsDataset).Select(file => (file.FullPath, file.Path, options)).ToList();
        var readings = new QualityMeasures(clock, new DatasetLimits()).Measure(files, cancellation);
        RequireColumns(readings, options);
        return Task.FromResult(new QualityScanResult([.. readings.Select(reading => Shown(reading, language))]));
    }

    private static void RequireColumns(IReadOnlyList<QualityReading> readings, QualityOptions options)
    {
        var read = readings.Where(reading => reading.Quality is not null).ToList();
        if (read.Count == 0) return;
        var known = read.SelectMany(reading => reading.Columns).Select(column => column.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unknown = options.Quasi.Append(options.Label).Append(options.Prediction).Append(options.Protected).OfType<string>().Where(name => !known.Contains(name.Trim())).Distinct(StringComparer.Ordinal).ToList();
        // Accents may be left out too: only what no set found under any spelling is a mistake.
        unknown.RemoveAll(name => !read.TrueForAll(reading => reading.Quality!.Notes.Any(note => note.En.Contains($"\"{name}\" is not in this set", StringComparison.Ordinal))));
        if (unknown.Count > 0)
            throw new AuthorMistakesException([.. unknown.Select(name => new AuthorProblem(new(read[0].Source, 1, 1), $"Aucun jeu n'a de colonne « {name} ».", $"No data set has a column \"{name}\"."))]);
    }

    private static ScannedQuality Shown(QualityReading reading, Language language)
    {
        var quality = reading.Quality;
        return new(
            reading.Source,
            quality?.Rows ?? 0,
            quality is not null && reading.Problem is null,
            (reading.Problem ?? quality?.Ragged)?.In(language),
            quality?.DuplicateRows ?? 0,
            quality?.NearDuplicateRows ?? 0,
            quality?.Completeness ?? new Dictionary<string, double?>(StringComparer.Ordinal),
            quality?.DisguisedMissing ?? new Dictionary<string, long>(StringComparer.Ordinal),
            quality?.InvalidValues ?? new Dictionary<string, long>(StringComparer.Ordinal),
            quality?.Roles,
            quality?.KAnonymity,
            quality?.RareValues ?? [],
            quality?.Outliers ?? [],
            quality?.Impossible ?? [],
            quality?.Inconsistencies ?? [],
            quality?.QuasiConstant ?? [],
            quality?.HighCardinality ?? [],
            quality?.Imbalance,
            quality?.Leakage ?? [],
            quality?.Proxies ?? [],
            quality?.Fairness,
            quality?.MissingnessGaps ?? [],
            reading.Contamination,
            reading.Drift,
            [.. (quality?.Notes ?? []).Concat(quality?.Estimated is { } estimated ? [estimated] : []).Select(note => note.In(language))],
            quality?.RaggedRows ?? 0,
            quality?.LostCells ?? 0);
    }
}

public sealed record QualityScanResult(IReadOnlyList<ScannedQuality> Datasets);

/// <summary>The published names; what each means is told where it is measured.</summary>
/// <param name="Complete">False when the file was not read to its end.</param>
/// <param name="Problem">Why, or that rows are ragged; null otherwise.</param>
/// <param name="RaggedRows">Rows with more or fewer cells than the header.</param>
/// <param name="LostCells">Cells with a value beyond the last column, which are in no figure.</param>
public sealed record ScannedQuality(
    string Source,
    long Rows,
    bool Complete,
    string? Problem,
    long DuplicateRows,
    long NearDuplicateRows,
    IReadOnlyDictionary<string, double?> Completeness,
    IReadOnlyDictionary<string, long> DisguisedMissing,
    IReadOnlyDictionary<string, long> InvalidValues,
    AssignedRoles? Roles,
    AnonymityFigures? KAnonymity,
    IReadOnlyList<RareValues> RareValues,
    IReadOnlyList<OutlierFigures> Outliers,
    IReadOnlyList<ColumnCount> Impossible,
    IReadOnlyList<Inconsistency> Inconsistencies,
    IReadOnlyList<string> QuasiConstant,
    IReadOnlyList<string> HighCardinality,
    ClassBalance? Imbalance,
    IReadOnlyList<FeatureAuc> Leakage,
    IReadOnlyList<FeatureAuc> Proxies,
    FairnessFigures? Fairness,
    IReadOnlyList<MissingnessGap> MissingnessGaps,
    IReadOnlyList<Contamination> Contamination,
    IReadOnlyList<Drift> Drift,
    IReadOnlyList<string> Notes,
    long RaggedRows,
    long LostCells);
