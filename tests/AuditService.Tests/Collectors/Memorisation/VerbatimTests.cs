using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using AuditService.Collectors.CrossChecks;
using AuditService.Collectors.Inventory;
using AuditService.Collectors.Memorisation;
using AuditService.Core.Catalogue;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Tests.Collectors.CrossChecks;
using AuditService.Tests.Collectors.Datasets;
using NSubstitute;

namespace AuditService.Tests.Collectors.Memorisation;

public sealed class VerbatimTests : IDisposable
{
    private const string Set = "data/train.csv";

    private readonly TemporaryFolder folder = new();
    private readonly IContentStore content = Substitute.For<IContentStore>();
    private readonly List<DossierFile> files = [];

    public VerbatimTests()
    {
        var rows = Enumerable.Range(0, 150).Select(i => $"{i};Camille Durand{(char)('a' + (i % 26))}{(char)('a' + (i / 26))};p{i}@exemple.fr;Lyon;{i % 7}");
        Put(Set, Encoding.UTF8.GetBytes("id;nom complet;mail;ville;note\n" + string.Join('\n', rows) + "\n"));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Addresses_left_in_a_model_are_found_by_their_column_and_shown_masked()
    {
        Put("model/a.pkl", [0x80, 4, 0x95, .. new byte[8], .. "p7@exemple.fr"u8, 0x94, .. "p9@exemple.fr"u8, (byte)'.']);

        var fact = await Found("model/a.pkl");

        var sighting = Assert.Single(Assert.IsType<ObservationsValue>(fact.Value).Items);
        Assert.Equal("mail", sighting.Where.DataColumn);
        Assert.DoesNotContain("@", sighting.Excerpt, StringComparison.Ordinal);
        Assert.StartsWith("2 rare values", sighting.Detail!.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_are_found_in_a_zip_in_a_compression_in_numpy_text_and_in_escaped_JSON()
    {
        Put("model/a.zip", Zipped("data.pkl", "Camille Durandba"u8.ToArray()));
        Put("model/b.pkl.gz", Gzipped("xx p3@exemple.fr xx"));
        Put("model/c.npy", [0x93, .. "NUMPY"u8, 1, 0, 0, 0, .. Encoding.UTF32.GetBytes("p4@exemple.fr")]);

        Assert.Equal(1, Assert.IsType<ObservationsValue>((await Found("model/a.zip")).Value).Total);
        Assert.Equal(1, Assert.IsType<ObservationsValue>((await Found("model/b.pkl.gz")).Value).Total);
        Assert.Equal(1, Assert.IsType<ObservationsValue>((await Found("model/c.npy")).Value).Total);
    }

    [Fact]
    public async Task Towns_marks_and_single_names_are_no_proof_and_a_clean_model_holds_nothing()
    {
        Put("model/a.pkl", [0x80, 4, 0x95, .. new byte[8], .. "Lyon Durand Camille exemple.fr 299 p1000@exemple.fr"u8, (byte)'.']);

        Assert.Equal(0, Assert.IsType<ObservationsValue>((await Found("model/a.pkl")).Value).Total);
    }

    [Fact]
    public async Task A_value_across_two_reads_of_the_file_is_found()
    {
        var big = new byte[(2 << 20) + 5];
        "p8@exemple.fr"u8.CopyTo(big.AsSpan((1 << 20) - 6));
        Put("model/a.bin", big);

        Assert.Equal(1, Assert.IsType<ObservationsValue>((await Found("model/a.bin")).Value).Total);
    }

    [Fact]
    public async Task Without_a_set_to_look_for_nothing_is_known()
    {
        files.Clear();
        Put("model/a.pkl", [0x80, 4, 0x95, .. new byte[8], (byte)'.']);

        Assert.Equal(UnavailableBecause.NotFound, (await Found("model/a.pkl")).Why!.Because);
    }

    [Fact]
    public void Only_personal_columns_accuse()
    {
        var model = new Subject(SubjectKind.Model, "model/a.pkl");
        var found = new ObservationsValue([new(Location.InDataset(Set, "mail"), "p7"), new(Location.InDataset(Set, "libelle"), "Co")]);

        var derived = DossierCase.Declaring("project: { name: x }").With(model, "model.verbatimValues", found).Columns(Set, "dataset.personalColumns", "mail").Through(new VerbatimPersonal());

        Assert.Equal(["mail"], derived.Texts(model, "model.verbatimPersonal"));
    }

    [Theory]
    [InlineData("Jean Dupont-Martin", true)]
    [InlineData("p7@exemple.fr", true)]
    [InlineData("0199001234", true)]
    [InlineData("Dominique", false)]
    [InlineData("2026-09-12", false)]
    [InlineData("00000000", false)]
    [InlineData("Villeurbanne", false)]
    public void What_is_sought_hardly_stands_anywhere_by_chance(string value, bool sought) => Assert.Equal(sought, SoughtValues.IsTelling(value));

    private static byte[] Zipped(string name, byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry(name).Open())
            entry.Write([.. bytes, .. new byte[64]]);
        return stream.ToArray();
    }

    private static byte[] Gzipped(string text)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionMode.Compress, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return stream.ToArray();
    }

    private void Put(string path, byte[] bytes)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var kept = folder.Path(hash);
        File.WriteAllBytes(kept, bytes);
        content.PathOf(hash).Returns(kept);
        content.Open(hash).Returns(_ => File.OpenRead(kept));
        var nature = FileClassifier.Classify(path, new MemoryStream(bytes));
        files.Add(new(path, hash, bytes.Length, path.StartsWith("model/", StringComparison.Ordinal) ? nature with { Kind = FileKind.Model } : nature));
    }

    private async Task<Fact> Found(string model)
    {
        var dossier = new Dossier(new("some", "sha256:0", [], []), files, Manifest.Empty, HasManifest: false);
        var facts = new List<Fact>();
        foreach (var step in new VerbatimCollector(TimeProvider.System).Plan(new(dossier, content, new FactCatalogue([]), [], new())))
            facts.AddRange(await step.Collect(TestContext.Current.CancellationToken));
        return facts.Single(fact => fact.Subject.Id == model && fact.Key == "model.verbatimValues");
    }
}
