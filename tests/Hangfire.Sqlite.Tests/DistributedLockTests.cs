using Dapper;
using Hangfire.Storage;

namespace Hangfire.Sqlite.Tests;

public sealed class DistributedLockTests : IDisposable
{
    private static readonly SqliteStorageOptions Short = new() { LockLifetime = TimeSpan.FromSeconds(1) };

    private readonly JobFile file = new(Short);

    public void Dispose() => file.Dispose();

    [Fact]
    public void A_lock_keeps_others_out_until_it_is_released_and_its_holder_may_enter_again()
    {
        using var holder = file.Connect();
        using var other = file.Open(Short).GetConnection();

        using (holder.AcquireDistributedLock("r", TimeSpan.Zero))
        {
            holder.AcquireDistributedLock("r", TimeSpan.Zero).Dispose();
            var refused = Assert.Throws<DistributedLockTimeoutException>(() => other.AcquireDistributedLock("r", TimeSpan.FromMilliseconds(50)));
            Assert.EndsWith("r", refused.Resource, StringComparison.Ordinal);
            other.AcquireDistributedLock("another", TimeSpan.Zero).Dispose();
        }

        other.AcquireDistributedLock("r", TimeSpan.Zero).Dispose();
    }

    [Fact]
    public async Task A_lock_is_renewed_for_as_long_as_it_is_held()
    {
        using var holder = file.Connect();
        using var other = file.Open(Short).GetConnection();
        using var held = holder.AcquireDistributedLock("r", TimeSpan.Zero);

        await Task.Delay(Short.LockLifetime * 2, TestContext.Current.CancellationToken);

        Assert.Throws<DistributedLockTimeoutException>(() => other.AcquireDistributedLock("r", TimeSpan.Zero));
    }

    [Fact]
    public void A_lock_whose_lifetime_ended_is_taken_over_while_another_waits()
    {
        file.Storage.File.Write(open => open.Execute(
            "INSERT INTO distributed_lock (resource, owner, process, expires_at) VALUES ('r', 'killed', 'elsewhere|1|1', @soon)", new { soon = Short.Clock.After(TimeSpan.FromMilliseconds(300)) }));
        using var other = file.Connect();

        other.AcquireDistributedLock("r", TimeSpan.FromSeconds(20)).Dispose();
    }

    [Fact]
    public void Nothing_is_committed_under_a_lock_that_was_lost()
    {
        using var holder = file.Connect();
        using var held = holder.AcquireDistributedLock("r", TimeSpan.Zero);
        file.Storage.File.Write(open => open.Execute("UPDATE distributed_lock SET owner = 'another'"));

        Assert.Throws<InvalidOperationException>(() => JobFile.Commit(holder, transaction => transaction.AddToSet("s", "x")));

        Assert.Equal(0, holder.GetSetCount("s"));
        held.Dispose();
        Assert.Equal("another", file.Storage.File.Read(open => open.ExecuteScalar<string>("SELECT owner FROM distributed_lock")));
    }

    [Fact]
    public async Task Only_one_of_many_is_inside_at_a_time()
    {
        var (inside, most, all) = (0, 0, 0);
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken }, async (_, cancellation) =>
        {
            using var connection = file.Connect();
            for (var i = 0; i < 5; i++)
            {
                using var held = connection.AcquireDistributedLock("r", TimeSpan.FromMinutes(1));
                most = Math.Max(most, Interlocked.Increment(ref inside));
                await Task.Delay(2, cancellation);
                Interlocked.Decrement(ref inside);
                all++;
            }
        });

        Assert.Equal((1, 40), (most, all));
    }

    [Fact]
    public void A_transaction_can_hold_a_lock_until_it_ends()
    {
        using var holder = file.Connect();
        using var other = file.Open(Short).GetConnection();
        using (var transaction = (SqliteWriteTransaction)holder.CreateWriteTransaction())
        {
            transaction.AcquireDistributedLock("r", TimeSpan.Zero);
            Assert.Throws<DistributedLockTimeoutException>(() => other.AcquireDistributedLock("r", TimeSpan.Zero));
        }

        other.AcquireDistributedLock("r", TimeSpan.Zero).Dispose();
    }
}
