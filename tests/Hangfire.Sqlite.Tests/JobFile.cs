using AuditService.Tests.Storage;
using Hangfire.Common;
using Hangfire.States;

namespace Hangfire.Sqlite.Tests;

/// <summary>A storage on a file of its own.</summary>
internal sealed class JobFile : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly List<SqliteStorage> storages = [];

    public JobFile(SqliteStorageOptions? options = null) => Storage = Open(options);

    public SqliteStorage Storage { get; }

    public string Directory => directory.Path;

    public string Path => directory["jobs.db"];

    public string ConnectionString => $"Data Source={Path}";

    /// <summary>As another process would: a storage of its own on the same file.</summary>
    public SqliteStorage Open(SqliteStorageOptions? options = null)
    {
        var storage = new SqliteStorage(ConnectionString, options);
        storages.Add(storage);
        return storage;
    }

    public SqliteStorageConnection Connect() => (SqliteStorageConnection)Storage.GetConnection();

    public string Create(SqliteStorageConnection connection) =>
        connection.CreateExpiredJob(Job.FromExpression(() => Record.Nothing()), new Dictionary<string, string?> { ["Culture"] = "fr-FR" }, new DateTime(2026, 11, 1, 12, 0, 0, DateTimeKind.Utc), TimeSpan.FromHours(1));

    public string Enqueue(string queue = "default")
    {
        using var connection = Connect();
        var id = Create(connection);
        Commit(connection, transaction =>
        {
            transaction.SetJobState(id, new EnqueuedState(queue));
            transaction.AddToQueue(queue, id);
        });
        return id;
    }

    public static void Commit(SqliteStorageConnection connection, Action<SqliteWriteTransaction> build)
    {
        using var transaction = (SqliteWriteTransaction)connection.CreateWriteTransaction();
        build(transaction);
        transaction.Commit();
    }

    public void Dispose()
    {
        foreach (var storage in storages)
            storage.Dispose();
        directory.Dispose();
    }
}
