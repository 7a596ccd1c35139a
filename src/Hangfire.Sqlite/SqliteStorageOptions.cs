namespace Hangfire.Sqlite;

/// <summary>How the storage behaves. The defaults suit one machine with a few processes on one file.</summary>
public sealed record SqliteStorageOptions
{
    /// <summary>A fetched job that nobody renews returns to its queue after this time. Renewed each fifth of it for as long as the job runs, however long that is.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often the file is asked whether another process has written. Jobs that this process enqueues wake its workers at once.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How often queues are looked at though nothing was written: a lease that ends changes nothing in the file.</summary>
    public TimeSpan FullLookInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A distributed lock that nobody renews ends after this time. Renewed each fifth of it while it is held.</summary>
    public TimeSpan LockLifetime { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan ExpirationInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Expired rows removed in one transaction: small, so that no writer waits long.</summary>
    public int ExpirationBatch { get; init; } = 500;

    /// <summary>How long SQLite waits for another process's write before a statement fails.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// False: the last commits may be lost at a power cut, never the consistency of the file (<c>synchronous = NORMAL</c> in WAL mode,
    /// https://sqlite.org/pragma.html#pragma_synchronous). True: each commit waits for the disk.
    /// </summary>
    public bool WaitForDisk { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        if (Lease < TimeSpan.FromSeconds(1) || LockLifetime < TimeSpan.FromSeconds(1))
            throw new ArgumentException("Lease and LockLifetime must be a second at least.");
        if (PollInterval < TimeSpan.FromMilliseconds(10) || FullLookInterval < PollInterval)
            throw new ArgumentException("PollInterval must be 10 ms at least, and FullLookInterval no shorter.");
        if (ExpirationBatch < 1 || ExpirationInterval <= TimeSpan.Zero || BusyTimeout <= TimeSpan.Zero)
            throw new ArgumentException("ExpirationBatch, ExpirationInterval and BusyTimeout must be positive.");
    }
}
