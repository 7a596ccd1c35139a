using System.Collections.Concurrent;
using AuditService.Core.Facts;
using AuditService.Storage.Audits;
using AuditService.Storage.Databases;
using Dapper;

namespace AuditService.Storage.Facts;

/// <summary>Facts of unchanged inputs, by everything that they depend on. A cache: what is not found is collected anew. Thread-safe.</summary>
public sealed class FactCache(AuditDatabase database, TimeProvider time)
{
    /// <summary>Entries kept; beyond, those unused for the longest time go.</summary>
    public int MaximumEntries { get; init; } = 50_000;

    /// <summary>An entry that no audit used for so long goes.</summary>
    public TimeSpan MaximumAge { get; init; } = TimeSpan.FromDays(90);

    /// <summary>The time of use is noted no more often: an audit of an unchanged dossier then writes nothing here.</summary>
    private static readonly TimeSpan UseNotedEvery = TimeSpan.FromDays(1);

    /// <summary>At most so many entries go with one write, so that no audit waits for a great cleaning.</summary>
    private const int PrunedAtOnce = 1_000;

    private readonly ConcurrentDictionary<FactCacheKey, DateTimeOffset> used = new();

    /// <summary>The facts of those keys that are known.</summary>
    public Task<IReadOnlyDictionary<FactCacheKey, IReadOnlyList<Fact>>> FindAsync(IReadOnlyCollection<FactCacheKey> keys, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return database.ReadAsync(
            async transaction =>
            {
                var found = new Dictionary<FactCacheKey, IReadOnlyList<Fact>>();
                var sql = database.Sql("Facts/SelectCachedFacts");
                foreach (var key in keys)
                {
                    var row = await transaction.Connection!.QuerySingleOrDefaultAsync<CachedFactsRow>(new CommandDefinition(sql, key, transaction, cancellationToken: cancellation));
                    if (row is null)
                        continue;
                    found[key] = StoredJson.Read<IReadOnlyList<Fact>>(row.Facts);
                    if (row.UsedAt < (now - UseNotedEvery).ToUnixTimeMilliseconds())
                        used[key] = now;
                }

                return (IReadOnlyDictionary<FactCacheKey, IReadOnlyList<Fact>>)found;
            },
            cancellation);
    }

    /// <summary>Keeps what was collected, in one write, and forgets what has not been used for long.</summary>
    /// <param name="collected">The facts of steps that ran to their end: a step that failed or timed out must not be here, it would fail for ever.</param>
    public async Task PutAsync(IReadOnlyCollection<CachedFacts> collected, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var uses = used.ToArray();
        if (collected.Count == 0 && uses.Length == 0)
            return;

        var fresh = collected.Select(each => CachedFactsRow.Of(each.Key, StoredJson.Of(each.Facts), now)).ToList();
        var touched = uses.Select(use => CachedFactsRow.Of(use.Key, "", use.Value)).ToList();
        var prune = new { Horizon = (now - MaximumAge).ToUnixTimeMilliseconds(), Entries = MaximumEntries, AtOnce = PrunedAtOnce };
        await database.WriteAsync(
            async transaction =>
            {
                await ExecuteAsync("Facts/UpsertCachedFacts", fresh);
                await ExecuteAsync("Facts/TouchCachedFacts", touched);
                await ExecuteAsync("Facts/PruneCachedFacts", prune);

                Task<int> ExecuteAsync(string sql, object parameters) =>
                    transaction.Connection!.ExecuteAsync(new CommandDefinition(database.Sql(sql), parameters, transaction, cancellationToken: cancellation));
            },
            cancellation);
        foreach (var use in uses)
            used.TryRemove(use);
    }

    private sealed class CachedFactsRow
    {
        public string Collector { get; init; } = "";

        public int Version { get; init; }

        public string Step { get; init; } = "";

        public string InputHash { get; init; } = "";

        public string Facts { get; init; } = "";

        public long UsedAt { get; init; }

        public static CachedFactsRow Of(FactCacheKey key, string facts, DateTimeOffset usedAt) =>
            new() { Collector = key.Collector, Version = key.Version, Step = key.Step, InputHash = key.InputHash, Facts = facts, UsedAt = usedAt.ToUnixTimeMilliseconds() };
    }
}

/// <summary>Everything that the facts of a step depend on: see <see cref="Core.Collection.CollectionStep.InputHash"/>.</summary>
public sealed record FactCacheKey(string Collector, int Version, string Step, string InputHash);

/// <summary>What a step stated, all of it.</summary>
public sealed record CachedFacts(FactCacheKey Key, IReadOnlyList<Fact> Facts);
