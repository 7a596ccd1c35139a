using AuditService.Collectors.Inventory;
using AuditService.Core.Dossiers;

namespace AuditService.Collectors.SourceCode.Dependencies;

/// <summary>A file that asks for packages, settles their versions or lists them.</summary>
/// <param name="Path">From the root of the project.</param>
/// <param name="Format">As the inventory names it.</param>
/// <param name="Asked">What it asks for; null when it is no manifest.</param>
/// <param name="Settled">What it settles; null when it is no lock file, or one that is not read.</param>
/// <param name="HasHashes">True when it holds hashes of what it names.</param>
internal sealed record DependencyFile(string Path, string Format, DependencyManifest? Asked, DependencyManifest? Settled, bool HasHashes)
{
    private static readonly string[] HashWords = ["hash", "integrity", "checksum", "sha256:", "sha512-"];

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

    /// <summary>Of what kind of manifest it is the lock; null for other files.</summary>
    public string? Locks => EcosystemOfLock.GetValueOrDefault(Format);

    public static bool IsManifest(string path, FileNature nature) => nature.SetApart is null && DependencyManifest.IsManifest(path, nature.Format);

    public static bool IsLock(FileNature nature) => nature.SetApart is null or SetApart.LockFile && EcosystemOfLock.ContainsKey(nature.Format);

    /// <summary>Null for files that say nothing of dependencies.</summary>
    /// <param name="path">From the root of the project.</param>
    /// <param name="nature">As the inventory sees it.</param>
    /// <param name="text">Its whole text, or as much of it as was read.</param>
    public static DependencyFile? Of(string path, FileNature nature, string text)
    {
        if (IsManifest(path, nature))
            return new(path, nature.Format, DependencyManifest.Read(path, nature.Format, text), null, text.Contains("--hash=", StringComparison.Ordinal));
        return IsLock(nature)
            ? new(path, nature.Format, null, LockFile.Read(path, nature.Format, text), Array.Exists(HashWords, word => text.Contains(word, StringComparison.OrdinalIgnoreCase)))
            : null;
    }

    /// <summary>A lock file in a form that is not read (Bun's is binary) settles versions all the same; null for other files.</summary>
    public static DependencyFile? Unread(string path, FileNature nature) => IsLock(nature) ? new(path, nature.Format, null, null, HasHashes: true) : null;

    /// <summary>CycloneDX and SPDX by the names that their guides recommend.</summary>
    public static bool IsBill(string path)
    {
        var name = Names.Name(path);
        return name is "bom.json" or "bom.xml" or "sbom.json" or "sbom.xml" or "mlbom.json" or "ml-bom.json" or "aibom.json" || name.EndsWith(".cdx.json", StringComparison.Ordinal) || name.EndsWith(".cdx.xml", StringComparison.Ordinal)
            || name.EndsWith(".spdx", StringComparison.Ordinal) || name.EndsWith(".spdx.json", StringComparison.Ordinal) || name.EndsWith(".spdx.yaml", StringComparison.Ordinal) || name.StartsWith("sbom", StringComparison.Ordinal) && Names.Extension(name) is "json" or "xml" or "spdx";
    }
}
