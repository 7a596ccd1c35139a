using Dapper;
using Hangfire.Logging;
using Microsoft.Data.Sqlite;

namespace Hangfire.Sqlite;

/// <summary>A named lock with an owner and a lifetime, renewed while it is held. A commit of its connection checks that it is still held.</summary>
internal sealed class SqliteDistributedLock : ILease
{
    private readonly SqliteStorage storage;
    private readonly string owner = Guid.NewGuid().ToString("N");
    private volatile bool released;

    private SqliteDistributedLock(SqliteStorage storage, string resource)
    {
        this.storage = storage;
        Resource = resource;
    }

    public string Resource { get; }

    public TimeSpan RenewEvery => storage.Options.LockLifetime / 5;

    /// <summary>Waits until the lock is free or its holder is gone. Null when <paramref name="timeout"/> is over first.</summary>
    public static SqliteDistributedLock? Acquire(SqliteStorage storage, string resource, TimeSpan timeout)
    {
        var candidate = new SqliteDistributedLock(storage, resource);
        var started = storage.Options.Clock.GetTimestamp();
        while (!candidate.TryTake())
        {
            var left = timeout - storage.Options.Clock.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
                return null;
            var pause = TimeSpan.FromMilliseconds(Random.Shared.Next(25, 200));
            storage.LockReleased.Wait(pause < left ? pause : left);
        }

        storage.Leases.Keep(candidate);
        return candidate;
    }

    public bool Renew()
    {
        var renewed = storage.File.Write(connection => connection.Execute(
            "UPDATE distributed_lock SET expires_at = @expiresAt WHERE resource = @Resource AND owner = @owner",
            new { expiresAt = storage.Options.Clock.After(storage.Options.LockLifetime), Resource, owner })) == 1;
        if (!renewed && !released)
            LogProvider.For<SqliteDistributedLock>().Warn($"{this} was lost: its lifetime had ended.");
        return renewed;
    }

    public bool IsHeld(SqliteConnection connection) =>
        connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM distributed_lock WHERE resource = @Resource AND owner = @owner)", new { Resource, owner });

    public void Release()
    {
        released = true;
        storage.Leases.Forget(this);
        storage.File.Write(connection => connection.Execute("DELETE FROM distributed_lock WHERE resource = @Resource AND owner = @owner", new { Resource, owner }));
        storage.LockReleased.Set();
    }

    public override string ToString() => $"Lock {Resource}";

    private bool TryTake() => storage.File.Write(connection => connection.Execute(
        """
        INSERT INTO distributed_lock (resource, owner, process, expires_at) VALUES (@Resource, @owner, @process, @expiresAt)
        ON CONFLICT (resource) DO UPDATE SET owner = excluded.owner, process = excluded.process, expires_at = excluded.expires_at
        WHERE distributed_lock.expires_at <= @now
        """,
        new { Resource, owner, process = ProcessMark.Current.ToString(), expiresAt = storage.Options.Clock.After(storage.Options.LockLifetime), now = storage.Options.Clock.Now() })) == 1;
}
