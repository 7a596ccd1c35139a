using System.Text;
using AuditService.Storage.Audits;
using AuditService.Storage.Databases;
using AuditService.Tests.Storage;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AuditService.IntegrationTests.Storage;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    private string File => directory["data/auditservice.db"];

    [Fact]
    public async Task Opening_again_changes_nothing_and_keeps_everything()
    {
        using (var database = AuditDatabase.OpenSqlite(File))
            await new AuditStore(database).SaveAsync(SomeAudit.New("a1"), TestContext.Current.CancellationToken);
        var before = Schema();

        using (var database = AuditDatabase.OpenSqlite(File))
            Assert.NotNull(await new AuditStore(database).FindAsync("a1", TestContext.Current.CancellationToken));

        Assert.Equal(before, Schema());
        Assert.Contains("CREATE TABLE audit", before, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_of_any_earlier_version_is_brought_up_to_date()
    {
        using (AuditDatabase.OpenSqlite(File))
        {
        }

        var current = Schema();
        var migrations = new SqliteEngine(File).Migrations();
        Assert.Equal(migrations.Select(migration => migration.Number).Distinct().Order(), migrations.Select(migration => migration.Number));
        foreach (var version in migrations.Select(migration => migration.Number).Prepend(0))
        {
            var old = directory[$"old-{version}.db"];
            using (var connection = new SqliteConnection($"Data Source={old};Pooling=False"))
            {
                connection.Open();
                connection.Execute($"PRAGMA application_id = {0x41554454}; PRAGMA user_version = {version};");
                foreach (var (_, sql) in migrations.Where(migration => migration.Number <= version))
                    connection.Execute(sql);
            }

            using (AuditDatabase.OpenSqlite(old))
            {
            }

            Assert.Equal(current, Schema(old));
        }
    }

    [Fact]
    public async Task Many_may_create_it_at_the_same_moment()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => AuditDatabase.OpenSqlite(File))));

        foreach (var database in databases)
            database.Dispose();
        Assert.Equal($"{new SqliteEngine(File).Migrations()[^1].Number}", Query("PRAGMA user_version"));
    }

    [Fact]
    public void It_writes_ahead_holds_its_references_and_waits_for_others()
    {
        using var database = AuditDatabase.OpenSqlite(File);

        Assert.Equal("wal", Query("PRAGMA journal_mode"));
        Assert.Equal(0x41554454.ToString(), Query("PRAGMA application_id"));
        using var connection = new SqliteEngine(File).Open();
        Assert.Equal(5_000, connection.ExecuteScalar<int>("PRAGMA busy_timeout"));
        Assert.Equal(2, connection.ExecuteScalar<int>("PRAGMA synchronous"));
        Assert.Throws<SqliteException>(() => connection.Execute("INSERT INTO snapshot_file VALUES ('absent', 'a', 'b', 1)"));
    }

    [Fact]
    public async Task Only_the_owner_may_read_it()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var database = AuditDatabase.OpenSqlite(File);
        await new AuditStore(database).SaveAsync(SomeAudit.New(), TestContext.Current.CancellationToken);

        var files = Directory.GetFiles(directory["data"]);
        Assert.True(files.Length >= 3);
        foreach (var file in files)
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_database_of_a_newer_program_is_refused_untouched()
    {
        using (AuditDatabase.OpenSqlite(File))
        {
        }

        Query("PRAGMA user_version = 999");
        var refused = Assert.Throws<UnusableDatabaseException>(() => AuditDatabase.OpenSqlite(File));

        Assert.Contains("999", refused.Reason.Fr, StringComparison.Ordinal);
        Assert.Equal("999", Query("PRAGMA user_version"));
    }

    [Theory]
    [InlineData("CREATE TABLE theirs (a)")]
    [InlineData("PRAGMA application_id = 7")]
    public void A_database_of_another_program_is_refused_untouched(string sql)
    {
        Directory.CreateDirectory(directory["data"]);
        Query(sql);
        var before = System.IO.File.ReadAllBytes(File);

        Assert.Throws<UnusableDatabaseException>(() => AuditDatabase.OpenSqlite(File));

        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_untouched()
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("not a database ", 1_000)));
        directory.Write("data/auditservice.db", bytes);

        Assert.Throws<UnusableDatabaseException>(() => AuditDatabase.OpenSqlite(File));

        Assert.Equal(bytes, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public async Task A_process_that_dies_inside_a_transaction_leaves_no_audit()
    {
        using var database = AuditDatabase.OpenSqlite(File);
        await new AuditStore(database).SaveAsync(SomeAudit.New("whole"), TestContext.Current.CancellationToken);
        Directory.CreateDirectory(directory["crashed"]);

        // What lies on the disk at that instant is what a killed process leaves behind. The cache is kept so small that pages are written before the commit.
        var unfinished = AuditRows.Of(SomeAudit.New("half"));
        await database.WriteAsync(
            async transaction =>
            {
                await transaction.Connection!.ExecuteAsync("PRAGMA cache_size = 2", transaction: transaction);
                await transaction.Connection!.ExecuteAsync(database.Sql("Audits/InsertAudit"), unfinished.Audit, transaction);
                await transaction.Connection!.ExecuteAsync(database.Sql("Audits/InsertAuditSubject"), unfinished.Subjects, transaction);
                for (var i = 0; i < 300; i++)
                    await transaction.Connection!.ExecuteAsync(database.Sql("Audits/InsertFact"), unfinished.Facts.Select(fact => new { fact.AuditId, fact.SubjectSeq, Key = $"{fact.Key}{i}", fact.IsKnown, fact.Fact }), transaction);
                foreach (var file in Directory.GetFiles(directory["data"]).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
                    System.IO.File.Copy(file, directory[$"crashed/{Path.GetFileName(file)}"]);
            },
            TestContext.Current.CancellationToken);
        Assert.True(new FileInfo(directory["crashed/auditservice.db-wal"]).Length > 100_000, "the unfinished pages must be on the disk");

        using var survivor = AuditDatabase.OpenSqlite(directory["crashed/auditservice.db"]);
        Assert.Equal(["whole"], (await new AuditStore(survivor).ListAsync(10, TestContext.Current.CancellationToken)).Select(line => line.Id));
        Assert.Equal("ok", await survivor.ReadAsync(transaction => transaction.Connection!.ExecuteScalarAsync<string>("PRAGMA integrity_check", transaction: transaction), TestContext.Current.CancellationToken));
    }

    private string Schema(string? file = null) => Query("SELECT group_concat(type || ' ' || name || ' ' || coalesce(sql, ''), char(10)) FROM (SELECT * FROM sqlite_schema ORDER BY name)", file) + Query("PRAGMA user_version", file);

    private string Query(string sql, string? file = null)
    {
        using var connection = new SqliteConnection($"Data Source={file ?? File};Pooling=False");
        connection.Open();
        return connection.ExecuteScalar<object>(sql)?.ToString() ?? "";
    }
}
