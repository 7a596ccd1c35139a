using System.Text.Json;
using AuditService.Core.Dossiers;

namespace AuditService.Collectors.Footprints;

/// <summary>
/// Reads the runs that Weights &amp; Biases left in a dossier: <c>wandb-summary.json</c>, the last value of each metric, with the duration in seconds under
/// <c>_runtime</c> (or <c>_wandb.runtime</c>). Energy is a metric of that name; the power samples are in a binary journal that is not read.
/// </summary>
internal static class WandbRuns
{
    private const string SummaryFile = "wandb-summary.json";
    private const int MostRuns = 500;
    private const long MostBytes = 4 * 1024 * 1024;
    private const int MostDepth = 32;
    private const double SecondsPerHour = 3600;

    /// <summary>The files that are read of the dossier; a copy (<c>latest-run</c>) is read once.</summary>
    public static IReadOnlyList<DossierFile> Files(Dossier dossier) =>
        [.. dossier.Files.Where(file => file.Path == SummaryFile || file.Path.EndsWith("/" + SummaryFile, StringComparison.Ordinal)).DistinctBy(file => file.Sha256, StringComparer.Ordinal).Take(MostRuns + 1)];

    public static IEnumerable<MeasuredRun> Read(IReadOnlyList<DossierFile> files, IContentStore content, ICollection<UnreadMeasurement> unread)
    {
        if (files.Count > MostRuns)
            unread.Add(UnreadMeasurement.TooMany(MeasuringTool.WeightsAndBiases, files[0].Path, MostRuns));
        return files.Select(file => Run(file, content, unread)).OfType<MeasuredRun>();
    }

    private static MeasuredRun? Run(DossierFile file, IContentStore content, ICollection<UnreadMeasurement> unread)
    {
        if (file.Size > MostBytes)
        {
            unread.Add(UnreadMeasurement.TooLarge(MeasuringTool.WeightsAndBiases, file.Path));
            return null;
        }

        try
        {
            using var stream = content.Open(file.Sha256);
            using var summary = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = MostDepth });
            if (summary.RootElement.ValueKind != JsonValueKind.Object)
                return null;
            var (energy, carbon, isFalse) = Measures(summary.RootElement);
            if (isFalse)
            {
                unread.Add(UnreadMeasurement.NoEnergy(MeasuringTool.WeightsAndBiases, file.Path));
                return null;
            }

            var hours = Seconds(summary.RootElement) is { } seconds ? TrackedMetrics.Reasonable(seconds / SecondsPerHour, TrackedMetrics.MostHours) : null;
            return energy is null && hours is null ? null : new(file.Path, 1, MeasuringTool.WeightsAndBiases, energy, energy is null ? null : carbon, hours);
        }
        catch (JsonException)
        {
            unread.Add(UnreadMeasurement.Damaged(MeasuringTool.WeightsAndBiases, file.Path, "ce n'est pas un objet JSON entier", "this is no whole JSON object"));
            return null;
        }
    }

    /// <returns>With whether an energy is written that cannot be one.</returns>
    private static (double? Energy, double? Carbon, bool IsFalse) Measures(JsonElement summary)
    {
        double? energy = null, carbon = null;
        var isFalse = false;
        foreach (var metric in summary.EnumerateObject())
        {
            var value = Number(metric.Value) is { } written ? TrackedMetrics.Reasonable(written, TrackedMetrics.MostKWh) : null;
            if (TrackedMetrics.IsCarbon(metric.Name))
                carbon ??= value;
            if (!TrackedMetrics.IsEnergy(metric.Name))
                continue;
            energy ??= value;
            isFalse |= value is null;
        }

        return (energy, carbon, isFalse);
    }

    private static double? Seconds(JsonElement summary)
    {
        if (summary.TryGetProperty("_wandb", out var own) && own.ValueKind == JsonValueKind.Object && own.TryGetProperty("runtime", out var runtime) && Number(runtime) is { } seconds)
            return seconds;
        return summary.TryGetProperty("_runtime", out var direct) ? Number(direct) : null;
    }

    private static double? Number(JsonElement element) => element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var value) ? value : null;
}
