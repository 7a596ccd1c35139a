using AuditService.Storage.Backups;

namespace AuditService.App.Backups;

/// <summary>What a backup holds, for those who ask: the doors know no storage.</summary>
/// <param name="Contents">Files and pictures.</param>
/// <param name="Bytes">All of it together, not compressed.</param>
/// <param name="Lost">Hashes of contents that audits name and the store no longer holds whole.</param>
public sealed record BackupSummary(DateTimeOffset CreatedAt, long Audits, int Contents, int Reports, long Bytes, IReadOnlyList<string> Lost)
{
    internal static BackupSummary Of(BackupManifest manifest) => new(manifest.CreatedAt, manifest.Audits, manifest.Contents, manifest.Reports, manifest.Bytes, manifest.Lost);
}
