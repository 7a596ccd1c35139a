namespace AuditService.Core.Dossiers;

/// <summary>A dossier as it was submitted, immutable. Contents are kept once per hash in the content store.</summary>
/// <param name="Name">Name of the folder or archive, for display only.</param>
/// <param name="Hash"><c>sha256:</c> of the sorted list of paths with their content hashes and of the refused entries: the same dossier has the same hash wherever it lies.</param>
/// <param name="Files">In the ordinal order of their paths.</param>
/// <param name="Refused">Entries that were left out, each with its reason.</param>
public sealed record Snapshot(string Name, string Hash, IReadOnlyList<SnapshotFile> Files, IReadOnlyList<RefusedEntry> Refused);

/// <inheritdoc cref="DossierFile"/>
public sealed record SnapshotFile(string Path, string Sha256, long Size);

/// <summary>An entry of a folder or archive that was not taken in, with the reason; its name is safe to show.</summary>
public sealed record RefusedEntry(string Path, LocalizedText Reason);
