using Dapper;
using Hangfire.Common;
using Hangfire.Server;
using Hangfire.Storage;
using Microsoft.Data.Sqlite;

namespace Hangfire.Sqlite;

/// <summary>One conversation with the storage: reads, locks, and jobs taken from queues. It holds no SQLite connection between its calls.</summary>
internal sealed class SqliteStorageConnection(SqliteStorage storage) : JobStorageConnection
{
    private readonly List<(SqliteDistributedLock Lock, int Depth)> locks = [];

    /// <summary>The locks that this connection holds; a commit checks each.</summary>
    internal IReadOnlyList<SqliteDistributedLock> Locks => [.. locks.Select(held => held.Lock)];

    public override void Dispose()
    {
        foreach (var held in Locks)
            held.Release();
        locks.Clear();
        base.Dispose();
    }

    public override IWriteOnlyTransaction CreateWriteTransaction() => new SqliteWriteTransaction(storage, this);

    /// <remarks>Re-entrant: a lock that this connection holds is only counted once more.</remarks>
    public override IDisposable AcquireDistributedLock(string resource, TimeSpan timeout)
    {
        ArgumentException.ThrowIfNullOrEmpty(resource);
        if (timeout < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "A timeout cannot be negative.");
        var index = locks.FindIndex(held => held.Lock.Resource == resource);
        if (index >= 0)
            locks[index] = locks[index] with { Depth = locks[index].Depth + 1 };
        else
            locks.Add((SqliteDistributedLock.Acquire(storage, resource, timeout) ?? throw new DistributedLockTimeoutException(resource), 1));
        return new Releaser(this, resource);
    }

    public override string CreateExpiredJob(Job job, IDictionary<string, string?> parameters, DateTime createdAt, TimeSpan expireIn)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(parameters);
        var created = Milliseconds.From(createdAt);
        return StoredJob.Name(storage.File.Write(connection => InsertJob(connection, null, job, parameters, created, created + (long)expireIn.TotalMilliseconds)));
    }

    internal static long InsertJob(SqliteConnection connection, long? id, Job job, IDictionary<string, string?> parameters, long createdAt, long expireAt)
    {
        var jobId = connection.QuerySingle<long>(
            "INSERT INTO job (id, invocation, created_at, expire_at) VALUES (@id, @invocation, @createdAt, @expireAt) RETURNING id",
            new { id, invocation = StoredJob.Serialize(job), createdAt, expireAt });
        connection.Execute(
            "INSERT INTO job_parameter (job_id, name, value) VALUES (@jobId, @Key, @Value)",
            parameters.Select(parameter => new { jobId, parameter.Key, parameter.Value }));
        return jobId;
    }

    public override IFetchedJob FetchNextJob(string[] queues, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(queues);
        if (queues.Length == 0)
            throw new ArgumentException("Name one queue at least.", nameof(queues));
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var seen = storage.Signal.Version;
            if (TryFetch(queues) is { } fetched)
                return fetched;
            storage.Signal.Wait(seen, cancellationToken);
        }
    }

    /// <summary>Looks without a lock first: an idle worker never keeps a writer waiting.</summary>
    private SqliteFetchedJob? TryFetch(string[] queues)
    {
        var clock = storage.Options.Clock;
        if (!storage.File.Read(connection => connection.ExecuteScalar<bool>(
            "SELECT EXISTS (SELECT 1 FROM job_queue WHERE queue IN @queues AND (lease_until IS NULL OR lease_until <= @now))",
            new { queues, now = clock.Now() })))
        {
            return null;
        }

        var owner = ProcessMark.Current.ToString();
        var fetched = storage.File.Write(connection => queues
            .Select(queue => connection.QuerySingleOrDefault<FetchedRow>(
                """
                UPDATE job_queue SET owner = @owner, lease_until = @until, fetched_at = @now, attempt = attempt + 1
                WHERE id = (SELECT id FROM job_queue WHERE queue = @queue AND (lease_until IS NULL OR lease_until <= @now) ORDER BY id LIMIT 1)
                RETURNING id AS Id, job_id AS JobId, attempt AS Attempt
                """,
                new { owner, until = clock.After(storage.Options.Lease), now = clock.Now(), queue }))
            .FirstOrDefault(row => row is not null));
        if (fetched is null)
            return null;
        var job = new SqliteFetchedJob(storage, fetched.Id, fetched.JobId, fetched.Attempt, owner);
        storage.Leases.Keep(job);
        return job;
    }

    public override void SetJobParameter(string id, string name, string? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (StoredJob.Id(id) is { } jobId)
            storage.File.Write(connection => SetJobParameter(connection, jobId, name, value));
    }

    internal static void SetJobParameter(SqliteConnection connection, long jobId, string name, string? value) => connection.Execute(
        """
        INSERT INTO job_parameter (job_id, name, value) SELECT id, @name, @value FROM job WHERE id = @jobId
        ON CONFLICT (job_id, name) DO UPDATE SET value = excluded.value
        """,
        new { jobId, name, value });

    public override string? GetJobParameter(string id, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return StoredJob.Id(id) is { } jobId
            ? Read(connection => connection.ExecuteScalar<string?>("SELECT value FROM job_parameter WHERE job_id = @jobId AND name = @name", new { jobId, name }))
            : null;
    }

    public override JobData? GetJobData(string jobId)
    {
        ArgumentException.ThrowIfNullOrEmpty(jobId);
        if (StoredJob.Id(jobId) is not { } id)
            return null;
        return storage.File.ReadTogether(connection =>
        {
            if (connection.QuerySingleOrDefault<JobRow>("SELECT invocation AS Invocation, state_name AS StateName, created_at AS CreatedAt FROM job WHERE id = @id", new { id }) is not { } row)
                return null;
            var loaded = StoredJob.Load(row.Invocation);
            return new JobData
            {
                Job = loaded.Job,
                InvocationData = loaded.Data,
                LoadException = loaded.Exception,
                State = row.StateName,
                CreatedAt = Milliseconds.ToDateTime(row.CreatedAt),
                ParametersSnapshot = connection.Query<(string Name, string Value)>("SELECT name, value FROM job_parameter WHERE job_id = @id", new { id }).ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal),
            };
        });
    }

    public override StateData? GetStateData(string jobId)
    {
        ArgumentException.ThrowIfNullOrEmpty(jobId);
        if (StoredJob.Id(jobId) is not { } id)
            return null;
        var row = Read(connection => connection.QuerySingleOrDefault<StateRow>("SELECT state.name AS Name, state.reason AS Reason, state.data AS Data FROM job JOIN state ON state.id = job.state_id WHERE job.id = @id", new { id }));
        return row is null ? null : new() { Name = row.Name, Reason = row.Reason, Data = StoredJob.DeserializeData(row.Data) };
    }

    public override void AnnounceServer(string serverId, ServerContext context)
    {
        ArgumentException.ThrowIfNullOrEmpty(serverId);
        ArgumentNullException.ThrowIfNull(context);
        var data = SerializationHelper.Serialize(new ServerData { WorkerCount = context.WorkerCount, Queues = context.Queues, StartedAt = storage.Options.Clock.Now() });
        storage.File.Write(connection => connection.Execute(
            "INSERT INTO server (id, data, heartbeat_at) VALUES (@serverId, @data, @now) ON CONFLICT (id) DO UPDATE SET data = excluded.data, heartbeat_at = excluded.heartbeat_at",
            new { serverId, data, now = storage.Options.Clock.Now() }));
    }

    public override void RemoveServer(string serverId)
    {
        ArgumentException.ThrowIfNullOrEmpty(serverId);
        storage.File.Write(connection => connection.Execute("DELETE FROM server WHERE id = @serverId", new { serverId }));
    }

    public override void Heartbeat(string serverId)
    {
        ArgumentException.ThrowIfNullOrEmpty(serverId);
        if (storage.File.Write(connection => connection.Execute("UPDATE server SET heartbeat_at = @now WHERE id = @serverId", new { serverId, now = storage.Options.Clock.Now() })) == 0)
            throw new BackgroundServerGoneException();
    }

    public override int RemoveTimedOutServers(TimeSpan timeOut)
    {
        if (timeOut.Duration() != timeOut)
            throw new ArgumentException("A timeout cannot be negative.", nameof(timeOut));
        var before = storage.Options.Clock.Now() - (long)timeOut.TotalMilliseconds;
        return storage.File.Write(connection => connection.Execute("DELETE FROM server WHERE heartbeat_at < @before", new { before }));
    }

    public override HashSet<string> GetAllItemsFromSet(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Read(connection => connection.Query<string>("SELECT value FROM set_item WHERE key = @key", new { key }).ToHashSet(StringComparer.Ordinal));
    }

    public override string? GetFirstByLowestScoreFromSet(string key, double fromScore, double toScore) => GetFirstByLowestScoreFromSet(key, fromScore, toScore, 1).FirstOrDefault();

    public override List<string> GetFirstByLowestScoreFromSet(string key, double fromScore, double toScore, int count)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (count <= 0)
            throw new ArgumentException("A count must be positive.", nameof(count));
        if (toScore < fromScore)
            throw new ArgumentException("The upper score is below the lower one.", nameof(toScore));
        return Read(connection => connection.Query<string>(
            "SELECT value FROM set_item WHERE key = @key AND score BETWEEN @fromScore AND @toScore ORDER BY score, value LIMIT @count", new { key, fromScore, toScore, count }).AsList());
    }

    public override long GetSetCount(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Count("set_item", key);
    }

    public override long GetSetCount(IEnumerable<string> keys, int limit)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return Read(connection => connection.ExecuteScalar<long>("SELECT count(*) FROM (SELECT 1 FROM set_item WHERE key IN @keys LIMIT @limit)", new { keys = keys.ToArray(), limit }));
    }

    public override bool GetSetContains(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        return Read(connection => connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM set_item WHERE key = @key AND value = @value)", new { key, value }));
    }

    public override List<string> GetRangeFromSet(string key, int startingFrom, int endingAt)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Read(connection => connection.Query<string>("SELECT value FROM set_item WHERE key = @key ORDER BY score, value LIMIT @count OFFSET @startingFrom", Page(key, startingFrom, endingAt)).AsList());
    }

    public override TimeSpan GetSetTtl(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return TimeToLive("set_item", key);
    }

    public override void SetRangeInHash(string key, IEnumerable<KeyValuePair<string, string>> keyValuePairs)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(keyValuePairs);
        var fields = keyValuePairs.ToList();
        storage.File.Write(connection => SetRangeInHash(connection, key, fields));
    }

    internal static void SetRangeInHash(SqliteConnection connection, string key, IEnumerable<KeyValuePair<string, string>> fields) => connection.Execute(
        "INSERT INTO hash_field (key, field, value) VALUES (@key, @Field, @Value) ON CONFLICT (key, field) DO UPDATE SET value = excluded.value",
        fields.Select(field => new { key, Field = field.Key, field.Value }));

    public override Dictionary<string, string>? GetAllEntriesFromHash(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var entries = Read(connection => connection.Query<(string Field, string Value)>("SELECT field, value FROM hash_field WHERE key = @key", new { key }).ToDictionary(pair => pair.Field, pair => pair.Value, StringComparer.Ordinal));
        return entries.Count == 0 ? null : entries;
    }

    public override string? GetValueFromHash(string key, string name)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(name);
        return Read(connection => connection.ExecuteScalar<string?>("SELECT value FROM hash_field WHERE key = @key AND field = @name", new { key, name }));
    }

    public override long GetHashCount(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Count("hash_field", key);
    }

    public override TimeSpan GetHashTtl(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return TimeToLive("hash_field", key);
    }

    public override long GetListCount(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Count("list_item", key);
    }

    public override List<string> GetAllItemsFromList(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Read(connection => connection.Query<string>("SELECT value FROM list_item WHERE key = @key ORDER BY id DESC", new { key }).AsList());
    }

    public override List<string> GetRangeFromList(string key, int startingFrom, int endingAt)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Read(connection => connection.Query<string>("SELECT value FROM list_item WHERE key = @key ORDER BY id DESC LIMIT @count OFFSET @startingFrom", Page(key, startingFrom, endingAt)).AsList());
    }

    public override TimeSpan GetListTtl(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return TimeToLive("list_item", key);
    }

    public override long GetCounter(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Read(connection => connection.ExecuteScalar<long>("SELECT coalesce((SELECT value FROM counter WHERE key = @key), 0)", new { key }));
    }

    public override DateTime GetUtcDateTime() => storage.Options.Clock.GetUtcNow().UtcDateTime;

    private T Read<T>(Func<SqliteConnection, T> read) => storage.File.Read(read);

    private long Count(string table, string key) => Read(connection => connection.ExecuteScalar<long>($"SELECT count(*) FROM {table} WHERE key = @key", new { key }));

    /// <summary>Minus a second when the key does not exist or never expires.</summary>
    private TimeSpan TimeToLive(string table, string key) =>
        Read(connection => connection.ExecuteScalar<long?>($"SELECT min(expire_at) FROM {table} WHERE key = @key", new { key })) is { } expireAt
            ? TimeSpan.FromMilliseconds(expireAt - storage.Options.Clock.Now())
            : TimeSpan.FromSeconds(-1);

    private static object Page(string key, int startingFrom, int endingAt) => new { key, startingFrom, count = Math.Max(0L, (long)endingAt - startingFrom + 1) };

    private void Release(string resource)
    {
        var index = locks.FindIndex(held => held.Lock.Resource == resource);
        if (index < 0)
            return;
        var (held, depth) = locks[index];
        if (depth > 1)
        {
            locks[index] = (held, depth - 1);
            return;
        }

        locks.RemoveAt(index);
        held.Release();
    }

    private sealed class Releaser(SqliteStorageConnection connection, string resource) : IDisposable
    {
        private bool released;

        public void Dispose()
        {
            if (released)
                return;
            released = true;
            connection.Release(resource);
        }
    }

    private sealed record FetchedRow(long Id, long JobId, long Attempt);

    private sealed record JobRow(string Invocation, string? StateName, long CreatedAt);

    private sealed record StateRow(string Name, string? Reason, string Data);
}
