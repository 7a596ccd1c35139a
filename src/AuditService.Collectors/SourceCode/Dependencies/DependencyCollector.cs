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

    private const string StaleLocks = "code.staleLocks";
    private const string LocksWithoutHashes = "code.locksWithoutHashes";
    private const string Bills = "code.materialBills";

    private const int MaximumLock = 40 * 1024 * 1024;

    private static readonly string[] HashWords = ["hash", "integrity", "checksum", "sha256:", "sha512-"];

    public CollectorIdentity Identity { get; } = new("dependencies", 4);

    public IReadOnlyCollection<string> States { get; } = ["code.dependencies", "code.unpinnedDependencies", "code.lockFile", StaleLocks, LocksWithoutHashes, Bills];

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
        var read = locks.Where(file => file.Size <= MaximumLock).Select(file => (File: file, Text: Text(file, context))).Select(pair => (pair.File, pair.Text, Lock: LockFile.Read(pair.File.Path, pair.File.Nature.Format, pair.Text)))
            .Where(pair => pair.Lock is { Dependencies.Count: > 0 }).ToArray();
        yield return Known(StaleLocks, Observed(manifests.SelectMany(manifest => Stale(manifest, [.. read.Select(pair => pair.Lock!)])), context));
        yield return Known(LocksWithoutHashes, Observed(
            read.Where(pair => !Array.Exists(HashWords, word => pair.Text.Contains(word, StringComparison.OrdinalIgnoreCase))).Select(pair => new Observation(Location.File(pair.File.Path, 1), Detail: new("fichier de verrouillage sans empreinte", "lock file without hashes")))
                .Concat(files.Zip(manifests).Where(pair => IsPinnedWithoutHash(pair.Second, pair.First, locks, context)).Select(pair => new Observation(Location.File(pair.First.Path, 1), Detail: new("versions exactes sans empreinte (--hash)", "exact versions without hashes (--hash)")))), context));
        yield return Known(Bills, new TextListValue([.. context.Dossier.Files.Where(file => file.Nature.SetApart is null && IsBill(file.Path)).Select(file => file.Path).Take(50)]));
    }

    /// <summary>What a manifest asks for and the lock beside it does not hold: the lock is older.</summary>
    private static IEnumerable<Observation> Stale(DependencyManifest manifest, DependencyManifest[] locks)
    {
        var beside = Array.FindAll(locks, file => file.Ecosystem == manifest.Ecosystem && Folder(file.Path) == Folder(manifest.Path));
        // A lock that shares nothing with the file beside it is the lock of another file.
        if (beside.Length == 0 || manifest.Dependencies.Count == 0 || Names.Name(manifest.Path) is not ("pyproject.toml" or "pipfile" or "package.json"))
            return [];
        var held = beside.SelectMany(file => file.Dependencies).Select(dependency => dependency.Name).ToHashSet(StringComparer.Ordinal);
        var missing = manifest.Dependencies.Where(dependency => !held.Contains(dependency.Name)).ToArray();
        return missing.Length == manifest.Dependencies.Count ? [] : missing.Select(dependency => new Observation(Location.File(manifest.Path, dependency.Line), Shown(dependency), new("absente du fichier de verrouillage", "absent from the lock file")));
    }

    private static bool IsPinnedWithoutHash(DependencyManifest manifest, DossierFile file, DossierFile[] locks, CollectionContext context) =>
        file.Nature.Format is "requirements" && manifest.Dependencies.Count > 0 && manifest.Dependencies.All(dependency => dependency.IsPinned) && !Array.Exists(locks, other => EcosystemOfLock[other.Nature.Format] == manifest.Ecosystem && Covers(Folder(other.Path), manifest.Path))
        && !Text(file, context).Contains("--hash=", StringComparison.Ordinal);

    /// <summary>CycloneDX and SPDX by the names that their guides recommend.</summary>
    private static bool IsBill(string path)
    {
        var name = Names.Name(path);
        return name is "bom.json" or "bom.xml" or "sbom.json" or "sbom.xml" or "mlbom.json" or "ml-bom.json" or "aibom.json" || name.EndsWith(".cdx.json", StringComparison.Ordinal) || name.EndsWith(".cdx.xml", StringComparison.Ordinal)
            || name.EndsWith(".spdx", StringComparison.Ordinal) || name.EndsWith(".spdx.json", StringComparison.Ordinal) || name.EndsWith(".spdx.yaml", StringComparison.Ordinal) || name.StartsWith("sbom", StringComparison.Ordinal) && Names.Extension(name) is "json" or "xml" or "spdx";
    }

    private static string Text(DossierFile file, CollectionContext context)
    {
        using var stream = context.Content.Open(file.Sha256);
        var bytes = new byte[(int)file.Size];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return SourceText.Normalise(TextDecoding.Decode(bytes.AsSpan(0, read)) ?? "");
    }

    private static ObservationsValue Observed(IEnumerable<Observation> observations, CollectionContext context)
    {
        var all = observations.ToArray();
        return new([.. all.Take(context.Settings.MaximumObservations)], all.Length);
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
        var inputs = manifests.Select(file => $"{file.Path}|{file.Sha256}|{file.Nature.Format}").Concat(locks.Select(file => $"{file.Path}|{file.Sha256}|{file.Nature.Format}")).Concat(context.Dossier.Files.Where(file => IsBill(file.Path)).Select(file => file.Path)).Append($"{context.Settings.MaximumObservations}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', inputs))));
    }
}
