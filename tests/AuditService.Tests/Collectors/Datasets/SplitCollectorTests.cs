using System.Globalization;
using AuditService.Collectors.Datasets;
using AuditService.Collectors.Datasets.Reading;
using AuditService.Core.Catalogue;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using NSubstitute;

namespace AuditService.Tests.Collectors.Datasets;

public sealed class SplitCollectorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly IContentStore content = Substitute.For<IContentStore>();
    private readonly List<DossierFile> files = [];
    private readonly List<DataSetEntry> entries = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_test_set_drawn_from_the_training_set_is_seen_whatever_the_order_of_rows_and_columns()
    {
        Put("data/a.csv", "id;age;ville;salaire\n" + Rows(200, i => $"C{i:0000};{20 + (i % 40)};Lyon;{1500 + (7 * i)}"), "entraînement");
        Put("data/b.csv", "Salaire;id;Ville;age\n" + Rows(20, i => $"{1500 + (7 * (190 - i))};C{190 - i:0000};Lyon;{20 + ((190 - i) % 40)}"), "jeu de test");

        var facts = await Collect();

        Assert.Equal(new TextListValue(["data/b.csv"]), Value(facts, "quality.heldOutSets"));
        Assert.Equal(["20 rows of 20 are in data/a.csv too (4 shared columns compared)"], Found(facts));
    }

    [Fact]
    public async Task Files_that_are_loaded_already_are_not_read_anew_and_say_the_same_as_those_that_are()
    {
        Put("train.csv", "id;age;ville;salaire;note\n" + Rows(300, i => $"{i};{20 + (i % 40)};\"Le Mans; centre\";{1500 + (7 * i)};"));
        Put("test.csv", "id;age;ville;salaire;note\n" + Rows(60, i => $"{9000 + i};{20 + (i % 40)};\"Le Mans; centre\";{1500 + (7 * i)}; "));
        using var shelf = new DatasetShelf(TimeProvider.System);
        foreach (var file in files) shelf.Look(content.PathOf(file.Sha256), loaded => loaded.Parts.Count, CancellationToken.None);

        var found = Found(await Collect(shelf)).ToList();

        Assert.Equal(2, shelf.Loads);
        Assert.Equal(["60 rows of 60 are in train.csv too (4 shared columns compared)"], found);
        var paths = files.ConvertAll(file => content.PathOf(file.Sha256));
        var alike = shelf.LookAtRows(paths, new(), Cells, CancellationToken.None);
        var readers = paths.SelectMany(path => DatasetFile.Open(path, new(), CancellationToken.None)).ToList();
        Assert.Equal(Cells([.. readers.Select(IReadOnlyList<IRowReader> (reader) => [reader])]), alike);

        static List<string> Cells(IReadOnlyList<IReadOnlyList<IRowReader>> files) =>
            [.. files.SelectMany(tables => tables).SelectMany(table => table.Rows().Select(row => string.Join('|', row.Select(cell => cell?.Trim() ?? ""))).ToList())];
    }

    [Fact]
    public async Task Rows_that_another_program_wrote_otherwise_are_the_same_rows()
    {
        Put("train.csv", "age;ville;salaire;note\n" + Rows(300, i => $"{20 + (i % 40)};Le Mans {i % 7};{1500 + (7 * i)};{i}.5"));
        Put("test.csv", "age;ville;salaire;note\n" + Rows(60, i => $"{20 + (i % 40)}.0;LE MANS {i % 7} ;{1500 + (7 * i)}.00;{i}.5000"));

        Assert.Equal(["60 rows of 60 are in train.csv too (4 shared columns compared)"], Found(await Collect()));
    }

    [Fact]
    public async Task Rows_numbered_anew_twice_are_the_same_rows()
    {
        var random = new Random(8);
        Put("train.csv", "id;code_interne;age;ville;salaire\n" + Rows(300, i => $"{i};K{random.Next(1_000_000):000000};{20 + (i % 40)};Lyon {i % 9};{1500 + (7 * (i % 250))}"));
        Put("test.csv", "id;code_interne;age;ville;salaire\n" + Rows(60, i => $"{9000 + i};Z{random.Next(1_000_000):000000};{20 + (i % 40)};Lyon {i % 9};{1500 + (7 * (i % 250))}"));

        Assert.Equal(["60 rows of 60 are in train.csv too (3 shared columns compared)"], Found(await Collect()));
    }

    [Fact]
    public async Task Rows_numbered_anew_are_the_same_rows()
    {
        Put("train.csv", "id,age,city,wage,hours\n" + Rows(300, i => $"{i},{20 + (i % 40)},Lyon,{1500 + (7 * i)},{i % 35}"));
        Put("test.csv", "id,age,city,wage,hours\n" + Rows(60, i => $"{9000 + i},{20 + (i % 40)},Lyon,{1500 + (7 * i)},{i % 35}"));

        Assert.Equal(["60 rows of 60 are in train.csv too (4 shared columns compared)"], Found(await Collect()));
    }

    [Fact]
    public async Task The_same_person_by_address_is_seen_on_both_sides()
    {
        Put("data/train/clients.csv", "mail;panier\n" + Rows(100, i => $"p{i}@exemple.fr;{i}"));
        Put("data/test/clients.csv", "mail;panier\n" + Rows(50, i => $"p{i + 90}@exemple.fr;{i + 500}"));

        Assert.Equal(["10 rows of 50 are in data/train/clients.csv too (1 shared column compared)"], Found(await Collect()));
    }

    [Fact]
    public async Task The_same_person_by_number_is_seen_though_all_else_has_changed()
    {
        Put("train.csv", "patient_id;age;poids;ville\n" + Rows(100, i => $"{i};{20 + (i % 40)};{50 + (i % 9)};V{i % 7}"));
        Put("test.csv", "patient_id;age;poids;ville\n" + Rows(50, i => $"{i + 90};{60 + (i % 30)};{150 + (i % 11)};W{i % 7}"));

        Assert.Equal(["10 rows of 50 are in train.csv too (1 shared column compared)"], Found(await Collect()));
    }

    [Fact]
    public async Task Sets_kept_apart_share_nothing()
    {
        Put("train.csv", "id,age,city,wage\n" + Rows(300, i => $"{i},{20 + (i % 40)},Lyon,{1500 + (7 * i)}"));
        Put("test.csv", "id,age,city,wage\n" + Rows(30, i => $"{i},{20 + (i % 40)},Lyon,{9001 + (7 * i)}"));

        Assert.Empty(Found(await Collect()));
    }

    [Fact]
    public async Task Where_nobody_says_which_set_is_learnt_from_the_one_of_the_same_columns_is_taken()
    {
        Put("data/clients.csv", "id,age,city,wage\n" + Rows(300, i => $"{i},{20 + (i % 40)},Lyon,{1500 + (7 * i)}"));
        Put("data/stations.csv", "station,line\nA,1\nB,2\n");
        Put("data/clients_test.csv", "id,age,city,wage\n" + Rows(30, i => $"{i},{20 + (i % 40)},Lyon,{1500 + (7 * i)}"));

        Assert.Equal(["30 rows of 30 are in data/clients.csv too (4 shared columns compared)"], Found(await Collect()));
    }

    [Fact]
    public async Task A_whole_set_beside_its_two_parts_is_no_leak()
    {
        Put("all.csv", "id,age,city,wage\n" + Rows(300, i => $"{i},{20 + (i % 40)},Lyon,{1500 + (7 * i)}"));
        Put("train.csv", "id,age,city,wage\n" + Rows(200, i => $"{i},{20 + (i % 40)},Lyon,{1500 + (7 * i)}"));
        Put("test.csv", "id,age,city,wage\n" + Rows(100, i => $"{i + 200},{20 + ((i + 200) % 40)},Lyon,{1500 + (7 * (i + 200))}"));

        Assert.Empty(Found(await Collect()));
    }

    [Fact]
    public async Task Rows_that_are_alike_by_chance_prove_nothing()
    {
        Put("train.csv", "sexe,age,ville\n" + Rows(500, i => $"F,{20 + (i % 10)},Lyon"));
        Put("test.csv", "sexe,age,ville\n" + Rows(50, i => $"F,{20 + (i % 10)},Lyon"));

        var facts = await Collect();

        Assert.Null(Value(facts, "quality.testRowsInTraining"));
        Assert.Contains("test.csv", facts.Single(fact => fact.Key == "quality.testRowsInTraining").Why?.Detail.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_test_set_there_is_nothing_to_look_for()
    {
        Put("data/clients.csv", "id,age\n1,30\n2,40\n");

        Assert.Equal(new TextListValue([]), Value(await Collect(), "quality.heldOutSets"));
    }

    [Theory]
    [InlineData("jeu d'entraînement et de validation", "x.csv", false)]
    [InlineData("évaluation", "x.csv", true)]
    [InlineData(null, "clients-validation.csv", true)]
    [InlineData(null, "validite_des_contrats.csv", false)]
    [InlineData(null, "tests/clients.csv", false)]
    [InlineData("production", "test.csv", false)]
    public void A_set_is_held_out_by_what_is_said_of_it_then_by_its_name(string? declared, string path, bool isHeldOut) =>
        Assert.Equal(isHeldOut, DataSetUse.IsHeldOut(DataSetUse.Of(declared, path)));

    private static string Rows(int count, Func<int, FormattableString> row) => string.Concat(Enumerable.Range(0, count).Select(i => row(i).ToString(CultureInfo.InvariantCulture) + "\n"));

    private void Put(string path, string text, string? use = null)
    {
        var hash = $"hash{files.Count}";
        content.PathOf(hash).Returns(folder.Write(hash, text));
        files.Add(new(path, hash, text.Length, new(FileKind.Dataset, "csv")));
        if (use is not null) entries.Add(new() { Path = path, Use = use });
    }

    private async Task<IReadOnlyList<Fact>> Collect(DatasetShelf? shelf = null)
    {
        var dossier = new Dossier(new("dossier", "sha256:0", [], []), files, new Manifest { DataSets = entries }, HasManifest: entries.Count > 0);
        var context = new CollectionContext(dossier, content, new FactCatalogue([]), [], new CollectionSettings());
        var facts = new List<Fact>();
        foreach (var step in new SplitCollector(TimeProvider.System, shelf).Plan(context)) facts.AddRange(await step.Collect(CancellationToken.None));
        return facts;
    }

    private static FactValue? Value(IReadOnlyList<Fact> facts, string key) => facts.Single(fact => fact.Key == key).Value;

    private static IEnumerable<string?> Found(IReadOnlyList<Fact> facts) => Assert.IsType<ObservationsValue>(Value(facts, "quality.testRowsInTraining")).Items.Select(item => item.Detail?.En);
}
