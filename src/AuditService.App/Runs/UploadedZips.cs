using System.Buffers;
using AuditService.Storage.Contents;

namespace AuditService.App.Runs;

/// <summary>Zips as they come in: written to a place of their own while their size is counted, and gone when they were read.</summary>
public sealed class UploadedZips
{
    /// <summary>No upload pauses for so long: it belongs to a process that was killed.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    private readonly string folder;
    private readonly long mostBytes;

    public UploadedZips(AuditServiceSettings settings)
    {
        folder = Path.Combine(settings.DataDirectory, "uploads");
        mostBytes = settings.Limits.ArchiveMegabytes * 1024 * 1024;
        RemoveAbandoned();
    }

    /// <param name="name">What the dossier is called where it does not name itself.</param>
    /// <returns>Null when the zip is larger than the limit (<c>ArchiveMegabytes</c>): nothing of it is kept.</returns>
    public async Task<UploadedZip?> ReceiveAsync(Stream body, string name, CancellationToken cancellation)
    {
        var own = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        PrivateFiles.CreateDirectory(own);
        var zip = new UploadedZip(own, Path.Combine(own, FileNameOf(name) + ".zip"));
        try
        {
            if (await CopyAsync(body, zip.Path, cancellation))
                return zip;
        }
        catch
        {
            zip.Dispose();
            throw;
        }

        zip.Dispose();
        return null;
    }

    /// <summary>Another process may be receiving into the same folder, or clearing it as well.</summary>
    private void RemoveAbandoned()
    {
        if (!Directory.Exists(folder))
            return;
        // By the machine's clock, which dates the files.
        var before = TimeProvider.System.GetUtcNow().UtcDateTime - Abandoned;
        foreach (var upload in new DirectoryInfo(folder).EnumerateDirectories())
        {
            try
            {
                if (upload.EnumerateFiles().Prepend<FileSystemInfo>(upload).All(each => each.LastWriteTimeUtc < before))
                    upload.Delete(recursive: true);
            }
            catch (IOException)
            {
                // The other process was quicker.
            }
        }
    }

    private async Task<bool> CopyAsync(Stream body, string path, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(81_920);
        try
        {
            await using var file = PrivateFiles.Create(path);
            var total = 0L;
            int read;
            while ((read = await body.ReadAsync(buffer, cancellation)) > 0)
            {
                total += read;
                if (total > mostBytes)
                    return false;
                await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static string FileNameOf(string name)
    {
        var kept = new string([.. name.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_').Take(80)]).Trim();
        return kept.Length == 0 ? "dossier" : kept;
    }
}

/// <summary>A zip that was received; disposing it removes it.</summary>
public sealed class UploadedZip(string folder, string path) : IDisposable
{
    public string Path { get; } = path;

    /// <summary>The same mistakes in a file of the name that was sent: where this machine keeps it is nobody's business.</summary>
    public AuthorMistakesException AsSent(AuthorMistakesException mistakes) =>
        new([.. mistakes.Problems.Select(problem => problem with { At = problem.At with { File = problem.At.File.Replace(folder + System.IO.Path.DirectorySeparatorChar, "", StringComparison.Ordinal) } })]) { Title = mistakes.Title };

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
