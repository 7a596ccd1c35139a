using System.Text;
using AuditService.Collectors.Inventory;
using AuditService.Collectors.SourceCode.Dependencies;
using AuditService.Collectors.SourceCode.Dependencies.Advisories;
using AuditService.Collectors.SourceCode.Deployment;
using AuditService.Collectors.SourceCode.Secrets;
using AuditService.Core;
using AuditService.Core.Advisories;
using AuditService.Core.Dossiers;
using AuditService.Core.Rules;

namespace AuditService.Collectors.SourceCode;

/// <summary>Everything that is looked for in one file, in one reading of it. Safe for concurrent use.</summary>
internal sealed class CodeReading(IEnumerable<Detector> detectors, AdvisoryBase flaws)
{
    public const string RunsAsRoot = "code.containerRunsAsRoot";
    public const string PersonalDataInLogs = "code.personalDataInLogs";
    public const string OpenDatabases = "code.openDatabases";

    /// <summary>Bytes of one file that are searched for secrets.</summary>
    public const long SecretBytes = 512L * 1024 * 1024;

    private const int RestWindow = 4 * 1024 * 1024;
    private const int LongestCarried = 64 * 1024;
    private const double InTests = 0.55;

    private readonly DetectionEngine engine = new(detectors);

    /// <summary>Searches what was read of a file; a file larger than that is also listed as not read to its end.</summary>
    public FileOutcome Read(string path, FileNature nature, byte[] bytes, long size)
    {
        var texts = SourceReader.Read(path, nature, bytes, out var isDamaged);
        if (texts.Count == 0 && bytes.Length > 0 && nature.Format is not "notebook")
            return new([], false, 0, new(path, new("annoncé comme texte, son contenu n'en est pas", "announced as text, its content is none"))) { Dependencies = DependencyFile.Unread(path, nature) };
        var sightings = new List<Sighting>();
        var marks = new List<string>();
        UnstructuredFile? unstructured = null;
        foreach (var text in texts)
        {
            sightings.AddRange(engine.Scan(text));
            if (nature.SetApart is null or SetApart.LockFile)
                sightings.AddRange(DependencyFlaws.Scan(text, flaws, SecretJudge.ContextOf(path) == SecretContext.Tests ? InTests : 1));
            if (text.OnlyCertainSecrets)
                continue;
            if (nature.Format is "dockerfile")
                sightings.AddRange(ContainerUser.Scan(text));
            if (nature.Format is "compose" && !DeploymentLines.IsTemplate(text, "compose"))
                sightings.AddRange(SourceCode.OpenDatabases.Scan(text));
            unstructured ??= UnstructuredFile.Of(text, nature.Format);
            marks.AddRange(LookAtDeployment(text, nature.Format, unstructured is null, sightings));
            if (text.In == DetectIn.Code)
                sightings.AddRange(LoggedPersonalData.Scan(text));
        }
        var unread = size > bytes.Length && nature.Kind is not FileKind.Dataset
            ? new LocalizedText($"trop volumineux : seuls les {bytes.Length} premiers octets ont été lus", $"too large: only its first {bytes.Length} bytes were read")
            : isDamaged ? new("carnet abîmé : ce qui suit le dommage n'a pas été lu", "damaged notebook: what follows the damage was not read")
            : null;
        return new(sightings, true, bytes.Length, unread is null ? null : new(path, unread)) { Marks = marks, Unstructured = unstructured, Dependencies = texts.Count == 1 ? DependencyFile.Of(path, nature, texts[0].Text) : null };
    }

    /// <summary>The same, and after what is searched whole the rest of the file for secrets that cannot be anything else, a part at a time.</summary>
    /// <param name="rest">Stands after <paramref name="bytes"/>.</param>
    public FileOutcome Read(string path, FileNature nature, byte[] bytes, long size, Stream rest)
    {
        var outcome = Read(path, nature, bytes, size);
        if (size <= bytes.Length || !outcome.WasRead)
            return outcome;
        var sightings = outcome.Sightings.ToList();
        var read = (long)bytes.Length;
        var window = new byte[RestWindow];
        var line = bytes.AsSpan().Count((byte)'\n') + 1;
        // Beginning with the last line of what was read, so that no secret is cut in two.
        var carried = Carried(bytes);
        carried.CopyTo(window);
        var kept = carried.Length;
        while (read < SecretBytes && rest.ReadAtLeast(window.AsSpan(kept), window.Length - kept, throwOnEndOfStream: false) is > 0 and var more)
        {
            read += more;
            var part = window.AsSpan(0, kept + more);
            var text = SourceText.Normalise(Encoding.UTF8.GetString(part));
            var first = line;
            var lines = text.AsSpan().Count('\n') + 1;
            sightings.AddRange(engine.Scan(new(path, text, Language: null, nature.Format, In: null) { OnlyCertainSecrets = true, FileLines = [.. Enumerable.Range(first, lines)] }));
            var tail = Carried(part).ToArray();
            line += part[..^tail.Length].Count((byte)'\n');
            tail.CopyTo(window, 0);
            kept = tail.Length;
        }

        var unread = size > read ? new UnreadableFile(path, new($"trop volumineux : seuls les {read} premiers octets ont été lus", $"too large: only its first {read} bytes were read")) : outcome.Unreadable is null ? null : new UnreadableFile(path, new($"trop volumineux : ses {bytes.Length} premiers octets ont été lus ; dans la suite, seuls les secrets de format connu ont été cherchés", $"too large: its first {bytes.Length} bytes were read; in the rest only secrets of a known format were looked for"));
        return outcome with { Sightings = [.. sightings.DistinctBy(sighting => (sighting.Fact, sighting.Line, sighting.Column, sighting.ValueHash))], Bytes = read, Unreadable = unread };
    }

    /// <summary>The last line, of no more than <see cref="LongestCarried"/> bytes.</summary>
    private static ReadOnlySpan<byte> Carried(ReadOnlySpan<byte> bytes)
    {
        var tail = bytes[^Math.Min(bytes.Length, LongestCarried)..];
        var end = tail.LastIndexOf((byte)'\n');
        return end < 0 ? tail : tail[(end + 1)..];
    }

    /// <summary>What the files of a project say together: a sighting that another file answers is none.</summary>
    /// <param name="outcomes">Of all files of the project.</param>
    /// <param name="paths">Paths of all files of the project, read or not.</param>
    public static IEnumerable<Sighting> Settle(IReadOnlyList<FileOutcome> outcomes, IEnumerable<string> paths)
    {
        var marks = outcomes.SelectMany(outcome => outcome.Marks).Concat(paths.Select(Dockerfiles.MarkOf).OfType<string>()).ToHashSet(StringComparer.Ordinal);
        return outcomes.SelectMany(outcome => outcome.Sightings).Where(sighting => !sighting.Unless.Any(marks.Contains));
    }

    private static IReadOnlyList<string> LookAtDeployment(SourceText text, string format, bool isWhole, List<Sighting> sightings)
    {
        var sight = new DeploymentSight(text);
        switch (format)
        {
            case "dockerfile":
                Dockerfiles.Scan(text, sight);
                break;
            case "compose" when !DeploymentLines.IsTemplate(text, format):
                ComposeServices.Scan(text, sight);
                break;
            case "kubernetes":
                KubernetesManifests.Scan(text, sight);
                break;
            case "ci" when text.Language is "yaml":
                ContainerImages.ScanPipeline(text, sight);
                Pipelines.Scan(text, sight);
                break;
        }

        if (!isWhole && format is ("compose" or "kubernetes"))
            DeploymentLines.Scan(text, format is "compose" ? DeploymentFacts.PrivilegedContainers : DeploymentFacts.Privileged, sight);
        sightings.AddRange(sight.Sightings);
        return sight.Marks;
    }
}

/// <summary>What looking at one file gave.</summary>
internal sealed record FileOutcome(IReadOnlyList<Sighting> Sightings, bool WasRead, long Bytes, UnreadableFile? Unreadable)
{
    public static FileOutcome Skipped { get; } = new([], false, 0, null);

    /// <summary>What the file says that answers a sighting of another one.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>Set where the structure of the file could not be read, or not to its end.</summary>
    public UnstructuredFile? Unstructured { get; init; }

    /// <summary>What the file says of dependencies.</summary>
    public DependencyFile? Dependencies { get; init; }
}
