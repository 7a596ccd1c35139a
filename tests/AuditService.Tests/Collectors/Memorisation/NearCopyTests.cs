using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AuditService.Collectors.Inventory;
using AuditService.Collectors.Memorisation;
using AuditService.Core.Catalogue;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Tests.Collectors.Datasets;
using NSubstitute;

namespace AuditService.Tests.Collectors.Memorisation;

public sealed class NearCopyTests : IDisposable
{
    private const string Header = "id;age;salaire;solde;anciennete;score\n";

    private readonly TemporaryFolder folder = new();
    private readonly IContentStore content = Substitute.For<IContentStore>();
    private readonly List<DossierFile> files = [];

    public NearCopyTests() => Put("data/clients.csv", Header + Rows(0, 400));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Copied_rows_are_counted_whatever_their_new_numbers()
    {
        Put("data/clients_synthetiques.csv", Header + Rows(5000, 300) + Rows(0, 40, number: 300));

        Assert.StartsWith("40 rows equal", (await Copies())!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_changed_in_one_column_is_a_near_copy()
    {
        Put("data/clients_synthetiques.csv", Header + Rows(5000, 300) + Rows(0, 40, number: 300, change: true));

        Assert.Contains("and 40 equal but for one column", (await Copies())!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_the_generators_own_are_no_copies()
    {
        Put("data/clients_synthetiques.csv", Header + Rows(5000, 300));

        Assert.Null(await Copies());
    }

    [Fact]
    public async Task Coarse_rows_that_meet_by_chance_prove_nothing()
    {
        files.Clear();
        var coarse = string.Concat(Enumerable.Range(0, 300).Select(i => $"{i};{i % 3};{i % 2};{i % 4};{i % 2};{i % 3}\n"));
        Put("data/clients.csv", Header + coarse);
        Put("data/clients_synthetiques.csv", Header + coarse);

        Assert.Equal(UnavailableBecause.NotFound, (await Fact("data/clients_synthetiques.csv", "dataset.nearCopies")).Why!.Because);
    }

    [Fact]
    public async Task A_real_set_is_not_announced_as_synthetic()
    {
        Assert.Equal(new BooleanValue(false), (await Fact("data/clients.csv", "dataset.announcedSynthetic")).Value);
    }

    private static string Rows(int from, int count, int number = 0, bool change = false) => string.Concat(Enumerable.Range(from, count).Select((i, k) =>
        string.Create(CultureInfo.InvariantCulture, $"{number + k};{18 + (i * 7 % 61)};{1200 + (i * 37 % 4001)};{i * 131 % 9973};{i * 17 % 41};{(change ? 77 : 0) + (i * 53 % 997)}\n")));

    private void Put(string path, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var kept = folder.Path(hash);
        File.WriteAllBytes(kept, bytes);
        content.PathOf(hash).Returns(kept);
        files.Add(new(path, hash, bytes.Length, FileClassifier.Classify(path, new MemoryStream(bytes))));
    }

    private async Task<string?> Copies() =>
        Assert.IsType<ObservationsValue>((await Fact("data/clients_synthetiques.csv", "dataset.nearCopies")).Value).Items.Select(item => item.Detail!.En).SingleOrDefault();

    private async Task<Fact> Fact(string set, string key)
    {
        var dossier = new Dossier(new("some", "sha256:0", [], []), files, Manifest.Empty, HasManifest: false);
        var facts = new List<Fact>();
        foreach (var step in new NearCopyCollector(TimeProvider.System).Plan(new(dossier, content, new FactCatalogue([]), [], new())))
            facts.AddRange(await step.Collect(TestContext.Current.CancellationToken));
        return facts.Single(fact => fact.Subject.Id == set && fact.Key == key);
    }
}
