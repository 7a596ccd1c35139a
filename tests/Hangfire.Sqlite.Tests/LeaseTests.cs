using System.Diagnostics;
using System.Globalization;
using Dapper;
using Hangfire.States;

namespace Hangfire.Sqlite.Tests;

public sealed class LeaseTests : IDisposable
{
    private static readonly SqliteStorageOptions Short = new() { Lease = TimeSpan.FromSeconds(1), PollInterval = TimeSpan.FromMilliseconds(50), FullLookInterval = TimeSpan.FromMilliseconds(300) };

    private readonly JobFile file = new(Short);

    public void Dispose() => file.Dispose();

    [Fact]
    public void Jobs_come_in_the_order_of_the_queues_named_and_then_of_their_arrival()
    {
        using var connection = file.Connect();
        var last = file.Enqueue("static");
        var first = file.Enqueue("browser");
        var second = file.Enqueue("browser");

        var fetched = Enumerable.Range(0, 3).Select(_ => connection.FetchNextJob(["browser", "static"], TestContext.Current.CancellationToken)).ToList();

        Assert.Equal([first, second, last], fetched.Select(job => job.JobId));
        fetched.ForEach(job => job.RemoveFromQueue());
        fetched.ForEach(job => job.RemoveFromQueue());
        Assert.Empty(file.Storage.GetMonitoringApi().Queues());
    }

    [Fact]
    public async Task An_idle_worker_gets_what_this_process_enqueues_without_waiting_for_a_poll()
    {
        using var patient = new JobFile(new() { PollInterval = TimeSpan.FromMinutes(5), FullLookInterval = TimeSpan.FromMinutes(5) });
        using var connection = patient.Connect();
        var delays = new List<TimeSpan>();
        for (var i = 0; i < 15; i++)
        {
            var waiting = Task.Run(() => (connection.FetchNextJob(["default"], TestContext.Current.CancellationToken), Stopwatch.GetTimestamp()), TestContext.Current.CancellationToken);
            await Task.Delay(50, TestContext.Current.CancellationToken);
            Assert.False(waiting.IsCompleted);

            var id = patient.Enqueue();
            var enqueued = Stopwatch.GetTimestamp();

            var (job, fetched) = await waiting.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            Assert.Equal(id, job.JobId);
            job.RemoveFromQueue();
            job.Dispose();
            delays.Add(Stopwatch.GetElapsedTime(enqueued, fetched));
        }

        // The one in the middle: another program may take the processor at any time.
        Assert.InRange(delays.Order().ElementAt(delays.Count / 2), TimeSpan.FromSeconds(-1), TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task An_idle_worker_gets_what_another_process_enqueues()
    {
        using var connection = file.Open(Short).GetConnection();
        var waiting = Task.Run(() => connection.FetchNextJob(["default"], TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        await Task.Delay(200, TestContext.Current.CancellationToken);

        var id = file.Enqueue();

        using var job = await waiting.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal(id, job.JobId);
    }

    [Fact]
    public async Task Waiting_ends_when_it_is_cancelled()
    {
        using var connection = file.Connect();
        using var stopping = new CancellationTokenSource();
        var waiting = Task.Run(() => connection.FetchNextJob(["default"], stopping.Token), TestContext.Current.CancellationToken);
        await Task.Delay(100, TestContext.Current.CancellationToken);

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_job_that_runs_longer_than_its_lease_stays_with_its_worker()
    {
        file.Enqueue();
        using var connection = file.Connect();
        using var job = connection.FetchNextJob(["default"], TestContext.Current.CancellationToken);
        using var other = file.Open(Short).GetConnection();
        using var patience = new CancellationTokenSource(Short.Lease * 4);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(() => other.FetchNextJob(["default"], patience.Token), TestContext.Current.CancellationToken));

        Assert.False(((SqliteFetchedJob)job).IsLost);
    }

    [Fact]
    public void A_job_given_back_or_dropped_is_there_for_the_next()
    {
        var id = file.Enqueue();
        using var connection = file.Connect();
        connection.FetchNextJob(["default"], TestContext.Current.CancellationToken).Requeue();
        connection.FetchNextJob(["default"], TestContext.Current.CancellationToken).Dispose();

        using var again = connection.FetchNextJob(["default"], TestContext.Current.CancellationToken);

        Assert.Equal(id, again.JobId);
    }

    [Fact]
    public void Whoever_lost_the_job_can_neither_finish_nor_remove_nor_requeue_it()
    {
        var id = file.Enqueue();
        using var connection = file.Connect();
        var stale = connection.FetchNextJob(["default"], TestContext.Current.CancellationToken);
        LetLeasesEnd();
        using var taker = (SqliteStorageConnection)file.Open(Short).GetConnection();
        using var current = taker.FetchNextJob(["default"], TestContext.Current.CancellationToken);
        Assert.Equal(id, current.JobId);

        JobFile.Commit(connection, transaction =>
        {
            transaction.RemoveFromQueue(stale);
            transaction.SetJobState(id, new SucceededState("stale", 0, 0));
            transaction.IncrementCounter("stats:succeeded");
        });
        stale.RemoveFromQueue();
        stale.Requeue();
        stale.Dispose();

        Assert.True(((SqliteFetchedJob)stale).IsLost);
        Assert.Equal("Enqueued", connection.GetJobData(id)!.State);
        Assert.Equal(0, connection.GetCounter("stats:succeeded"));
        Assert.Equal(1, file.Storage.GetMonitoringApi().FetchedCount("default"));
        JobFile.Commit(taker, transaction =>
        {
            transaction.RemoveFromQueue(current);
            transaction.SetJobState(id, new SucceededState("current", 0, 0));
        });
        Assert.Equal("Succeeded", connection.GetJobData(id)!.State);
        Assert.Equal(0, file.Storage.GetMonitoringApi().FetchedCount("default"));
    }

    [Fact]
    public void What_a_dead_process_of_this_machine_held_is_free_at_once_and_what_a_living_one_holds_is_not()
    {
        using var patient = new JobFile(new() { Lease = TimeSpan.FromHours(1), LockLifetime = TimeSpan.FromHours(1) });
        var id = patient.Enqueue();
        var kept = patient.Enqueue();
        using var connection = patient.Connect();
        using var dead = connection.FetchNextJob(["default"], TestContext.Current.CancellationToken);
        using var living = connection.FetchNextJob(["default"], TestContext.Current.CancellationToken);
        using var held = connection.AcquireDistributedLock("resource", TimeSpan.Zero);
        Assert.Equal((id, kept), (dead.JobId, living.JobId));
        using (var gone = Process.Start("true"))
        {
            gone.WaitForExit();
            var mark = (ProcessMark.Current with { ProcessId = gone.Id }).ToString();
            patient.Storage.File.Write(open => open.Execute("UPDATE job_queue SET owner = @mark WHERE job_id = @id; UPDATE distributed_lock SET process = @mark", new { mark, id }));
        }

        patient.Storage.FreeWhatDeadProcessesHold();

        using var other = (SqliteStorageConnection)patient.Open().GetConnection();
        using var again = other.FetchNextJob(["default"], TestContext.Current.CancellationToken);
        Assert.Equal(id, again.JobId);
        Assert.Equal(2, patient.Storage.GetMonitoringApi().FetchedCount("default"));
        other.AcquireDistributedLock("resource", TimeSpan.Zero).Dispose();
    }

    [Fact]
    public void Another_process_is_held_to_be_there_while_it_lives_and_gone_once_it_has_ended_or_its_number_is_somebody_elses()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sleep command.");
        using var other = Process.Start("sleep", ["60"]);
        var mark = ProcessMark.Of(other);
        Assert.False(ProcessMark.Parse(mark.ToString())!.IsGone());
        Assert.True((mark with { StartedAt = mark.StartedAt - 1 }).IsGone());

        other.Kill();
        other.WaitForExit();

        Assert.True(mark.IsGone());
    }

    /// <summary>The framework tells a start from the clock as it stands; whoever sets the clock must not make the living dead.</summary>
    [Fact]
    public void The_start_of_a_process_is_told_in_ticks_since_boot_which_no_clock_moves()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells ticks.");
        var fields = File.ReadAllText("/proc/self/stat");

        Assert.Equal(fields[(fields.LastIndexOf(')') + 2)..].Split(' ')[19], ProcessMark.Current.StartedAt.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_process_of_another_machine_is_never_taken_for_a_dead_one() =>
        Assert.False((ProcessMark.Current with { Place = "elsewhere", ProcessId = 1, StartedAt = 0 }).IsGone());

    private void LetLeasesEnd() => file.Storage.File.Write(open => open.Execute("UPDATE job_queue SET lease_until = 0, attempt = attempt + 1"));
}
