using System.Globalization;
using Dapper;
using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;
using Hangfire.Storage.Monitoring;
using Microsoft.Data.Sqlite;

namespace Hangfire.Sqlite;

/// <summary>What the dashboard's pages show.</summary>
internal sealed class SqliteMonitor(SqliteFile file, TimeProvider clock) : JobStorageMonitor
{
    private const int JobsShownOfAQueue = 5;
    private const int DaysShown = 7;
    private const int HoursShown = 24;

    public override IList<QueueWithTopEnqueuedJobsDto> Queues() => file.ReadTogether<IList<QueueWithTopEnqueuedJobsDto>>(connection =>
    [
        .. connection
            .Query<(string Name, long Enqueued, long Fetched)>("SELECT queue, sum(owner IS NULL), sum(owner IS NOT NULL) FROM job_queue GROUP BY queue ORDER BY queue")
            .AsList()
            .Select(queue => new QueueWithTopEnqueuedJobsDto
            {
                Name = queue.Name,
                Length = queue.Enqueued,
                Fetched = queue.Fetched,
                FirstJobs = Enqueued(connection, queue.Name, 0, JobsShownOfAQueue),
            }),
    ]);

    public override IList<ServerDto> Servers() => file.Read<IList<ServerDto>>(connection =>
    [
        .. connection.Query<(string Id, string Data, long HeartbeatAt)>("SELECT id, data, heartbeat_at FROM server ORDER BY id").Select(row =>
        {
            var data = SerializationHelper.Deserialize<ServerData>(row.Data);
            return new ServerDto
            {
                Name = row.Id,
                Heartbeat = Milliseconds.ToDateTime(row.HeartbeatAt),
                Queues = data.Queues,
                StartedAt = Milliseconds.ToDateTime(data.StartedAt),
                WorkersCount = data.WorkerCount,
            };
        }),
    ]);

    public override JobDetailsDto? JobDetails(string jobId)
    {
        ArgumentNullException.ThrowIfNull(jobId);
        if (StoredJob.Id(jobId) is not { } id)
            return null;
        return file.ReadTogether(connection =>
        {
            if (connection.QuerySingleOrDefault<JobRow>("SELECT id AS Id, invocation AS Invocation, created_at AS CreatedAt, expire_at AS ExpireAt FROM job WHERE id = @id", new { id }) is not { } job)
                return null;
            var loaded = StoredJob.Load(job.Invocation!);
            var properties = connection.Query<(string Name, string Value)>("SELECT name, value FROM job_parameter WHERE job_id = @id ORDER BY name", new { id }).ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
            if (loaded.Exception is { } exception)
                properties["DBG_Exception"] = (exception.InnerException ?? exception).Message;
            return new JobDetailsDto
            {
                Job = loaded.Job,
                InvocationData = loaded.Data,
                LoadException = loaded.Exception,
                CreatedAt = Milliseconds.ToDateTime(job.CreatedAt),
                ExpireAt = Milliseconds.ToDateTime(job.ExpireAt),
                Properties = properties,
                History =
                [
                    .. connection
                        .Query<StateRow>("SELECT name AS Name, reason AS Reason, created_at AS CreatedAt, data AS Data FROM state WHERE job_id = @id ORDER BY id DESC", new { id })
                        .Select(state => new StateHistoryDto { StateName = state.Name, Reason = state.Reason, CreatedAt = Milliseconds.ToDateTime(state.CreatedAt), Data = StoredJob.DeserializeData(state.Data) }),
                ],
            };
        });
    }

    public override StatisticsDto GetStatistics() => file.ReadTogether(connection =>
    {
        var states = connection.Query<(string Name, long Count)>("SELECT state_name, count(*) FROM job WHERE state_name IS NOT NULL GROUP BY state_name").ToDictionary(pair => pair.Name, pair => pair.Count, StringComparer.OrdinalIgnoreCase);
        return new StatisticsDto
        {
            Enqueued = states.GetValueOrDefault(EnqueuedState.StateName),
            Failed = states.GetValueOrDefault(FailedState.StateName),
            Processing = states.GetValueOrDefault(ProcessingState.StateName),
            Scheduled = states.GetValueOrDefault(ScheduledState.StateName),
            Awaiting = states.GetValueOrDefault(AwaitingState.StateName),
            Servers = One("SELECT count(*) FROM server"),
            Queues = One("SELECT count(DISTINCT queue) FROM job_queue"),
            Succeeded = One("SELECT coalesce((SELECT value FROM counter WHERE key = 'stats:succeeded'), 0)"),
            Deleted = One("SELECT coalesce((SELECT value FROM counter WHERE key = 'stats:deleted'), 0)"),
            Recurring = One("SELECT count(*) FROM set_item WHERE key = 'recurring-jobs'"),
            Retries = One("SELECT count(*) FROM set_item WHERE key = 'retries'"),
        };

        long One(string query) => connection.ExecuteScalar<long>(query);
    });

    public override JobList<EnqueuedJobDto> EnqueuedJobs(string queue, int from, int perPage)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return file.ReadTogether(connection => Enqueued(connection, queue, from, perPage));
    }

    public override JobList<FetchedJobDto> FetchedJobs(string queue, int from, int perPage)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return file.ReadTogether(connection => List(
            connection.Query<JobRow>(
                """
                SELECT job_queue.job_id AS Id, job.invocation AS Invocation, job.state_name AS StateName, job_queue.fetched_at AS At
                FROM job_queue LEFT JOIN job ON job.id = job_queue.job_id
                WHERE job_queue.queue = @queue AND job_queue.owner IS NOT NULL ORDER BY job_queue.id LIMIT @perPage OFFSET @from
                """,
                new { queue, from, perPage }),
            (row, loaded) => new FetchedJobDto { Job = loaded.Job, InvocationData = loaded.Data, LoadException = loaded.Exception, State = row.StateName, FetchedAt = Milliseconds.ToDateTime(row.At) }));
    }

    public override JobList<ProcessingJobDto> ProcessingJobs(int from, int count) => InState(ProcessingState.StateName, from, count, newestFirst: false, (row, loaded, data) => new ProcessingJobDto
    {
        Job = loaded.Job,
        InvocationData = loaded.Data,
        LoadException = loaded.Exception,
        InProcessingState = true,
        ServerId = data.GetValueOrDefault("ServerId") ?? data.GetValueOrDefault("ServerName"),
        StartedAt = Milliseconds.ToDateTime(row.At),
        StateData = data,
    });

    public override JobList<ScheduledJobDto> ScheduledJobs(int from, int count) => InState(ScheduledState.StateName, from, count, newestFirst: false, (row, loaded, data) => new ScheduledJobDto
    {
        Job = loaded.Job,
        InvocationData = loaded.Data,
        LoadException = loaded.Exception,
        InScheduledState = true,
        EnqueueAt = JobHelper.DeserializeNullableDateTime(data.GetValueOrDefault("EnqueueAt")) ?? DateTime.MinValue,
        ScheduledAt = Milliseconds.ToDateTime(row.At),
        StateData = data,
    });

    public override JobList<SucceededJobDto> SucceededJobs(int from, int count) => InState(SucceededState.StateName, from, count, newestFirst: true, (row, loaded, data) => new SucceededJobDto
    {
        Job = loaded.Job,
        InvocationData = loaded.Data,
        LoadException = loaded.Exception,
        InSucceededState = true,
        Result = data.GetValueOrDefault("Result"),
        TotalDuration = Number(data, "PerformanceDuration") + Number(data, "Latency"),
        SucceededAt = Milliseconds.ToDateTime(row.At),
        StateData = data,
    });

    public override JobList<FailedJobDto> FailedJobs(int from, int count) => InState(FailedState.StateName, from, count, newestFirst: true, (row, loaded, data) => new FailedJobDto
    {
        Job = loaded.Job,
        InvocationData = loaded.Data,
        LoadException = loaded.Exception,
        InFailedState = true,
        Reason = row.Reason,
        ExceptionType = data.GetValueOrDefault("ExceptionType"),
        ExceptionMessage = data.GetValueOrDefault("ExceptionMessage"),
        ExceptionDetails = data.GetValueOrDefault("ExceptionDetails"),
        FailedAt = Milliseconds.ToDateTime(row.At),
        StateData = data,
    });

    public override JobList<DeletedJobDto> DeletedJobs(int from, int count) => InState(DeletedState.StateName, from, count, newestFirst: true, (row, loaded, data) => new DeletedJobDto
    {
        Job = loaded.Job,
        InvocationData = loaded.Data,
        LoadException = loaded.Exception,
        InDeletedState = true,
        DeletedAt = Milliseconds.ToDateTime(row.At),
        StateData = data,
    });

    public override JobList<AwaitingJobDto> AwaitingJobs(int from, int count) => InState(AwaitingState.StateName, from, count, newestFirst: false, (row, loaded, data) => new AwaitingJobDto
    {
        Job = loaded.Job,
        InvocationData = loaded.Data,
        LoadException = loaded.Exception,
        InAwaitingState = true,
        AwaitingAt = Milliseconds.ToDateTime(row.At),
        StateData = data,
        ParentStateName = StateOf(data.GetValueOrDefault("ParentId")),
    });

    public override long ScheduledCount() => CountInState(ScheduledState.StateName);

    public override long EnqueuedCount(string queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return file.Read(connection => connection.ExecuteScalar<long>("SELECT count(*) FROM job_queue WHERE queue = @queue AND owner IS NULL", new { queue }));
    }

    public override long FetchedCount(string queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return file.Read(connection => connection.ExecuteScalar<long>("SELECT count(*) FROM job_queue WHERE queue = @queue AND owner IS NOT NULL", new { queue }));
    }

    public override long FailedCount() => CountInState(FailedState.StateName);

    public override long ProcessingCount() => CountInState(ProcessingState.StateName);

    public override long SucceededListCount() => CountInState(SucceededState.StateName);

    public override long DeletedListCount() => CountInState(DeletedState.StateName);

    public override long AwaitingCount() => CountInState(AwaitingState.StateName);

    public override IDictionary<DateTime, long> SucceededByDatesCount() => ByDay("succeeded");

    public override IDictionary<DateTime, long> FailedByDatesCount() => ByDay("failed");

    public override IDictionary<DateTime, long> DeletedByDatesCount() => ByDay("deleted");

    public override IDictionary<DateTime, long> HourlySucceededJobs() => ByHour("succeeded");

    public override IDictionary<DateTime, long> HourlyFailedJobs() => ByHour("failed");

    public override IDictionary<DateTime, long> HourlyDeletedJobs() => ByHour("deleted");

    private static JobList<EnqueuedJobDto> Enqueued(SqliteConnection connection, string queue, int from, int perPage) => List(
        connection.Query<JobRow>(
            """
            SELECT job_queue.job_id AS Id, job.invocation AS Invocation, job.state_name AS StateName, job.state_at AS At, state.data AS Data
            FROM job_queue LEFT JOIN job ON job.id = job_queue.job_id LEFT JOIN state ON state.id = job.state_id
            WHERE job_queue.queue = @queue AND job_queue.owner IS NULL ORDER BY job_queue.id LIMIT @perPage OFFSET @from
            """,
            new { queue, from, perPage }),
        (row, loaded) =>
        {
            var isEnqueued = string.Equals(row.StateName, EnqueuedState.StateName, StringComparison.OrdinalIgnoreCase);
            return new EnqueuedJobDto
            {
                Job = loaded.Job,
                InvocationData = loaded.Data,
                LoadException = loaded.Exception,
                State = row.StateName,
                InEnqueuedState = isEnqueued,
                EnqueuedAt = isEnqueued ? Milliseconds.ToDateTime(row.At) : null,
                StateData = StoredJob.DeserializeData(row.Data),
            };
        });

    private JobList<T> InState<T>(string state, int from, int count, bool newestFirst, Func<JobRow, StoredJob.Loaded, Dictionary<string, string>, T> make)
    {
        var order = newestFirst ? "DESC" : "ASC";
        return file.ReadTogether(connection => List(
            connection.Query<JobRow>(
                $"""
                SELECT job.id AS Id, job.invocation AS Invocation, job.state_name AS StateName, job.state_at AS At, state.reason AS Reason, state.data AS Data
                FROM job JOIN state ON state.id = job.state_id
                WHERE job.state_name = @state ORDER BY job.id {order} LIMIT @count OFFSET @from
                """,
                new { state, from, count }),
            (row, loaded) => make(row, loaded, StoredJob.DeserializeData(row.Data))));
    }

    /// <summary>A job that has expired while it was still in a queue is listed as nothing.</summary>
    private static JobList<T> List<T>(IEnumerable<JobRow> rows, Func<JobRow, StoredJob.Loaded, T> make) => new(
        rows.Select(row => new KeyValuePair<string, T>(StoredJob.Name(row.Id), row.Invocation is null ? default! : make(row, StoredJob.Load(row.Invocation)))));

    private static long? Number(Dictionary<string, string> data, string key) => long.TryParse(data.GetValueOrDefault(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private string? StateOf(string? jobId) => StoredJob.Id(jobId) is { } id ? file.Read(connection => connection.ExecuteScalar<string?>("SELECT state_name FROM job WHERE id = @id", new { id })) : null;

    private long CountInState(string state) => file.Read(connection => connection.ExecuteScalar<long>("SELECT count(*) FROM job WHERE state_name = @state", new { state }));

    private Dictionary<DateTime, long> ByDay(string kind)
    {
        var today = clock.GetUtcNow().UtcDateTime.Date;
        return Timeline(kind, "yyyy-MM-dd", Enumerable.Range(0, DaysShown).Select(ago => today.AddDays(-ago)));
    }

    private Dictionary<DateTime, long> ByHour(string kind)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return Timeline(kind, "yyyy-MM-dd-HH", Enumerable.Range(0, HoursShown).Select(ago => now.AddHours(-ago)));
    }

    private Dictionary<DateTime, long> Timeline(string kind, string format, IEnumerable<DateTime> times)
    {
        var keys = times.ToDictionary(time => time, time => $"stats:{kind}:{time.ToString(format, CultureInfo.InvariantCulture)}");
        var counts = file.Read(connection => connection.Query<(string Key, long Value)>("SELECT key, value FROM counter WHERE key IN @keys", new { keys = keys.Values }).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal));
        return keys.ToDictionary(pair => pair.Key, pair => counts.GetValueOrDefault(pair.Value));
    }

    private sealed record JobRow
    {
        public long Id { get; init; }

        public string? Invocation { get; init; }

        public string? StateName { get; init; }

        public string? Reason { get; init; }

        public string? Data { get; init; }

        public long CreatedAt { get; init; }

        public long? ExpireAt { get; init; }

        public long? At { get; init; }
    }

    private sealed record StateRow(string Name, string? Reason, long CreatedAt, string Data);
}
