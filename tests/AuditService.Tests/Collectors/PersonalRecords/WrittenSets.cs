using System.Globalization;
using AuditService.Core.Catalogue;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Tests.Collectors.Datasets;
using NSubstitute;

namespace AuditService.Tests.Collectors.PersonalRecords;

/// <summary>Data sets written to real files, for one collector to read.</summary>
internal sealed class WrittenSets : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly IContentStore content = Substitute.For<IContentStore>();
    private readonly List<DossierFile> files = [];
    private readonly List<DataSetEntry> entries = [];

    public static string Rows(int count, Func<int, string> row) => string.Concat(Enumerable.Range(0, count).Select(i => row(i) + "\n"));

    public WrittenSets With(string path, string text, DataSetEntry? entry = null)
    {
        var hash = $"hash{files.Count.ToString(CultureInfo.InvariantCulture)}";
        content.PathOf(hash).Returns(folder.Write(hash, text));
        files.Add(new(path, hash, text.Length, new(FileKind.Dataset, "csv")));
        if (entry is not null) entries.Add(entry with { Path = path });
        return this;
    }

    public async Task<IReadOnlyList<Fact>> CollectAsync(IFactCollector collector)
    {
        var dossier = new Dossier(new("dossier", "sha256:0", [], []), files, new Manifest { DataSets = entries }, HasManifest: entries.Count > 0);
        var context = new CollectionContext(dossier, content, new FactCatalogue([]), [], new CollectionSettings());
        var facts = new List<Fact>();
        foreach (var step in collector.Plan(context)) facts.AddRange(await step.Collect(TestContext.Current.CancellationToken));
        return facts;
    }

    public void Dispose() => folder.Dispose();
}
