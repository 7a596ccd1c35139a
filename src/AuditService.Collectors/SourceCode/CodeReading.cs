using AuditService.Core;
using AuditService.Core.Dossiers;
using AuditService.Core.Rules;

namespace AuditService.Collectors.SourceCode;

/// <summary>Everything that is looked for in one file, in one reading of it. Safe for concurrent use.</summary>
internal sealed class CodeReading(IEnumerable<Detector> detectors)
{
    public const string RunsAsRoot = "code.containerRunsAsRoot";
    public const string PersonalDataInLogs = "code.personalDataInLogs";
    public const string OpenDatabases = "code.openDatabases";

    private readonly DetectionEngine engine = new(detectors);

    /// <summary>Searches what was read of a file; a file larger than that is also listed as not read to its end.</summary>
    public FileOutcome Read(string path, FileNature nature, byte[] bytes, long size)
    {
        var texts = SourceReader.Read(path, nature, bytes, out var isDamaged);
        if (texts.Count == 0 && bytes.Length > 0 && nature.Format is not "notebook")
            return new([], false, 0, new(path, new("annoncé comme texte, son contenu n'en est pas", "announced as text, its content is none")));
        var sightings = new List<Sighting>();
        foreach (var text in texts)
        {
            sightings.AddRange(engine.Scan(text));
            if (text.OnlyCertainSecrets)
                continue;
            if (nature.Format is "dockerfile")
                sightings.AddRange(ContainerUser.Scan(text));
            if (nature.Format is "compose")
                sightings.AddRange(SourceCode.OpenDatabases.Scan(text));
            if (text.In == DetectIn.Code)
                sightings.AddRange(LoggedPersonalData.Scan(text));
        }
        var unread = size > bytes.Length && nature.Kind is not FileKind.Dataset
            ? new LocalizedText($"trop volumineux : seuls les {bytes.Length} premiers octets ont été lus", $"too large: only its first {bytes.Length} bytes were read")
            : isDamaged ? new("carnet abîmé : ce qui suit le dommage n'a pas été lu", "damaged notebook: what follows the damage was not read")
            : null;
        return new(sightings, true, bytes.Length, unread is null ? null : new(path, unread));
    }
}

/// <summary>What looking at one file gave.</summary>
internal sealed record FileOutcome(IReadOnlyList<Sighting> Sightings, bool WasRead, long Bytes, UnreadableFile? Unreadable)
{
    public static FileOutcome Skipped { get; } = new([], false, 0, null);
}
