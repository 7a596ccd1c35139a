using Dapper;
using Hangfire.Server;
using Hangfire.Storage;

namespace Hangfire.Sqlite;

/// <summary>
/// Hangfire's job storage in one SQLite file on a local disk, for one process or several. Delivery is at least once; the final state of a job
/// and its removal from the queue are one transaction, which only the worker that still holds the job's lease can commit.
/// </summary>
public sealed class SqliteStorage : JobStorage, IDisposable
{
    private static readonly HashSet<string> Features = new(StringComparer.OrdinalIgnoreCase)
    {
        JobStorageFeatures.ExtendedApi,
        JobStorageFeatures.JobQueueProperty,
        JobStorageFeatures.ProcessesInsteadOfComponents,
        JobStorageFeatures.Connection.BatchedGetFirstByLowest,
        JobStorageFeatures.Connection.GetUtcDateTime,
        JobStorageFeatures.Connection.GetSetContains,
        JobStorageFeatures.Connection.LimitedGetSetCount,
        JobStorageFeatures.Transaction.AcquireDistributedLock,
        JobStorageFeatures.Transaction.CreateJob,
        JobStorageFeatures.Transaction.SetJobParameter,
        JobStorageFeatures.Transaction.RemoveFromQueue(typeof(SqliteFetchedJob)),
        JobStorageFeatures.Monitoring.DeletedStateGraphs,
        JobStorageFeatures.Monitoring.AwaitingJobs,
    };

    private bool disposed;

    /// <param name="connectionString">Of Microsoft.Data.Sqlite; names a file.</param>
    public SqliteStorage(string connectionString, SqliteStorageOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        Options = options ?? new();
        Options.Validate();
        File = new(connectionString, Options);
        Leases = new(Options.Clock);
        Signal = new(File, Options, FreeWhatDeadProcessesHold);
    }

    /// <summary>One database: what was committed is what is read.</summary>
    public override bool LinearizableReads => true;

    internal SqliteStorageOptions Options { get; }

    internal SqliteFile File { get; }

    internal Leases Leases { get; }

    internal QueueSignal Signal { get; }

    internal Pulse LockReleased { get; } = new();

    public override IMonitoringApi GetMonitoringApi() => new SqliteMonitor(File, Options.Clock);

    public override IStorageConnection GetConnection() => new SqliteStorageConnection(this);

    public override IEnumerable<IBackgroundProcess> GetServerRequiredProcesses() => [];

    public override IEnumerable<IBackgroundProcess> GetStorageWideProcesses() => [new ExpirationProcess(File, Options)];

    public override bool HasFeature(string featureId)
    {
        ArgumentNullException.ThrowIfNull(featureId);
        return Features.Contains(featureId) || base.HasFeature(featureId);
    }

    public override void WriteOptionsToLog(Logging.ILog logger) =>
        Logging.LogExtensions.Info(logger, $"SQLite job storage: lease {Options.Lease}, poll {Options.PollInterval}, lock lifetime {Options.LockLifetime}.");

    public override string ToString() => "SQLite";

    /// <summary>Owners may be several: the second finds nothing left to do.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, true))
            return;
        Signal.Dispose();
        Leases.Dispose();
        File.Dispose();
    }

    /// <summary>Jobs and locks of processes of this machine that are certainly gone are free at once, not only when their leases end.</summary>
    internal void FreeWhatDeadProcessesHold()
    {
        var gone = File
            .Read(connection => connection.Query<string>("SELECT DISTINCT owner FROM job_queue WHERE owner IS NOT NULL UNION SELECT DISTINCT process FROM distributed_lock").AsList())
            .Where(owner => ProcessMark.Parse(owner)?.IsGone() == true)
            .ToList();
        if (gone.Count == 0)
            return;
        File.Write(connection =>
        {
            connection.Execute("UPDATE job_queue SET owner = NULL, lease_until = NULL, fetched_at = NULL WHERE owner IN @gone", new { gone });
            connection.Execute("DELETE FROM distributed_lock WHERE process IN @gone", new { gone });
        });
        LockReleased.Set();
    }
}
