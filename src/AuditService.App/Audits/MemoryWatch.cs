namespace AuditService.App.Audits;

/// <summary>
/// Looks at the memory while the steps of one audit run. Collectors share the process, so that which of them took the memory cannot be told: when it is
/// this audit's turn to give way, all its steps that run are stopped, and it goes on with those that have not begun.
/// </summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    private static readonly TimeSpan Sample = TimeSpan.FromMilliseconds(250);

    private readonly MemoryCeiling ceiling;
    private readonly CancellationTokenSource ended = new();
    private readonly Task watching;
    private CancellationTokenSource running = new();

    /// <param name="bytes">Size of the audit's dossier.</param>
    public MemoryWatch(MemoryCeiling ceiling, long bytes)
    {
        this.ceiling = ceiling;
        ceiling.Enter(this, bytes);
        watching = WatchAsync();
    }

    /// <summary>For a step that begins now: cancelled when the memory is exceeded before it ends.</summary>
    public CancellationToken Exceeded => Volatile.Read(ref running).Token;

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await watching;
        ceiling.Leave(this);
        ended.Dispose();
        running.Dispose();
    }

    private async Task WatchAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(Sample, ended.Token);
                if (ceiling.MustStop(this))
                    await Interlocked.Exchange(ref running, new()).CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The collection is over.
        }
    }
}
