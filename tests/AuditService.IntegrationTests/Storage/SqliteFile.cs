using AuditService.Storage.Databases;
using AuditService.Tests.Storage;
using Microsoft.Data.Sqlite;

namespace AuditService.IntegrationTests.Storage;

/// <summary>A database in a real file, gone with the test.</summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public SqliteFile() => Database = AuditDatabase.OpenSqlite(Path);

    public string Path => directory["data/auditservice.db"];

    public AuditDatabase Database { get; }

    public void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        Database.Dispose();
        directory.Dispose();
    }
}
