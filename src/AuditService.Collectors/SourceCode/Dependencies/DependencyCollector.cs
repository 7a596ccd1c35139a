using System.Security.Cryptography;
using System.Text;
using AuditService.Collectors.Inventory;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.SourceCode.Dependencies;

/// <summary>States which packages the project asks for, and whether the versions it will get are settled.</summary>
internal sealed class DependencyCollector : IFactCollector
{
    private const int MaximumManifest = 2 * 1024 * 1024;

    private static readonly Dictionary<string, string> EcosystemOfLock = new(StringComparer.Ordinal)
    {
        ["poetry-lock"] = "python",
        ["uv-lock"] = "python",
        ["pdm-lock"] = "python",
        ["pixi-lock"] = "python",
        ["conda-lock"] = "python",
        ["pipfile-lock"] = "python",
        ["npm-lock"] = "npm",
        ["yarn-lock"] = "npm",
        ["pnpm-lock"] = "npm",
        ["bun-lock"] = "npm",
        ["nuget-lock"] = "nuget",
    };

    public CollectorIdentity Identity { get; } = new("dependencies", 3);

    public IReadOnlyCollection<string> States { get; } = ["code.dependencies", "code.unpinnedDependencies", "code.lockFile"];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        var manifests = context.Dossier.Files.Where(file => file.Nature.SetApart is null && file.Size <= MaximumManifest && DependencyManifest.IsManifest(file.Path, file.Nature.Format)).ToArray();
        var locks = context.Dossier.Files.Where(file => EcosystemOfLock.ContainsKey(file.Nature.Format) && file.Nature.SetApart is null or SetApart.LockFile).ToArray();
        yield return new("dependencies", Hash(manifests, locks, context), [], _ => Task.FromResult<IReadOnlyList<Fact>>([.. State(manifests, locks, context)]));
    }

    private IEnumerable<Fact> State(DossierFile[] files, DossierFile[] locks, CollectionContext context)
    {
        var manifests = files.Select(file => Read(file, context)).ToArray();
        var all = manifests.SelectMany(manifest => manifest.Dependencies.Select(dependency => (manifest.Ecosystem, dependency.Name))).Distinct().Count();
        yield return Known("code.dependencies", new NumberValue(all));
        var unpinned = manifests.Where(manifest => !IsLocked(manifest, manifests, locks)).SelectMany(manifest => manifest.Dependencies.Where(dependency => !dependency.IsPinned).Select(dependency => (manifest.Path, dependency)))
            .DistinctBy(pair => (pair.Path, pair.dependency.Name)).Select(pair => new Observation(Location.File(pair.Path, pair.dependency.Line), Shown(pair.dependency))).ToArray();
        yield return Known("code.unpinnedDependencies", new ObservationsValue([.. unpinned.Take(context.Settings.MaximumObservations)], unpinned.Length));
        yield return Known("code.lockFile", new BooleanValue(AreLocked(manifests, locks)));
    }

    private static DependencyManifest Read(DossierFile file, CollectionContext context)
    {
        using var stream = context.Content.Open(file.Sha256);
        var bytes = new byte[(int)file.Size];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return DependencyManifest.Read(file.Path, file.Nature.Format, TextDecoding.Decode(bytes.AsSpan(0, read)) ?? "");
    }

    /// <summary>True when a lock file of its kind stands beside, or above, each manifest that leaves a version open; at least one lock file in all.</summary>
    private static bool AreLocked(DependencyManifest[] manifests, DossierFile[] locks)
    {
        var open = manifests.Where(manifest => manifest.Dependencies.Any(dependency => !dependency.IsPinned)).ToArray();
        if (open.Length == 0)
            return locks.Length > 0;
        return Array.TrueForAll(open, manifest => IsLocked(manifest, manifests, locks));
    }

    private static bool IsLocked(DependencyManifest manifest, DependencyManifest[] manifests, DossierFile[] locks) =>
        Array.Exists(locks, file => EcosystemOfLock[file.Nature.Format] == manifest.Ecosystem && Covers(Folder(file.Path), manifest.Path)) || IsCompiled(manifest, manifests);

    private static bool Covers(string folder, string path) => folder.Length == 0 || path.StartsWith(folder + "/", StringComparison.Ordinal);

    private static string Folder(string path) => path.LastIndexOf('/') is var cut and >= 0 ? path[..cut] : "";

    /// <summary>What pip-compile and its like write beside the file they read: requirements with every version exact, and more of them.</summary>
    private static bool IsCompiled(DependencyManifest manifest, DependencyManifest[] manifests) =>
        manifest.Ecosystem == "python" && Array.Exists(manifests, other => other != manifest && Names.Extension(Names.Name(other.Path)) == "txt" && Folder(other.Path) == Folder(manifest.Path)
            && other.Dependencies.Count >= manifest.Dependencies.Count && other.Dependencies.All(dependency => dependency.IsPinned)
            && manifest.Dependencies.All(dependency => other.Dependencies.Any(exact => exact.Name == dependency.Name)));

    private static string Shown(Dependency dependency)
    {
        var shown = dependency.Constraint is null ? dependency.Name : $"{dependency.Name} {dependency.Constraint}";
        return Excerpts.Shorten(shown);
    }

    private Fact Known(string key, FactValue value) => Fact.Known(Subject.Dossier, key, value, new(Identity, EvidenceGrade.MachineChecked));

    private static string Hash(DossierFile[] manifests, DossierFile[] locks, CollectionContext context)
    {
        var inputs = manifests.Select(file => $"{file.Path}|{file.Sha256}|{file.Nature.Format}").Concat(locks.Select(file => $"{file.Path}|{file.Nature.Format}")).Append($"{context.Settings.MaximumObservations}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', inputs))));
    }
}
