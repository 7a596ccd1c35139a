using System.Globalization;
using Dapper;
using Hangfire.Logging;
using Hangfire.Storage;
using Microsoft.Data.Sqlite;

namespace Hangfire.Sqlite;

/// <summary>
/// A job taken from its queue, under a lease. Owner and attempt fence everything that is done with it: once another worker has taken it over,
/// nothing of this one has any effect.
/// </summary>
internal sealed class SqliteFetchedJob : IFetchedJob, ILease
{
    private readonly SqliteStorage storage;
    private readonly long queueId;
    private readonly long attempt;
    private readonly string owner;
    private bool removed;
    private bool requeued;

    public SqliteFetchedJob(SqliteStorage storage, long queueId, long jobId, long attempt, string owner)
    {
        this.storage = storage;
        this.queueId = queueId;
        this.attempt = attempt;
        this.owner = owner;
        JobId = jobId.ToString(CultureInfo.InvariantCulture);
    }

    public string JobId { get; }

    /// <summary>True once another worker has taken the job over.</summary>
    public bool IsLost { get; private set; }

    public TimeSpan RenewEvery => storage.Options.Lease / 5;

    public bool Renew()
    {
        var renewed = storage.File.Write(connection => connection.Execute(
            "UPDATE job_queue SET lease_until = @until WHERE id = @queueId AND owner = @owner AND attempt = @attempt",
            new { until = storage.Options.Clock.After(storage.Options.Lease), queueId, owner, attempt })) == 1;
        // Gone from the queue, it has just been removed, perhaps by ourselves a moment ago; only who has it now has taken it over.
        if (!renewed && !removed && !requeued && storage.File.Read(connection => connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM job_queue WHERE id = @queueId)", new { queueId })))
            Lose();
        return renewed;
    }

    public void RemoveFromQueue()
    {
        if (removed)
            return;
        if (!storage.File.TryWrite(RemoveFromQueue))
            Lose();
        Removed();
    }

    /// <summary>Within a transaction of the caller's; false when the job is another's by now.</summary>
    public bool RemoveFromQueue(SqliteConnection connection) =>
        connection.Execute("DELETE FROM job_queue WHERE id = @queueId AND owner = @owner AND attempt = @attempt", new { queueId, owner, attempt }) == 1;

    /// <summary>After the transaction that removed it is committed.</summary>
    public void Removed()
    {
        removed = true;
        storage.Leases.Forget(this);
    }

    public void Lose()
    {
        if (IsLost)
            return;
        IsLost = true;
        storage.Leases.Forget(this);
        LogProvider.For<SqliteFetchedJob>().Warn($"{this} was taken over by another worker: its lease had ended, or its process was held to be gone.");
    }

    public void Requeue()
    {
        if (requeued || removed)
            return;
        requeued = true;
        storage.Leases.Forget(this);
        if (IsLost)
            return;
        storage.File.Write(connection => connection.Execute(
            "UPDATE job_queue SET owner = NULL, lease_until = NULL, fetched_at = NULL WHERE id = @queueId AND owner = @owner AND attempt = @attempt", new { queueId, owner, attempt }));
        storage.Signal.Set();
    }

    public void Dispose() => Requeue();

    public override string ToString() => $"Job {JobId} (attempt {attempt.ToString(CultureInfo.InvariantCulture)})";
}
