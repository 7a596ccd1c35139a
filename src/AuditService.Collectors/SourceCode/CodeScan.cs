using AuditService.Collectors.Inventory;
using AuditService.Collectors.SourceCode.Dependencies;
using AuditService.Collectors.SourceCode.Dependencies.Advisories;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Rules;

namespace AuditService.Collectors.SourceCode;

/// <summary>Looks at the source code of folders as they lie on disk, without a dossier: <c>audit scan code</c>.</summary>
public sealed class CodeScan
{
    private readonly CollectionSettings settings;
    private readonly CodeReading reading;

    /// <summary>By fact: the rule that expects it to be empty. What a pattern finds only to tell that a rule applies is no observation.</summary>
    private readonly Dictionary<string, string> ruleOfFault = new(StringComparer.Ordinal);

    /// <summary>The rule that asks for a bill of materials: what is missing is seen in no file.</summary>
    private readonly string? ruleOfBills;

    public CodeScan(IReadOnlyList<Rule> rules, CollectionSettings settings)
    {
        this.settings = settings;
        ruleOfBills = rules.FirstOrDefault(rule => rule.Reads.Contains(DependencyReview.BillsFact, StringComparer.Ordinal))?.Id;
        foreach (var rule in rules)
        {
            foreach (var fault in rule.Faults)
                ruleOfFault.TryAdd(fault, rule.Id);
        }
        reading = new(rules.SelectMany(rule => rule.Detectors).Where(detector => ruleOfFault.ContainsKey(detector.Fact)), KnownFlaws.Of(settings.AdvisoryPaths));
    }

    /// <summary>Scans files, and folders with all that is under them; links are not followed.</summary>
    /// <exception cref="FileNotFoundException">A path names nothing.</exception>
    public async Task<CodeScanResult> RunAsync(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        var files = paths.SelectMany(Files).DistinctBy(file => file.FullPath, StringComparer.Ordinal).OrderBy(file => file.Path, StringComparer.Ordinal).ToArray();
        var outcomes = new FileOutcome[files.Length];
        var parallelism = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Math.Max(1, settings.Parallelism) };
        await Parallel.ForAsync(0, files.Length, parallelism, (index, _) =>
        {
            outcomes[index] = Look(files[index].FullPath, files[index].Path);
            return ValueTask.CompletedTask;
        });
        return new(
            [
                .. CodeReading.Settle(outcomes, files.Select(file => file.Path)).Select(Shown).OfType<CodeObservation>()
                    .Concat(files.Zip(outcomes).GroupBy(pair => pair.First.Root, StringComparer.Ordinal).SelectMany(root => OfDependencies([.. root.Select(pair => pair.First.Path)], root.Select(pair => pair.Second), Directory.Exists(root.Key))))
                    .OrderBy(observation => observation.Path, StringComparer.Ordinal).ThenBy(observation => observation.Line).ThenBy(observation => observation.Column),
            ],
            outcomes.Count(outcome => outcome.WasRead),
            outcomes.Sum(outcome => outcome.Bytes),
            [
                .. outcomes.Select(outcome => outcome.Unreadable).OfType<UnreadableFile>(),
                .. outcomes.Where(outcome => outcome is { Unreadable: null, Unstructured: not null }).Select(outcome => new UnreadableFile(outcome.Unstructured!.Path, outcome.Unstructured.Reason)),
            ]);
    }

    private FileOutcome Look(string fullPath, string path)
    {
        try
        {
            using var stream = File.OpenRead(fullPath);
            var size = stream.Length;
            var bytes = new byte[Math.Min(size, FileClassifier.HeadBytes)];
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            var nature = FileClassifier.Classify(path, bytes.AsSpan(0, read), size);
            if (!SourceReader.Opens(nature))
                return FileOutcome.Skipped with { Dependencies = DependencyFile.Unread(path, nature) };
            if (size > read)
            {
                Array.Resize(ref bytes, (int)Math.Min(size, settings.MaximumTextFile));
                read += stream.ReadAtLeast(bytes.AsSpan(read), bytes.Length - read, throwOnEndOfStream: false);
            }
            return reading.Read(path, nature, bytes.AsSpan(0, read).ToArray(), size, stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new([], false, 0, new(path, new("le système refuse de l'ouvrir", "the system refuses to open it")));
        }
    }

    private CodeObservation? Shown(Sighting sighting) =>
        (sighting.Rule ?? ruleOfFault.GetValueOrDefault(sighting.Fact)) is { } rule
            ? new(rule, sighting.Path, sighting.Line, sighting.Column, sighting.Excerpt, sighting.Confidence)
            : null;

    /// <summary>What manifests and lock files say together, by folder that was named; in one file alone nothing is missing.</summary>
    private IEnumerable<CodeObservation> OfDependencies(IReadOnlyList<string> paths, IEnumerable<FileOutcome> outcomes, bool isFolder)
    {
        var review = new DependencyReview(outcomes.Select(outcome => outcome.Dependencies).OfType<DependencyFile>());
        foreach (var sight in review.Unpinned.Concat(review.Stale).Concat(review.WithoutHashes))
        {
            if (ruleOfFault.GetValueOrDefault(sight.Fact) is { } rule)
                yield return new(rule, sight.Path, sight.Line, 1, sight.Excerpt ?? "", 1);
        }

        if (isFolder && ruleOfBills is not null && review.FirstManifest is { } manifest && !paths.Any(DependencyFile.IsBill))
            yield return new(ruleOfBills, manifest, 1, 1, "", 1);
    }

    private static IEnumerable<(string FullPath, string Path, string Root)> Files(string path)
    {
        if (File.Exists(path))
            return [(Path.GetFullPath(path), Path.GetFileName(path), path)];
        if (!Directory.Exists(path))
            throw new FileNotFoundException($"No such file or folder: {path}", path);
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return Directory.EnumerateFiles(path, "*", options)
            .Select(file => (Path.GetFullPath(file), Path.GetRelativePath(path, file).Replace('\\', '/'), path));
    }
}

/// <summary>What <c>audit scan code</c> prints.</summary>
/// <param name="Observations">In the order of paths, then of lines.</param>
/// <param name="Files">Files read.</param>
/// <param name="Bytes">Bytes of them.</param>
/// <param name="Unreadable">Files that were not read, or not to their end, with the reason.</param>
public sealed record CodeScanResult(IReadOnlyList<CodeObservation> Observations, int Files, long Bytes, IReadOnlyList<UnreadableFile> Unreadable);

/// <param name="Rule">The rule whose pattern it is.</param>
/// <param name="Path">Relative to the scanned folder, with forward slashes.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 code units.</param>
/// <param name="Excerpt">The line, secrets and personal data masked.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record CodeObservation(string Rule, string Path, int Line, int Column, string Excerpt, double Confidence);

public sealed record UnreadableFile(string Path, LocalizedText Reason);
