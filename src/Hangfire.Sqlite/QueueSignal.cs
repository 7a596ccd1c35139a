using Dapper;
using Hangfire.Logging;

namespace Hangfire.Sqlite;

/// <summary>
/// Wakes idle workers: at once for what this process enqueued, and after <see cref="SqliteStorageOptions.PollInterval"/> for what another did.
/// One thread watches the file for all workers, and only while one of them waits.
/// </summary>
internal sealed class QueueSignal : IDisposable
{
    private readonly Lock starting = new();
    private readonly object gate = new();
    private readonly SqliteFile file;
    private readonly SqliteStorageOptions options;
    private readonly Action lookAround;
    private readonly CancellationTokenSource stopping = new();
    private Thread? watcher;
    private long version;
    private int waiting;

    /// <param name="lookAround">Called on the watching thread at its start and at each full look: frees what dead processes hold.</param>
    public QueueSignal(SqliteFile file, SqliteStorageOptions options, Action lookAround)
    {
        this.file = file;
        this.options = options;
        this.lookAround = lookAround;
    }

    /// <summary>Read it before looking at the queues, and pass it to <see cref="Wait"/>: no signal between the two is lost.</summary>
    public long Version => Interlocked.Read(ref version);

    public void Set()
    {
        lock (gate)
        {
            version++;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Returns when something may have been enqueued since <paramref name="seen"/>. Throws <see cref="OperationCanceledException"/> when cancelled.</summary>
    public void Wait(long seen, CancellationToken cancellation)
    {
        Watch();
        using var registration = cancellation.UnsafeRegister(static signal => ((QueueSignal)signal!).Set(), this);
        lock (gate)
        {
            waiting++;
            // The watcher sleeps while nobody waits.
            Monitor.PulseAll(gate);
            try
            {
                while (version == seen && !cancellation.IsCancellationRequested)
                    Monitor.Wait(gate);
            }
            finally
            {
                waiting--;
            }
        }

        cancellation.ThrowIfCancellationRequested();
    }

    public void Dispose()
    {
        stopping.Cancel();
        Set();
        lock (starting)
            watcher?.Join(TimeSpan.FromSeconds(5));
        stopping.Dispose();
    }

    private void Watch()
    {
        lock (starting)
        {
            if (watcher is not null || stopping.IsCancellationRequested)
                return;
            watcher = new Thread(WatchFile) { IsBackground = true, Name = "Hangfire.Sqlite queues" };
            watcher.Start();
        }
    }

    private void WatchFile()
    {
        var log = LogProvider.For<QueueSignal>();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                WatchOneConnection();
            }
            catch (Exception passing) when (!stopping.IsCancellationRequested)
            {
                log.WarnException("The job file cannot be watched; trying again.", passing);
                stopping.Token.WaitHandle.WaitOne(options.FullLookInterval);
            }
        }
    }

    private void WatchOneConnection()
    {
        using var connection = file.Open();
        var known = connection.ExecuteScalar<long>("PRAGMA data_version");
        lookAround();
        var lastFullLook = options.Clock.GetTimestamp();
        while (!stopping.IsCancellationRequested)
        {
            lock (gate)
            {
                while (waiting == 0 && !stopping.IsCancellationRequested)
                    Monitor.Wait(gate);
            }

            var current = connection.ExecuteScalar<long>("PRAGMA data_version");
            var isFullLook = options.Clock.GetElapsedTime(lastFullLook) >= options.FullLookInterval;
            if (isFullLook)
            {
                lookAround();
                lastFullLook = options.Clock.GetTimestamp();
            }

            if (current != known || isFullLook)
                Set();
            known = current;
            stopping.Token.WaitHandle.WaitOne(options.PollInterval);
        }
    }
}
