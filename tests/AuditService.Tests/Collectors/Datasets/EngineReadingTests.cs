using System.Globalization;
using System.Text;
using System.Text.Json;
using AuditService.Collectors.DataQuality;
using AuditService.Collectors.Datasets;
using AuditService.Collectors.PersonalData;

namespace AuditService.Tests.Collectors.Datasets;

/// <summary>What the engine reads by itself says the same as what the program's own readers say, cell by cell.</summary>
public sealed class EngineReadingTests : IDisposable
{
    private static readonly DatasetLimits Engine = new() { EngineFrom = 0 };

    private static readonly DatasetLimits Own = new() { EngineFrom = long.MaxValue };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, string> Files => new()
    {
        { "a French export", "Nom;Prénom;Montant;Naissance;Note\r\n\"Dupont; fils\";Éloïse;1234,50;12/03/1984;\"dit \"\"Jo\"\"\r\nsur deux lignes\"\r\nMartin;Zoé;2,5;13/03/1994;\r\n;;;;\r\nLeroy ; Ana;NC;inconnu;\" \"\r\n" },
        { "signs and blanks", "id,age,ville,remarque\n" + string.Join('\n', Enumerable.Range(0, 300).Select(i => $"{i},{(i % 50 == 0 ? "999" : i % 90)},{(i % 7 == 0 ? " Lyon" : "Paris")},{(i % 3 == 0 ? "N/A" : i % 5 == 0 ? "\u00A0" : "texte " + i)}")) },
        { "a tab", "a\tb\tc\n1\tx\t\n2\ty\tz\n" },
        { "quotes inside a cell", "a;b\n5\" écran;x\n17\" écran;y\n" },
        { "no header", "1;2;3\n4;5;6\n7;8;9\n" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void The_engine_and_the_reader_say_the_same_of(string what, string content)
    {
        Assert.NotEmpty(what);
        Same(content, mustBeEngine: true);
    }

    [Fact]
    public void Columns_of_many_values_are_told_the_same_by_both()
    {
        var lines = new StringBuilder("client;numero;montant;moment;texte;code\n");
        for (var i = 0; i < 30_000; i++)
        {
            var number = i % 1_000 == 3 ? "néant" : i % 2_000 == 7 ? "1 234,5" : (1_000_000 + (7 * i)).ToString(CultureInfo.InvariantCulture);
            var text = i % 100 == 0 ? "Non communiqué" : i % 100 == 1 ? "None" : i % 100 == 2 ? "none" : $"mot {i} ";
            lines.Append(CultureInfo.InvariantCulture, $"C{i:00000};{number};{i / 7.0:0.0000};{new DateTime(2020, 1, 1).AddMinutes(11 * i):yyyy-MM-dd HH:mm:ss};{text};{(i % 10 < 5 ? "A" + i : i.ToString(CultureInfo.InvariantCulture))}\n");
        }

        Same(lines.ToString(), mustBeEngine: true);
    }

    [Theory]
    [InlineData("a;b\n1;2\n3;4;5\n6;7\n")]
    [InlineData("a;b\n1;2\n3\n6;7\n")]
    [InlineData("a;b\n\"x\"y;2\n3;4\n")]
    public void What_is_not_plain_further_down_is_left_to_the_reader(string tail)
    {
        var plain = string.Concat(Enumerable.Range(0, 250).Select(i => $"{i};{i}\n"));
        var content = tail.Insert(tail.IndexOf('\n', StringComparison.Ordinal) + 1, plain);
        Same(content, mustBeEngine: false);
    }

    [Fact]
    public void An_encoding_that_changes_midway_is_left_to_the_reader()
    {
        var plain = Encoding.UTF8.GetBytes("nom;age\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"Zoé;{i % 90}\n")));
        byte[] content = [.. plain, .. "Ren"u8, 0xE9, .. ";30\n"u8];
        var path = folder.Write("mixed.csv", content);
        using var file = Load(path, Engine);
        var table = Assert.Single(file.Tables);
        Assert.False(table.IsReadByEngine);
        Assert.Equal(200_001, table.Rows);
        Assert.Equal("René", table.Ask("SELECT c0 FROM data WHERE c1 = '30' AND c0 <> 'Zoé'", row => row.GetString(0)).Single());
    }

    [Fact]
    public void Lines_of_two_encodings_are_each_read_in_their_own()
    {
        var windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        byte[] content = [.. Encoding.UTF8.GetBytes("prénom;ville\nÉloïse;Béziers\n"), .. windows.GetBytes("Anaïs;Sète\nZoé;L’Haÿ\n"), .. Encoding.UTF8.GetBytes("Chloé;Nîmes\n")];
        using var file = Load(folder.Write("lines.csv", content), Own);
        var table = Assert.Single(file.Tables);
        Assert.Equal(["prénom", "ville"], table.Columns);
        Assert.Equal(["Éloïse Béziers", "Anaïs Sète", "Zoé L’Haÿ", "Chloé Nîmes"], table.Ask("SELECT c0 || ' ' || c1 FROM data ORDER BY rowid", row => row.GetString(0)));
    }

    [Fact]
    public void Lines_that_are_no_text_are_left_out_and_counted()
    {
        byte[] content = [.. Encoding.UTF8.GetBytes("a;b\n" + string.Concat(Enumerable.Range(0, 4_000).Select(i => $"{i};x\n"))), .. Encoding.Unicode.GetBytes("1;y\n2;z\n"), .. "3;t\n"u8];
        using var file = Load(folder.Write("lines.csv", content), Own);
        var table = Assert.Single(file.Tables);
        Assert.InRange(table.Rows, 4_000, 4_001);
        Assert.NotNull(table.Incomplete);
    }

    [Fact]
    public void A_path_of_this_machine_is_in_no_reason()
    {
        Assert.DoesNotContain("/var", DatasetProblems.Unreadable(new IOException("could not read file: /var/lib/audit/ab/cd, at 12")).Fr, StringComparison.Ordinal);
    }

    [Fact]
    public void More_rows_than_the_limit_are_cut_and_said_by_the_engine_too()
    {
        var path = folder.Write("many.csv", "a;b\n" + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"{i};x\n")));
        using var file = Load(path, Engine with { MaximumRows = 1_000 });
        var table = Assert.Single(file.Tables);
        Assert.True(table.IsReadByEngine);
        Assert.Equal(1_000, table.Rows);
        Assert.Equal(DatasetProblems.TooManyRows(1_000), table.Incomplete);
        Assert.Equal(1_000, table.Distinct(0));
    }

    [Fact]
    public void Estimates_of_a_large_table_are_near_what_counting_says()
    {
        var random = new Random(3);
        var lines = new StringBuilder("id;naissance;commune;nom;montant\n");
        for (var i = 0; i < 60_000; i++) lines.Append(CultureInfo.InvariantCulture, $"{i};{random.Next(1940, 2006)}-{random.Next(1, 13):00}-{random.Next(1, 29):00};{random.Next(1, 4_000)};nom {random.Next(40_000)};{random.NextDouble() * 1_000:0.00}\n");
        // Two thousand rows come again with another case.
        foreach (var line in lines.ToString().Split('\n').Skip(1).Take(2_000)) lines.Append(line.Replace("nom", "NOM", StringComparison.Ordinal)).Append('\n');
        var path = folder.Write("large.csv", lines.ToString());
        var options = QualityOptions.None with { Guesses = false, Quasi = ["naissance", "commune", "montant"] };
        var counted = Measure(path, options, new());
        var estimated = Measure(path, options, new() { ExactRows = 1_000 });
        Assert.Null(counted.Estimated);
        Assert.NotNull(estimated.Estimated);
        Assert.Equal(2_000, counted.NearDuplicateRows);
        Assert.InRange(estimated.NearDuplicateRows, 1_300, 2_700);
        Assert.Equal(counted.KAnonymity!.K, estimated.KAnonymity!.K);
        Assert.Equal(counted.KAnonymity.UniqueShare, estimated.KAnonymity.UniqueShare);
        Assert.Equal(counted.KAnonymity.SmallestRevealing.Count, estimated.KAnonymity.SmallestRevealing.Count);
        Assert.Equal(counted.DuplicateRows, estimated.DuplicateRows);
    }

    [Fact]
    public void Of_many_small_files_the_last_few_stay_open()
    {
        var paths = Enumerable.Range(0, 40).Select(i => folder.Write($"{i}.csv", "a,b\n1,2\n")).ToList();
        using var shelf = new DatasetShelf(TimeProvider.System);

        foreach (var path in paths.Append(paths[^1]))
            shelf.Look(path, file => file.Tables.Single().Rows, CancellationToken.None);
        Assert.Equal(paths.Count, shelf.Loads);
        shelf.Look(paths[0], file => file.Tables.Single().Rows, CancellationToken.None);

        Assert.Equal(paths.Count + 1, shelf.Loads);
    }

    [Fact]
    public void A_file_on_the_shelf_is_loaded_once_for_all_who_look()
    {
        using var shelf = new DatasetShelf(TimeProvider.System);
        var path = folder.Write("once.csv", "a;b\n1;2\n3;4\n");
        Assert.Equal([2L, 2L, 2L], Enumerable.Range(0, 3).Select(_ => shelf.Look(path, file => file.Tables.Single().Rows, CancellationToken.None)));
        Assert.Equal(4, shelf.LookAtAll([path, path], files => files.Sum(file => file.Tables.Single().Rows), CancellationToken.None));
        Assert.Equal(1, shelf.Loads);
        shelf.Clear();
        Assert.Equal(2, shelf.Look(path, file => file.Tables.Single().Rows, CancellationToken.None));
        Assert.Equal(2, shelf.Loads);
    }

    [Fact]
    public void Who_is_stopped_leaves_the_file_to_the_next()
    {
        using var shelf = new DatasetShelf(TimeProvider.System);
        var path = folder.Write("stopped.csv", "a;b\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"{i};x{i}\n")));
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => shelf.Look(path, file =>
        {
            stop.Cancel();
            return file.Tables.Single().Distinct(0);
        }, stop.Token));
        Assert.Equal(300, shelf.Look(path, file => file.Tables.Single().Distinct(0), CancellationToken.None));
        Assert.Equal(1, shelf.Loads);
    }

    private static LoadedFile Load(string path, DatasetLimits limits) => LoadedFile.Load(path, limits, TimeProvider.System, new PersonalDataDetector(TimeProvider.System), CancellationToken.None);

    private static DatasetQuality Measure(string path, QualityOptions options, DatasetLimits limits) =>
        new QualityMeasures(TimeProvider.System, limits).Measure([(path, "set.csv", options)], CancellationToken.None)[0].Quality!;

    private void Same(string content, bool mustBeEngine)
    {
        var path = folder.Write("set.csv", content);
        using (var file = Load(path, Engine)) Assert.Equal(mustBeEngine, Assert.Single(file.Tables).IsReadByEngine);
        Assert.Equal(Told(path, Own), Told(path, Engine));
    }

    private static string Told(string path, DatasetLimits limits) => JsonSerializer.Serialize(new
    {
        Profile = new DatasetProfiler(TimeProvider.System, limits).Profile(path, "set.csv", CancellationToken.None),
        Quality = Measure(path, QualityOptions.None with { Guesses = false }, limits),
    });
}
