using System.Collections.Concurrent;
using Hangfire.Logging;

namespace Hangfire.Sqlite;

/// <summary>
/// Renews all leases of this process, on a thread of its own that no busy pool and no long job can keep from it. A file that is busy or gone
/// for a moment is tried again well before the leases end.
/// </summary>
internal sealed class Leases : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<ILease, long> held = new();
    private readonly TimeProvider clock;
    private readonly Lock starting = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly ILog log = LogProvider.For<Leases>();
    private readonly ManualResetEventSlim any = new();
    private Thread? keeper;

    public Leases(TimeProvider clock) => this.clock = clock;

    public void Keep(ILease lease)
    {
        held[lease] = clock.GetTimestamp();
        any.Set();
        lock (starting)
        {
            if (keeper is not null || stopping.IsCancellationRequested)
                return;
            keeper = new Thread(RenewAll) { IsBackground = true, Name = "Hangfire.Sqlite leases", Priority = ThreadPriority.AboveNormal };
            keeper.Start();
        }
    }

    public void Forget(ILease lease) => held.TryRemove(lease, out _);

    public void Dispose()
    {
        stopping.Cancel();
        any.Set();
        lock (starting)
            keeper?.Join(TimeSpan.FromSeconds(5));
        stopping.Dispose();
        any.Dispose();
    }

    private void RenewAll()
    {
        while (!stopping.IsCancellationRequested)
        {
            if (held.IsEmpty)
            {
                any.Reset();
                if (held.IsEmpty && !stopping.IsCancellationRequested)
                    any.Wait(Timeout.Infinite, CancellationToken.None);
            }

            foreach (var (lease, renewedAt) in held)
            {
                if (clock.GetElapsedTime(renewedAt) >= lease.RenewEvery)
                    Renew(lease);
            }

            stopping.Token.WaitHandle.WaitOne(Tick);
        }
    }

    private void Renew(ILease lease)
    {
        try
        {
            if (lease.Renew())
                held.TryUpdate(lease, clock.GetTimestamp(), held.GetValueOrDefault(lease));
            else
                Forget(lease);
        }
        catch (Exception passing)
        {
            log.WarnException($"{lease} could not be renewed; trying again.", passing);
        }
    }
}
