using System.Data.Common;
using Dapper;

namespace AuditService.Storage.Databases;

/// <summary>The database, open and up to date. One per process and file; thread-safe.</summary>
public sealed class AuditDatabase : IDisposable
{
    private readonly SqlEngine engine;
    private readonly SemaphoreSlim writers = new(1, 1);

    private AuditDatabase(SqlEngine engine) => this.engine = engine;

    /// <summary>
    /// Opens the SQLite database in this file, creates it where there is none, and brings its schema up to date. Throws
    /// <see cref="UnusableDatabaseException"/> when it is damaged, newer than this program, or not ours.
    /// </summary>
    public static AuditDatabase OpenSqlite(string file)
    {
        var database = new AuditDatabase(new SqliteEngine(file));
        database.engine.Prepare();
        database.Migrate();
        return database;
    }

    public void Dispose()
    {
        engine.Close();
        writers.Dispose();
    }

    internal string Sql(string name) => engine.Sql(name);

    /// <summary>All the queries of one reading see the same state, whatever others write meanwhile. Short: a long reader keeps the log from shrinking.</summary>
    internal async Task<T> ReadAsync<T>(Func<DbTransaction, Task<T>> read, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        await using var connection = engine.Open();
        await using var transaction = engine.BeginRead(connection);
        return await read(transaction);
    }

    /// <summary>All or nothing, and one writer at a time: nothing slow belongs inside.</summary>
    internal async Task WriteAsync(Func<DbTransaction, Task> write, CancellationToken cancellation)
    {
        await writers.WaitAsync(cancellation);
        try
        {
            await using var connection = engine.Open();
            await using var transaction = engine.BeginWrite(connection);
            await write(transaction);
            await transaction.CommitAsync(cancellation);
        }
        finally
        {
            writers.Release();
        }
    }

    private void Migrate()
    {
        var migrations = engine.Migrations();
        var newest = migrations[^1].Number;
        using var connection = engine.Open();
        var version = engine.ReadVersion(connection, transaction: null);
        if (version > newest)
        {
            throw new UnusableDatabaseException(new(
                $"La base a été écrite par une version plus récente d'AuditService (schéma {version}, ce programme connaît {newest}). Mettez le programme à jour.",
                $"The database was written by a newer version of AuditService (schema {version}, this program knows {newest}). Update the program."));
        }

        foreach (var (number, sql) in migrations.Where(migration => migration.Number > version))
        {
            using var transaction = engine.BeginWrite(connection);

            // Another process may have applied it while this one waited for its turn.
            if (engine.ReadVersion(connection, transaction) >= number)
                continue;
            connection.Execute(sql, transaction: transaction);
            engine.WriteVersion(transaction, number);
            transaction.Commit();
        }
    }
}
