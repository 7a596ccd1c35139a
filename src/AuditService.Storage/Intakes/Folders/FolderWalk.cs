using System.IO.Enumeration;

namespace AuditService.Storage.Intakes.Folders;

/// <summary>Which files of a folder make a dossier. Follows no link, opens nothing.</summary>
internal sealed class FolderWalk(IntakeLimits limits)
{
    /// <summary>Every file to be taken, in an order that does not depend on the file system. What is left out goes to the listing.</summary>
    public List<FolderFile> Files(string folder, IReadOnlySet<string> except, Listing listing, Budget budget, CancellationToken cancellation)
    {
        var found = new List<FolderFile>();
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

    public static FileStatus? StatusOf(string path)
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
}
