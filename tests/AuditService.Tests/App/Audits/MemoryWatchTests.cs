using AuditService.App.Audits;

namespace AuditService.Tests.App.Audits;

public sealed class MemoryWatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Steps_that_run_are_stopped_when_the_memory_is_exceeded_and_those_that_begin_later_are_not()
    {
        var held = 10L;
        await using var watch = new MemoryWatch(Ceiling(() => Volatile.Read(ref held)), bytes: 1);
        using var step = watch.Enter();
        var running = step.Exceeded;

        Volatile.Write(ref held, 101);

        Assert.True(running.WaitHandle.WaitOne(Patience));
        using var later = watch.Enter();
        Assert.False(later.Exceeded.IsCancellationRequested);
    }

    [Fact]
    public async Task Memory_that_the_garbage_collector_gives_back_stops_nothing()
    {
        var collectionsBefore = GC.CollectionCount(GC.MaxGeneration);
        var asked = 0;
        await using var watch = new MemoryWatch(Ceiling(() =>
        {
            Interlocked.Increment(ref asked);
            return GC.CollectionCount(GC.MaxGeneration) > collectionsBefore ? 50 : 200;
        }), bytes: 1);
        using var step = watch.Enter();
        var running = step.Exceeded;

        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref asked) >= 2, Patience));
        await Task.Delay(TimeSpan.FromMilliseconds(600), TestContext.Current.CancellationToken);

        Assert.False(running.IsCancellationRequested);
    }

    [Fact]
    public async Task The_largest_dossier_stops_first_and_the_others_go_on_when_that_was_enough()
    {
        var held = 10L;
        var ceiling = Ceiling(() => Volatile.Read(ref held));
        await using var small = new MemoryWatch(ceiling, bytes: 1);
        await using var large = new MemoryWatch(ceiling, bytes: 1_000);
        await using var middle = new MemoryWatch(ceiling, bytes: 10);
        var (ofSmall, ofLarge, ofMiddle) = (small.Enter().Exceeded, large.Enter().Exceeded, middle.Enter().Exceeded);
        await using var lets = ofLarge.Register(() => Volatile.Write(ref held, 10));

        Volatile.Write(ref held, 101);

        Assert.True(ofLarge.WaitHandle.WaitOne(Patience));
        // Longer than what is waited before the next is stopped.
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        Assert.False(ofSmall.IsCancellationRequested || ofMiddle.IsCancellationRequested);
    }

    [Fact]
    public async Task While_it_is_not_enough_the_next_largest_stops_and_in_the_end_all_do()
    {
        var held = 10L;
        var ceiling = Ceiling(() => Volatile.Read(ref held));
        await using var small = new MemoryWatch(ceiling, bytes: 1);
        await using var large = new MemoryWatch(ceiling, bytes: 1_000);
        await using var middle = new MemoryWatch(ceiling, bytes: 10);
        var (ofSmall, ofLarge, ofMiddle) = (small.Enter().Exceeded, large.Enter().Exceeded, middle.Enter().Exceeded);

        Volatile.Write(ref held, 101);

        Assert.True(ofLarge.WaitHandle.WaitOne(Patience));
        Assert.False(ofMiddle.IsCancellationRequested || ofSmall.IsCancellationRequested);
        Assert.True(ofMiddle.WaitHandle.WaitOne(Patience));
        Assert.False(ofSmall.IsCancellationRequested);
        Assert.True(ofSmall.WaitHandle.WaitOne(Patience));
        // They have begun other steps since.
        Assert.True(large.Enter().Exceeded.WaitHandle.WaitOne(Patience));
    }

    [Fact]
    public async Task A_step_that_was_stopped_by_itself_is_told_from_those_that_were_stopped_together()
    {
        var held = 10L;
        await using var watch = new MemoryWatch(Ceiling(() => Volatile.Read(ref held)), bytes: 1);
        using var first = watch.Enter();
        using (var second = watch.Enter())
        {
            Volatile.Write(ref held, 101);
            Assert.True(first.Exceeded.WaitHandle.WaitOne(Patience) && second.Exceeded.WaitHandle.WaitOne(Patience));
            Assert.False(first.WasStoppedAlone || second.WasStoppedAlone);
        }

        first.Dispose();
        using var alone = watch.Enter();
        Assert.True(alone.Exceeded.WaitHandle.WaitOne(Patience));
        Assert.True(alone.WasStoppedAlone);
    }

    private static MemoryCeiling Ceiling(Func<long> held) => new(100, held, (new("arrêté", "stopped"), new("laissé de côté", "left out")));
}
