using System.Text;
using AuditService.Collectors.SourceCode.Dependencies;
using AuditService.Core.Collection;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.SourceCode.Dependencies;

public sealed class DependencyCollectorTests
{
    private const string PoetryLock = "[[package]]\nname = \"fastapi\"\nversion = \"0.115.0\"\nfiles = [\n    {file = \"f.whl\", hash = \"sha256:00\"},\n]\n";
    private const string Project = "[project]\nname = \"a\"\ndependencies = [\n  \"fastapi>=0.115\",\n  \"pandas\",\n]\n";

    [Fact]
    public async Task A_lock_that_misses_what_the_manifest_asks_for_is_older()
    {
        var facts = await Collect(("pyproject.toml", Project), ("poetry.lock", PoetryLock));

        Assert.Equal([("pyproject.toml", 5)], Seen(facts, "code.staleLocks"));
        Assert.Empty(Seen(facts, "code.unpinnedDependencies"));
        Assert.Empty(Seen(facts, "code.locksWithoutHashes"));
        Assert.Equal(new BooleanValue(true), facts.Find(Subject.Dossier, "code.lockFile")!.Value);
    }

    [Fact]
    public async Task A_lock_of_another_folder_or_one_that_shares_nothing_is_no_stale_lock()
    {
        Assert.Empty(Seen(await Collect(("web/pyproject.toml", Project), ("poetry.lock", PoetryLock)), "code.staleLocks"));
        Assert.Empty(Seen(await Collect(("pyproject.toml", Project.Replace("fastapi", "flask", StringComparison.Ordinal)), ("poetry.lock", PoetryLock)), "code.staleLocks"));
        Assert.Empty(Seen(await Collect(("pyproject.toml", Project.Replace("  \"pandas\",\n", "", StringComparison.Ordinal)), ("poetry.lock", PoetryLock)), "code.staleLocks"));
    }

    [Fact]
    public async Task Exact_versions_without_hashes_are_told_and_hashes_are_seen()
    {
        Assert.Equal([("requirements.txt", 1)], Seen(await Collect(("requirements.txt", "numpy==2.1.0\n")), "code.locksWithoutHashes"));
        Assert.Empty(Seen(await Collect(("requirements.txt", "numpy==2.1.0 \\\n    --hash=sha256:00\n")), "code.locksWithoutHashes"));
        Assert.Equal([("poetry.lock", 1)], Seen(await Collect(("pyproject.toml", Project), ("poetry.lock", "[[package]]\nname = \"fastapi\"\nversion = \"0.115.0\"\n")), "code.locksWithoutHashes"));
    }

    [Fact]
    public async Task An_open_version_without_a_lock_is_unpinned_and_beside_its_compiled_list_it_is_not()
    {
        Assert.Equal([("requirements.in", 1)], Seen(await Collect(("requirements.in", "pandas>=2\n")), "code.unpinnedDependencies"));
        Assert.Empty(Seen(await Collect(("requirements.in", "pandas>=2\n"), ("requirements.txt", "numpy==2.1.0\npandas==2.2.3\n")), "code.unpinnedDependencies"));
    }

    private static (string, int)[] Seen(FactSet facts, string key) =>
        [.. Assert.IsType<ObservationsValue>(facts.Find(Subject.Dossier, key)!.Value).Items.Select(item => (item.Where.Path!, item.Where.Line!.Value))];

    private static Task<FactSet> Collect(params (string Path, string Text)[] files)
    {
        var contents = new KeptContents();
        foreach (var (path, text) in files)
            contents.With(path, Encoding.UTF8.GetBytes(text));
        return contents.CollectAsync(new DependencyCollector(), new CollectionSettings());
    }
}
