using AuditService.Collectors.Inventory;
using AuditService.Core;

namespace AuditService.Collectors.SourceCode.Dependencies;

/// <summary>What the manifests and lock files of a project say together: whether the versions that it will get are settled, and by more than a number.</summary>
internal sealed class DependencyReview
{
    public const string UnpinnedFact = "code.unpinnedDependencies";
    public const string StaleFact = "code.staleLocks";
    public const string WithoutHashesFact = "code.locksWithoutHashes";
    public const string BillsFact = "code.materialBills";

    private readonly DependencyManifest[] manifests;
    private readonly DependencyFile[] asking;
    private readonly DependencyFile[] locks;

    public DependencyReview(IEnumerable<DependencyFile> files)
    {
        var all = files.OrderBy(file => file.Path, StringComparer.Ordinal).ToArray();
        asking = [.. all.Where(file => file.Asked is not null)];
        manifests = [.. asking.Select(file => file.Asked!)];
        locks = [.. all.Where(file => file.Locks is not null)];
    }

    /// <summary>How many packages are asked for, each once.</summary>
    public int Count => manifests.SelectMany(manifest => manifest.Dependencies.Select(dependency => (manifest.Ecosystem, dependency.Name))).Distinct().Count();

    /// <summary>The first manifest that asks for something.</summary>
    public string? FirstManifest => Array.Find(manifests, manifest => manifest.Dependencies.Count > 0)?.Path;

    /// <summary>True when a lock file of its kind stands beside, or above, each manifest that leaves a version open; at least one lock file in all.</summary>
    public bool AreLocked
    {
        get
        {
            var open = manifests.Where(manifest => manifest.Dependencies.Any(dependency => !dependency.IsPinned)).ToArray();
            // Exact versions are all that Maven has: it takes the nearest of each, and writes no lock.
            return open.Length == 0 ? locks.Length > 0 || manifests.Length > 0 && Array.TrueForAll(manifests, manifest => manifest.Ecosystem is "maven") : Array.TrueForAll(open, IsLocked);
        }
    }

    /// <summary>Dependencies with neither an exact version nor a lock file.</summary>
    public IEnumerable<DependencySight> Unpinned => manifests.Where(manifest => !IsLocked(manifest))
        .SelectMany(manifest => manifest.Dependencies.Where(dependency => !dependency.IsPinned).Select(dependency => new DependencySight(UnpinnedFact, manifest.Path, dependency.Line, Shown(dependency), null)))
        .DistinctBy(sight => (sight.Path, sight.Excerpt));

    /// <summary>What a manifest asks for and the lock beside it does not hold: the lock is older.</summary>
    public IEnumerable<DependencySight> Stale => manifests.SelectMany(StaleOf);

    public IEnumerable<DependencySight> WithoutHashes =>
        locks.Where(file => file.Settled is { Dependencies.Count: > 0 } && !file.HasHashes).Select(file => new DependencySight(WithoutHashesFact, file.Path, 1, null, new("fichier de verrouillage sans empreinte", "lock file without hashes")))
            .Concat(asking.Where(IsPinnedWithoutHash).Select(file => new DependencySight(WithoutHashesFact, file.Path, 1, null, new("versions exactes sans empreinte (--hash)", "exact versions without hashes (--hash)"))));

    private IEnumerable<DependencySight> StaleOf(DependencyManifest manifest)
    {
        var beside = locks.Select(file => file.Settled).OfType<DependencyManifest>().Where(held => held.Dependencies.Count > 0 && held.Ecosystem == manifest.Ecosystem && Folder(held.Path) == Folder(manifest.Path)).ToArray();
        // A lock that shares nothing with the file beside it is the lock of another file.
        if (beside.Length == 0 || manifest.Dependencies.Count == 0 || Names.Name(manifest.Path) is not ("pyproject.toml" or "pipfile" or "package.json"))
            return [];
        var held = beside.SelectMany(file => file.Dependencies).Select(dependency => dependency.Name).ToHashSet(StringComparer.Ordinal);
        var missing = manifest.Dependencies.Where(dependency => !held.Contains(dependency.Name)).ToArray();
        return missing.Length == manifest.Dependencies.Count ? [] : missing.Select(dependency => new DependencySight(StaleFact, manifest.Path, dependency.Line, Shown(dependency), new("absente du fichier de verrouillage", "absent from the lock file")));
    }

    private bool IsPinnedWithoutHash(DependencyFile file) =>
        file is { Format: "requirements", HasHashes: false, Asked: { Dependencies.Count: > 0 } manifest } && manifest.Dependencies.All(dependency => dependency.IsPinned) && !IsBesideLock(manifest);

    private bool IsLocked(DependencyManifest manifest) => IsBesideLock(manifest) || IsCompiled(manifest);

    private bool IsBesideLock(DependencyManifest manifest) => Array.Exists(locks, file => file.Locks == manifest.Ecosystem && Covers(Folder(file.Path), manifest.Path));

    /// <summary>What pip-compile and its like write beside the file they read: requirements with every version exact, and more of them.</summary>
    private bool IsCompiled(DependencyManifest manifest) =>
        manifest.Ecosystem == "python" && Array.Exists(manifests, other => other != manifest && Names.Extension(Names.Name(other.Path)) == "txt" && Folder(other.Path) == Folder(manifest.Path)
            && other.Dependencies.Count >= manifest.Dependencies.Count && other.Dependencies.All(dependency => dependency.IsPinned)
            && manifest.Dependencies.All(dependency => other.Dependencies.Any(exact => exact.Name == dependency.Name)));

    private static bool Covers(string folder, string path) => folder.Length == 0 || path.StartsWith(folder + "/", StringComparison.Ordinal);

    private static string Folder(string path) => path.LastIndexOf('/') is var cut and >= 0 ? path[..cut] : "";

    private static string Shown(Dependency dependency) => Excerpts.Shorten(dependency.Constraint is null ? dependency.Name : $"{dependency.Name} {dependency.Constraint}");
}

/// <summary>What is to be said of a dependency, where.</summary>
/// <param name="Fact">The fact that it belongs to.</param>
/// <param name="Excerpt">The dependency as asked for; null where the whole file is meant.</param>
internal sealed record DependencySight(string Fact, string Path, int Line, string? Excerpt, LocalizedText? Detail);
