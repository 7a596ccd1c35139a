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
        return Task.FromResult(new QualityScanResult([.. readings.Select(reading => new ScannedQuality(reading, language))]));
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
}

public sealed record QualityScanResult(IReadOnlyList<ScannedQuality> Datasets);

/// <summary>The measures of one table as they are published: those of <see cref="DatasetQuality"/>, each told where it is measured, with what only the scan says.</summary>
public sealed record ScannedQuality : DatasetQuality
{
    public ScannedQuality(QualityReading reading, Language language)
        : base(reading.Quality ?? None)
    {
        Source = reading.Source;
        Complete = reading.Quality is not null && reading.Problem is null;
        Problem = (reading.Problem ?? Ragged)?.In(language);
        Contamination = reading.Contamination;
        Drift = reading.Drift;
        Notes = [.. base.Notes.Concat(Estimated is { } estimated ? [estimated] : []).Select(note => note.In(language))];
    }

    public string Source { get; init; }

    /// <summary>False when the file was not read to its end.</summary>
    public bool Complete { get; init; }

    /// <summary>Why, or that rows are ragged; null otherwise.</summary>
    public string? Problem { get; init; }

    /// <summary>Against each of the other files.</summary>
    public IReadOnlyList<Contamination> Contamination { get; init; }

    /// <summary>From each file named before.</summary>
    public IReadOnlyList<Drift> Drift { get; init; }

    /// <summary>What was guessed, estimated or could not be measured, in the language of the reader.</summary>
    public new IReadOnlyList<string> Notes { get; init; }
}
