using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using AuditService.Storage.Contents;
using AuditService.Storage.Databases;

namespace AuditService.Storage.Backups;

/// <summary>Writes the data directory into one archive, while others work in it.</summary>
public sealed class BackupWriter(string dataDirectory, string program, TimeProvider clock)
{
    private const int BufferSize = 128 * 1024;

    private readonly string directory = Path.GetFullPath(dataDirectory);

    /// <summary>
    /// The databases first, each as it is at one instant, then the contents that the copied database names: contents are only ever added, so that
    /// whatever it names is there. Written aside, then renamed over <paramref name="archive"/>: an interrupted backup leaves the one before.
    /// </summary>
    /// <param name="withReports">True to take the HTML reports too; they can be made again from the audits.</param>
    /// <remarks>Throws <see cref="BackupException"/> when there is nothing to back up, and <see cref="UnusableDatabaseException"/> when the database is damaged or not ours.</remarks>
    public async Task<BackupManifest> WriteAsync(string archive, bool withReports, CancellationToken cancellation)
    {
        if (!File.Exists(Path.Combine(directory, DataFiles.Database)))
            throw new BackupException($"Rien à sauvegarder : « {directory} » ne contient pas {DataFiles.Database}.", $"Nothing to back up: \"{directory}\" holds no {DataFiles.Database}.");

        var target = Path.GetFullPath(archive);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var aside = target + ".part";
        var copies = target + ".databases.part";
        try
        {
            Forget(aside, copies);
            PrivateFiles.CreateDirectory(copies);
            BackupManifest manifest;
            await using (var file = PrivateFiles.Create(aside))
            {
                await using (var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation))
                    manifest = await FillAsync(zip, copies, withReports, cancellation);
                file.Flush(flushToDisk: true);
            }

            File.Move(aside, target, overwrite: true);
            return manifest;
        }
        finally
        {
            Forget(aside, copies);
        }
    }

    private async Task<BackupManifest> FillAsync(ZipArchive zip, string copies, bool withReports, CancellationToken cancellation)
    {
        var files = new List<BackupFile>();
        var lost = new List<string>();
        var named = await CopyDatabasesAsync(copies, cancellation);
        foreach (var copy in DataFiles.Databases.Where(name => File.Exists(Path.Combine(copies, name))))
            files.Add(await AddAsync(zip, BackupManifest.DatabasesFolder + copy, File.OpenRead(Path.Combine(copies, copy)), cancellation));

        using (var store = new ContentStore(Path.Combine(directory, DataFiles.Contents)))
        {
            foreach (var hash in named.Hashes)
            {
                if (Open(store, hash) is not { } content)
                {
                    lost.Add(hash);
                    continue;
                }

                var added = await AddAsync(zip, BackupManifest.ContentsFolder + hash, content, cancellation);
                if (added.Sha256 == hash)
                    files.Add(added);
                else
                    lost.Add(hash);
            }
        }

        if (withReports)
        {
            foreach (var report in Reports())
                files.Add(await AddAsync(zip, BackupManifest.ReportsFolder + Path.GetFileName(report), File.OpenRead(report), cancellation));
        }

        var manifest = new BackupManifest(BackupManifest.CurrentFormat, program, clock.GetUtcNow(), named.Audits, files, lost);
        await using var entry = await zip.CreateEntry(BackupManifest.EntryName, CompressionLevel.Fastest).OpenAsync(cancellation);
        await JsonSerializer.SerializeAsync(entry, manifest, BackupManifest.Json, cancellation);
        return manifest;
    }

    private async Task<NamedContents> CopyDatabasesAsync(string copies, CancellationToken cancellation)
    {
        foreach (var name in DataFiles.Databases.Where(name => File.Exists(Path.Combine(directory, name))))
            SqliteCopy.Copy(Path.Combine(directory, name), Path.Combine(copies, name));

        // Opening brings the schema up to date: of the copy, not of what a running service works with.
        NamedContents named;
        using (var database = AuditDatabase.OpenSqlite(Path.Combine(copies, DataFiles.Database)))
            named = await NamedContents.ReadAsync(database, cancellation);
        SqliteCopy.Settle(Path.Combine(copies, DataFiles.Database));
        return named;
    }

    private IEnumerable<string> Reports()
    {
        var reports = Path.Combine(directory, DataFiles.Reports);
        return Directory.Exists(reports)
            ? Directory.EnumerateFiles(reports).Where(file => BackupReader.IsReport(Path.GetFileName(file))).Order(StringComparer.Ordinal)
            : [];
    }

    private static async Task<BackupFile> AddAsync(ZipArchive zip, string name, Stream content, CancellationToken cancellation)
    {
        await using var source = content;
        await using var entry = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellation);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long size = 0;
            for (int read; (read = await source.ReadAsync(buffer, cancellation)) > 0; size += read)
            {
                hash.AppendData(buffer, 0, read);
                await entry.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }

            return new(name, size, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static Stream? Open(ContentStore store, string hash)
    {
        try
        {
            return store.Open(hash);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static void Forget(string file, string folder)
    {
        File.Delete(file);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
