using AuditService.Storage.Contents;

namespace AuditService.Storage.Intakes.Folders;

/// <summary>Takes the files of a folder in. Follows no link, opens no pipe or device, and does not read again what has not changed.</summary>
internal sealed class FolderReader(ContentStore store, ContentBatch batch, IntakeLimits limits, TimeProvider time)
{
    /// <summary>Two files at a time keep a disk and a hash busy; more would only fight for them.</summary>
    private const int Parallelism = 2;

    /// <param name="trustsKnown">False to read every file, and to remember nothing.</param>
    public async Task<Listing> ReadAsync(string folder, IReadOnlySet<string> except, bool trustsKnown, Budget budget, CancellationToken cancellation)
    {
        var startedAt = time.GetUtcNow();
        var listing = new Listing();
        var found = new FolderWalk(limits).Files(folder, except, listing, budget, cancellation);
        var known = trustsKnown ? KnownFiles.Of(store, folder) : null;
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

        known?.Save([.. found.Zip(taken).Where(pair => pair.Second is { Content: not null, Steady: true }).Select(pair => (pair.First.RawPath, pair.First.Status, pair.Second!.Value.Content!.Value.Sha256))], startedAt);
        return listing;
    }

    private async Task<Taken> TakeAsync(FolderFile file, KnownFiles? known, Budget budget, CancellationToken cancellation)
    {
        if (file.Status.Size > limits.FileBytes)
            return new(TooLarge: true);
        if (known?.Find(file.RawPath, file.Status) is { } sha256 && store.Holds(sha256, file.Status.Size))
        {
            budget.SpendBytes(file.Status.Size);
            return new(new(sha256, file.Status.Size), Steady: true, Reused: true);
        }

        try
        {
            var content = await AddAsync(file, cancellation);
            budget.SpendBytes(content.Size);
            return new(content, Steady: FolderWalk.StatusOf(file.FullPath) == file.Status);
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

    private async Task<Content> AddAsync(FolderFile file, CancellationToken cancellation)
    {
        // What claims to be empty is not opened: where the system does not tell pipes from files, opening one would wait for ever.
        if (file.Status.Size == 0)
            return await batch.AddAsync(Stream.Null, 0, cancellation);

        await using var stream = file.Open();
        return await batch.AddAsync(stream, limits.FileBytes, cancellation);
    }

    /// <param name="Steady">True when the file did not change while it was read.</param>
    private readonly record struct Taken(Content? Content = null, bool TooLarge = false, bool Steady = false, bool Reused = false);
}
