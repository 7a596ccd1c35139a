using AuditService.Core.Dossiers;

namespace AuditService.Collectors.SourceCode;

/// <summary>What looking at one file gave.</summary>
internal sealed record FileOutcome(IReadOnlyList<Sighting> Sightings, bool WasRead, long Bytes, UnreadableFile? Unreadable)
{
    public static FileOutcome Skipped { get; } = new([], false, 0, null);

    /// <summary>Searches what was read of a file; a file larger than that is also listed as not read to its end.</summary>
    public static FileOutcome Of(DetectionEngine engine, string path, FileNature nature, byte[] bytes, long size)
    {
        var sightings = new List<Sighting>();
        var texts = SourceReader.Read(path, nature, bytes);
        foreach (var text in texts)
            sightings.AddRange(engine.Scan(text));
        if (texts.Count == 0 && bytes.Length > 0 && nature.Format is not "notebook")
            return new([], false, 0, new(path, new("annoncé comme texte, son contenu n'en est pas", "announced as text, its content is none")));
        var unreadable = size > bytes.Length && nature.Kind is not FileKind.Dataset
            ? new UnreadableFile(path, new($"trop volumineux : seuls les {bytes.Length} premiers octets ont été lus", $"too large: only its first {bytes.Length} bytes were read"))
            : null;
        return new(sightings, true, bytes.Length, unreadable);
    }
}
