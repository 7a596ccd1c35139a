using AuditService.Core;
using AuditService.Core.Dossiers;
using AuditService.Storage.Contents;
using AuditService.Storage.Intakes.Folders;
using AuditService.Storage.Intakes.Zip;

namespace AuditService.Storage.Intakes;

/// <summary>
/// Turns what is submitted, a folder or a zip, into an immutable snapshot. Names are data, declared sizes prove nothing, nothing is written
/// outside the store, and what is refused leaves no trace in it.
/// </summary>
public sealed class Intake(ContentStore store, IntakeLimits limits, TimeProvider time)
{
    private const string ArchiveExtension = ".zip";

    /// <summary>What stands between the path of an archive and a path inside it: <c>data.zip!/rows.csv</c>.</summary>
    private const string InsideArchive = "!/";

    public IntakeLimits Limits => limits;

    /// <param name="path">A folder or a zip on this machine.</param>
    /// <param name="except">Files and folders on this machine that are not part of the dossier, such as our own data directory and reports. The content store never is.</param>
    public Task<IntakeResult> TakeAsync(string path, IReadOnlyCollection<string> except, CancellationToken cancellation) => TakeAsync(path, except, keep: true, cancellation);

    /// <summary>The snapshot that <see cref="TakeAsync(string, IReadOnlyCollection{string}, CancellationToken)"/> would give, with every file read whole, whatever is known of it, and nothing kept.</summary>
    public Task<IntakeResult> LookAtAsync(string path, IReadOnlyCollection<string> except, CancellationToken cancellation) => TakeAsync(path, except, keep: false, cancellation);

    private async Task<IntakeResult> TakeAsync(string path, IReadOnlyCollection<string> except, bool keep, CancellationToken cancellation)
    {
        if (!IsPath(path))
            return new IntakeRefused(Refusal.NotFound, new("Ce n'est pas le chemin d'un dossier ni d'une archive.", "This is no path of a folder or an archive."));
        using var timeout = new CancellationTokenSource(limits.Time, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        using var batch = store.NewBatch();
        try
        {
            var submitted = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
            var listing = Directory.Exists(submitted)
                ? await TakeFolderAsync(submitted, except, keep, batch, either.Token)
                : await TakeArchiveAsync(submitted, batch, either.Token);
            var snapshot = Snapshot.Of(NameOf(submitted), listing.Files, listing.Refused);
            if (keep)
                batch.Commit(snapshot.Files.Select(file => file.Sha256));
            return new IntakeTaken(snapshot, listing.Reused);
        }
        catch (IntakeException refused)
        {
            return new IntakeRefused(refused.Because, refused.Reason);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return new IntakeRefused(Refusal.TooSlow, new(
                $"La lecture du dossier a dépassé {limits.Time.TotalMinutes:0.#} min.",
                $"Reading the dossier took more than {limits.Time.TotalMinutes:0.#} min."));
        }
    }

    /// <summary>False for what no system takes as a path, whatever is at it.</summary>
    public static bool IsPath(string path) => path.Length > 0 && !path.Contains('\0', StringComparison.Ordinal);

    private async Task<Listing> TakeFolderAsync(string folder, IReadOnlyCollection<string> except, bool keep, ContentBatch batch, CancellationToken cancellation)
    {
        var budget = new Budget(limits.FolderBytes, limits.FolderEntries);
        var excluded = except.Append(store.Root).Select(each => Path.TrimEndingDirectorySeparator(Path.GetFullPath(each))).ToHashSet(StringComparer.Ordinal);
        var listing = await new FolderReader(store, batch, limits, time).ReadAsync(folder, excluded, trustsKnown: keep, budget, cancellation);
        await OpenArchivesAsync(listing, depth: 1, budget, batch, cancellation);
        return listing;
    }

    private async Task<Listing> TakeArchiveAsync(string archive, ContentBatch batch, CancellationToken cancellation)
    {
        RefuseOtherFormats(archive);
        var budget = new Budget(limits.ArchiveBytes, limits.ArchiveEntries);
        var listing = await new ArchiveReader(batch, limits).ReadAsync(archive, prefix: "", budget, cancellation);
        await OpenArchivesAsync(listing, depth: 2, budget, batch, cancellation);
        return listing;
    }

    /// <summary>Adds what the zips of a listing hold. One that is refused stays in the dossier as a file; its content is listed as left out.</summary>
    private async Task OpenArchivesAsync(Listing listing, int depth, Budget outer, ContentBatch batch, CancellationToken cancellation)
    {
        var archives = listing.Files
            .Where(file => file.Path.EndsWith(ArchiveExtension, StringComparison.OrdinalIgnoreCase) && ZipDirectory.LooksLikeZip(StartOf(batch.PathOf(file.Sha256))))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .ToList();
        foreach (var archive in archives)
        {
            var inside = archive.Path + InsideArchive;
            if (listing.Files.Any(file => file.Path.StartsWith(inside, StringComparison.Ordinal)))
            {
                listing.Refuse(inside, "Contenu non lu : un dossier porte le même chemin.", "Content not read: a folder has the same path.");
                continue;
            }

            if (depth > limits.ArchiveDepth)
            {
                listing.Refuse(inside, $"Contenu non lu : archives imbriquées sur plus de {limits.ArchiveDepth} niveaux.", $"Content not read: archives nested more than {limits.ArchiveDepth} deep.");
                continue;
            }

            try
            {
                var budget = new Budget(limits.ArchiveBytes, limits.ArchiveEntries, outer);
                var content = await new ArchiveReader(batch, limits).ReadAsync(batch.PathOf(archive.Sha256), inside, budget, cancellation);
                await OpenArchivesAsync(content, depth + 1, budget, batch, cancellation);
                listing.Add(content);
            }
            catch (IntakeException refused)
            {
                listing.Refuse(inside, new LocalizedText($"Contenu non lu. {refused.Reason.Fr}", $"Content not read. {refused.Reason.En}"));
            }
        }
    }

    private static void RefuseOtherFormats(string archive)
    {
        ReadOnlySpan<byte> start;
        try
        {
            // Opening a pipe would wait for ever.
            var target = File.ResolveLinkTarget(archive, returnFinalTarget: true)?.FullName ?? archive;
            start = FileStatus.Of(target).IsRegular ? StartOf(target) : throw new FileNotFoundException();
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            throw new IntakeException(Refusal.NotFound, "Rien de lisible à cet emplacement.", "Nothing readable at that place.");
        }

        if (ZipDirectory.LooksLikeZip(start))
            return;
        throw new IntakeException(
            Refusal.UnknownFormat,
            $"Seuls un dossier ou une archive zip sont acceptés ; ce fichier {FormatOf(start).Fr}.",
            $"Only a folder or a zip archive is accepted; this file {FormatOf(start).En}.");
    }

    private static LocalizedText FormatOf(ReadOnlySpan<byte> start) => start switch
    {
        [] => new("est vide", "is empty"),
        [0x1F, 0x8B, ..] => new("est compressé par gzip (tar.gz ?)", "is compressed by gzip (tar.gz?)"),
        [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] => new("est une archive 7z", "is a 7z archive"),
        [(byte)'R', (byte)'a', (byte)'r', (byte)'!', ..] => new("est une archive rar", "is a rar archive"),
        [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', ..] => new("est compressé par xz", "is compressed by xz"),
        [(byte)'B', (byte)'Z', (byte)'h', ..] => new("est compressé par bzip2", "is compressed by bzip2"),
        { Length: >= 262 } when start[257..262].SequenceEqual("ustar"u8) => new("est une archive tar", "is a tar archive"),
        _ => new("n'en est pas une", "is none"),
    };

    private static byte[] StartOf(string path)
    {
        using var file = File.OpenHandle(path);
        var start = new byte[512];
        return start[..RandomAccess.Read(file, start, 0)];
    }

    private static string NameOf(string submitted)
    {
        var name = Path.GetFileName(submitted);
        if (name.EndsWith(ArchiveExtension, StringComparison.OrdinalIgnoreCase) && !Directory.Exists(submitted))
            name = name[..^ArchiveExtension.Length];
        return name.Length == 0 ? "dossier" : EntryName.Shown(name);
    }
}
