using System.IO.Enumeration;
using AuditService.Storage.Contents;

namespace AuditService.Storage.Intakes.Folders;

/// <summary>Takes the files of a folder in. Follows no link, opens no pipe or device, and does not read again what has not changed.</summary>
internal sealed class FolderReader(ContentStore store, ContentBatch batch, IntakeLimits limits, TimeProvider time)
{
    /// <summary>Two files at a time keep a disk and a hash busy; more would only fight for them.</summary>
    private const int Parallelism = 2;

    public async Task<Listing> ReadAsync(string folder, IReadOnlySet<string> except, Budget budget, CancellationToken cancellation)
    {
        var startedAt = time.GetUtcNow();
        var listing = new Listing();
        var found = Walk(folder, except, listing, budget, cancellation);
        var known = KnownFiles.Of(store, folder);
        var taken = new Taken?[found.Count];
        await Parallel.ForAsync(
            0,
            found.Count,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation },
            async (i, token) => taken[i] = await TakeAsync(found[i], known, budget, token));

        for (var i = 0; i < found.Count; i++)
        {
            switch (taken[i])
            {
                case { Content: { } content } file:
                    listing.Files.Add(new(found[i].Path, content.Sha256, content.Size));
                    listing.Reused += file.Reused ? 1 : 0;
                    break;
                case { TooLarge: true }:
                    listing.Refuse(found[i].Path, $"Fichier de plus de {limits.FileBytes / 1024 / 1024} Mo.", $"File of more than {limits.FileBytes / 1024 / 1024} MB.");
                    break;
                default:
                    listing.Refuse(found[i].Path, "Fichier illisible (droits, ou disparu pendant la lecture).", "Unreadable file (rights, or gone while being read).");
                    break;
            }
        }

        known.Save([.. found.Zip(taken).Where(pair => pair.Second is { Content: not null, Steady: true }).Select(pair => (pair.First.RawPath, pair.First.Status, pair.Second!.Value.Content!.Value.Sha256))], startedAt);
        return listing;
    }

    private async Task<Taken> TakeAsync(Found file, KnownFiles known, Budget budget, CancellationToken cancellation)
    {
        if (file.Status.Size > limits.FileBytes)
            return new(TooLarge: true);
        if (known.Find(file.RawPath, file.Status) is { } sha256 && store.Holds(sha256, file.Status.Size))
        {
            budget.SpendBytes(file.Status.Size);
            return new(new(sha256, file.Status.Size), Steady: true, Reused: true);
        }

        try
        {
            var content = await AddAsync(file, cancellation);
            budget.SpendBytes(content.Size);
            return new(content, Steady: StatusOf(file.FullPath) == file.Status);
        }
        catch (ContentTooLargeException)
        {
            return new(TooLarge: true);
        }
        catch (ContentUnreadableException)
        {
            return default;
        }
    }

    private async Task<Content> AddAsync(Found file, CancellationToken cancellation)
    {
        // What claims to be empty is not opened: where the system does not tell pipes from files, opening one would wait for ever.
        if (file.Status.Size == 0)
            return await batch.AddAsync(Stream.Null, 0, cancellation);

        await using var stream = Open(file.FullPath);
        return await batch.AddAsync(stream, limits.FileBytes, cancellation);
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ContentUnreadableException(unreadable);
        }
    }

    /// <summary>Every file to be taken, in an order that does not depend on the file system. What is left out goes to the listing.</summary>
    private List<Found> Walk(string folder, IReadOnlySet<string> except, Listing listing, Budget budget, CancellationToken cancellation)
    {
        var found = new List<Found>();
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<string>([""]);
        while (waiting.TryPop(out var directory))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var entry in EntriesOf(folder, directory, listing))
            {
                if (except.Contains(entry.FullPath))
                    continue;
                budget.SpendEntries(1);
                var name = EntryName.Of(entry.RawPath, limits);
                if (name.Flaw is { } flaw)
                    listing.Refuse(name.Path, flaw.Reason);
                else if (entry.IsLink)
                    listing.LeaveOut(name.Path, new("Lien, non suivi.", "Link, not followed."));
                else if (SetApart.Of(entry.Name, entry.IsDirectory && HasVirtualEnvironmentMark(entry.FullPath)) is { } apart)
                    listing.LeaveOut(apart.Listed(name.Path, entry.Name), apart.Reason);
                else if (entry.IsDirectory)
                    waiting.Push(entry.RawPath);
                else if (!paths.Add(name.Path))
                    listing.Refuse(name.Path, "Un autre fichier porte le même nom, composé autrement (Unicode) : seul le premier est lu.", "Another file has the same name, composed otherwise (Unicode): only the first is read.");
                else if (StatusOf(entry.FullPath) is not { } status)
                    listing.Refuse(name.Path, "Fichier illisible (droits, ou disparu pendant la lecture).", "Unreadable file (rights, or gone while being read).");
                else if (!status.IsRegular)
                    listing.Refuse(name.Path, "Périphérique ou tube, non lu.", "Device or pipe, not read.");
                else
                    found.Add(new(name.Path, entry.RawPath, entry.FullPath, status));
            }
        }

        return found;
    }

    private static List<Entry> EntriesOf(string folder, string directory, Listing listing)
    {
        try
        {
            var options = new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };
            var entries = new FileSystemEnumerable<Entry>(
                Path.Combine(folder, directory),
                (ref FileSystemEntry entry) =>
                {
                    var name = entry.FileName.ToString();
                    return new(directory.Length == 0 ? name : $"{directory}/{name}", name, entry.ToFullPath(), entry.IsDirectory, entry.Attributes.HasFlag(FileAttributes.ReparsePoint));
                },
                options);
            return [.. entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            if (directory.Length == 0)
                throw new IntakeException(Refusal.NotFound, "Le dossier ne peut pas être lu.", "The folder cannot be read.");
            listing.Refuse(EntryName.Shown(directory), "Dossier illisible (droits).", "Unreadable folder (rights).");
            return [];
        }
    }

    private static bool HasVirtualEnvironmentMark(string directory) => File.Exists(Path.Combine(directory, SetApart.VirtualEnvironmentMark));

    private static FileStatus? StatusOf(string path)
    {
        try
        {
            return FileStatus.Of(path);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private sealed record Entry(string RawPath, string Name, string FullPath, bool IsDirectory, bool IsLink);

    private sealed record Found(string Path, string RawPath, string FullPath, FileStatus Status);

    /// <param name="Steady">True when the file did not change while it was read.</param>
    private readonly record struct Taken(Content? Content = null, bool TooLarge = false, bool Steady = false, bool Reused = false);
}
