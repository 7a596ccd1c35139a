using AuditService.Core;

namespace AuditService.Storage.Backups;

/// <summary>A backup that cannot be made or restored as it was asked for; <see cref="Reason"/> is for the operator.</summary>
public sealed class BackupException(LocalizedText reason, Exception? inner = null) : Exception(reason.En, inner)
{
    public BackupException(string fr, string en)
        : this(new LocalizedText(fr, en))
    {
    }

    public LocalizedText Reason { get; } = reason;
}
