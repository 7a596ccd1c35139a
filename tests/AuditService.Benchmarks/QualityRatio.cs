using System.Diagnostics;
using System.Globalization;
using AuditService.Collectors.DataQuality;
using AuditService.Collectors.Datasets;
using DuckDB.NET.Data;

namespace AuditService.Benchmarks;

/// <summary>What the measures of quality cost on a made-up CSV of people, as a ratio to DuckDB's own <c>SUMMARIZE</c> of the same file in the same run.</summary>
internal static class QualityRatio
{
    public const string Verb = "quality";

    public static void Print(int megabytes, TextWriter output)
    {
        var path = Path.Combine(Path.GetTempPath(), $"audit-quality-{Guid.NewGuid():n}.csv");
        try
        {
            Write(path, megabytes * 1_000_000L);
            var summarize = Time(() => Summarize(path));
            long rows = 0;
            var alone = Time(() => rows = Measure(path, QualityOptions.None with { Guesses = false }));
            var all = Time(() => Measure(path, new([], "label", "prediction", "sexe", "1")));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{new FileInfo(path).Length / 1e6:0} MB, {rows} rows: SUMMARIZE {summarize:0.0} s; quality and re-identification {alone:0.0} s ({alone / summarize:0.0} x); with label, prediction and groups {all:0.0} s ({all / summarize:0.0} x); peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static double Time(Action action)
    {
        var started = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static long Measure(string path, QualityOptions options) =>
        new QualityMeasures(TimeProvider.System, new DatasetLimits()).Measure([(path, "made-up.csv", options)], CancellationToken.None)[0].Quality!.Rows;

    private static void Summarize(string path)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SET threads = 2; SET memory_limit = '512MB'; SUMMARIZE SELECT * FROM read_csv('{path}')";
        using var reader = command.ExecuteReader();
        while (reader.Read()) _ = reader.GetString(0);
    }

    private static void Write(string path, long bytes)
    {
        var random = new Random(5);
        string[] jobs = ["agent", "cadre", "ouvrier", "employé", "artisan"];
        using var writer = new StreamWriter(path);
        writer.WriteLine("id,date_naissance,sexe,code_postal,profession,salaire,note,commentaire,label,prediction");
        for (var id = 0; writer.BaseStream.Length < bytes; id++)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{id},{random.Next(1940, 2006)}-{random.Next(1, 13):00}-{random.Next(1, 29):00},{(random.Next(2) == 0 ? 'F' : 'M')},{random.Next(1, 96):00}{random.Next(1000):000},{jobs[random.Next(jobs.Length)]},{random.Next(1200, 9000)},{20 * random.NextDouble():0.000},\"dossier {random.Next(1_000_000)}, à revoir\",{random.Next(2)},{random.Next(2)}"));
        }
    }
}
