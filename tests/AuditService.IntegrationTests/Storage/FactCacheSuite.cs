using AuditService.Core.Facts;
using AuditService.Storage.Databases;
using AuditService.Storage.Facts;
using AuditService.Tests;

namespace AuditService.IntegrationTests.Storage;

/// <summary>What the cache of facts promises on every engine.</summary>
public abstract class FactCacheSuite
{
    private static readonly FactCacheKey Key = new("sense", 1, "data/cv.csv", "hash-1");

    private readonly SetClock clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An empty database, the same one throughout a test.</summary>
    protected abstract AuditDatabase Database { get; }

    private FactCache Cache => new(Database, clock) { MaximumEntries = 5, MaximumAge = TimeSpan.FromDays(90) };

    [Fact]
    public async Task Facts_are_found_again_by_all_they_depend_on_and_by_nothing_less()
    {
        await Cache.PutAsync([new(Key, SomeAudit.Facts), new(Key with { Step = "empty" }, [])], Token);

        FactCacheKey[] others = [Key with { Collector = "other" }, Key with { Version = 2 }, Key with { Step = "data/CV.csv" }, Key with { InputHash = "hash-2" }];
        var found = await Cache.FindAsync([Key, Key with { Step = "empty" }, .. others], Token);

        Assert.Equal(2, found.Count);
        Assert.Equal(SomeAudit.Facts, found[Key]);
        Assert.Empty(found[Key with { Step = "empty" }]);
    }

    [Fact]
    public async Task What_is_put_again_replaces()
    {
        await Cache.PutAsync([new(Key, SomeAudit.Facts)], Token);
        await Cache.PutAsync([new(Key, [SomeAudit.Facts[0]])], Token);

        Assert.Equal([SomeAudit.Facts[0]], (await Cache.FindAsync([Key], Token))[Key]);
    }

    [Fact]
    public async Task What_no_audit_used_for_long_is_forgotten_and_what_was_used_is_not()
    {
        var (used, unused) = (Key with { Step = "used" }, Key with { Step = "unused" });
        await Cache.PutAsync([new(used, []), new(unused, [])], Token);

        clock.Advance(TimeSpan.FromDays(80));
        var cache = Cache;
        await cache.FindAsync([used], Token);
        await cache.PutAsync([], Token);
        clock.Advance(TimeSpan.FromDays(80));
        await Cache.PutAsync([new(Key, [])], Token);

        Assert.Equal([Key, used], (await Cache.FindAsync([Key, used, unused], Token)).Keys.OrderBy(key => key.Step, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Beyond_its_bound_the_oldest_go()
    {
        for (var i = 0; i < 8; i++)
        {
            await Cache.PutAsync([new(Key with { Step = $"{i}" }, [])], Token);
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        var found = await Cache.FindAsync([.. Enumerable.Range(0, 8).Select(i => Key with { Step = $"{i}" })], Token);

        Assert.Equal(["3", "4", "5", "6", "7"], found.Keys.Select(key => key.Step).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Many_at_once_put_and_find_without_a_fault()
    {
        var cache = new FactCache(Database, clock);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                var key = Key with { Step = $"{worker}-{i}" };
                await cache.PutAsync([new(key, [Some.Fact("a.b", new NumberValue(i))])], Token);
                Assert.Single(await cache.FindAsync([key], Token));
            }
        })));
    }
}
