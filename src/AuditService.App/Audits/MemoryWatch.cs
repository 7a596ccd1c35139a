namespace AuditService.App.Audits;

/// <summary>
/// Looks at the memory while the steps of one audit run. They share the process, so that which of them took the memory cannot be told: when it is
/// this audit's turn to give way, all its steps that run are stopped, and it goes on with those that have not begun.
/// </summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    private static readonly TimeSpan Sample = TimeSpan.FromMilliseconds(250);

    private readonly MemoryCeiling ceiling;
    private readonly CancellationTokenSource ended = new();
    private readonly Lock gate = new();
    private readonly HashSet<Place> inHand = [];
    private readonly Task watching;

    /// <param name="bytes">Size of the audit's dossier.</param>
    public MemoryWatch(MemoryCeiling ceiling, long bytes)
    {
        this.ceiling = ceiling;
        ceiling.Enter(this, bytes);
        watching = WatchAsync();
    }

    /// <summary>For a step that begins now; disposed of when it has ended.</summary>
    public Place Enter()
    {
        lock (gate)
        {
            var place = new Place(this);
            inHand.Add(place);
            return place;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await watching;
        ceiling.Leave(this);
        ended.Dispose();
    }

    private async Task WatchAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(Sample, ended.Token);
                if (ceiling.MustStop(this))
                    await Task.WhenAll(InHand().Select(place => place.StopAsync()));
            }
        }
        catch (OperationCanceledException)
        {
            // The collection is over.
        }
    }

    private List<Place> InHand()
    {
        lock (gate)
        {
            foreach (var place in inHand.Where(place => !place.Exceeded.IsCancellationRequested))
                place.WasStoppedAlone = inHand.Count == 1;
            return [.. inHand];
        }
    }

    /// <summary>A step that runs.</summary>
    internal sealed class Place(MemoryWatch watch) : IDisposable
    {
        private readonly CancellationTokenSource exceeded = new();

        /// <summary>Cancelled when the memory is exceeded before the step ends.</summary>
        public CancellationToken Exceeded => exceeded.Token;

        /// <summary>True when no other step of this audit was stopped with it: it is the one that took the memory.</summary>
        public bool WasStoppedAlone { get; set; }

        /// <summary>True while no other step of this audit runs.</summary>
        public bool IsAlone
        {
            get
            {
                lock (watch.gate)
                    return watch.inHand.Count == 1;
            }
        }

        public Task StopAsync() => exceeded.CancelAsync();

        /// <summary>The source itself is left to the collector: the watch may be about to cancel it.</summary>
        public void Dispose()
        {
            lock (watch.gate)
                watch.inHand.Remove(this);
        }
    }
}
