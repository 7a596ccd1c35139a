using AuditService.App.Reviews;
using AuditService.Core.Accessibility;
using AuditService.IntegrationTests.Storage;
using AuditService.Storage.Grids;
using Microsoft.Data.Sqlite;

namespace AuditService.IntegrationTests.Grids;

public sealed class GridStoreTests : IDisposable
{
    private const string Unguard = "DROP TRIGGER grid_entry_keeps_content; DROP TRIGGER grid_entry_keeps_rows";

    private readonly SqliteFile file = new();

    private GridStore Store => new(file.Database);

    [Fact]
    public async Task Verdicts_come_back_in_their_order_audit_by_audit()
    {
        await SayAsync("a", new("1.1", "ui/é.html", CriterionStatus.NonCompliant, true, "Décrire\nl'image", "coût"), new("1.2", "*", CriterionStatus.NotApplicable));
        await SayAsync("b", new GridVerdict("1.1", "p", CriterionStatus.Compliant));

        var said = await Store.ListAsync("a", CancellationToken.None);
        Assert.Equal([1L, 2L], said.Select(entry => entry.Sequence));
        Assert.Equal(new("1.1", "ui/é.html", CriterionStatus.NonCompliant, true, "Décrire\nl'image", "coût"), said[0].Verdict);
        Assert.Equal(said[0].Hash, said[1].PreviousHash);
        Assert.Equal(3, Assert.Single(await Store.ListAsync("b", CancellationToken.None)).Sequence);
    }

    [Fact]
    public async Task The_database_itself_refuses_to_change_or_remove_a_verdict()
    {
        await SayAsync("a", new GridVerdict("1.1", "p", CriterionStatus.NonCompliant));

        Assert.Throws<SqliteException>(() => file.Execute("UPDATE grid_entry SET status = 'C'"));
        Assert.Throws<SqliteException>(() => file.Execute("DELETE FROM grid_entry"));
    }

    [Theory]
    [InlineData("UPDATE grid_entry SET status = 'C' WHERE sequence = 2", 2)]
    [InlineData("UPDATE grid_entry SET changes = 'rien' WHERE sequence = 1", 1)]
    [InlineData("UPDATE grid_entry SET derogation = 'x' WHERE sequence = 3", 3)]
    [InlineData("DELETE FROM grid_entry WHERE sequence = 2", 2)]
    public async Task Whoever_gets_round_the_database_is_told_by_the_chain(string sql, long brokenAt)
    {
        await SayAsync("a", new("1.1", "p", CriterionStatus.NonCompliant), new("1.2", "p", CriterionStatus.NonCompliant), new("1.3", "p", CriterionStatus.NonCompliant));
        file.Execute($"{Unguard}; {sql}");

        var (reviews, grids) = await new VerifyTrail(new(file.Database), Store).ProveAsync(head: null, CancellationToken.None);

        Assert.True(reviews.Holds);
        Assert.Equal(brokenAt, grids.BrokenAt);
    }

    [Fact]
    public async Task Nothing_is_written_behind_a_broken_end()
    {
        await SayAsync("a", new GridVerdict("1.1", "p", CriterionStatus.NonCompliant));
        file.Execute($"{Unguard}; UPDATE grid_entry SET author = 'Paul'");

        await Assert.ThrowsAsync<InvalidDataException>(() => TryAsync("a", 1, new GridVerdict("1.2", "p", CriterionStatus.Compliant)));
        await Assert.ThrowsAsync<InvalidDataException>(() => Store.ListAsync("a", CancellationToken.None));
    }

    [Fact]
    public async Task Nothing_is_written_over_what_its_author_has_not_seen()
    {
        await SayAsync("a", new GridVerdict("1.1", "p", CriterionStatus.NonCompliant));
        await SayAsync("b", new GridVerdict("1.1", "p", CriterionStatus.NonCompliant));

        Assert.False(await TryAsync("a", 0, new GridVerdict("1.2", "p", CriterionStatus.Compliant)));
        Assert.Single(await Store.ListAsync("a", CancellationToken.None));
        Assert.True(await TryAsync("a", 1, new GridVerdict("1.2", "p", CriterionStatus.Compliant)));
    }

    [Fact]
    public async Task Of_many_who_write_at_one_moment_each_has_seen_the_one_before()
    {
        await Task.WhenAll(Enumerable.Range(1, 8).Select(writer => Task.Run(async () =>
        {
            var criterion = $"1.{writer}";
            while (!await TryAsync("a", await LastAsync("a"), new GridVerdict(criterion, "p", CriterionStatus.Compliant)))
                await Task.Yield();
        })));

        Assert.Equal(8, (await Store.ListAsync("a", CancellationToken.None)).Select(entry => entry.Verdict.Criterion).Distinct(StringComparer.Ordinal).Count());
        Assert.True((await new VerifyTrail(new(file.Database), Store).ProveAsync(head: null, CancellationToken.None)).Grids.Holds);
    }

    [Fact]
    public async Task A_head_of_the_trail_of_grids_that_was_noted_must_still_be_there()
    {
        await SayAsync("a", new("1.1", "p", CriterionStatus.NonCompliant), new("1.2", "p", CriterionStatus.NonCompliant));
        var head = (await Store.ListAsync("a", CancellationToken.None))[1].Hash;
        var trail = new VerifyTrail(new(file.Database), Store);

        Assert.True((await trail.ProveAsync(head, CancellationToken.None)).Reviews.Holds);
        file.Execute($"{Unguard}; DELETE FROM grid_entry WHERE sequence = 2");
        Assert.False((await trail.ProveAsync(head, CancellationToken.None)).Reviews.Holds);
    }

    public void Dispose() => file.Dispose();

    private async Task SayAsync(string audit, params GridVerdict[] verdicts)
    {
        Assert.True(await TryAsync(audit, await LastAsync(audit), verdicts));
    }

    private async Task<long> LastAsync(string audit) => await Store.ListAsync(audit, CancellationToken.None) is [.., var last] ? last.Sequence : 0;

    private Task<bool> TryAsync(string audit, long after, params GridVerdict[] verdicts) =>
        Store.TryAppendAsync(audit, "rgaa-4.1 4.1.2", verdicts, "Anne", new(2026, 11, 30, 10, 0, 0, TimeSpan.Zero), "f", after, CancellationToken.None);
}
