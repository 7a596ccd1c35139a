using AuditService.Core;
using AuditService.Core.Dossiers;

namespace AuditService.Storage.Intakes;

/// <summary>What a reading has brought so far.</summary>
internal sealed class Listing
{
    private readonly HashSet<string> refusedPaths = new(StringComparer.Ordinal);

    public List<SnapshotFile> Files { get; } = [];

    public List<RefusedEntry> Refused { get; } = [];

    public int Reused { get; set; }

    /// <summary>It cannot be read: what it holds is not known.</summary>
    public void Refuse(string path, LocalizedText reason) => Add(new RefusedEntry(path, reason));

    public void Refuse(string path, string fr, string en) => Refuse(path, new LocalizedText(fr, en));

    /// <summary>It is left out on purpose: not the author's work, or a way to what lies elsewhere.</summary>
    public void LeaveOut(string path, LocalizedText reason) => Add(new RefusedEntry(path, reason, LeavesAGap: false));

    public void Add(Listing other)
    {
        Files.AddRange(other.Files);
        foreach (var entry in other.Refused)
            Add(entry);
    }

    private void Add(RefusedEntry entry)
    {
        if (refusedPaths.Add(entry.Path))
            Refused.Add(entry);
    }
}
