using System.Diagnostics;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Hangfire.Sqlite.Tests;

/// <summary>Hangfire's own servers on the storage, in this process and in others that are killed.</summary>
public sealed class ServerTests : IDisposable
{
    private const string DirectoryVariable = "HANGFIRE_SQLITE_DIRECTORY";
    private const int ManyJobs = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly JobFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task Enqueued_scheduled_recurring_continued_and_retried_jobs_all_succeed()
    {
        var client = new BackgroundJobClient(file.Storage);
        var recurring = new RecurringJobManager(file.Storage);
        using var server = new BackgroundJobServer(Options(2), file.Storage);

        var enqueued = client.Enqueue(() => Record.Run(file.Directory, 1));
        client.ContinueJobWith(enqueued, () => Record.Run(file.Directory, 2));
        client.Schedule(() => Record.Run(file.Directory, 3), TimeSpan.FromMilliseconds(200));
        recurring.AddOrUpdate("nightly", () => Record.Run(file.Directory, 4), Cron.Yearly());
        recurring.Trigger("nightly");
        var flaky = client.Enqueue(() => Record.FailOnce());
        var onQueue = client.Create(Hangfire.Common.Job.FromExpression(() => Record.Run(file.Directory, 5), "static"), new Hangfire.States.EnqueuedState());

        await Eventually(() => file.Storage.GetMonitoringApi().GetStatistics().Succeeded == 6);
        Assert.Equal(["1", "2", "3", "4", "5"], Record.LinesOf(file.Directory, "*.ran").Order());
        using var connection = file.Connect();
        Assert.Equal("Succeeded", connection.GetJobData(flaky)!.State);
        Assert.Equal("static", connection.GetJobData(onQueue)!.Job.Queue);
        Assert.Contains(file.Storage.GetMonitoringApi().JobDetails(flaky).History, state => state.StateName == "Scheduled" || state.StateName == "Failed");
    }

    [Fact]
    public async Task A_job_deleted_while_it_runs_is_cancelled()
    {
        using var server = new BackgroundJobServer(Options(1), file.Storage);
        var client = new BackgroundJobClient(file.Storage);
        var id = client.Enqueue(() => Record.RunUntilAllowed(file.Directory, CancellationToken.None));
        await Eventually(() => File.Exists(Path.Combine(file.Directory, "started")));

        client.Delete(id);

        await Eventually(() => file.Storage.GetMonitoringApi().Queues().Count == 0);
        using var connection = file.Connect();
        Assert.Equal("Deleted", connection.GetJobData(id)!.State);
        Assert.False(File.Exists(Path.Combine(file.Directory, "ended")));
    }

    [Fact]
    public async Task Two_processes_do_ten_thousand_jobs_and_none_is_lost_or_done_twice()
    {
        var client = new BackgroundJobClient(file.Storage);
        using var first = StartWorkers(8);
        using var second = StartWorkers(8);
        try
        {
            for (var i = 0; i < ManyJobs; i++)
            {
                var number = i;
                client.Enqueue(() => Record.Run(file.Directory, number));
            }

            await Eventually(() => file.Storage.GetMonitoringApi().GetStatistics().Succeeded >= ManyJobs);
        }
        finally
        {
            first.Kill();
            second.Kill();
        }

        var ran = Record.LinesOf(file.Directory, "*.ran");
        Assert.Equal(ManyJobs, ran.Length);
        Assert.Equal(ManyJobs, ran.Distinct().Count());
        Assert.Equal(2, Directory.EnumerateFiles(file.Directory, "*.ran").Count());
        Assert.Equal(ManyJobs, file.Storage.GetMonitoringApi().GetStatistics().Succeeded);
        Assert.Empty(file.Storage.GetMonitoringApi().Queues());
    }

    [Fact]
    public async Task A_job_whose_worker_is_killed_runs_again_and_ends_once()
    {
        var client = new BackgroundJobClient(file.Storage);
        var id = client.Enqueue(() => Record.RunUntilAllowed(file.Directory, CancellationToken.None));
        using (var killed = StartWorkers(1))
        {
            await Eventually(() => Record.LinesOf(file.Directory, "started").Length == 1);
            killed.Kill();
            await killed.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await File.WriteAllTextAsync(Path.Combine(file.Directory, "go"), "", TestContext.Current.CancellationToken);
        using var other = StartWorkers(1);
        try
        {
            await Eventually(() => file.Storage.GetMonitoringApi().GetStatistics().Succeeded == 1);
        }
        finally
        {
            other.Kill();
        }

        Assert.Equal(2, Record.LinesOf(file.Directory, "started").Length);
        Assert.Equal([$"{other.Id}"], Record.LinesOf(file.Directory, "ended"));
        using var connection = file.Connect();
        Assert.Equal("Succeeded", connection.GetJobData(id)!.State);
        Assert.Single(file.Storage.GetMonitoringApi().JobDetails(id).History, state => state.StateName == "Succeeded");
    }

    [Fact]
    public async Task Workers_killed_again_and_again_lose_no_job_and_keep_no_second_result()
    {
        const int Jobs = 600;
        var client = new BackgroundJobClient(file.Storage);
        for (var i = 0; i < Jobs; i++)
        {
            var number = i;
            client.Enqueue(() => Record.Run(file.Directory, number));
        }

        for (var round = 0; round < 4; round++)
        {
            using var worker = StartWorkers(4);
            var before = file.Storage.GetMonitoringApi().GetStatistics().Succeeded;
            await Eventually(() => file.Storage.GetMonitoringApi().GetStatistics().Succeeded >= Math.Min(Jobs, before + 40));
            worker.Kill();
            await worker.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using (var last = StartWorkers(4))
        {
            await Eventually(() => file.Storage.GetMonitoringApi().GetStatistics().Succeeded >= Jobs);
            last.Kill();
        }

        Assert.Equal(Jobs, Record.LinesOf(file.Directory, "*.ran").Distinct().Count());
        Assert.Equal(Jobs, file.Storage.GetMonitoringApi().GetStatistics().Succeeded);
        Assert.Equal(Jobs, file.Storage.File.Read(open => open.ExecuteScalar<long>("SELECT count(*) FROM state WHERE name = 'Succeeded'")));
        Assert.Equal("ok", file.Storage.File.Read(open => open.ExecuteScalar<string>("PRAGMA integrity_check")));
    }

    /// <summary>The disk as a power cut would leave it: file and write-ahead log copied while jobs are being enqueued, the shared memory lost.</summary>
    [Fact]
    public async Task A_copy_taken_in_the_middle_of_writes_opens_and_goes_on()
    {
        var client = new BackgroundJobClient(file.Storage);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(
            () =>
            {
                while (!stop.IsCancellationRequested)
                    client.Enqueue(() => Record.Run(file.Directory, 7));
            },
            TestContext.Current.CancellationToken);
        await Eventually(() => file.Storage.GetMonitoringApi().EnqueuedCount("default") > 200);
        var copy = Path.Combine(file.Directory, "copy.db");
        File.Copy(file.Path, copy);
        File.Copy(file.Path + "-wal", copy + "-wal");
        await stop.CancelAsync();
        await writing;

        using var storage = new SqliteStorage($"Data Source={copy}");
        var waiting = storage.GetMonitoringApi().EnqueuedCount("default");
        Assert.True(waiting > 100, $"{waiting} jobs in the copy");
        Assert.Equal("ok", storage.File.Read(open => open.ExecuteScalar<string>("PRAGMA integrity_check")));
        using (var server = new BackgroundJobServer(Options(4), storage))
            await Eventually(() => storage.GetMonitoringApi().GetStatistics().Succeeded == waiting);
    }

    /// <summary>A file that no longer takes writes costs errors in the log, never a job.</summary>
    [Fact]
    public async Task A_file_that_another_writer_holds_for_a_while_only_delays()
    {
        var client = new BackgroundJobClient(file.Storage);
        using var server = new BackgroundJobServer(Options(2), file.Storage);
        await using (var blocker = new SqliteConnection(file.ConnectionString))
        {
            await blocker.OpenAsync(TestContext.Current.CancellationToken);
            await blocker.ExecuteAsync("BEGIN IMMEDIATE");
            var enqueueing = Task.Run(() => client.Enqueue(() => Record.Run(file.Directory, 1)), TestContext.Current.CancellationToken);
            await Task.Delay(1_500, TestContext.Current.CancellationToken);
            Assert.False(enqueueing.IsCompleted);
            await blocker.ExecuteAsync("ROLLBACK");
            await enqueueing.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }

        await Eventually(() => file.Storage.GetMonitoringApi().GetStatistics().Succeeded == 1);
    }

    /// <summary>The child: works until it is killed.</summary>
    [Fact(Explicit = true)]
    public async Task Worker_process()
    {
        if (Environment.GetEnvironmentVariable(DirectoryVariable) is not { } directory)
            return;
        using var storage = new SqliteStorage($"Data Source={Path.Combine(directory, "jobs.db")}");
        var workers = int.Parse(Environment.GetEnvironmentVariable(DirectoryVariable + "_WORKERS")!, System.Globalization.CultureInfo.InvariantCulture);
        using var server = new BackgroundJobServer(Options(workers), storage);
        await Task.Delay(Timeout.Infinite, CancellationToken.None);
    }

    private static BackgroundJobServerOptions Options(int workers) => new() { WorkerCount = workers, Queues = ["default", "static"], SchedulePollingInterval = TimeSpan.FromMilliseconds(100), CancellationCheckInterval = TimeSpan.FromMilliseconds(200) };

    private Process StartWorkers(int workers)
    {
        var program = Environment.ProcessPath!;
        List<string> arguments = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(ServerTests).Assembly.Location] : [];
        arguments.AddRange(["-explicit", "only", "-method", $"{typeof(ServerTests).FullName}.{nameof(Worker_process)}"]);
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[DirectoryVariable] = file.Directory;
        start.Environment[DirectoryVariable + "_WORKERS"] = $"{workers}";
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task Eventually(Func<bool> holds)
    {
        var waited = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.True(waited.Elapsed < Patience, "it did not happen in time");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
