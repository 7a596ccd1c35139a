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

    public void Refuse(string path, LocalizedText reason)
    {
        if (refusedPaths.Add(path))
            Refused.Add(new(path, reason));
    }

    public void Refuse(string path, string fr, string en) => Refuse(path, new LocalizedText(fr, en));

    public void Add(Listing other)
    {
        Files.AddRange(other.Files);
        foreach (var entry in other.Refused)
            Refuse(entry.Path, entry.Reason);
    }
}
