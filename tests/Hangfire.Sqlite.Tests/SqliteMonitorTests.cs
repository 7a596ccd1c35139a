using System.Globalization;
using Dapper;
using Hangfire.States;
using Hangfire.Storage;

namespace Hangfire.Sqlite.Tests;

public sealed class SqliteMonitorTests : IDisposable
{
    private readonly JobFile file = new();

    private JobStorageMonitor Monitor => (JobStorageMonitor)file.Storage.GetMonitoringApi();

    public void Dispose() => file.Dispose();

    [Fact]
    public void Every_state_has_its_page_and_its_count()
    {
        using var connection = file.Connect();
        string InState(IState state)
        {
            var id = file.Create(connection);
            JobFile.Commit(connection, transaction => transaction.SetJobState(id, state));
            return id;
        }

        var processing = InState(ProcessingOf("server-1"));
        var scheduled = InState(new ScheduledState(new DateTime(2027, 1, 2, 3, 4, 5, DateTimeKind.Utc)));
        var succeeded = InState(new SucceededState("42", 10, 32));
        var failed = InState(new FailedState(new InvalidOperationException("broken")) { Reason = "because" });
        var deleted = InState(new DeletedState());
        var awaiting = InState(new AwaitingState(succeeded, new EnqueuedState()));

        Assert.Equal((processing, "server-1"), (Monitor.ProcessingJobs(0, 10).Single().Key, Monitor.ProcessingJobs(0, 10).Single().Value.ServerId));
        Assert.Equal((scheduled, new DateTime(2027, 1, 2, 3, 4, 5, DateTimeKind.Utc)), (Monitor.ScheduledJobs(0, 10).Single().Key, Monitor.ScheduledJobs(0, 10).Single().Value.EnqueueAt));
        Assert.Equal((succeeded, 42L), (Monitor.SucceededJobs(0, 10).Single().Key, Monitor.SucceededJobs(0, 10).Single().Value.TotalDuration));
        Assert.Equal((failed, "because", "broken"), (Monitor.FailedJobs(0, 10).Single().Key, Monitor.FailedJobs(0, 10).Single().Value.Reason, Monitor.FailedJobs(0, 10).Single().Value.ExceptionMessage));
        Assert.Equal(deleted, Monitor.DeletedJobs(0, 10).Single().Key);
        Assert.Equal((awaiting, "Succeeded"), (Monitor.AwaitingJobs(0, 10).Single().Key, Monitor.AwaitingJobs(0, 10).Single().Value.ParentStateName));
        Assert.Equal([1L, 1, 1, 1, 1, 1], [Monitor.ProcessingCount(), Monitor.ScheduledCount(), Monitor.SucceededListCount(), Monitor.FailedCount(), Monitor.DeletedListCount(), Monitor.AwaitingCount()]);
        Assert.Empty(Monitor.SucceededJobs(1, 10));
        var statistics = Monitor.GetStatistics();
        Assert.Equal((1L, 1L, 1L, 1L), (statistics.Processing, statistics.Scheduled, statistics.Failed, statistics.Awaiting));
    }

    [Fact]
    public void Queues_tell_what_waits_and_what_is_fetched()
    {
        var first = file.Enqueue("browser");
        var second = file.Enqueue("browser");
        file.Enqueue("static");
        using var connection = file.Connect();
        using var fetched = connection.FetchNextJob(["browser"], TestContext.Current.CancellationToken);

        var queues = Monitor.Queues();

        Assert.Equal(["browser 1 1", "static 1 0"], queues.Select(queue => $"{queue.Name} {queue.Length} {queue.Fetched}"));
        Assert.Equal(second, queues[0].FirstJobs.Single().Key);
        Assert.True(queues[0].FirstJobs.Single().Value.InEnqueuedState);
        Assert.Equal(first, Monitor.FetchedJobs("browser", 0, 10).Single().Key);
        Assert.Equal((1L, 1L, 2L), (Monitor.EnqueuedCount("browser"), Monitor.FetchedCount("browser"), Monitor.GetStatistics().Queues));
    }

    [Fact]
    public void A_job_that_expired_in_its_queue_does_not_break_the_page()
    {
        var id = file.Enqueue();
        file.Storage.File.Write(open => open.Execute("DELETE FROM job"));

        var listed = Monitor.EnqueuedJobs("default", 0, 10).Single();

        Assert.Equal(id, listed.Key);
        Assert.Null(listed.Value);
    }

    [Fact]
    public void Days_and_hours_without_jobs_count_as_zero()
    {
        using var connection = file.Connect();
        var today = connection.GetUtcDateTime();
        JobFile.Commit(connection, transaction =>
        {
            transaction.IncrementCounter($"stats:succeeded:{today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
            transaction.IncrementCounter($"stats:succeeded:{today.ToString("yyyy-MM-dd-HH", CultureInfo.InvariantCulture)}");
            transaction.IncrementCounter("stats:succeeded");
        });

        Assert.Equal((7, 1L), (Monitor.SucceededByDatesCount().Count, Monitor.SucceededByDatesCount()[today.Date]));
        Assert.Equal((24, 1L), (Monitor.HourlySucceededJobs().Count, Monitor.HourlySucceededJobs().Values.Sum()));
        Assert.All(Monitor.FailedByDatesCount().Values.Concat(Monitor.HourlyDeletedJobs().Values), count => Assert.Equal(0, count));
        Assert.Equal(1, Monitor.GetStatistics().Succeeded);
    }

    [Fact]
    public void Expired_rows_go_in_small_batches_and_nothing_else_does()
    {
        using var connection = file.Connect();
        var kept = file.Create(connection);
        var options = new SqliteStorageOptions { ExpirationBatch = 7 };
        JobFile.Commit(connection, transaction =>
        {
            for (var i = 0; i < 20; i++)
            {
                var id = file.Create(connection);
                transaction.SetJobState(id, new SucceededState(null, 0, 0));
                transaction.ExpireJob(id, TimeSpan.FromSeconds(-1));
                transaction.AddToSet("gone", $"{i}");
                transaction.InsertToList("gone", $"{i}");
            }

            transaction.PersistJob(kept);
            transaction.AddToSet("kept", "x");
            transaction.SetRangeInHash("gone", [new("a", "1")]);
            transaction.IncrementCounter("gone", TimeSpan.FromSeconds(-1));
            transaction.ExpireSet("gone", TimeSpan.FromSeconds(-1));
            transaction.ExpireList("gone", TimeSpan.FromSeconds(-1));
            transaction.ExpireHash("gone", TimeSpan.FromSeconds(-1));
        });

        Assert.Equal(62, new ExpirationProcess(file.Storage.File, options).RemoveExpired(TestContext.Current.CancellationToken));

        Assert.NotNull(connection.GetJobData(kept));
        Assert.Equal((1L, 0L, 0L), (connection.GetSetCount("kept"), connection.GetSetCount("gone"), connection.GetCounter("gone")));
        Assert.Equal(0, file.Storage.File.Read(open => open.ExecuteScalar<long>("SELECT count(*) FROM state")));
        Assert.Equal(0, new ExpirationProcess(file.Storage.File, options).RemoveExpired(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_file_of_another_program_or_of_a_newer_version_is_refused()
    {
        using var other = new JobFile();
        other.Storage.File.Write(open => open.Execute("PRAGMA user_version = 99"));
        Assert.Contains("newer version", Assert.Throws<InvalidOperationException>(() => other.Open()).Message, StringComparison.Ordinal);
        other.Storage.File.Write(open => open.Execute("PRAGMA application_id = 1"));
        Assert.Contains("another program", Assert.Throws<InvalidOperationException>(() => other.Open()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new SqliteStorage("Data Source=:memory:"));
    }

    /// <summary>Its constructor is Hangfire's own.</summary>
    private static ProcessingState ProcessingOf(string server) =>
        (ProcessingState)Activator.CreateInstance(typeof(ProcessingState), System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic, null, [server, "worker"], CultureInfo.InvariantCulture)!;
}
