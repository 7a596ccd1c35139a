using AuditService.App.Audits;

namespace AuditService.Tests.App.Audits;

public sealed class MemoryWatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Steps_that_run_are_stopped_when_the_memory_is_exceeded_and_those_that_begin_later_are_not()
    {
        var held = 10L;
        await using var watch = new MemoryWatch(new(100, () => Volatile.Read(ref held)));
        var running = watch.Exceeded;

        Volatile.Write(ref held, 101);

        Assert.True(running.WaitHandle.WaitOne(Patience));
        Assert.False(watch.Exceeded.IsCancellationRequested);
    }

    [Fact]
    public async Task Memory_that_the_garbage_collector_gives_back_stops_nothing()
    {
        var collectionsBefore = GC.CollectionCount(GC.MaxGeneration);
        var asked = 0;
        await using var watch = new MemoryWatch(new(100, () =>
        {
            Interlocked.Increment(ref asked);
            return GC.CollectionCount(GC.MaxGeneration) > collectionsBefore ? 50 : 200;
        }));
        var running = watch.Exceeded;

        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref asked) >= 2, Patience));
        await Task.Delay(TimeSpan.FromMilliseconds(600), TestContext.Current.CancellationToken);

        Assert.False(running.IsCancellationRequested);
    }
}
