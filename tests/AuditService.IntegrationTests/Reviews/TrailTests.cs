using AuditService.App.Reviews;
using AuditService.Core;
using AuditService.Core.Reviews;
using AuditService.IntegrationTests.Cli;
using AuditService.IntegrationTests.Storage;
using AuditService.Storage.Databases;
using AuditService.Storage.Reviews;
using Microsoft.Data.Sqlite;

namespace AuditService.IntegrationTests.Reviews;

public sealed class TrailTests : IDisposable
{
    private readonly SqliteFile file = new();

    public static TheoryData<string> Columns =>
        ["sequence", "project", "finding_id", "audit_id", "machine", "sight", "kind", "author", "at", "reason", "outcome", "owner", "until", "previous_hash", "hash"];

    private ReviewStore Store => new(file.Database);

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task What_was_said_is_read_back_and_proven()
    {
        var written = await WriteAsync(3);

        Assert.Equal(written, await Store.ListAsync("p", findingId: null, CancellationToken.None));
        Assert.Equal(written[1..2], await Store.ListAsync("p", "R@file:1\0/é", CancellationToken.None));
        Assert.Equal(new(3, written[2].Hash), await ProveAsync());
    }

    [Fact]
    public async Task Many_write_at_once_and_the_chain_has_no_fork()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => WriteAsync(5))));

        Assert.Equal((true, 40), ((await ProveAsync()).Holds, (await ProveAsync()).Entries));
    }

    [Fact]
    public async Task The_database_itself_refuses_to_change_or_remove_an_entry()
    {
        await WriteAsync(2);

        Assert.Throws<SqliteException>(() => file.Execute("UPDATE review_entry SET reason = 'other' WHERE sequence = 1"));
        Assert.Throws<SqliteException>(() => file.Execute("DELETE FROM review_entry WHERE sequence = 2"));
        Assert.Equal((true, 2), ((await ProveAsync()).Holds, (await ProveAsync()).Entries));
    }

    [Theory, MemberData(nameof(Columns))]
    public async Task A_change_in_any_column_is_told_at_its_entry(string column)
    {
        await WriteAsync(5);
        Unguard();

        file.Execute(column switch
        {
            "sequence" => "UPDATE review_entry SET sequence = 30 WHERE sequence = 3",
            "at" => "UPDATE review_entry SET at = at + 1 WHERE sequence = 3",
            _ => $"UPDATE review_entry SET {column} = coalesce({column}, '') || 'x' WHERE sequence = 3",
        });

        Assert.Equal(3, (await ProveAsync()).BrokenAt);
    }

    [Theory]
    [InlineData("DELETE FROM review_entry WHERE sequence = 3", 3)]
    [InlineData("DELETE FROM review_entry WHERE sequence = 1", 1)]
    [InlineData("UPDATE review_entry SET at = 'soon' WHERE sequence = 2", 2)]
    [InlineData("UPDATE review_entry SET reason = x'00ff' WHERE sequence = 2", 2)]
    [InlineData("UPDATE review_entry SET kind = '0' WHERE sequence = 2", 2)]
    public async Task A_removed_and_an_unreadable_entry_are_told(string sql, long brokenAt)
    {
        await WriteAsync(5);
        Unguard();

        file.Execute(sql);

        Assert.Equal(brokenAt, (await ProveAsync()).BrokenAt);
    }

    [Fact]
    public async Task An_end_that_was_cut_off_is_told_by_a_head_noted_before()
    {
        var written = await WriteAsync(5);
        Unguard();
        file.Execute("DELETE FROM review_entry WHERE sequence > 3");

        Assert.True((await ProveAsync()).Holds);
        Assert.True((await ProveAsync(written[1].Hash)).Holds);
        Assert.Equal(4, (await ProveAsync(written[4].Hash)).BrokenAt);
    }

    [Fact]
    public async Task Nothing_is_written_behind_a_broken_end()
    {
        await WriteAsync(2);
        Unguard();
        file.Execute("UPDATE review_entry SET reason = 'other' WHERE sequence = 2");

        await Assert.ThrowsAsync<InvalidDataException>(() => WriteAsync(1));
    }

    [Fact]
    public async Task One_byte_changed_in_the_file_makes_the_program_fail_at_that_entry()
    {
        using var audit = new AuditCommand();
        var database = Path.Combine(audit.Data, "auditservice.db");
        using (var opened = AuditDatabase.OpenSqlite(database))
        {
            for (var i = 1; i <= 3; i++)
                await new ReviewStore(opened).AppendAsync(Said(i), CancellationToken.None);
        }

        using (var connection = new SqliteConnection($"Data Source={database};Pooling=False"))
        {
            connection.Open();
            using var checkpoint = connection.CreateCommand();
            checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            checkpoint.ExecuteNonQuery();
        }

        var whole = await audit.RunAsync("verify-trail");
        Assert.True(whole.ExitCode == 0, whole.Output + whole.Messages);
        Assert.Contains("3", whole.Output, StringComparison.Ordinal);

        var bytes = await File.ReadAllBytesAsync(database);
        var at = bytes.AsSpan().IndexOf("because 2"u8);
        bytes[at] ^= 0x20;
        await File.WriteAllBytesAsync(database, bytes);
        var broken = await audit.RunAsync("verify-trail", "--lang", "en");

        Assert.Equal(1, broken.ExitCode);
        Assert.Contains("broken at entry 2", broken.Output, StringComparison.Ordinal);
    }

    private static Review Said(int number) => new(
        "p", $"R@file:{number % 3}\0/é", "audit", Outcome.NonCompliant, new('a', 64), ReviewKind.AcceptRisk, "author", new(2026, 11, 30, 9, 0, 0, 7, TimeSpan.Zero), $"because {number}", Outcome.Partial, "owner", new(2027, 1, 1));

    private async Task<List<TrailEntry>> WriteAsync(int entries)
    {
        var written = new List<TrailEntry>();
        for (var i = 0; i < entries; i++)
            written.Add(await Store.AppendAsync(Said(i), CancellationToken.None));
        return written;
    }

    private async Task<TrailProof> ProveAsync(string? head = null) => (await new VerifyTrail(Store, new(file.Database)).ProveAsync(head, CancellationToken.None)).Reviews;

    /// <summary>Whoever holds the file removes its guards first.</summary>
    private void Unguard() => file.Execute("DROP TRIGGER review_entry_keeps_content; DROP TRIGGER review_entry_keeps_rows");
}
