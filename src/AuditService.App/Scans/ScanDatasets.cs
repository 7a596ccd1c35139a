using System.Text.Json;
using AuditService.Collectors.Datasets;
using AuditService.Collectors.Inventory;
using AuditService.Collectors.PersonalData;
using AuditService.Core;
using AuditService.Core.Dossiers;

namespace AuditService.App.Scans;

/// <summary><c>audit scan data</c>: the columns of data files and the personal data in them, never a value.</summary>
public sealed class ScanDatasets(TimeProvider clock, PersonalDataDetector detector)
{
    public Task<DatasetScanResult> RunAsync(IReadOnlyList<string> paths, Language language, CancellationToken cancellation)
    {
        var profiler = new DatasetProfiler(clock, new DatasetLimits(), detector);
        // One file after the other: the profiler already uses all processors, within one bound of memory.
        var datasets = ScannedFiles.Needed(paths, IsDataset)
            .SelectMany(file => profiler.Profile(file.FullPath, file.Path, cancellation))
            .Select(reading => Shown(reading, language))
            .ToList();
        return Task.FromResult(new DatasetScanResult(datasets));
    }

    internal static bool IsDataset(ScannedFiles file)
    {
        using var stream = File.OpenRead(file.FullPath);
        var head = new byte[Math.Min(stream.Length, FileClassifier.HeadBytes)];
        var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return FileClassifier.Classify(file.Path, head.AsSpan(0, read), stream.Length) is { Kind: FileKind.Dataset, SetApart: null };
    }

    private static ScannedDataset Shown(DatasetReading reading, Language language) => new(
        reading.Source,
        reading.Format,
        reading.Profile?.Rows ?? 0,
        reading.Profile?.Complete ?? false,
        (reading.Problem ?? reading.Profile?.Incomplete ?? reading.Profile?.Ragged)?.In(language),
        [
            .. (reading.Profile?.Columns ?? []).Select(column => new ScannedColumn(
                column.Name,
                JsonNamingPolicy.CamelCase.ConvertName(column.Type.ToString()),
                column.Missing + column.DisguisedMissing,
                column.Distinct,
                [.. column.Categories.Select(category => new ScannedCategory(category.Category.Id(), Math.Round(category.Confidence, 3), Math.Round(category.Share, 4), category.Because))],
                [.. column.Dismissed.Select(dismissed => new ScannedDismissal(dismissed.Category.Id(), dismissed.Because))])),
        ],
        reading.Profile?.RaggedRows ?? 0,
        reading.Profile?.LostCells ?? 0,
        reading.Profile?.Estimated?.In(language));
}

public sealed record DatasetScanResult(IReadOnlyList<ScannedDataset> Datasets);

/// <param name="Problem">Why it could not be read, or not to its end, or that rows are ragged; null otherwise.</param>
/// <param name="RaggedRows">Rows with more or fewer cells than the header.</param>
/// <param name="LostCells">Cells with a value beyond the last column, which are in no figure.</param>
/// <param name="Estimated">Which figures are estimated, because the table is large; null where all are exact.</param>
public sealed record ScannedDataset(string Source, string Format, long Rows, bool Complete, string? Problem, IReadOnlyList<ScannedColumn> Columns, long RaggedRows, long LostCells, string? Estimated);

/// <param name="Dismissed">What the column looks like and is not.</param>
public sealed record ScannedColumn(string Name, string Type, long Missing, long Distinct, IReadOnlyList<ScannedCategory> Categories, IReadOnlyList<ScannedDismissal> Dismissed);

/// <param name="Because">Why it is not.</param>
public sealed record ScannedDismissal(string Id, string Because);

public sealed record ScannedCategory(string Id, double Confidence, double Share, string Because);
