using System.Security.Cryptography;
using System.Text;

namespace AuditService.Core.Dossiers;

/// <summary>A dossier as it was submitted, immutable. Contents are kept once per hash in the content store.</summary>
/// <param name="Name">Name of the folder or archive, for display only.</param>
/// <param name="Hash"><c>sha256:</c> of the sorted list of paths with their content hashes and of the refused entries: the same dossier has the same hash wherever it lies.</param>
/// <param name="Files">In the ordinal order of their paths.</param>
/// <param name="Refused">Entries that were left out, each with its reason.</param>
public sealed record Snapshot(string Name, string Hash, IReadOnlyList<SnapshotFile> Files, IReadOnlyList<RefusedEntry> Refused)
{
    /// <summary>What could not be read though it may be the author's work: where nothing was found, something may be in there.</summary>
    public IEnumerable<RefusedEntry> Gaps => Refused.Where(entry => entry.LeavesAGap);

    /// <summary>Orders what was taken and what was left out, and hashes it. The name, and the wording of the reasons, are no part of the hash.</summary>
    public static Snapshot Of(string name, IEnumerable<SnapshotFile> files, IEnumerable<RefusedEntry> refused)
    {
        var taken = files.OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        var left = refused.OrderBy(entry => entry.Path, StringComparer.Ordinal).ToList();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        // Paths hold no control character: NUL and line feed cannot be forged by a name.
        foreach (var file in taken)
            hash.AppendData(Encoding.UTF8.GetBytes($"file\0{file.Path}\0{file.Sha256}\n"));
        foreach (var entry in left)
            hash.AppendData(Encoding.UTF8.GetBytes($"refused\0{entry.Path}\n"));
        return new(name, "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset()), taken, left);
    }
}

/// <inheritdoc cref="DossierFile"/>
public sealed record SnapshotFile(string Path, string Sha256, long Size);

/// <summary>An entry of a folder or archive that was not taken in; its name is safe to show.</summary>
/// <param name="Path">Its path, or a pattern for what is strewn over the dossier.</param>
/// <param name="Reason">Why it was left out.</param>
/// <param name="LeavesAGap">False for what was left out on purpose, since it is not the author's work or is elsewhere: history, installed packages, caches, links.</param>
public sealed record RefusedEntry(string Path, LocalizedText Reason, bool LeavesAGap = true);
