using System.Collections.Frozen;
using AuditService.Storage.Contents;

namespace AuditService.Storage.Intakes.Zip;

/// <summary>Takes the files of a zip in. What is hostile refuses the whole archive; what is only unreadable is left out with its reason.</summary>
internal sealed class ArchiveReader(ContentBatch batch, IntakeLimits limits)
{
    /// <param name="archive">The file on this machine.</param>
    /// <param name="prefix">Put before every path: empty for the dossier's own archive, whose single top-level folder, if it has one, is dropped.</param>
    public async Task<Listing> ReadAsync(string archive, string prefix, Budget budget, CancellationToken cancellation)
    {
        using var file = File.OpenHandle(archive);
        var directory = ZipDirectory.Read(file, budget, cancellation);
        var listing = new Listing();
        var entries = Sort(directory, prefix, listing);
        foreach (var (path, member) in entries)
        {
            try
            {
                await using var stream = member.Open(directory, budget, limits);
                var content = await batch.AddAsync(stream, limits.FileBytes, cancellation);
                listing.Files.Add(new(path, content.Sha256, content.Size));
            }
            catch (ContentTooLargeException)
            {
                listing.Refuse(path, $"Fichier de plus de {limits.FileBytes / 1024 / 1024} Mo.", $"File of more than {limits.FileBytes / 1024 / 1024} MB.");
            }
        }

        return listing;
    }

    /// <summary>Which members are read, under which path. Every name is judged before the first byte is inflated.</summary>
    private List<(string Path, ZipMember Member)> Sort(ZipDirectory directory, string prefix, Listing listing)
    {
        var members = directory.Members.Select(member => (Name: EntryName.Of(member.Name, limits), Member: member)).ToList();
        RefuseEscapes(members);
        RefuseCollisions(members);

        var root = prefix.Length == 0 ? SingleRoot(members) : "";
        var environments = members
            .Where(entry => entry.Name.Flaw is null && entry.Name.Path.EndsWith("/" + SetApart.VirtualEnvironmentMark, StringComparison.Ordinal))
            .Select(entry => entry.Name.Path[..entry.Name.Path.LastIndexOf('/')])
            .ToFrozenSet(StringComparer.Ordinal);
        var taken = new List<(string, ZipMember)>();
        foreach (var (name, member) in members)
        {
            var path = prefix + (name.Path.StartsWith(root, StringComparison.Ordinal) ? name.Path[root.Length..] : name.Path);
            if (name.Flaw is { } flaw)
                listing.Refuse(path, flaw.Reason);
            else if (PlaceApart(name.Path, environments) is { } apart)
                listing.LeaveOut(apart.Why.Listed(prefix + (apart.Path.StartsWith(root, StringComparison.Ordinal) ? apart.Path[root.Length..] : apart.Path), apart.Name), apart.Why.Reason);
            else if (member.IsLink)
                listing.LeaveOut(path, member.Flaw!);
            else if (member.Flaw is { } unread)
                listing.Refuse(path, unread);
            else if (path.Length > limits.PathLength)
                listing.Refuse(EntryName.Shown(path), $"Chemin de plus de {limits.PathLength} caractères.", $"Path of more than {limits.PathLength} characters.");
            else if (!member.IsDirectory)
                taken.Add((path, member));
        }

        return taken;
    }

    private static void RefuseEscapes(List<(EntryName Name, ZipMember Member)> members)
    {
        foreach (var (name, _) in members)
        {
            if (name.Flaw is { Escapes: true } flaw)
                throw new IntakeException(Refusal.Escape, $"Archive piégée : « {name.Path} ». {flaw.Reason.Fr}", $"Trapped archive: \"{name.Path}\". {flaw.Reason.En}");
        }
    }

    /// <summary>Equal names, names that a file system may hold for equal, and a file that stands where another entry needs a folder.</summary>
    private static void RefuseCollisions(List<(EntryName Name, ZipMember Member)> members)
    {
        var seen = new Dictionary<string, (string Path, bool IsDirectory)>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, member) in members)
        {
            if (name.Flaw is not null || name.Path.Length == 0)
                continue;
            for (var slash = name.Path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = name.Path.IndexOf('/', slash + 1))
                Meet(name.Path[..slash], isDirectory: true);
            Meet(name.Path, member.IsDirectory);
        }

        void Meet(string path, bool isDirectory)
        {
            if (seen.TryAdd(path, (path, isDirectory)) || (isDirectory && seen[path].IsDirectory))
                return;
            var other = seen[path].Path;
            throw new IntakeException(
                Refusal.Collision,
                $"Archive ambiguë : « {other} » et « {path} » désignent le même fichier sur certains systèmes.",
                $"Ambiguous archive: \"{other}\" and \"{path}\" are the same file on some systems.");
        }
    }

    /// <summary>Most zips wrap the dossier in one folder of its name: paths are then relative to it, as when the folder itself is submitted.</summary>
    private static string SingleRoot(List<(EntryName Name, ZipMember Member)> members)
    {
        string? root = null;
        foreach (var (name, member) in members)
        {
            var slash = name.Path.IndexOf('/', StringComparison.Ordinal);
            var first = slash < 0 ? name.Path : name.Path[..slash];
            if (name.Flaw is not null || first.Length == 0 || SetApart.Of(first, hasVirtualEnvironmentMark: false) is not null)
                continue;
            if ((slash < 0 && !member.IsDirectory) || (root is not null && root != first))
                return "";
            root = first;
        }

        return root is null ? "" : root + "/";
    }

    private static (SetApart Why, string Path, string Name)? PlaceApart(string path, FrozenSet<string> environments)
    {
        for (var start = 0; start < path.Length;)
        {
            var slash = path.IndexOf('/', start);
            var end = slash < 0 ? path.Length : slash;
            var name = path[start..end];
            if (SetApart.Of(name, environments.Contains(path[..end])) is { } apart)
                return (apart, path[..end], name);
            start = end + 1;
        }

        return null;
    }
}
