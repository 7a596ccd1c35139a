using System.Security.Cryptography;
using System.Text;
using AuditService.Storage.Contents;

namespace AuditService.Storage.Intakes.Folders;

/// <summary>
/// The hashes of a folder's files as of its last intake, each with the status that the file then had: a file whose status is the same is not read
/// again. Like git's index, it trusts size, modification and change times, inode and device together, and never a file that changed so recently
/// that a second change could have left the same times. A cache: it may be deleted at any moment, and a damaged one is ignored.
/// </summary>
internal sealed class KnownFiles
{
    private const int Version = 1;
    private const int FoldersKept = 100;

    /// <summary>Coarser than the time stamps of any file system (FAT: 2 s).</summary>
    private static readonly TimeSpan TooRecent = TimeSpan.FromSeconds(3);

    private readonly string file;
    private readonly Dictionary<string, (FileStatus Status, string Sha256)> before;

    private KnownFiles(string file, Dictionary<string, (FileStatus Status, string Sha256)> before)
    {
        this.file = file;
        this.before = before;
    }

    public static KnownFiles Of(ContentStore store, string folder)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)));
        var path = Path.Combine(store.Root, "known", name);
        return new(path, Read(path));
    }

    public string? Find(string path, in FileStatus status) =>
        status.IsProof && before.TryGetValue(path, out var known) && known.Status == status ? known.Sha256 : null;

    /// <param name="found">Paths within the folder, as the system writes them, with the status that held before and after the reading.</param>
    /// <param name="readAt">When the reading began.</param>
    public void Save(IReadOnlyList<(string Path, FileStatus Status, string Sha256)> found, DateTimeOffset readAt)
    {
        var trusted = (readAt - TooRecent).ToUnixTimeMilliseconds() * 1_000_000;
        var kept = found.Where(entry => entry.Status.IsProof && entry.Status.Changed < trusted && entry.Status.Modified < trusted).ToList();
        if (kept.Count == before.Count && kept.All(entry => Find(entry.Path, entry.Status) == entry.Sha256))
            return;

        PrivateFiles.CreateDirectory(Path.GetDirectoryName(file)!);
        var aside = $"{file}.{Guid.CreateVersion7():N}";
        using (var writer = new BinaryWriter(new BufferedStream(PrivateFiles.Create(aside), 64 * 1024)))
        {
            writer.Write(Version);
            writer.Write(kept.Count);
            foreach (var (path, status, sha256) in kept)
            {
                writer.Write(path);
                writer.Write(status.Size);
                writer.Write(status.Modified);
                writer.Write(status.Changed);
                writer.Write(status.Inode);
                writer.Write(status.Device);
                writer.Write(Convert.FromHexString(sha256));
            }
        }

        File.Move(aside, file, overwrite: true);
        Prune();
    }

    private static Dictionary<string, (FileStatus Status, string Sha256)> Read(string file)
    {
        var known = new Dictionary<string, (FileStatus, string)>(StringComparer.Ordinal);
        try
        {
            using var reader = new BinaryReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024));
            if (reader.ReadInt32() != Version)
                return [];
            var hash = new byte[SHA256.HashSizeInBytes];
            for (var left = reader.ReadInt32(); left > 0; left--)
            {
                var path = reader.ReadString();
                var status = new FileStatus(IsRegular: true, reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadUInt64(), reader.ReadUInt64());
                reader.BaseStream.ReadExactly(hash);
                known[path] = (status, Convert.ToHexStringLower(hash));
            }

            return known;
        }
        catch (Exception absent) when (absent is IOException or FormatException)
        {
            return [];
        }
    }

    private void Prune()
    {
        foreach (var old in new DirectoryInfo(Path.GetDirectoryName(file)!).GetFiles().OrderByDescending(each => each.LastWriteTimeUtc).Skip(FoldersKept))
            old.Delete();
    }
}
