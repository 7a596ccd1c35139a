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
        [.. dossier.Files.Where(file => file.Path == SummaryFile || file.Path.EndsWith("/" + SummaryFile, StringComparison.Ordinal)).DistinctBy(file => file.Sha256, StringComparer.Ordinal).Take(MostRuns)];

    public static IEnumerable<MeasuredRun> Read(IReadOnlyList<DossierFile> files, IContentStore content) => files.Select(file => Run(file, content)).OfType<MeasuredRun>();

    private static MeasuredRun? Run(DossierFile file, IContentStore content)
    {
        if (file.Size > MostBytes)
            return null;
        try
        {
            using var stream = content.Open(file.Sha256);
            using var summary = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = MostDepth });
            if (summary.RootElement.ValueKind != JsonValueKind.Object)
                return null;
            var (energy, carbon) = Measures(summary.RootElement);
            var hours = Seconds(summary.RootElement) is { } seconds ? TrackedMetrics.Reasonable(seconds / SecondsPerHour, TrackedMetrics.MostHours) : null;
            return energy is null && hours is null ? null : new(file.Path, 1, MeasuringTool.WeightsAndBiases, energy, energy is null ? null : carbon, hours);
        }
        catch (JsonException)
        {
            // Not what the tool writes: no measurement, and the other senses tell of a file that cannot be read.
            return null;
        }
    }

    private static (double? Energy, double? Carbon) Measures(JsonElement summary)
    {
        double? energy = null, carbon = null;
        foreach (var metric in summary.EnumerateObject())
        {
            if (Number(metric.Value) is not { } value)
                continue;
            if (TrackedMetrics.IsEnergy(metric.Name))
                energy ??= TrackedMetrics.Reasonable(value, TrackedMetrics.MostKWh);
            else if (TrackedMetrics.IsCarbon(metric.Name))
                carbon ??= TrackedMetrics.Reasonable(value, TrackedMetrics.MostKWh);
        }

        return (energy, carbon);
    }

    private static double? Seconds(JsonElement summary)
    {
        if (summary.TryGetProperty("_wandb", out var own) && own.ValueKind == JsonValueKind.Object && own.TryGetProperty("runtime", out var runtime) && Number(runtime) is { } seconds)
            return seconds;
        return summary.TryGetProperty("_runtime", out var direct) ? Number(direct) : null;
    }

    private static double? Number(JsonElement element) => element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var value) ? value : null;
}
