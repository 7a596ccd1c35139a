using AuditService.Core;

namespace AuditService.Storage.Databases;

/// <summary>The database cannot be used as it is: damaged, written by a newer program, or not ours. <see cref="Reason"/> is for the operator.</summary>
public sealed class UnusableDatabaseException(LocalizedText reason, Exception? inner = null) : Exception(reason.En, inner)
{
    public LocalizedText Reason { get; } = reason;
}
