using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using AuditService.Core.Audits;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;
using AuditService.Storage;
using AuditService.Storage.Audits;
using AuditService.Storage.Backups;
using AuditService.Storage.Contents;
using AuditService.Storage.Databases;
using AuditService.Tests;
using AuditService.Tests.Storage;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AuditService.IntegrationTests.Storage;

public sealed class BackupTests : IDisposable
{
    private const string AuditId = "0123456789abcdef0123456789abcdef";

    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Data => directory["data"];

    private string Archive => directory["backup.zip"];

    private string Restored => directory["restored"];

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task What_was_backed_up_while_others_write_is_whole_when_restored()
    {
        using var writing = new CancellationTokenSource();
        var acknowledged = new List<string>();
        using var database = AuditDatabase.OpenSqlite(Path.Combine(Data, DataFiles.Database));
        using var store = new ContentStore(Path.Combine(Data, DataFiles.Contents));
        var writer = Task.Run(async () =>
        {
            for (var i = 0; !writing.IsCancellationRequested; i++)
            {
                var id = $"audit-{i:0000}";
                await new AuditStore(database).SaveAsync(await WithContentAsync(store, id, new string('x', 30_000) + id), CancellationToken.None);
                lock (acknowledged)
                    acknowledged.Add(id);
            }
        });
        var before = await AtLeastAsync(acknowledged, 20);

        var manifest = await Writer().WriteAsync(Archive, withReports: false, Token);
        await AtLeastAsync(acknowledged, before.Count + 5);
        await writing.CancelAsync();
        await writer;
        await new BackupReader(Restored).RestoreAsync(Archive, Token);

        Assert.Empty(manifest.Lost);
        using var restored = AuditDatabase.OpenSqlite(Path.Combine(Restored, DataFiles.Database));
        using var contents = new ContentStore(Path.Combine(Restored, DataFiles.Contents));
        var lines = await new AuditStore(restored).ListAsync(100_000, Token);
        Assert.Equal(manifest.Audits, lines.Count);
        Assert.Subset(lines.Select(line => line.Id).ToHashSet(), before.ToHashSet());
        foreach (var line in lines)
        {
            var audit = (await new AuditStore(restored).FindAsync(line.Id, Token))!;
            Assert.Equal(line.Findings, audit.Findings.Count);
            using var reader = new StreamReader(contents.Open(Assert.Single(audit.Snapshot.Files).Sha256));
            Assert.EndsWith(line.Id, await reader.ReadToEndAsync(Token), StringComparison.Ordinal);
        }

        Assert.Equal("ok", Query(Path.Combine(Restored, DataFiles.Database), "PRAGMA integrity_check"));
        Assert.Equal("wal", Query(Path.Combine(Restored, DataFiles.Database), "PRAGMA journal_mode"));
    }

    [Fact]
    public async Task Pictures_reports_and_the_second_database_come_along()
    {
        await FillAsync();
        Directory.CreateDirectory(Path.Combine(Data, DataFiles.Reports));
        await File.WriteAllTextAsync(Path.Combine(Data, DataFiles.Reports, AuditId + ".html"), "<h1>", Token);
        await File.WriteAllTextAsync(Path.Combine(Data, DataFiles.Reports, "notes.txt"), "not ours", Token);
        Query(Path.Combine(Data, "jobs.db"), "PRAGMA journal_mode = WAL; CREATE TABLE job (id); INSERT INTO job VALUES (7)");

        var manifest = await Writer().WriteAsync(Archive, withReports: true, Token);
        await new BackupReader(Restored).RestoreAsync(Archive, Token);

        Assert.Equal((1, 2, 1), (manifest.Audits, manifest.Contents, manifest.Reports));
        Assert.Equal("7", Query(Path.Combine(Restored, "jobs.db"), "SELECT id FROM job"));
        Assert.Equal(["auditservice.db", "contents", "jobs.db", "reports"], Directory.EnumerateFileSystemEntries(Restored).Select(Path.GetFileName).Where(name => !name!.Contains("db-", StringComparison.Ordinal)).Order());
        Assert.Equal([AuditId + ".html"], Directory.EnumerateFiles(Path.Combine(Restored, DataFiles.Reports)).Select(Path.GetFileName));
        Assert.Equal(2, Directory.EnumerateFiles(Path.Combine(Restored, DataFiles.Contents, "objects"), "*", SearchOption.AllDirectories).Count());
        if (OperatingSystem.IsWindows())
            return;
        foreach (var file in Directory.EnumerateFiles(Restored, "*", SearchOption.AllDirectories).Append(Archive))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task A_content_that_is_gone_or_damaged_is_told_and_stops_nothing()
    {
        await FillAsync();
        var objects = Directory.GetFiles(Path.Combine(Data, DataFiles.Contents, "objects"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        File.Delete(objects[0]);
        foreach (var each in objects.Skip(1))
            await File.WriteAllTextAsync(each, "damaged", Token);

        var manifest = await Writer().WriteAsync(Archive, withReports: false, Token);
        var restored = await new BackupReader(Restored).RestoreAsync(Archive, Token);

        Assert.Equal(2, manifest.Lost.Count);
        Assert.Subset(objects.Select(Path.GetFileName).ToHashSet(), manifest.Lost.ToHashSet<string?>());
        Assert.Equal(manifest.Lost, restored.Lost);
        Assert.Empty(Directory.GetFiles(Path.Combine(Restored, DataFiles.Contents, "objects"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_directory_that_is_not_empty_is_left_alone()
    {
        await FillAsync();
        await Writer().WriteAsync(Archive, withReports: false, Token);
        directory.Write("restored/mine.txt", "mine");

        await RefusedAsync(Archive, "not empty");

        Assert.Equal(["mine.txt"], Directory.EnumerateFileSystemEntries(Restored).Select(Path.GetFileName));
    }

    [Fact]
    public async Task An_empty_directory_is_as_good_as_none_and_a_backup_replaces_the_one_before()
    {
        await FillAsync();
        directory.Write("backup.zip", "an older backup");
        await Writer().WriteAsync(Archive, withReports: false, Token);
        Directory.CreateDirectory(Restored);

        await new BackupReader(Restored).RestoreAsync(Archive, Token);

        Assert.True(File.Exists(Path.Combine(Restored, DataFiles.Database)));
        Assert.Equal(["backup.zip", "data", "restored"], Directory.EnumerateFileSystemEntries(directory.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task An_interrupted_backup_leaves_the_one_before_and_nothing_else()
    {
        await FillAsync();
        directory.Write("backup.zip", "an older backup");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Writer().WriteAsync(Archive, withReports: false, new(canceled: true)));

        Assert.Equal("an older backup", await File.ReadAllTextAsync(Archive, Token));
        Assert.Equal(["backup.zip", "data"], Directory.EnumerateFileSystemEntries(directory.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Where_there_is_no_data_there_is_nothing_to_back_up()
    {
        await Assert.ThrowsAsync<BackupException>(() => Writer().WriteAsync(Archive, withReports: false, Token));

        Assert.Empty(Directory.EnumerateFileSystemEntries(directory.Path));
    }

    [Fact]
    public async Task A_byte_that_changed_is_refused_or_changes_nothing_and_a_cut_is_always_refused()
    {
        await FillAsync();
        await Writer().WriteAsync(Archive, withReports: false, Token);
        var whole = await File.ReadAllBytesAsync(Archive, Token);
        await new BackupReader(Restored).RestoreAsync(Archive, Token);
        var expected = Files(Restored);
        Directory.Delete(Restored, recursive: true);
        var refused = 0;

        const int flips = 120;
        for (var i = 0; i < flips; i++)
        {
            var bytes = whole.ToArray();
            bytes[(int)((long)whole.Length * i / flips)] ^= 0x5A;
            var altered = directory.Write("altered.zip", bytes);
            try
            {
                await new BackupReader(Restored).RestoreAsync(altered, Token);
                Assert.Equal(expected, Files(Restored));
                Directory.Delete(Restored, recursive: true);
            }
            catch (BackupException)
            {
                refused++;
                Assert.False(Directory.Exists(Restored));
            }
        }

        Assert.True(refused > flips * 0.9, $"only {refused} of {flips} altered archives were refused");
        foreach (var length in (int[])[0, 1, 30, whole.Length / 2, whole.Length - 22, whole.Length - 1])
            await RefusedAsync(directory.Write("cut.zip", whole[..length]));
    }

    [Fact]
    public async Task What_the_manifest_does_not_know_is_refused_and_never_extracted()
    {
        await ForgeAsync(entries => entries["../../escaped.txt"] = "out"u8.ToArray());
        await RefusedAsync(Archive, "escaped.txt");

        await ForgeAsync((entries, manifest) =>
        {
            entries["../escaped.txt"] = "out"u8.ToArray();
            manifest["files"]!.AsArray().Add(new JsonObject { ["entry"] = "../escaped.txt", ["size"] = 3, ["sha256"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("out"u8)) });
        });
        await RefusedAsync(Archive, "escaped.txt");

        Assert.DoesNotContain(Directory.EnumerateFiles(directory.Path, "*", SearchOption.AllDirectories), file => file.EndsWith("escaped.txt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_manifest_that_is_missing_malformed_or_newer_is_refused()
    {
        await ForgeAsync(entries => entries.Remove("manifest.json"));
        await RefusedAsync(Archive, "manifest.json");
        await ForgeAsync(entries => entries["manifest.json"] = "{ \"format\": 1"u8.ToArray());
        await RefusedAsync(Archive);
        await ForgeAsync(entries => entries["manifest.json"] = "{ \"format\": 1 }"u8.ToArray());
        await RefusedAsync(Archive);
        await ForgeAsync((_, manifest) => manifest["format"] = 2);
        await RefusedAsync(Archive, "format 2");
    }

    [Fact]
    public async Task A_content_under_anothers_hash_is_refused()
    {
        await ForgeAsync(entries =>
        {
            var content = entries.Keys.First(name => name.StartsWith("contents/", StringComparison.Ordinal));
            entries[content] = [.. entries[content].Reverse()];
        });

        await RefusedAsync(Archive, "altered");
    }

    [Fact]
    public async Task A_content_that_the_database_names_and_the_archive_lacks_is_refused()
    {
        await ForgeAsync((entries, manifest) =>
        {
            var content = entries.Keys.First(name => name.StartsWith("contents/", StringComparison.Ordinal));
            entries.Remove(content);
            var files = manifest["files"]!.AsArray();
            files.Remove(files.Single(file => (string?)file!["entry"] == content));
        });

        await RefusedAsync(Archive, "content");
    }

    [Theory]
    [InlineData("CREATE TABLE theirs (a)")]
    [InlineData("PRAGMA application_id = 0x41554454; PRAGMA user_version = 999")]
    [InlineData(null)]
    public async Task A_database_that_is_not_ours_newer_or_none_at_all_is_refused_whatever_its_hash(string? sql)
    {
        var other = directory["other.db"];
        if (sql is null)
            await File.WriteAllTextAsync(other, string.Concat(Enumerable.Repeat("no database ", 500)), Token);
        else
            Query(other, sql);
        var bytes = await File.ReadAllBytesAsync(other, Token);

        await ForgeAsync((entries, manifest) =>
        {
            entries["databases/auditservice.db"] = bytes;
            var file = manifest["files"]!.AsArray().Single(each => (string?)each!["entry"] == "databases/auditservice.db")!;
            file["size"] = bytes.Length;
            file["sha256"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        });

        await RefusedAsync(Archive);
    }

    private BackupWriter Writer() => new(Data, "1.2.3", TimeProvider.System);

    /// <summary>One audit of one file and of one page with a picture.</summary>
    private async Task FillAsync()
    {
        using var database = AuditDatabase.OpenSqlite(Path.Combine(Data, DataFiles.Database));
        using var store = new ContentStore(Path.Combine(Data, DataFiles.Contents));
        var picture = await store.PutAsync(new MemoryStream("a picture"u8.ToArray()), Token);
        await store.PutAsync(new MemoryStream("named by no audit"u8.ToArray()), Token);
        Fact[] seen = [Some.Fact("page.screenshot", new ObservationsValue([new(Location.Element("ui/index.html", null), "\"screenshot\":\"" + new string('e', 64) + "\"", Screenshot: picture)]), new(SubjectKind.Page, "ui/index.html"))];
        await new AuditStore(database).SaveAsync(await WithContentAsync(store, AuditId, string.Concat(Enumerable.Range(0, 5_000)), seen), Token);
    }

    private static async Task<Audit> WithContentAsync(ContentStore store, string id, string content, IReadOnlyList<Fact>? facts = null)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var hash = await store.PutAsync(new MemoryStream(bytes), CancellationToken.None);
        return SomeAudit.New(
            id,
            facts: facts ?? [.. SomeAudit.Facts.Where(fact => fact.Value is not ObservationsValue)],
            snapshot: Snapshot.Of("dossier", [new("file.txt", hash, bytes.Length)], []));
    }

    private static async Task<IReadOnlyList<string>> AtLeastAsync(List<string> acknowledged, int count)
    {
        while (true)
        {
            lock (acknowledged)
            {
                if (acknowledged.Count >= count)
                    return [.. acknowledged];
            }

            await Task.Delay(10, Token);
        }
    }

    private Task ForgeAsync(Action<Dictionary<string, byte[]>> change) => ForgeAsync((entries, _) => change(entries), writesManifest: false);

    private Task ForgeAsync(Action<Dictionary<string, byte[]>, JsonNode> change) => ForgeAsync(change, writesManifest: true);

    /// <summary>An honest backup, written anew with what somebody changed in it.</summary>
    private async Task ForgeAsync(Action<Dictionary<string, byte[]>, JsonNode> change, bool writesManifest)
    {
        if (!Directory.Exists(Data))
            await FillAsync();
        await Writer().WriteAsync(Archive, withReports: false, Token);
        var entries = new Dictionary<string, byte[]>();
        using (var zip = ZipFile.OpenRead(Archive))
        {
            foreach (var entry in zip.Entries)
            {
                using var content = new MemoryStream();
                await using var stream = await entry.OpenAsync(Token);
                await stream.CopyToAsync(content, Token);
                entries[entry.FullName] = content.ToArray();
            }
        }

        var manifest = JsonNode.Parse(entries["manifest.json"])!;
        change(entries, manifest);
        if (writesManifest)
            entries["manifest.json"] = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        File.Delete(Archive);
        using var forged = ZipFile.Open(Archive, ZipArchiveMode.Create);
        foreach (var (name, content) in entries)
        {
            await using var stream = await forged.CreateEntry(name).OpenAsync(Token);
            await stream.WriteAsync(content, Token);
        }
    }

    private async Task RefusedAsync(string archive, string? because = null)
    {
        var before = Directory.EnumerateFileSystemEntries(directory.Path).Order().ToList();

        var refused = await Assert.ThrowsAsync<BackupException>(() => new BackupReader(Restored).RestoreAsync(archive, Token));

        Assert.False(string.IsNullOrWhiteSpace(refused.Reason.Fr));
        if (because is not null)
            Assert.Contains(because, refused.Reason.En, StringComparison.Ordinal);
        Assert.Equal(before, Directory.EnumerateFileSystemEntries(directory.Path).Order());
    }

    private static Dictionary<string, string> Files(string root) => Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(root, file), file => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))));

    private static string Query(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection.ExecuteScalar<object>(sql)?.ToString() ?? "";
    }
}
