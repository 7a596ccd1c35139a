using System.Security.Cryptography;
using System.Text;
using AuditService.Storage.Contents;

namespace AuditService.Tests.Storage.Contents;

public sealed class ContentStoreTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((256 * 1024) - 1)]
    [InlineData(256 * 1024)]
    [InlineData((256 * 1024) + 1)]
    [InlineData(3_000_000)]
    public async Task What_is_put_is_read_back_under_its_sha_256(int size)
    {
        using var store = new ContentStore(directory.Path);
        var bytes = RandomNumberGenerator.GetBytes(size);

        var hash = await store.PutAsync(new MemoryStream(bytes), TestContext.Current.CancellationToken);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), hash);
        await using var stream = store.Open(hash);
        Assert.True(stream.CanSeek);
        var read = new MemoryStream();
        await stream.CopyToAsync(read, TestContext.Current.CancellationToken);
        Assert.Equal(bytes, read.ToArray());
        Assert.Equal(bytes, await File.ReadAllBytesAsync(store.PathOf(hash), TestContext.Current.CancellationToken));
        Assert.EndsWith(Path.Combine(hash[..2], hash[2..4], hash), store.PathOf(hash), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_content_is_stored_once_even_when_many_put_it_at_once()
    {
        using var store = new ContentStore(directory.Path);
        var bytes = RandomNumberGenerator.GetBytes(700_000);

        var hashes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => store.PutAsync(new MemoryStream(bytes), CancellationToken.None))));

        Assert.Single(hashes.Distinct());
        Assert.Single(Directory.GetFiles(directory["objects"], "*", SearchOption.AllDirectories));
        Assert.All(Directory.GetFiles(directory["staging"], "*", SearchOption.AllDirectories), file => Assert.EndsWith(".lock", file, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_content_that_fails_half_way_leaves_nothing()
    {
        using var store = new ContentStore(directory.Path);

        await Assert.ThrowsAnyAsync<IOException>(() => store.PutAsync(new FailingStream(1_000_000), CancellationToken.None));

        Assert.Empty(Directory.GetFiles(directory["objects"], "*", SearchOption.AllDirectories));
        Assert.All(Directory.GetFiles(directory["staging"], "*", SearchOption.AllDirectories), file => Assert.EndsWith(".lock", file, StringComparison.Ordinal));
    }

    [Fact]
    public void A_content_that_is_not_there_is_said_missing()
    {
        using var store = new ContentStore(directory.Path);
        var absent = new string('a', 64);

        Assert.Throws<FileNotFoundException>(() => store.Open(absent));
        Assert.Throws<FileNotFoundException>(() => store.PathOf(absent));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("../../../../../../../../../../../../../../../../../../etc/passwd12")]
    public void What_is_not_a_hash_never_becomes_a_path(string name)
    {
        using var store = new ContentStore(directory.Path);

        Assert.Throws<ArgumentException>(() => store.PathOf(name));
        Assert.Throws<ArgumentException>(() => store.Open(name));
    }

    [Fact]
    public async Task Only_the_owner_may_read()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var store = new ContentStore(directory["store"]);
        var hash = await store.PutAsync(new MemoryStream("secret"u8.ToArray()), CancellationToken.None);

        const UnixFileMode others = (UnixFileMode)0b000_111_111;
        foreach (var path in Directory.GetFileSystemEntries(store.Root, "*", SearchOption.AllDirectories).Append(store.Root))
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(path) & others);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(store.PathOf(hash)));
    }

    [Fact]
    public void What_a_dead_process_left_in_staging_is_swept_at_start()
    {
        var dead = directory.Write("staging/0123/00000001", "half a content");
        directory.Write("staging/0123.lock", "");

        using var store = new ContentStore(directory.Path);

        Assert.False(File.Exists(dead));
        Assert.False(File.Exists(directory["staging/0123.lock"]));
    }

    [Fact]
    public async Task What_a_living_store_holds_in_staging_is_not_swept()
    {
        using var living = new ContentStore(directory.Path);
        using var batch = living.NewBatch();
        var content = await batch.AddAsync(new MemoryStream(Encoding.UTF8.GetBytes("to come")), 100, CancellationToken.None);

        using (new ContentStore(directory.Path))
        {
            batch.Commit([content.Sha256]);
        }

        Assert.Equal("to come", await File.ReadAllTextAsync(living.PathOf(content.Sha256), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_content_cut_short_by_a_power_failure_is_written_again()
    {
        using var store = new ContentStore(directory.Path);
        var hash = await store.PutAsync(new MemoryStream("whole"u8.ToArray()), CancellationToken.None);
        await File.WriteAllTextAsync(store.PathOf(hash), "", TestContext.Current.CancellationToken);

        await store.PutAsync(new MemoryStream("whole"u8.ToArray()), CancellationToken.None);

        Assert.Equal("whole", await File.ReadAllTextAsync(store.PathOf(hash), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Contents_that_are_not_committed_leave_no_trace()
    {
        using var store = new ContentStore(directory.Path);
        using (var batch = store.NewBatch())
        {
            var kept = await batch.AddAsync(new MemoryStream([1]), 10, CancellationToken.None);
            await batch.AddAsync(new MemoryStream([2]), 10, CancellationToken.None);
            batch.Commit([kept.Sha256]);
        }

        Assert.Single(Directory.GetFiles(directory["objects"], "*", SearchOption.AllDirectories));
        Assert.All(Directory.GetFiles(directory["staging"], "*", SearchOption.AllDirectories), file => Assert.EndsWith(".lock", file, StringComparison.Ordinal));
    }

    private sealed class FailingStream(int after) : MemoryStream(new byte[after])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            return read > 0 ? read : throw new IOException("The sender went away");
        }
    }
}
