using Dapper;
using Hangfire.Server;

namespace Hangfire.Sqlite;

/// <summary>Removes what has expired, a small batch a transaction, so that workers never wait for it.</summary>
internal sealed class ExpirationProcess(SqliteFile file, SqliteStorageOptions options) : IBackgroundProcess
{
    private static readonly string[] Removals =
    [
        "DELETE FROM job WHERE id IN (SELECT id FROM job WHERE expire_at <= @now LIMIT @batch)",
        "DELETE FROM counter WHERE key IN (SELECT key FROM counter WHERE expire_at <= @now LIMIT @batch)",
        "DELETE FROM list_item WHERE id IN (SELECT id FROM list_item WHERE expire_at <= @now LIMIT @batch)",
        "DELETE FROM set_item WHERE (key, value) IN (SELECT key, value FROM set_item WHERE expire_at <= @now LIMIT @batch)",
        "DELETE FROM hash_field WHERE (key, field) IN (SELECT key, field FROM hash_field WHERE expire_at <= @now LIMIT @batch)",
        "DELETE FROM distributed_lock WHERE resource IN (SELECT resource FROM distributed_lock WHERE expires_at <= @now LIMIT @batch)",
    ];

    public void Execute(BackgroundProcessContext context)
    {
        RemoveExpired(context.StoppingToken);
        context.StoppingToken.WaitHandle.WaitOne(options.ExpirationInterval);
    }

    internal int RemoveExpired(CancellationToken cancellation)
    {
        var all = 0;
        foreach (var removal in Removals)
        {
            int removed;
            do
            {
                cancellation.ThrowIfCancellationRequested();
                var now = options.Clock.Now();
                removed = file.Write(connection => connection.Execute(removal, new { now, batch = options.ExpirationBatch }));
                all += removed;
            }
            while (removed == options.ExpirationBatch);
        }

        return all;
    }

    public override string ToString() => "SQLite expiration";
}
