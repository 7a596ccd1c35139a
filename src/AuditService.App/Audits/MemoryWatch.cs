namespace AuditService.App.Audits;

/// <summary>
/// Looks at the memory while the steps of one audit run. Collectors share the process, so that which of them took the memory cannot be told: when the
/// ceiling is exceeded all steps that run are stopped, and the audit goes on with those that have not begun.
/// </summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    private static readonly TimeSpan Sample = TimeSpan.FromMilliseconds(250);

    /// <summary>What was stopped needs a while to let go; and a full collection costs too much to be asked for all the time.</summary>
    private static readonly TimeSpan Respite = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource ended = new();
    private readonly Task watching;
    private CancellationTokenSource running = new();

    public MemoryWatch(MemoryCeiling ceiling) => watching = WatchAsync(ceiling);

    /// <summary>For a step that begins now: cancelled when the memory is exceeded before it ends.</summary>
    public CancellationToken Exceeded => Volatile.Read(ref running).Token;

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await watching;
        ended.Dispose();
        running.Dispose();
    }

    private async Task WatchAsync(MemoryCeiling ceiling)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Sample, ended.Token);
                if (!ceiling.IsReached)
                    continue;
                if (ceiling.IsExceeded())
                    await Interlocked.Exchange(ref running, new()).CancelAsync();
                await Task.Delay(Respite, ended.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The collection is over.
        }
    }
}
