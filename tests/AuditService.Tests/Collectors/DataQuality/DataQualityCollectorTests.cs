using System.Globalization;
using AuditService.Collectors.DataQuality;
using AuditService.Core.Catalogue;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Tests.Collectors.Datasets;
using NSubstitute;

namespace AuditService.Tests.Collectors.DataQuality;

public sealed class DataQualityCollectorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly IContentStore content = Substitute.For<IContentStore>();
    private readonly List<DossierFile> files = [];
    private readonly List<DataSetEntry> entries = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_roles_of_the_manifest_make_leaks_groups_and_rates_facts()
    {
        // 30 % of women and 60 % of men are kept; the reason is filled in afterwards.
        Put("cv.csv", "sexe;motif;ref;retenu\n" + Rows(400, i => $"{(i % 2 == 0 ? "F" : "M")};{(Kept(i) ? "contrat" : "refus")};{i % 7};{(Kept(i) ? "oui" : "non")}"),
            new() { Name = "retenu", Role = ColumnRole.Label, Favourable = "oui" }, new() { Name = "sexe", Role = ColumnRole.Protected });
        var facts = await Collect();

        Assert.Equal(new TextListValue(["label", "protected"]), Value(facts, "dataset.roles"));
        Assert.Equal(["motif"], Columns(facts, "dataset.leakingColumns"));
        Assert.Equal(0.5, Number(facts, "dataset.disparateImpact"), 6);
        Assert.Equal(0.3, Number(facts, "dataset.parityDifference"), 6);
        Assert.Equal(0.45, Number(facts, "dataset.minorityShare"), 6);
        Assert.Empty(Columns(facts, "dataset.smallGroups"));
        Assert.Equal(2, Columns(facts, "dataset.groupRates").Count());
        Assert.Null(Value(facts, "dataset.errorGap"));

        static bool Kept(int i) => i / 2 % 10 < (i % 2 == 0 ? 3 : 6);
    }

    [Fact]
    public async Task Without_declared_roles_nothing_is_taken_for_a_label_or_a_group()
    {
        Put("cv.csv", "sexe;label;prediction\n" + Rows(200, i => $"{(i % 2 == 0 ? "F" : "M")};{i % 3 % 2};{i % 2}"));
        var facts = await Collect();

        Assert.Equal(new TextListValue([]), Value(facts, "dataset.roles"));
        Assert.All(new[] { "dataset.leakingColumns", "dataset.disparateImpact", "dataset.minorityShare", "dataset.proxyColumns" }, key => Assert.Equal(UnavailableBecause.NotDeclared, facts.Single(fact => fact.Key == key).Why?.Because));
    }

    [Fact]
    public async Task People_who_stand_out_are_counted_on_the_proposed_quasi_identifiers()
    {
        Put("rh.csv", "age;sexe;religion\n" + Rows(10, _ => "30;F;catholique") + "41;M;musulmane\n");
        var facts = await Collect();

        Assert.Equal(new TextListValue(["age", "sexe"]), Value(facts, "dataset.quasiIdentifiers"));
        Assert.Equal(1.0 / 11, Number(facts, "dataset.uniqueShare"), 6);
        Assert.Equal(1, Number(facts, "dataset.smallestClass"));
        Assert.Equal(["religion"], Columns(facts, "dataset.homogeneousColumns"));
    }

    [Fact]
    public async Task Annotators_and_dates_after_the_decision_are_measured_where_their_roles_are_told()
    {
        // They agree on 30 of 40, each says yes half of the time: kappa is (0.75 - 0.5) / 0.5.
        Put("a.csv", "a1;a2;decide;visite\n" + Rows(40, i => $"{(i < 20 ? "oui" : "non")};{(i is < 15 or >= 35 ? "oui" : "non")};2024-03-01;2024-0{(i < 3 ? 4 : 2)}-01"),
            new() { Name = "a1", Role = ColumnRole.Annotation }, new() { Name = "a2", Role = ColumnRole.Annotation }, new() { Name = "decide", Role = ColumnRole.DecisionDate });
        var facts = await Collect();

        Assert.Equal(0.5, Number(facts, "dataset.annotationAgreement"), 6);
        Assert.Equal(["visite"], Columns(facts, "dataset.datesAfterDecision"));
    }

    [Fact]
    public async Task Nothing_is_called_possible_or_consistent_where_no_column_could_be_checked()
    {
        Put("a.csv", "x;y\n" + Rows(20, i => $"{i};b"));
        Put("b.csv", "age;date_debut;date_fin\n" + Rows(20, i => $"{20 + i};2024-01-01;2024-02-0{1 + (i % 9)}"));
        var facts = await Collect();

        Assert.Equal(new TextListValue([]), Value(facts.Where(fact => fact.Subject.Id == "a.csv"), "dataset.boundedColumns"));
        Assert.Equal(new TextListValue([]), Value(facts.Where(fact => fact.Subject.Id == "a.csv"), "dataset.comparedColumns"));
        Assert.Equal(new TextListValue(["age"]), Value(facts.Where(fact => fact.Subject.Id == "b.csv"), "dataset.boundedColumns"));
        Assert.Equal(new TextListValue(["date_debut", "date_fin"]), Value(facts.Where(fact => fact.Subject.Id == "b.csv"), "dataset.comparedColumns"));
        Assert.Empty(Columns(facts.Where(fact => fact.Subject.Id == "b.csv"), "dataset.impossibleValues"));
    }

    [Fact]
    public async Task Every_fact_announced_is_stated_for_a_readable_and_for_a_broken_file()
    {
        Put("a.csv", "x;y\n1;2\n3;4\n");
        Put("b.csv", "");
        var facts = await Collect();

        foreach (var path in new[] { "a.csv", "b.csv" })
            Assert.Equal(new DataQualityCollector(TimeProvider.System).States.Order(StringComparer.Ordinal), facts.Where(fact => fact.Subject.Id == path).Select(fact => fact.Key).Order(StringComparer.Ordinal));
        Assert.All(facts.Where(fact => fact.Subject.Id == "b.csv"), fact => Assert.Equal(UnavailableBecause.Unreadable, fact.Why?.Because));
    }

    [Fact]
    public async Task No_value_of_a_group_or_a_person_is_told()
    {
        Put("a.csv", "groupe;retenu;age;sexe\n" + Rows(80, i => $"{(i % 2 == 0 ? "zyphorien" : "braduvalais")};{(i % 4 == 0 ? "oui" : "non")};{20 + (i % 50)};F"),
            new() { Name = "groupe", Role = ColumnRole.Protected }, new() { Name = "retenu", Role = ColumnRole.Label, Favourable = "oui" });
        var told = string.Join('\n', (await Collect()).Select(fact => fact.Value is ObservationsValue seen ? string.Join('\n', seen.Items.Select(item => item.ToString())) : fact.Value?.ToString()));
        Assert.DoesNotContain("zyphorien", told, StringComparison.Ordinal);
        Assert.DoesNotContain("braduvalais", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_set_of_another_population_has_drifted_and_one_drawn_alike_has_not()
    {
        var random = new Random(4);
        Put("data/train.csv", "age;ville\n" + Rows(2_000, _ => $"{random.Next(20, 60)};{random.Next(4)}"));
        Put("data/test.csv", "age;ville\n" + Rows(500, _ => $"{random.Next(20, 60)};{random.Next(4)}"));
        Put("data/validation.csv", "age;ville\n" + Rows(500, _ => $"{random.Next(50, 90)};{random.Next(4)}"));
        var facts = await Collect(new SetComparisonCollector(TimeProvider.System));

        Assert.Equal(["age"], Columns(facts.Where(fact => fact.Subject.Id == "data/validation.csv"), "dataset.driftedColumns"));
        Assert.Empty(Columns(facts.Where(fact => fact.Subject.Id == "data/test.csv"), "dataset.driftedColumns"));
        Assert.Equal(new TextListValue(["data/train.csv"]), Value(facts.Where(fact => fact.Subject.Id == "data/test.csv"), "dataset.comparedWith"));
        Assert.Equal(new TextListValue([]), Value(facts.Where(fact => fact.Subject.Id == "data/train.csv"), "dataset.comparedWith"));
    }

    [Fact]
    public async Task Two_sets_that_tell_the_same_single_people_link_them()
    {
        Put("sante.csv", "age;sexe;ville\n" + Rows(40, i => $"{20 + i};F;V{i}"));
        Put("votes.csv", "age;sexe;ville\n" + Rows(40, i => $"{20 + i};{(i < 10 ? "F" : "M")};V{i}"));
        var facts = await Collect(new SetComparisonCollector(TimeProvider.System));

        var linked = Assert.Single(Assert.IsType<ObservationsValue>(Value(facts.Where(fact => fact.Subject.Id == "sante.csv"), "dataset.linkedSets")).Items);
        Assert.Contains("votes.csv", linked.Detail!.En, StringComparison.Ordinal);
    }

    private static string Rows(int count, Func<int, string> row) => string.Concat(Enumerable.Range(0, count).Select(i => row(i) + "\n"));

    private void Put(string path, string text, params ColumnEntry[] columns)
    {
        var hash = $"hash{files.Count.ToString(CultureInfo.InvariantCulture)}";
        content.PathOf(hash).Returns(folder.Write(hash, text));
        files.Add(new(path, hash, text.Length, new(FileKind.Dataset, "csv")));
        if (columns.Length > 0) entries.Add(new() { Path = path, Columns = columns });
    }

    private async Task<IReadOnlyList<Fact>> Collect(IFactCollector? collector = null)
    {
        var dossier = new Dossier(new("dossier", "sha256:0", [], []), files, new Manifest { DataSets = entries }, HasManifest: entries.Count > 0);
        var context = new CollectionContext(dossier, content, new FactCatalogue([]), [], new CollectionSettings());
        var facts = new List<Fact>();
        foreach (var step in (collector ?? new DataQualityCollector(TimeProvider.System)).Plan(context)) facts.AddRange(await step.Collect(CancellationToken.None));
        return facts;
    }

    private static FactValue? Value(IEnumerable<Fact> facts, string key) => facts.Single(fact => fact.Key == key).Value;

    private static double Number(IEnumerable<Fact> facts, string key) => Assert.IsType<NumberValue>(Value(facts, key)).Value;

    private static IEnumerable<string?> Columns(IEnumerable<Fact> facts, string key) => Assert.IsType<ObservationsValue>(Value(facts, key)).Items.Select(item => item.Where.DataColumn);
}
