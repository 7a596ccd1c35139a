using System.Globalization;
using AuditService.Authoring.Yaml;
using AuditService.Core;
using AuditService.Core.Dossiers;

namespace AuditService.Collectors.Footprints;

/// <summary>
/// Reads the runs that MLflow's file store left in a dossier: <c>mlruns/EXPERIMENT/RUN/meta.yaml</c> with its start and end in milliseconds, and
/// <c>metrics/NAME</c>, one line a value ("timestamp value step"). Energy is a metric of that name, else the mean power of each graphics card over the run.
/// </summary>
internal static class MlflowRuns
{
    private const string MetaFile = "meta.yaml";
    private const string MetricsFolder = "metrics/";
    private const int MostRuns = 500;
    private const int MostLines = 200_000;
    private const long MostBytes = 4 * 1024 * 1024;
    private const double MillisecondsPerHour = 3_600_000;

    /// <summary>The files that are read of the dossier: they decide whether the result of an earlier audit still stands.</summary>
    public static IReadOnlyList<DossierFile> Files(Dossier dossier)
    {
        var folders = dossier.Files.Where(file => file.Path.EndsWith("/" + MetaFile, StringComparison.Ordinal)).Select(FolderOf).ToHashSet(StringComparer.Ordinal);
        var runs = dossier.Files.Select(file => (File: file, Folder: folders.Count == 0 ? null : RunOf(file.Path, folders))).Where(pair => pair.Folder is not null).ToList();
        var measured = runs.Where(pair => pair.File.Path.StartsWith(pair.Folder + "/" + MetricsFolder, StringComparison.Ordinal)).Select(pair => pair.Folder!).Distinct(StringComparer.Ordinal).Take(MostRuns + 1).ToHashSet(StringComparer.Ordinal);
        return [.. runs.Where(pair => measured.Contains(pair.Folder!)).Select(pair => pair.File)];
    }

    public static IEnumerable<MeasuredRun> Read(IReadOnlyList<DossierFile> files, IContentStore content, ICollection<UnreadMeasurement> unread)
    {
        var metas = files.Where(file => file.Path.EndsWith("/" + MetaFile, StringComparison.Ordinal)).ToList();
        if (metas.Count > MostRuns)
            unread.Add(UnreadMeasurement.TooMany(MeasuringTool.Mlflow, metas[0].Path, MostRuns));
        foreach (var meta in metas)
        {
            var metrics = files.Where(file => file.Path.StartsWith(FolderOf(meta) + "/" + MetricsFolder, StringComparison.Ordinal)).ToList();
            if (Run(meta, metrics, content, unread) is { } run)
                yield return run;
        }
    }

    private static MeasuredRun? Run(DossierFile meta, IReadOnlyList<DossierFile> metrics, IContentStore content, ICollection<UnreadMeasurement> unread)
    {
        var head = meta.Size > MostBytes ? null : Head(meta, content);
        // Other tools have a meta.yaml beside metrics too: only what stands where MLflow writes is a run that is lost.
        if (head is null && IsInStore(meta))
            unread.Add(meta.Size > MostBytes ? UnreadMeasurement.TooLarge(MeasuringTool.Mlflow, meta.Path) : UnreadMeasurement.Damaged(MeasuringTool.Mlflow, meta.Path, "ce n'est pas la fiche d'une exécution de MLflow", "this is not the sheet of a run of MLflow"));
        if (head is null || head.Find("run_id") is null && head.Find("run_uuid") is null)
            return null;
        var hours = Milliseconds(head, "end_time") is { } end && Milliseconds(head, "start_time") is { } start && end > start
            ? TrackedMetrics.Reasonable((end - start) / MillisecondsPerHour, TrackedMetrics.MostHours)
            : null;
        if (metrics.FirstOrDefault(metric => TrackedMetrics.IsEnergy(NameOf(meta, metric))) is { } energy)
        {
            var logged = Values(energy, content);
            if (logged.Count == 0 || TrackedMetrics.Reasonable(logged[^1].Value, TrackedMetrics.MostKWh) is not { } consumed)
            {
                unread.Add(energy.Size > MostBytes ? UnreadMeasurement.TooLarge(MeasuringTool.Mlflow, energy.Path) : UnreadMeasurement.NoEnergy(MeasuringTool.Mlflow, energy.Path));
                return null;
            }

            // A total that is logged again and again grows: the last value holds those before.
            var carbon = metrics.FirstOrDefault(metric => TrackedMetrics.IsCarbon(NameOf(meta, metric)));
            return new(
                energy.Path,
                logged.Count,
                MeasuringTool.Mlflow,
                consumed,
                carbon is null || Values(carbon, content) is not { Count: > 0 } masses ? null : TrackedMetrics.Reasonable(masses[^1].Value, TrackedMetrics.MostKWh),
                hours);
        }

        var watts = metrics.Where(metric => TrackedMetrics.IsAcceleratorPower(NameOf(meta, metric))).Select(metric => Values(metric, content)).Where(values => values.Count > 0).Sum(values => values.Average(value => value.Value));
        if (watts > 0 && hours is { } duration)
            return new(meta.Path, 1, MeasuringTool.Mlflow, TrackedMetrics.Reasonable(watts * duration / 1000, TrackedMetrics.MostKWh), null, hours) { IsOfAcceleratorsOnly = true };
        return hours is null ? null : new(meta.Path, 1, MeasuringTool.Mlflow, null, null, hours);
    }

    private static bool IsInStore(DossierFile meta) => ("/" + meta.Path).Contains("/mlruns/", StringComparison.Ordinal);

    private static YamlMapping? Head(DossierFile meta, IContentStore content)
    {
        using var reader = new StreamReader(content.Open(meta.Sha256));
        var problems = new List<AuthorProblem>();
        return ForeignYaml.Read(reader.ReadToEnd(), meta.Path, problems) is [YamlMapping head, ..] ? head : null;
    }

    private static double? Milliseconds(YamlMapping head, string key) =>
        head.Find(key) is YamlScalar { Value: var text } && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    /// <summary>Values in the order of their times; a line that is none ends the reading, and what came before stands.</summary>
    private static List<(double Time, double Value)> Values(DossierFile metric, IContentStore content)
    {
        var values = new List<(double Time, double Value)>();
        if (metric.Size > MostBytes)
            return values;
        using var reader = new StreamReader(content.Open(metric.Sha256));
        while (values.Count < MostLines && reader.ReadLine() is { } line)
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length < 2
                || !double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var time)
                || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                || !double.IsFinite(value) || value < 0)
            {
                break;
            }

            values.Add((time, value));
        }

        return [.. values.OrderBy(value => value.Time)];
    }

    private static string NameOf(DossierFile meta, DossierFile metric) => metric.Path[(FolderOf(meta).Length + 1 + MetricsFolder.Length)..];

    private static string FolderOf(DossierFile file) => file.Path[..file.Path.LastIndexOf('/')];

    /// <summary>The run whose folder the file is in, at any depth: a metric may have slashes in its name.</summary>
    private static string? RunOf(string path, HashSet<string> folders)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            if (folders.Contains(path[..slash]))
                return path[..slash];
        }

        return null;
    }
}
