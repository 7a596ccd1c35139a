using System.Collections.Frozen;

namespace AuditService.Collectors.Inventory;

/// <summary>Recognises what CodeCarbon writes: a table with no other column than its own, so that no data set can pass for one.</summary>
internal static class MeasurementShape
{
    private static readonly string[] Figures = ["duration", "emissions", "energy_consumed"];

    /// <summary>What tells one run from another; version 1 gave them no id.</summary>
    private static readonly string[] Runs = ["timestamp", "project_name"];

    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
        [
            "timestamp", "project_name", "run_id", "experiment_id", "duration", "emissions", "emissions_rate", "cpu_power", "gpu_power", "ram_power", "cpu_energy", "gpu_energy", "ram_energy",
            "energy_consumed", "water_consumed", "country_name", "country_iso_code", "region", "cloud_provider", "cloud_region", "os", "python_version", "codecarbon_version", "cpu_count", "cpu_model",
            "gpu_count", "gpu_model", "longitude", "latitude", "ram_total_size", "tracking_mode", "on_cloud", "pue", "wue", "cpu_utilization_percent", "gpu_utilization_percent",
            "ram_utilization_percent", "ram_used_gb",
        ],
        StringComparer.Ordinal);

    public static bool IsHeader(IReadOnlyList<string> columns)
    {
        var names = columns.Select(column => column.Trim().TrimStart('\uFEFF')).ToList();
        return names.TrueForAll(IsColumn) && names.Distinct(StringComparer.Ordinal).Count() == names.Count && HasFigures(names) && (names.Contains("run_id") || Array.TrueForAll(Runs, names.Contains));
    }

    public static bool IsColumn(string name) => Known.Contains(name);

    /// <summary>True where the figures of a run are there, whatever else is.</summary>
    public static bool HasFigures(List<string> names) => Array.TrueForAll(Figures, names.Contains);

    /// <param name="text">The beginning of the file.</param>
    public static bool IsMeasurement(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny('\r', '\n');
        return end > 0 && IsHeader(text[..end].ToString().Split(','));
    }
}
