namespace AuditService.Storage;

/// <summary>What lies in the data directory, by name.</summary>
public static class DataFiles
{
    /// <summary>The memory of audits.</summary>
    public const string Database = "auditservice.db";

    /// <summary>The contents by hash.</summary>
    public const string Contents = "contents";

    /// <summary>The reports that were written without being given another place.</summary>
    public const string Reports = "reports";

    /// <summary>Every SQLite database that may be there, the memory of audits first. Only that one names contents.</summary>
    public static IReadOnlyList<string> Databases { get; } = [Database, "jobs.db"];
}
