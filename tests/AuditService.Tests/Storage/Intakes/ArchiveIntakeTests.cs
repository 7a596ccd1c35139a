using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using AuditService.Core.Dossiers;
using AuditService.Storage.Contents;
using AuditService.Storage.Intakes;

namespace AuditService.Tests.Storage.Intakes;

public sealed class ArchiveIntakeTests : IDisposable
{
    private const int Link = 0xA1FF;
    private const int Pipe = 0x11FF;

    private readonly TemporaryDirectory directory = new();
    private readonly ContentStore store;

    public ArchiveIntakeTests() => store = new(directory["store"]);

    public void Dispose()
    {
        store.Dispose();
        directory.Dispose();
    }

    [Fact]
    public async Task A_zip_written_by_the_platform_becomes_a_snapshot()
    {
        using var zip = new MemoryStream();
        await using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(archive, "dossier.yaml", "project: { name: Essai }");
            Write(archive, "data/élèves.csv", "nom;note");
            archive.CreateEntry("data/vide/");
            Write(archive, "data/empty.csv", "");
        }

        var snapshot = await TakenAsync(zip.ToArray(), "essai.zip");

        Assert.Equal("essai", snapshot.Name);
        Assert.Equal(["data/empty.csv", "data/élèves.csv", "dossier.yaml"], snapshot.Files.Select(file => file.Path));
        Assert.Empty(snapshot.Refused);
        Assert.Equal("nom;note", await ReadAsync(snapshot, "data/élèves.csv"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("nom;note"u8)), snapshot.Files[1].Sha256);
        Assert.Equal(8, snapshot.Files[1].Size);

        static void Write(ZipArchive archive, string name, string content)
        {
            using var writer = new StreamWriter(archive.CreateEntry(name).Open());
            writer.Write(content);
        }
    }

    [Theory]
    [InlineData(ZipForge.Stored, false, false, 0)]
    [InlineData(ZipForge.Deflated, false, false, 0)]
    [InlineData(ZipForge.Deflated, true, false, 0)]
    [InlineData(ZipForge.Deflated, false, true, 0)]
    [InlineData(ZipForge.Stored, false, true, 300)]
    public async Task Honest_archives_of_every_make_are_read(int method, bool streamed, bool zip64, int comment)
    {
        var forge = new ZipForge { Zip64 = zip64, CommentLength = comment };
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 40_000).Select(i => $"{i};")));
        forge.Add(new ForgedEntry("a.csv", content) { Method = method, StreamedSizes = streamed, Flags = streamed ? 0x808 : 0x800 });
        forge.Add(new ForgedEntry("b.csv", "x"u8.ToArray()) { Method = method });

        var snapshot = await TakenAsync(forge.Build());

        Assert.Equal([("a.csv", content.LongLength), ("b.csv", 1L)], snapshot.Files.Select(file => (file.Path, file.Size)));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), snapshot.Files[0].Sha256);
    }

    [Theory]
    [InlineData("../evil.txt")]
    [InlineData("a/../../evil.txt")]
    [InlineData("a/b/..")]
    [InlineData("..\\evil.txt")]
    [InlineData("a\\..\\..\\evil.txt")]
    [InlineData("a/.. /evil.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("//server/share/evil.txt")]
    [InlineData("\\\\server\\share\\evil.txt")]
    [InlineData("C:\\evil.txt")]
    [InlineData("C:/evil.txt")]
    [InlineData("c:evil.txt")]
    public async Task A_name_that_leads_out_of_the_dossier_refuses_the_archive(string name)
    {
        await RefusedAsync(Refusal.Escape, new ZipForge().Add("good.txt", "good").Add(name, "evil"));
    }

    [Theory]
    [InlineData("a\\b.txt")]
    [InlineData("a\0.txt")]
    [InlineData("a\u0007.txt")]
    [InlineData("a\nb.txt")]
    [InlineData("a\u0085b.txt")]
    [InlineData("gnp\u202Eexe.csv")]
    [InlineData("a\u2066b.txt")]
    [InlineData("data.csv:stream")]
    [InlineData("CON")]
    [InlineData("nul.txt")]
    [InlineData("data/aux.tar.gz")]
    [InlineData("com1/x.txt")]
    [InlineData("LPT9 .txt")]
    [InlineData("COM¹.txt")]
    [InlineData("trailing.")]
    [InlineData("dir /x.txt")]
    public async Task A_name_that_would_mislead_is_left_out_with_its_reason(string name)
    {
        var snapshot = await TakenAsync(new ZipForge().Add("good.txt", "good").Add(name, "odd").Build());

        Assert.Equal(["good.txt"], snapshot.Files.Select(file => file.Path));
        var refused = Assert.Single(snapshot.Refused);
        Assert.NotEmpty(refused.Reason.Fr);
        Assert.NotEmpty(refused.Reason.En);
        Assert.DoesNotContain(refused.Path, character => char.IsControl(character) || character is '\u202E' or '\u2066');
    }

    [Fact]
    public async Task Over_long_and_over_deep_names_are_left_out()
    {
        var forge = new ZipForge()
            .Add("good.txt", "good")
            .Add(new string('a', 256), "long name")
            .Add(string.Join('/', Enumerable.Repeat("dossier", 80)), "long path")
            .Add(string.Concat(Enumerable.Repeat("d/", 40)) + "x", "deep");

        var snapshot = await TakenAsync(forge.Build());

        Assert.Equal(["good.txt"], snapshot.Files.Select(file => file.Path));
        Assert.Equal(3, snapshot.Refused.Count);
        Assert.All(snapshot.Refused, entry => Assert.InRange(entry.Path.Length, 1, 210));
    }

    [Theory]
    [InlineData("a.txt", "a.txt", "« a.txt » et « a.txt »")]
    [InlineData("a.txt", "A.TXT", "« a.txt » et « A.TXT »")]
    [InlineData("\u00E9.txt", "e\u0301.txt", "« \u00E9.txt » et « \u00E9.txt »")]
    [InlineData("\u00C9.txt", "e\u0301.txt", "« \u00C9.txt » et « \u00E9.txt »")]
    [InlineData("a/./b.txt", "a//b.txt", "« a/b.txt » et « a/b.txt »")]
    [InlineData("a", "a/b.txt", "« a » et « a »")]
    [InlineData("A/b.txt", "a", "« A » et « a »")]
    public async Task Names_that_some_system_holds_for_equal_refuse_the_archive_and_are_both_named(string first, string second, string named)
    {
        var refused = await RefusedAsync(Refusal.Collision, new ZipForge().Add(first, "one").Add(second, "two"));

        Assert.Contains(named, refused.Reason.Fr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Link, "ymbolique")]
    [InlineData(Pipe, "ube")]
    [InlineData(0x2180, "ériphérique")]
    [InlineData(0x6180, "ériphérique")]
    [InlineData(0xC180, "ériphérique")]
    public async Task Links_and_devices_are_left_out_with_the_reason(int mode, string reason)
    {
        var snapshot = await TakenAsync(new ZipForge().Add("good.txt", "good").Add(new ForgedEntry("special", "/etc/passwd"u8.ToArray()) { Mode = mode }).Build());

        Assert.Equal(["good.txt"], snapshot.Files.Select(file => file.Path));
        Assert.Contains(reason, Assert.Single(snapshot.Refused).Reason.Fr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x801, ZipForge.Deflated)]
    [InlineData(0x841, ZipForge.Deflated)]
    [InlineData(0x800, 99)]
    public async Task Encrypted_entries_are_unavailable_with_the_reason_and_the_others_are_read(int flags, int method)
    {
        var forge = new ZipForge().Add("good.txt", "good").Add(new ForgedEntry("secret.csv", RandomNumberGenerator.GetBytes(50)) { Flags = flags, Method = method });

        var snapshot = await TakenAsync(forge.Build());

        Assert.Equal(["good.txt"], snapshot.Files.Select(file => file.Path));
        Assert.Equal("secret.csv", Assert.Single(snapshot.Refused).Path);
        Assert.Contains("chiffré", snapshot.Refused[0].Reason.Fr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compression_that_is_not_read_is_said()
    {
        var snapshot = await TakenAsync(new ZipForge().Add(new ForgedEntry("a.csv", "x"u8.ToArray()) { Method = 14 }).Build());

        Assert.Contains("14", Assert.Single(snapshot.Refused).Reason.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bomb_is_stopped_while_it_inflates_whatever_it_declares()
    {
        var zeros = new byte[60 * 1024 * 1024];

        await RefusedAsync(Refusal.Ratio, new ZipForge().Add(new ForgedEntry("bomb.csv", zeros)));
        await RefusedAsync(Refusal.Tampered, new ZipForge().Add(new ForgedEntry("bomb.csv", zeros) { ClaimedSize = 1_000 }));
    }

    [Fact]
    public async Task Very_regular_data_pass_within_the_first_ten_megabytes()
    {
        var snapshot = await TakenAsync(new ZipForge().Add(new ForgedEntry("zeros.csv", new byte[9 * 1024 * 1024])).Build());

        Assert.Equal(9 * 1024 * 1024, Assert.Single(snapshot.Files).Size);
    }

    [Fact]
    public async Task The_total_that_really_comes_out_refuses()
    {
        var forge = new ZipForge();
        for (var i = 0; i < 11; i++)
            forge.Add(new ForgedEntry($"{i}.bin", RandomNumberGenerator.GetBytes(100_000)) { Method = ZipForge.Stored });

        await RefusedAsync(Refusal.TooLarge, forge, new() { ArchiveBytes = 1_000_000 });
        Assert.Equal(11, (await TakenAsync(forge.Build(), limits: new() { ArchiveBytes = 1_100_000 })).Files.Count);
    }

    [Fact]
    public async Task A_file_over_the_limit_for_one_file_is_left_out()
    {
        var forge = new ZipForge().Add("small.txt", "small").Add("large.txt", new string('x', 2_000));

        var snapshot = await TakenAsync(forge.Build(), limits: new() { FileBytes = 1_999 });

        Assert.Equal(["small.txt"], snapshot.Files.Select(file => file.Path));
        Assert.Equal(["large.txt"], snapshot.Refused.Select(entry => entry.Path));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(3)]
    public async Task Too_many_entries_refuse_whatever_number_is_declared(int? claimed)
    {
        var forge = new ZipForge { ClaimedEntries = claimed };
        for (var i = 0; i < 11; i++)
            forge.Add($"{i}.txt", "x");

        await RefusedAsync(claimed is null ? Refusal.TooManyEntries : Refusal.Tampered, forge, new() { ArchiveEntries = 10 });
    }

    [Fact]
    public async Task Entries_that_share_their_bytes_refuse_the_archive()
    {
        // One kernel, pointed at by a thousand entries: the flat bomb.
        var kernel = new ForgedEntry("a", new byte[1_000_000]);
        var same = new ZipForge().Add(kernel).Add(kernel with { Name = "b", RawName = "a"u8.ToArray(), Offset = 0, HasNoLocalHeader = true });
        await RefusedAsync(null, same, among: [Refusal.Overlap, Refusal.Collision]);

        // The quoted form: the first entry's stored data hold the second's header, so that each has its own.
        var inner = new ZipForge().Add("inner", new string('x', 5_000)).Build();
        var innerData = ZipForge.Deflate(Encoding.UTF8.GetBytes(new string('x', 5_000)));
        var quoted = new ZipForge().Add(new ForgedEntry("outer", inner[..(30 + "inner".Length + innerData.Length)]) { Method = ZipForge.Stored });
        quoted.Add(new ForgedEntry("inner", Encoding.UTF8.GetBytes(new string('x', 5_000))) { Offset = 30 + "outer".Length, HasNoLocalHeader = true });
        await RefusedAsync(Refusal.Overlap, quoted);
    }

    [Fact]
    public async Task Headers_that_contradict_each_other_refuse_the_archive()
    {
        var content = "import os"u8.ToArray();

        await RefusedAsync(Refusal.Tampered, new ZipForge().Add(new ForgedEntry("readme.txt", content) { RawLocalName = "payload.py"u8.ToArray() }));
        await RefusedAsync(Refusal.Tampered, new ZipForge().Add(new ForgedEntry("readme.txt", content) { LocalFlags = 0x801 }));
        await RefusedAsync(Refusal.Tampered, new ZipForge().Add(new ForgedEntry("readme.txt", content) { LocalMethod = 0 }));
        await RefusedAsync(Refusal.Tampered, new ZipForge().Add(new ForgedEntry("readme.txt", content) { LocalCompressedSize = 3 }));
        await RefusedAsync(Refusal.Tampered, new ZipForge().Add(new ForgedEntry("readme.txt", content) { ClaimedSize = 3 }));
        await RefusedAsync(Refusal.Tampered, new ZipForge().Add(new ForgedEntry("readme.txt", content) { ClaimedSize = 300 }));
    }

    [Fact]
    public async Task A_damaged_content_refuses_the_archive()
    {
        await RefusedAsync(Refusal.Broken, new ZipForge().Add(new ForgedEntry("a.txt", "content"u8.ToArray()) { Crc = 1 }));
        await RefusedAsync(Refusal.Broken, new ZipForge().Add(new ForgedEntry("a.txt", "content"u8.ToArray()) { Method = ZipForge.Stored, Crc = 1 }));
    }

    [Fact]
    public async Task A_zip_cut_anywhere_is_refused_and_never_throws()
    {
        var whole = new ZipForge().Add("a.txt", string.Concat(Enumerable.Range(0, 100))).Add("b/c.txt", "content").Build();

        for (var length = 1; length < whole.Length; length++)
        {
            var result = await TakeAsync(whole[..length]);
            Assert.True(result is IntakeRefused, $"cut at {length}: {result}");
        }
    }

    [Fact]
    public async Task A_zip_with_any_byte_changed_is_refused_or_read_and_never_throws()
    {
        var whole = new ZipForge().Add("a.txt", string.Concat(Enumerable.Range(0, 100))).Add(new ForgedEntry("b.txt", "content"u8.ToArray()) { Method = ZipForge.Stored }).Build();
        var expected = (await TakenAsync(whole)).Files.Select(file => file.Sha256).ToHashSet(StringComparer.Ordinal);
        var random = new Random(20260);

        for (var position = 0; position < whole.Length; position++)
        {
            var changed = (byte[])whole.Clone();
            changed[position] ^= (byte)(1 << random.Next(8));
            if (await TakeAsync(changed) is IntakeTaken { Snapshot: var snapshot })
                Assert.Subset(expected, snapshot.Files.Select(file => file.Sha256).ToHashSet(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Archives_inside_the_archive_are_opened_two_deep_and_no_deeper()
    {
        var third = new ZipForge().Add("deep.txt", "deep").Build();
        var second = new ZipForge().Add("rows.csv", "a;b").Add(new ForgedEntry("third.zip", third)).Build();
        var first = new ZipForge().Add("dossier.yaml", "").Add(new ForgedEntry("data/second.ZIP", second)).Build();

        var snapshot = await TakenAsync(first);

        Assert.Equal(["data/second.ZIP", "data/second.ZIP!/rows.csv", "data/second.ZIP!/third.zip", "dossier.yaml"], snapshot.Files.Select(file => file.Path));
        Assert.Equal("data/second.ZIP!/third.zip!/", Assert.Single(snapshot.Refused).Path);
        Assert.Equal("a;b", await ReadAsync(snapshot, "data/second.ZIP!/rows.csv"));
    }

    [Fact]
    public async Task A_hostile_archive_inside_is_left_closed_and_the_dossier_goes_on()
    {
        var bomb = new ZipForge().Add(new ForgedEntry("zeros", new byte[20 * 1024 * 1024])).Build();
        var slip = new ZipForge().Add("x.txt", "x").Add("../../evil", "evil").Build();
        var dossier = new ZipForge().Add("dossier.yaml", "").Add(new ForgedEntry("bomb.zip", bomb)).Add(new ForgedEntry("slip.zip", slip));

        var snapshot = await TakenAsync(dossier.Build());

        Assert.Equal(["bomb.zip", "dossier.yaml", "slip.zip"], snapshot.Files.Select(file => file.Path));
        Assert.Equal(["bomb.zip!/", "slip.zip!/"], snapshot.Refused.Select(entry => entry.Path));
        Assert.Equal(3, StoredContents());
    }

    [Fact]
    public async Task Nested_archives_share_the_limits_of_what_holds_them()
    {
        var inner = new ZipForge();
        for (var i = 0; i < 4; i++)
            inner.Add(new ForgedEntry($"{i}.bin", RandomNumberGenerator.GetBytes(100_000)) { Method = ZipForge.Stored });
        var bytes = inner.Build();
        var outer = new ZipForge().Add(new ForgedEntry("a.zip", bytes)).Add(new ForgedEntry("b.zip", bytes));

        var snapshot = await TakenAsync(outer.Build(), limits: new() { ArchiveBytes = 1_300_000 });

        Assert.Equal(6, snapshot.Files.Count);
        Assert.Equal("b.zip!/", Assert.Single(snapshot.Refused).Path);
    }

    [Fact]
    public async Task The_single_folder_that_wraps_a_zip_is_dropped()
    {
        var wrapped = new ZipForge().Add("essai-main/", "").Add("essai-main/dossier.yaml", "a").Add("essai-main/src/app.py", "b").Add("__MACOSX/essai-main/._app.py", "c").Build();
        var plain = new ZipForge().Add("dossier.yaml", "a").Add("src/app.py", "b").Add("__MACOSX/._app.py", "c").Build();

        var snapshot = await TakenAsync(wrapped);

        Assert.Equal(["dossier.yaml", "src/app.py"], snapshot.Files.Select(file => file.Path));
        Assert.Equal((await TakenAsync(plain)).Hash, snapshot.Hash);
    }

    [Fact]
    public async Task History_installed_packages_and_caches_are_listed_and_not_read()
    {
        var forge = new ZipForge()
            .Add("app.py", "x").Add(".git/config", "x").Add(".git/objects/ab/cdef", "x").Add("ui/node_modules/left-pad/index.js", "x")
            .Add("env/pyvenv.cfg", "x").Add("env/lib/site.py", "x").Add("a/__pycache__/a.pyc", "x").Add("b/__pycache__/b.pyc", "x").Add("venv/mine.py", "x");

        var snapshot = await TakenAsync(forge.Build());

        Assert.Equal(["app.py", "venv/mine.py"], snapshot.Files.Select(file => file.Path));
        Assert.Equal(["**/__pycache__", ".git", "env", "ui/node_modules"], snapshot.Refused.Select(entry => entry.Path));
    }

    [Fact]
    public async Task Names_from_old_french_windows_are_read_in_their_code_page()
    {
        var snapshot = await TakenAsync(new ZipForge().Add(new ForgedEntry("données.csv", "x"u8.ToArray()) { Flags = 0, RawName = [.. "donn"u8, 0x82, .. "es.csv"u8] }).Build());

        Assert.Equal("données.csv", Assert.Single(snapshot.Files).Path);
    }

    [Theory]
    [InlineData("1F8B0800")]
    [InlineData("377ABCAF271C")]
    [InlineData("526172211A07")]
    [InlineData("25504446")]
    [InlineData("")]
    public async Task What_is_no_zip_is_refused_by_its_content(string start)
    {
        var refused = Assert.IsType<IntakeRefused>(await TakeAsync(Convert.FromHexString(start), "renamed.zip"));

        Assert.Equal(Refusal.UnknownFormat, refused.Because);
    }

    [Fact]
    public async Task Nothing_at_the_path_or_what_is_no_path_is_said()
    {
        foreach (var path in (string[])[directory["absent.zip"], "", "a\0b"])
        {
            var result = await new Intake(store, new(), TimeProvider.System).TakeAsync(path, [], CancellationToken.None);

            Assert.Equal(Refusal.NotFound, Assert.IsType<IntakeRefused>(result).Because);
        }
    }

    [Fact]
    public async Task An_intake_that_takes_too_long_is_refused_and_a_cancelled_one_throws()
    {
        var zip = directory.Write("a.zip", new ZipForge().Add("a.txt", "x").Build());

        var slow = await new Intake(store, new() { Time = TimeSpan.Zero }, TimeProvider.System).TakeAsync(zip, [], CancellationToken.None);

        Assert.Equal(Refusal.TooSlow, Assert.IsType<IntakeRefused>(slow).Because);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Intake(store, new(), TimeProvider.System).TakeAsync(zip, [], new(canceled: true)));
        Assert.Equal(0, StoredContents());
    }

    private async Task<IntakeResult> TakeAsync(byte[] zip, string name = "dossier.zip", IntakeLimits? limits = null) =>
        await new Intake(store, limits ?? new(), TimeProvider.System).TakeAsync(directory.Write(name, zip), [], CancellationToken.None);

    private async Task<Snapshot> TakenAsync(byte[] zip, string name = "dossier.zip", IntakeLimits? limits = null)
    {
        var result = await TakeAsync(zip, name, limits);
        return result is IntakeTaken taken ? taken.Snapshot : throw new InvalidOperationException(((IntakeRefused)result).Reason.En);
    }

    /// <summary>Refused, with both texts, and not a byte of it in the store or beside it.</summary>
    private async Task<IntakeRefused> RefusedAsync(Refusal? because, ZipForge forge, IntakeLimits? limits = null, IReadOnlyList<Refusal>? among = null)
    {
        var result = Assert.IsType<IntakeRefused>(await TakeAsync(forge.Build(), limits: limits));
        Assert.Contains(result.Because, among ?? [because!.Value]);
        Assert.NotEmpty(result.Reason.Fr);
        Assert.NotEmpty(result.Reason.En);
        Assert.Equal(0, StoredContents());
        Assert.Equal(["dossier.zip", "store"], Directory.GetFileSystemEntries(directory.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        return result;
    }

    private int StoredContents() =>
        Directory.GetFiles(directory["store"], "*", SearchOption.AllDirectories).Count(file => !file.EndsWith(".lock", StringComparison.Ordinal));

    private async Task<string> ReadAsync(Snapshot snapshot, string path)
    {
        using var reader = new StreamReader(store.Open(snapshot.Files.Single(file => file.Path == path).Sha256));
        return await reader.ReadToEndAsync();
    }
}
