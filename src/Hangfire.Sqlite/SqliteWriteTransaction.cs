using Dapper;
using Hangfire.Common;
using Hangfire.Logging;
using Hangfire.States;
using Hangfire.Storage;
using Microsoft.Data.Sqlite;

namespace Hangfire.Sqlite;

/// <summary>
/// Commands that are kept until <see cref="Commit"/>, then run in one short transaction, all or none, and never again. Nothing is locked while
/// Hangfire's filters still build it. Before its first command a commit proves that the job's lease and the connection's locks still hold.
/// </summary>
internal sealed class SqliteWriteTransaction(SqliteStorage storage, SqliteStorageConnection connection) : JobStorageTransaction
{
    private readonly List<Action<SqliteConnection>> commands = [];
    private readonly List<SqliteFetchedJob> completed = [];
    private readonly List<IDisposable> locks = [];
    private bool enqueues;

    public override void Dispose()
    {
        foreach (var held in Enumerable.Reverse(locks))
            held.Dispose();
        locks.Clear();
        base.Dispose();
    }

    /// <summary>
    /// Throws when a lock of the connection was lost: Hangfire then takes it again and starts over. A lost lease does not throw: the job is
    /// another worker's by now, and nothing of this commit is kept.
    /// </summary>
    public override void Commit()
    {
        var committed = storage.File.TryWrite(file =>
        {
            if (completed.Exists(job => job.IsLost || !job.RemoveFromQueue(file)))
                return false;
            if (connection.Locks.FirstOrDefault(held => !held.IsHeld(file)) is { } lost)
                throw new InvalidOperationException($"{lost} is held by another by now; nothing was written.");
            foreach (var command in commands)
                command(file);
            return true;
        });
        if (!committed)
        {
            LogProvider.For<SqliteWriteTransaction>().Warn($"{string.Join(", ", completed)}: the final state was not written, since another worker runs the job.");
            completed.ForEach(job => job.Lose());
            return;
        }

        completed.ForEach(job => job.Removed());
        if (enqueues)
            storage.Signal.Set();
    }

    public override void AcquireDistributedLock(string resource, TimeSpan timeout) => locks.Add(connection.AcquireDistributedLock(resource, timeout));

    public override void RemoveFromQueue(IFetchedJob fetchedJob)
    {
        ArgumentNullException.ThrowIfNull(fetchedJob);
        completed.Add(fetchedJob as SqliteFetchedJob ?? throw new ArgumentException("The job was fetched from another storage.", nameof(fetchedJob)));
    }

    /// <summary>The id is reserved at once and the job inserted at the commit: without a commit, only a number is skipped.</summary>
    public override string CreateJob(Job job, IDictionary<string, string?> parameters, DateTime createdAt, TimeSpan expireIn)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(parameters);
        var id = storage.File.Write(file =>
        {
            file.Execute("INSERT INTO sqlite_sequence (name, seq) SELECT 'job', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'job')");
            return file.QuerySingle<long>("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'job' RETURNING seq");
        });
        var created = Milliseconds.From(createdAt);
        commands.Add(file => SqliteStorageConnection.InsertJob(file, id, job, parameters, created, created + (long)expireIn.TotalMilliseconds));
        return StoredJob.Name(id);
    }

    public override void SetJobParameter(string jobId, string name, string? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ForJob(jobId, (file, id) => SqliteStorageConnection.SetJobParameter(file, id, name, value));
    }

    public override void ExpireJob(string jobId, TimeSpan expireIn)
    {
        var expireAt = storage.Options.Clock.After(expireIn);
        ForJob(jobId, (file, id) => file.Execute("UPDATE job SET expire_at = @expireAt WHERE id = @id", new { id, expireAt }));
    }

    public override void PersistJob(string jobId) => ForJob(jobId, (file, id) => file.Execute("UPDATE job SET expire_at = NULL WHERE id = @id", new { id }));

    public override void SetJobState(string jobId, IState state) => AddState(jobId, state, isCurrent: true);

    public override void AddJobState(string jobId, IState state) => AddState(jobId, state, isCurrent: false);

    public override void AddToQueue(string queue, string jobId)
    {
        ArgumentException.ThrowIfNullOrEmpty(queue);
        enqueues = true;
        ForJob(jobId, (file, id) => file.Execute("INSERT INTO job_queue (job_id, queue) VALUES (@id, @queue)", new { id, queue }));
    }

    public override void IncrementCounter(string key) => Count(key, 1, null);

    public override void IncrementCounter(string key, TimeSpan expireIn) => Count(key, 1, expireIn);

    public override void DecrementCounter(string key) => Count(key, -1, null);

    public override void DecrementCounter(string key, TimeSpan expireIn) => Count(key, -1, expireIn);

    public override void AddToSet(string key, string value) => AddToSet(key, value, 0);

    public override void AddToSet(string key, string value, double score)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        commands.Add(file => file.Execute(
            "INSERT INTO set_item (key, value, score) VALUES (@key, @value, @score) ON CONFLICT (key, value) DO UPDATE SET score = excluded.score", new { key, value, score }));
    }

    public override void AddRangeToSet(string key, IList<string> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach (var item in items)
            AddToSet(key, item);
    }

    public override void RemoveFromSet(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        commands.Add(file => file.Execute("DELETE FROM set_item WHERE key = @key AND value = @value", new { key, value }));
    }

    public override void RemoveSet(string key) => ForKey(key, "DELETE FROM set_item WHERE key = @key");

    public override void InsertToList(string key, string? value)
    {
        ArgumentNullException.ThrowIfNull(key);
        commands.Add(file => file.Execute("INSERT INTO list_item (key, value) VALUES (@key, @value)", new { key, value }));
    }

    public override void RemoveFromList(string key, string? value)
    {
        ArgumentNullException.ThrowIfNull(key);
        commands.Add(file => file.Execute("DELETE FROM list_item WHERE key = @key AND value IS @value", new { key, value }));
    }

    public override void TrimList(string key, int keepStartingFrom, int keepEndingAt)
    {
        ArgumentNullException.ThrowIfNull(key);
        commands.Add(file => file.Execute(
            """
            DELETE FROM list_item WHERE key = @key AND id NOT IN (
                SELECT id FROM list_item WHERE key = @key ORDER BY id DESC LIMIT @count OFFSET @keepStartingFrom)
            """,
            new { key, keepStartingFrom, count = Math.Max(0L, (long)keepEndingAt - keepStartingFrom + 1) }));
    }

    public override void SetRangeInHash(string key, IEnumerable<KeyValuePair<string, string>> keyValuePairs)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(keyValuePairs);
        var fields = keyValuePairs.ToList();
        commands.Add(file => SqliteStorageConnection.SetRangeInHash(file, key, fields));
    }

    public override void RemoveHash(string key) => ForKey(key, "DELETE FROM hash_field WHERE key = @key");

    public override void ExpireSet(string key, TimeSpan expireIn) => Expire("set_item", key, expireIn);

    public override void ExpireList(string key, TimeSpan expireIn) => Expire("list_item", key, expireIn);

    public override void ExpireHash(string key, TimeSpan expireIn) => Expire("hash_field", key, expireIn);

    public override void PersistSet(string key) => ForKey(key, "UPDATE set_item SET expire_at = NULL WHERE key = @key");

    public override void PersistList(string key) => ForKey(key, "UPDATE list_item SET expire_at = NULL WHERE key = @key");

    public override void PersistHash(string key) => ForKey(key, "UPDATE hash_field SET expire_at = NULL WHERE key = @key");

    private void AddState(string jobId, IState state, bool isCurrent)
    {
        ArgumentNullException.ThrowIfNull(state);
        var name = state.Name;
        var reason = state.Reason;
        var data = StoredJob.SerializeData(state.SerializeData());
        var now = storage.Options.Clock.Now();
        ForJob(jobId, (file, id) =>
        {
            var stateId = file.QuerySingleOrDefault<long?>(
                "INSERT INTO state (job_id, name, reason, created_at, data) SELECT id, @name, @reason, @now, @data FROM job WHERE id = @id RETURNING id", new { id, name, reason, now, data });
            if (isCurrent && stateId is not null)
                file.Execute("UPDATE job SET state_id = @stateId, state_name = @name, state_at = @now WHERE id = @id", new { id, stateId, name, now });
        });
    }

    /// <summary>Summed in place: there is one writer, so nothing needs aggregating later.</summary>
    private void Count(string key, int by, TimeSpan? expireIn)
    {
        ArgumentNullException.ThrowIfNull(key);
        var expireAt = expireIn is { } span ? storage.Options.Clock.After(span) : (long?)null;
        commands.Add(file => file.Execute(
            """
            INSERT INTO counter (key, value, expire_at) VALUES (@key, @by, @expireAt)
            ON CONFLICT (key) DO UPDATE SET value = value + excluded.value, expire_at = max(coalesce(expire_at, excluded.expire_at), coalesce(excluded.expire_at, expire_at))
            """,
            new { key, by, expireAt }));
    }

    private void Expire(string table, string key, TimeSpan expireIn)
    {
        ArgumentNullException.ThrowIfNull(key);
        var expireAt = storage.Options.Clock.After(expireIn);
        commands.Add(file => file.Execute($"UPDATE {table} SET expire_at = @expireAt WHERE key = @key", new { key, expireAt }));
    }

    private void ForKey(string key, string command)
    {
        ArgumentNullException.ThrowIfNull(key);
        commands.Add(file => file.Execute(command, new { key }));
    }

    /// <summary>What is asked for a job that no id can name concerns nothing.</summary>
    private void ForJob(string jobId, Action<SqliteConnection, long> command)
    {
        ArgumentException.ThrowIfNullOrEmpty(jobId);
        if (StoredJob.Id(jobId) is { } id)
            commands.Add(file => command(file, id));
    }
}
