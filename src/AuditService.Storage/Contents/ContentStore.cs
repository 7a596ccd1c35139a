using AuditService.Core.Dossiers;

namespace AuditService.Storage.Contents;

/// <summary>
/// Contents in a directory, each under its SHA-256 with a two-level fan-out (<c>objects/ab/cd/abcd...</c>), readable by their owner only.
/// A content is written in a staging directory of this instance's own and renamed into place, so that a killed process leaves no half content;
/// what dead processes left in staging is swept at start, what living ones hold is not. Thread-safe.
/// </summary>
/// <remarks>
/// Contents are not flushed to the disk one by one, which would cost more than all the rest of an audit. A power cut may so lose the last ones:
/// a content whose length is wrong counts as missing, and the next intake writes it again.
/// </remarks>
public sealed class ContentStore : IContentStore, IDisposable
{
    private readonly string objects;
    private readonly string staging;
    private readonly FileStream stagingLock;
    private long staged;

    public ContentStore(string directory)
    {
        Root = Path.GetFullPath(directory);
        objects = Path.Combine(Root, "objects");
        PrivateFiles.CreateDirectory(objects);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var nursery = Path.Combine(Root, "staging");
        PrivateFiles.CreateDirectory(nursery);
        Sweep(nursery);
        (staging, stagingLock) = Settle(nursery);
        PrivateFiles.CreateDirectory(staging);
    }

    /// <summary>The directory that holds it all, as a full path.</summary>
    public string Root { get; }

    public Stream Open(string sha256)
    {
        try
        {
            return new FileStream(ObjectOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (DirectoryNotFoundException)
        {
            throw Missing(sha256);
        }
    }

    public string PathOf(string sha256)
    {
        var path = ObjectOf(sha256);
        return File.Exists(path) ? path : throw Missing(sha256);
    }

    public async Task<string> PutAsync(Stream content, CancellationToken cancellation)
    {
        using var batch = NewBatch();
        var stored = await batch.AddAsync(content, long.MaxValue, cancellation);
        batch.Commit([stored.Sha256]);
        return stored.Sha256;
    }

    /// <summary>True when the content is there in full length.</summary>
    public bool Holds(string sha256, long size)
    {
        var file = new FileInfo(ObjectOf(sha256));
        return file.Exists && file.Length == size;
    }

    public void Dispose()
    {
        // Owners may be several: the second finds nothing left to do.
        if (!Directory.Exists(staging))
            return;
        Directory.Delete(staging, recursive: true);
        stagingLock.Dispose();
        File.Delete(LockOf(staging));
    }

    /// <summary>Contents that come in together: none is in the store before the batch is committed, and what is not committed leaves no trace.</summary>
    internal ContentBatch NewBatch() => new(this);

    internal string NewStagingFile() => Path.Combine(staging, Interlocked.Increment(ref staged).ToString("x8"));

    /// <summary>Moves a finished staging file into place; where the content is already there, drops it.</summary>
    internal void Adopt(string stagingFile, string sha256, long size)
    {
        if (Holds(sha256, size))
        {
            File.Delete(stagingFile);
            return;
        }

        var target = ObjectOf(sha256);
        PrivateFiles.CreateDirectory(Path.GetDirectoryName(target)!);
        try
        {
            File.Move(stagingFile, target, overwrite: true);
        }
        catch (IOException) when (Holds(sha256, size))
        {
            // Another process adopted the same content in between, and a reader holds it open (Windows).
            File.Delete(stagingFile);
        }
    }

    private string ObjectOf(string sha256)
    {
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower))
            throw new ArgumentException("A SHA-256 in lower-case hexadecimal was expected", nameof(sha256));
        return Path.Combine(objects, sha256[..2], sha256[2..4], sha256);
    }

    private static FileNotFoundException Missing(string sha256) => new($"The content store does not hold {sha256}", sha256);

    private static string LockOf(string stagingDirectory) => stagingDirectory + ".lock";

    private static (string Directory, FileStream Lock) Settle(string nursery)
    {
        while (true)
        {
            var directory = Path.Combine(nursery, Guid.CreateVersion7().ToString("N"));
            try
            {
                return (directory, PrivateFiles.Create(LockOf(directory)));
            }
            catch (IOException) when (File.Exists(LockOf(directory)))
            {
                // A starting process took the new file for a dead one's, between its creation and its locking.
            }
        }
    }

    /// <summary>A living instance holds its lock file open without sharing: a lock that can be taken belongs to the dead.</summary>
    private static void Sweep(string nursery)
    {
        foreach (var file in Directory.EnumerateFiles(nursery, "*.lock"))
        {
            try
            {
                using (new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                    var directory = file[..^".lock".Length];
                    if (Directory.Exists(directory))
                        Directory.Delete(directory, recursive: true);
                    File.Delete(file);
                }
            }
            catch (Exception alive) when (alive is IOException or UnauthorizedAccessException)
            {
                // Still in use, or being swept by another process at this moment.
            }
        }
    }
}
