using System.Diagnostics;
using System.IO.Compression;
using AuditService.Core.Dossiers;
using AuditService.Storage.Contents;
using AuditService.Storage.Intakes;
using AuditService.Storage.Intakes.Folders;
using CsCheck;

namespace AuditService.Tests.Storage.Intakes;

public sealed class FolderIntakeTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly ContentStore store;

    public FolderIntakeTests() => store = new(directory["store"]);

    public void Dispose()
    {
        store.Dispose();
        directory.Dispose();
    }

    [Fact]
    public async Task A_folder_becomes_a_snapshot_in_the_order_of_its_paths()
    {
        directory.Write("in/b.txt", "b");
        directory.Write("in/a/z.txt", "z");
        directory.Write("in/a.txt", "");
        directory.Write("in/É/é.txt", "e");

        var snapshot = await TakenAsync("in");

        Assert.Equal("in", snapshot.Name);
        Assert.Equal(["a.txt", "a/z.txt", "b.txt", "É/é.txt"], snapshot.Files.Select(file => file.Path));
        Assert.Empty(snapshot.Refused);
        Assert.All(snapshot.Files, file => Assert.True(store.Holds(file.Sha256, file.Size)));
    }

    [Fact]
    public async Task A_folder_is_packed_for_a_service_of_elsewhere_without_anything_that_lies_elsewhere()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there, and there are no pipes.");
        directory.Write("secret.txt", "-----BEGIN PRIVATE KEY-----");
        directory.Write("in/app.py", "print(1)");
        directory.Write("in/.git/objects/aa", "x");
        directory.Write("in/node_modules/x/index.js", "x");
        File.CreateSymbolicLink(directory["in/link.txt"], directory["secret.txt"]);
        Directory.CreateSymbolicLink(directory["in/elsewhere"], directory.Path);
        Directory.CreateSymbolicLink(directory["in/round"], ".");
        using (var pipe = Process.Start("mkfifo", [directory["in/pipe"]]))
            await pipe.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var zip = new MemoryStream();

        var (leftOut, refused) = await new FolderZip(new()).WriteAsync(directory["in"], [], zip, TestContext.Current.CancellationToken);

        Assert.Null(refused);
        await using var packed = new ZipArchive(zip, ZipArchiveMode.Read);
        Assert.Equal(["app.py"], packed.Entries.Select(entry => entry.FullName));
        Assert.Equal([".git", "elsewhere", "link.txt", "node_modules", "pipe", "round"], leftOut.Select(entry => entry.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_same_content_has_the_same_hash_wherever_it_lies_and_in_whatever_order_it_was_written()
    {
        var run = 0;
        var names = Gen.Int[0, 5].Select(i => ((string[])["a", "b", "é", "data", "x.csv", "y.py"])[i]);
        var files = Gen.Select(names, names, Gen.Byte.Array[0, 40]).List[1, 8];
        files.Sample(
            list =>
            {
                var byPath = list.Select(file => ($"{file.Item1}-dir/{file.Item2}", file.Item3)).DistinctBy(file => file.Item1).ToList();
                var (one, two) = ($"one{++run}", $"two{run}/elsewhere");
                foreach (var (path, content) in byPath)
                    directory.Write($"{one}/{path}", content);
                foreach (var (path, content) in Enumerable.Reverse(byPath))
                    directory.Write($"{two}/{path}", content);

                var first = TakenAsync(one).GetAwaiter().GetResult();
                var second = TakenAsync(two).GetAwaiter().GetResult();
                Assert.Equal(first.Hash, second.Hash);
                Assert.Equal(first.Files, second.Files);

                var shuffled = Snapshot.Of("other name", Enumerable.Reverse(first.Files), first.Refused);
                Assert.Equal(first.Hash, shuffled.Hash);

                directory.Write($"{two}/{byPath[0].Item1}", [.. byPath[0].Item2, 1]);
                Assert.NotEqual(first.Hash, TakenAsync(two).GetAwaiter().GetResult().Hash);
            },
            iter: 15,
            threads: 1);
    }

    [Fact]
    public async Task A_folder_and_its_zip_have_the_same_hash()
    {
        directory.Write("in/dossier.yaml", "project: {}");
        directory.Write("in/src/app.py", "print()");
        directory.Write("in/node_modules/x/index.js", "x");
        await ZipFile.CreateFromDirectoryAsync(directory["in"], directory["in.zip"], CompressionLevel.Fastest, includeBaseDirectory: true, TestContext.Current.CancellationToken);

        Assert.Equal((await TakenAsync("in")).Hash, (await TakenAsync("in.zip")).Hash);
    }

    [Fact]
    public async Task Links_are_not_followed()
    {
        directory.Write("outside/secret.txt", "secret");
        directory.Write("in/a.txt", "a");
        File.CreateSymbolicLink(directory["in/file-link"], directory["outside/secret.txt"]);
        Directory.CreateSymbolicLink(directory["in/folder-link"], directory["outside"]);
        Directory.CreateSymbolicLink(directory["in/loop"], directory["in"]);
        File.CreateSymbolicLink(directory["in/broken"], directory["nowhere"]);

        var snapshot = await TakenAsync("in");

        Assert.Equal(["a.txt"], snapshot.Files.Select(file => file.Path));
        Assert.Equal(["broken", "file-link", "folder-link", "loop"], snapshot.Refused.Select(entry => entry.Path));
        Assert.Empty(snapshot.Gaps);
    }

    [Fact]
    public async Task A_pipe_is_not_opened()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "mkfifo");
        directory.Write("in/a.txt", "a");
        using (var mkfifo = Process.Start("mkfifo", [directory["in/pipe"]]))
            await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);

        var snapshot = await TakenAsync("in").WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        var alone = await new Intake(store, new(), TimeProvider.System).TakeAsync(directory["in/pipe"], [], CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal(["a.txt"], snapshot.Files.Select(file => file.Path));
        Assert.Equal("pipe", Assert.Single(snapshot.Gaps).Path);
        Assert.Equal(Refusal.NotFound, Assert.IsType<IntakeRefused>(alone).Because);
    }

    [Fact]
    public async Task A_store_that_cannot_be_written_is_our_fault_and_never_the_dossiers()
    {
        directory.Write("in/a.txt", "a");
        using var broken = new ContentStore(directory["broken"]);
        var staging = Directory.GetDirectories(directory["broken/staging"])[0];
        Directory.Delete(staging);

        await Assert.ThrowsAnyAsync<IOException>(() => new Intake(broken, new(), TimeProvider.System).TakeAsync(directory["in"], [], CancellationToken.None));

        Directory.CreateDirectory(staging);
    }

    [Fact]
    public async Task A_file_that_fails_while_it_is_read_is_left_out()
    {
        Assert.SkipUnless(File.Exists("/proc/self/mem"), "a file that opens and cannot be read");
        using var batch = store.NewBatch();
        await using var unreadable = new FileStream("/proc/self/mem", FileMode.Open, FileAccess.Read);

        await Assert.ThrowsAsync<ContentUnreadableException>(() => batch.AddAsync(unreadable, 1_000, CancellationToken.None));
    }

    [Fact]
    public async Task An_unreadable_file_is_left_out_with_the_reason()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
            return;
        directory.Write("in/a.txt", "a");
        File.SetUnixFileMode(directory.Write("in/b.txt", "b"), UnixFileMode.None);

        Assert.Equal("b.txt", Assert.Single((await TakenAsync("in")).Refused).Path);
    }

    [Fact]
    public async Task Awkward_names_are_left_out_and_shown_safely()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows cannot hold them");
        directory.Write("in/a.txt", "a");
        directory.Write("in/back\\slash.txt", "x");
        directory.Write("in/12:30.txt", "x");
        directory.Write("in/rtl\u202Egnp.txt", "x");
        directory.Write("in/line\nfeed.txt", "x");

        var snapshot = await TakenAsync("in");

        Assert.Equal(["a.txt"], snapshot.Files.Select(file => file.Path));
        Assert.Equal(4, snapshot.Refused.Count);
        Assert.DoesNotContain(snapshot.Refused, entry => entry.Path.Any(character => char.IsControl(character) || character == '\u202E'));
    }

    [Fact]
    public async Task Names_that_differ_only_by_unicode_composition_are_not_taken_twice()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the file system must tell them apart");
        directory.Write("in/\u00E9.txt", "composed");
        directory.Write("in/e\u0301.txt", "decomposed");
        directory.Write("in/Makefile", "x");
        directory.Write("in/makefile", "y");

        var snapshot = await TakenAsync("in");

        Assert.Equal(["Makefile", "makefile", "\u00E9.txt"], snapshot.Files.Select(file => file.Path));
        Assert.Equal("\u00E9.txt", Assert.Single(snapshot.Refused).Path);
    }

    [Fact]
    public async Task History_installed_packages_and_caches_are_listed_and_not_read()
    {
        directory.Write("in/app.py", "x");
        directory.Write("in/.git/objects/ab/cdef", "x");
        directory.Write("in/ui/node_modules/left-pad/index.js", "x");
        directory.Write("in/env/pyvenv.cfg", "x");
        directory.Write("in/a/__pycache__/a.pyc", "x");
        directory.Write("in/b/__pycache__/b.pyc", "x");
        directory.Write("in/venv/mine.py", "x");

        var snapshot = await TakenAsync("in");

        Assert.Equal(["app.py", "venv/mine.py"], snapshot.Files.Select(file => file.Path));
        Assert.Equal(["**/__pycache__", ".git", "env", "ui/node_modules"], snapshot.Refused.Select(entry => entry.Path));
        Assert.Empty(snapshot.Gaps);
    }

    [Fact]
    public async Task The_store_and_what_the_caller_excepts_are_no_part_of_the_dossier()
    {
        directory.Write("a.txt", "a");
        directory.Write("data/auditservice.db", "x");
        directory.Write("report.html", "x");

        var before = await TakenAsync("", directory["data"] + "/", directory["report.html"]);
        var after = await TakenAsync("", directory["data"], directory["report.html"]);

        Assert.Equal(["a.txt"], before.Files.Select(file => file.Path));
        Assert.Empty(before.Refused);
        Assert.Equal(before.Hash, after.Hash);
    }

    [Fact]
    public async Task Too_many_or_too_large_is_refused_and_leaves_no_trace()
    {
        for (var i = 0; i < 11; i++)
            directory.Write($"in/{i}.txt", new string((char)('a' + i), 1_000));

        var many = await new Intake(store, new() { FolderEntries = 10 }, TimeProvider.System).TakeAsync(directory["in"], [], CancellationToken.None);
        var large = await new Intake(store, new() { FolderBytes = 10_999 }, TimeProvider.System).TakeAsync(directory["in"], [], CancellationToken.None);

        Assert.Equal(Refusal.TooManyEntries, Assert.IsType<IntakeRefused>(many).Because);
        Assert.Equal(Refusal.TooLarge, Assert.IsType<IntakeRefused>(large).Because);
        Assert.Empty(Directory.GetFiles(directory["store/objects"], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_file_over_the_limit_for_one_file_is_left_out()
    {
        directory.Write("in/small.txt", "small");
        directory.Write("in/large.txt", new string('x', 1_001));

        var result = await new Intake(store, new() { FileBytes = 1_000 }, TimeProvider.System).TakeAsync(directory["in"], [], CancellationToken.None);

        var snapshot = Assert.IsType<IntakeTaken>(result).Snapshot;
        Assert.Equal(["small.txt"], snapshot.Files.Select(file => file.Path));
        Assert.Equal(["large.txt"], snapshot.Gaps.Select(entry => entry.Path));
    }

    [Fact]
    public async Task Archives_in_a_folder_are_opened_and_a_hostile_one_stays_closed()
    {
        directory.Write("in/good.zip", new ZipForge().Add("rows.csv", "a;b").Build());
        directory.Write("in/evil.zip", new ZipForge().Add("../rows.csv", "a;b").Build());
        directory.Write("in/not-a.zip", "plain text");

        var snapshot = await TakenAsync("in");

        Assert.Equal(["evil.zip", "good.zip", "good.zip!/rows.csv", "not-a.zip"], snapshot.Files.Select(file => file.Path));
        Assert.Equal("evil.zip!/", Assert.Single(snapshot.Refused).Path);
    }

    [Fact]
    public async Task What_has_not_changed_is_not_read_again_and_what_has_changed_is()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only there does the system prove that nothing changed");
        directory.Write("in/a.txt", "a");
        directory.Write("in/b.txt", "b");
        var later = new LaterClock(TimeSpan.FromHours(1));

        Assert.Equal(0, (await TakeAsync("in", later)).Reused);
        var again = await TakeAsync("in", later);
        Assert.Equal(2, again.Reused);

        // Same size, and the modification time set back: only the change time betrays it.
        var modified = File.GetLastWriteTimeUtc(directory["in/b.txt"]);
        await Task.Delay(20, TestContext.Current.CancellationToken);
        directory.Write("in/b.txt", "B");
        File.SetLastWriteTimeUtc(directory["in/b.txt"], modified);
        var changed = await TakeAsync("in", later);
        Assert.Equal(1, changed.Reused);
        Assert.NotEqual(again.Snapshot.Hash, changed.Snapshot.Hash);

        // A known hash whose content is gone from the store is of no use.
        File.Delete(store.PathOf(changed.Snapshot.Files[0].Sha256));
        Assert.Equal(1, (await TakeAsync("in", later)).Reused);
        Assert.True(store.Holds(changed.Snapshot.Files[0].Sha256, 1));
    }

    [Fact]
    public async Task A_file_that_changed_a_moment_ago_is_read_again()
    {
        directory.Write("in/a.txt", "a");

        await TakeAsync("in", TimeProvider.System);

        Assert.Equal(0, (await TakeAsync("in", TimeProvider.System)).Reused);
    }

    [Fact]
    public async Task A_damaged_list_of_known_files_is_ignored()
    {
        directory.Write("in/a.txt", "a");
        var later = new LaterClock(TimeSpan.FromHours(1));
        var before = await TakeAsync("in", later);
        foreach (var file in Directory.GetFiles(directory["store/known"]))
            await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))[..^5], TestContext.Current.CancellationToken);

        Assert.Equal(before.Snapshot.Hash, (await TakeAsync("in", later)).Snapshot.Hash);
    }

    private async Task<IntakeTaken> TakeAsync(string folder, TimeProvider time, params string[] except) =>
        Assert.IsType<IntakeTaken>(await new Intake(store, new(), time).TakeAsync(directory[folder], except, CancellationToken.None));

    private async Task<Snapshot> TakenAsync(string folder, params string[] except) => (await TakeAsync(folder, TimeProvider.System, except)).Snapshot;

    private sealed class LaterClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
