using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.Sqlite;

namespace AuditService.Benchmarks;

/// <summary>Jobs kept in a file against jobs kept in memory, which is as fast as Hangfire itself gets: enqueued one by one, and carried out by eight workers.</summary>
[SimpleJob(RunStrategy.Monitoring, launchCount: 1, warmupCount: 1, iterationCount: 5)]
public class JobStorageBenchmarks
{
    private const int Jobs = 1_000;
    private readonly string directory = Directory.CreateTempSubdirectory("jobs-").FullName;
    private JobStorage storage = null!;

    [Params("memory", "sqlite")]
    public string Kept { get; set; } = "";

    public static void Nothing()
    {
    }

    [IterationSetup]
    public void Open() => storage = Kept == "memory" ? new InMemoryStorage() : new SqliteStorage($"Data Source={Path.Combine(directory, Guid.NewGuid().ToString("N"))}.db");

    [IterationCleanup]
    public void Close() => (storage as IDisposable)?.Dispose();

    [GlobalCleanup]
    public void Remove() => Directory.Delete(directory, recursive: true);

    [Benchmark(OperationsPerInvoke = Jobs)]
    public void Enqueue()
    {
        var client = new BackgroundJobClient(storage);
        for (var i = 0; i < Jobs; i++)
            client.Enqueue(() => Nothing());
    }

    [Benchmark(OperationsPerInvoke = Jobs)]
    public void EnqueueAndProcess()
    {
        using var server = new BackgroundJobServer(new BackgroundJobServerOptions { WorkerCount = 8 }, storage);
        Enqueue();
        while (storage.GetMonitoringApi().GetStatistics().Succeeded < Jobs)
            Thread.Yield();
    }
}
