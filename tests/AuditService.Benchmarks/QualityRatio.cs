using System.Diagnostics;
using System.Globalization;
using AuditService.Collectors.DataQuality;
using AuditService.Collectors.Datasets;
using AuditService.Collectors.PersonalData;
using DuckDB.NET.Data;

namespace AuditService.Benchmarks;

/// <summary>
/// What personal data, quality and re-identification of a made-up CSV of French people cost together, from one loading, as a ratio to DuckDB's own
/// <c>SUMMARIZE</c> of the same file in the same run. Time by the clock, and processor time, which other work on the machine disturbs less.
/// </summary>
internal static class QualityRatio
{
    public const string Verb = "quality";

    private static readonly string[] FirstNames = ["Marie", "Jean", "Camille", "Léa", "Hugo", "Chloé", "Karim", "Fatou", "Inès", "Élodie", "Benoît", "Aïcha", "Mehdi", "Solène", "Thérèse", "Paul"];
    private static readonly string[] LastNames = ["Martin", "Bernard", "Dubois", "Lefèvre", "Moreau", "Girard", "Benali", "Diallo", "Nguyen", "Mercier", "Roux", "Fournier", "Garcia", "André", "Petit", "Durand"];
    private static readonly string[] Streets = ["rue de la République", "avenue Victor Hugo", "boulevard Pasteur", "impasse des Lilas", "place de l'Église", "chemin du Moulin", "allée des Écoles"];
    private static readonly (string Name, int Department)[] Towns = [("Lyon", 69), ("Paris", 75), ("Marseille", 13), ("Nantes", 44), ("Lille", 59), ("Bordeaux", 33), ("Rennes", 35)];
    private static readonly string[] Jobs = ["agent", "cadre", "ouvrier", "employé", "artisan", "infirmière", "enseignant"];

    public static void Print(int megabytes, TextWriter output)
    {
        var path = Path.Combine(Path.GetTempPath(), $"audit-quality-{Guid.NewGuid():n}.csv");
        try
        {
            Write(path, megabytes * 1_000_000L);
            var summarize = Time(() => Summarize(path));
            var before = Process.GetCurrentProcess().PeakWorkingSet64;
            long rows = 0;
            var alone = Time(() => rows = Measure(path, QualityOptions.None with { Guesses = false }));
            var peak = Process.GetCurrentProcess().PeakWorkingSet64;
            var all = Time(() => Measure(path, new([], "retenu", "prediction", "sexe", "1")));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"""
                {new FileInfo(path).Length / 1e6:0} MB, {rows} rows
                SUMMARIZE                                             {summarize.Clock:0.0} s, {summarize.Processor:0.0} s of processor; peak of the process {before / 1e6:0} MB
                personal data, quality and re-identification          {alone.Clock:0.0} s ({alone.Clock / summarize.Clock:0.0} x), {alone.Processor:0.0} s of processor ({alone.Processor / summarize.Processor:0.0} x); peak {peak / 1e6:0} MB
                the same with label, prediction and groups            {all.Clock:0.0} s ({all.Clock / summarize.Clock:0.0} x), {all.Processor:0.0} s of processor ({all.Processor / summarize.Processor:0.0} x); peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB
                """));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static (double Clock, double Processor) Time(Action action)
    {
        var (started, processor) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
        action();
        return (Stopwatch.GetElapsedTime(started).TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds);
    }

    private static long Measure(string path, QualityOptions options)
    {
        var detector = new PersonalDataDetector(TimeProvider.System);
        using var file = LoadedFile.Load(path, new DatasetLimits(), TimeProvider.System, detector, CancellationToken.None);
        var found = new DatasetProfiler(TimeProvider.System, new DatasetLimits(), detector).Profile(file, "made-up.csv", CancellationToken.None)[0].Profile!;
        if (found.Columns.Count(column => column.Categories.Count > 0) < 10) throw new InvalidOperationException("the people of the table were not found");
        return QualityMeasures.Measure(file, "made-up.csv", options, CancellationToken.None)[0].Quality!.Rows;
    }

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
        using var writer = new StreamWriter(path);
        writer.WriteLine("id_client;nom;prenom;date_naissance;sexe;email;telephone;adresse;code_postal;ville;nir;profession;salaire;score;date_inscription;commentaire;retenu;prediction");
        for (var id = 1; writer.BaseStream.Length < bytes; id++)
        {
            var (first, last, town) = (Of(FirstNames), Of(LastNames), Towns[random.Next(Towns.Length)]);
            var (year, month, day, woman) = (random.Next(1940, 2006), random.Next(1, 13), random.Next(1, 29), random.Next(2));
            var nir = (((((((((1L + woman) * 100) + (year % 100)) * 100) + month) * 100) + town.Department) * 1_000 + random.Next(1, 990)) * 1_000) + random.Next(1, 999);
            var comment = random.Next(10) < 3 ? "" : $"\"dossier {random.Next(1_000_000)} ; à revoir\"";
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"C{id:00000000};{last};{first};{day:00}/{month:00}/{year};{(woman == 1 ? 'F' : 'H')};{first}.{last}{random.Next(10_000)}@exemple.fr;0{random.Next(6, 8)}{random.Next(100_000_000):00000000};{random.Next(1, 250)} {Of(Streets)};{town.Department:00}{random.Next(1_000):000};{town.Name};{nir}{97 - (nir % 97):00};{Of(Jobs)};{random.Next(1300, 9000)};{20 * random.NextDouble():0.000};{random.Next(2015, 2026)}-{random.Next(1, 13):00}-{random.Next(1, 29):00};{comment};{random.Next(2)};{random.Next(2)}"));
        }

        string Of(string[] words) => words[random.Next(words.Length)];
    }
}
