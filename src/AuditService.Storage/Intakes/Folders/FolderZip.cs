using System.IO.Compression;
using AuditService.Core.Dossiers;
using AuditService.Storage.Contents;

namespace AuditService.Storage.Intakes.Folders;

/// <summary>Packs of a folder what an intake of that folder would take, and nothing else: no link is followed to what lies elsewhere.</summary>
public sealed class FolderZip(IntakeLimits limits)
{
    private const int BufferBytes = 128 * 1024;

    /// <param name="except">Files and folders that are not part of the dossier, such as our own data directory.</param>
    /// <param name="zip">Written from where it stands.</param>
    /// <returns>What was left out and why; or why there is no zip of this folder.</returns>
    public async Task<(IReadOnlyList<RefusedEntry> LeftOut, IntakeRefused? Refused)> WriteAsync(string folder, IReadOnlyCollection<string> except, Stream zip, CancellationToken cancellation)
    {
        var listing = new Listing();
        try
        {
            var budget = new Budget(limits.FolderBytes, limits.FolderEntries);
            var excluded = except.Select(each => Path.TrimEndingDirectorySeparator(Path.GetFullPath(each))).ToHashSet(StringComparer.Ordinal);
            var files = new FolderWalk(limits).Files(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), excluded, listing, budget, cancellation);
            await using var archive = await ZipArchive.CreateAsync(zip, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation);
            foreach (var file in files)
            {
                budget.SpendBytes(file.Status.Size);
                try
                {
                    await using var content = file.Open();
                    await using var entry = await archive.CreateEntry(file.Path, CompressionLevel.Fastest).OpenAsync(cancellation);
                    await content.CopyToAsync(entry, BufferBytes, cancellation);
                }
                catch (ContentUnreadableException)
                {
                    listing.Refuse(file.Path, "Fichier illisible (droits, ou disparu pendant la lecture).", "Unreadable file (rights, or gone while being read).");
                }
            }

            return (listing.Refused, null);
        }
        catch (IntakeException refused)
        {
            return (listing.Refused, new(refused.Because, refused.Reason));
        }
    }
}
