using AuditService.Storage.Contents;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AuditService.Storage.Databases;

/// <summary>Whole copies of SQLite databases that others may be writing to.</summary>
internal static class SqliteCopy
{
    /// <summary>
    /// Copies the state of one instant by SQLite's online backup, its log included: writers go on meanwhile. A copy of the file itself would miss what
    /// is still in the log, or catch a page half written.
    /// </summary>
    public static void Copy(string database, string copy)
    {
        PrivateFiles.Create(copy).Dispose();
        using (var from = Open(database))
        using (var to = Open(copy))
            from.BackupDatabase(to);
        Settle(copy);
    }

    /// <summary>Brings everything from the log into the file, so that the file alone is the database. To be called when nobody else has it open.</summary>
    public static void Settle(string database)
    {
        using (var connection = Open(database))
            connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        if (new FileInfo(database + "-wal") is { Exists: true, Length: > 0 })
            throw new IOException($"The log of {database} could not be brought in");
    }

    /// <summary>True when SQLite finds nothing wrong with the structure, the indexes and the references. Throws <see cref="SqliteException"/> when it is no database at all.</summary>
    public static bool IsSound(string database)
    {
        using var connection = Open(database);
        return connection.QueryFirst<string>("PRAGMA integrity_check(1)") == "ok" && !connection.Query("PRAGMA foreign_key_check").Any();
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
        return connection;
    }
}
