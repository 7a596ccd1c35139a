using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AuditService.Authoring.Advisories;
using AuditService.Authoring.Deployments;
using AuditService.Collectors.SourceCode.Dependencies.Advisories;
using AuditService.Collectors.SourceCode.Deployment;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;
using AuditService.Core.Rules;

namespace AuditService.Collectors.SourceCode;

/// <summary>
/// Reads every text of the dossier once for all patterns of all packs, and states one fact of observations for each key that they feed. An
/// empty list says that all was read and nothing found.
/// </summary>
internal sealed class SourceCodeCollector : IFactCollector
{
    /// <summary>Every secret, whichever pattern found it; the patterns' own facts begin alike.</summary>
    public const string Secrets = "code.secrets";

    private const string InOutputs = "code.secretsInOutputs";
    private const string InInfrastructure = "code.secretsInInfrastructure";
    private const string InFilesOfSecrets = "code.secretFiles";

    /// <summary>The bases of flaws that were consulted, each with its date.</summary>
    private const string KnownFlawsFact = "code.flawBases";

    /// <summary>True when an OSV base was consulted besides the program's own list.</summary>
    private const string WholeBaseFact = "code.wholeFlawBase";

    private const int GapsNamed = 3;

    /// <summary>What is looked for in so many languages is no matter of one language's library.</summary>
    private const int LanguagesOfAnyProgram = 3;

    public CollectorIdentity Identity { get; } = new("source-code", 12);

    public IReadOnlyCollection<string> States { get; } = [Secrets, InOutputs, InInfrastructure, InFilesOfSecrets, CodeReading.RunsAsRoot, CodeReading.OpenDatabases, CodeReading.PersonalDataInLogs, .. DeploymentFacts.All, .. DependencyFlaws.All, KnownFlawsFact, WholeBaseFact];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        var files = context.Dossier.Files.Where(file => SourceReader.Opens(file.Nature)).ToArray();
        yield return new("source code", Hash(files, context), [], cancellation => CollectAsync(files, context, cancellation));
    }

    private async Task<IReadOnlyList<Fact>> CollectAsync(DossierFile[] files, CollectionContext context, CancellationToken cancellation)
    {
        var reading = new CodeReading(context.Detectors, KnownFlaws.Of(context.Settings.AdvisoryPaths));
        var outcomes = new FileOutcome[files.Length];
        var parallelism = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Math.Max(1, context.Settings.Parallelism) };
        await Parallel.ForAsync(0, files.Length, parallelism, (index, _) =>
        {
            outcomes[index] = Read(reading, files[index], context);
            return ValueTask.CompletedTask;
        });
        return [.. State(files, outcomes, context)];
    }

    private static FileOutcome Read(CodeReading reading, DossierFile file, CollectionContext context)
    {
        using var stream = context.Content.Open(file.Sha256);
        var bytes = new byte[(int)Math.Min(file.Size, context.Settings.MaximumTextFile)];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return reading.Read(file.Path, file.Nature, read == bytes.Length ? bytes : bytes[..read], file.Size, stream);
    }

    private IEnumerable<Fact> State(DossierFile[] files, FileOutcome[] outcomes, CollectionContext context)
    {
        var sightings = CodeReading.Settle(outcomes, context.Dossier.Files.Select(file => file.Path)).ToList();
        var readInPart = files.Zip(outcomes).Where(pair => pair.Second.Unreadable is not null).Select(pair => pair.First).ToArray();
        var keys = context.Detectors.Where(DetectionEngine.Runs).Select(detector => (detector.Fact, detector.In))
            .Concat([(Secrets, DetectIn.Text), (InOutputs, DetectIn.Text), (InInfrastructure, DetectIn.Text), (CodeReading.RunsAsRoot, DetectIn.Configuration), (CodeReading.OpenDatabases, DetectIn.Configuration), (CodeReading.PersonalDataInLogs, DetectIn.Code)])
            .Concat(DeploymentFacts.All.Concat(DependencyFlaws.All).Select(key => (key, DetectIn.Configuration)))
            .GroupBy(pair => pair.Item1, StringComparer.Ordinal);
        var unstructured = outcomes.Select(outcome => outcome.Unstructured).OfType<UnstructuredFile>().SelectMany(file => file.Facts.Select(key => (Key: key, File: file))).ToLookup(pair => pair.Key, pair => pair.File, StringComparer.Ordinal);
        var inCode = context.Detectors.Where(detector => detector.In == DetectIn.Code).ToLookup(detector => detector.Fact, StringComparer.Ordinal);
        var byFact = sightings.ToLookup(sighting => sighting.Fact, StringComparer.Ordinal);
        var secrets = sightings.Where(sighting => sighting.ValueHash is not null && sighting.Fact.StartsWith("code.secret", StringComparison.Ordinal)).ToArray();
        var infrastructure = files.Where(IsInfrastructure).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var patterns = context.Detectors.Where(detector => detector.Fact == InFilesOfSecrets && detector.Files.Count > 0).Select((detector, index) => new CompiledDetector(detector, index)).ToArray();
        var filesOfSecrets = secrets.Select(secret => secret.Path).Where(path => Array.Exists(patterns, pattern => pattern.MatchesFile(path))).ToHashSet(StringComparer.Ordinal);
        var flaws = KnownFlaws.Of(context.Settings.AdvisoryPaths);
        yield return Fact.Known(Subject.Dossier, KnownFlawsFact, new TextValue(string.Join(" ; ", flaws.Sources)), new(Identity, EvidenceGrade.MachineChecked));
        yield return Fact.Known(Subject.Dossier, WholeBaseFact, new BooleanValue(flaws.HoldsBase), new(Identity, EvidenceGrade.MachineChecked));
        foreach (var key in keys.OrderBy(key => key.Key, StringComparer.Ordinal))
        {
            if (WhyUnavailable(files, [.. key.Select(pair => pair.Item2)]) is { } why)
            {
                yield return Fact.Unavailable(Subject.Dossier, key.Key, why, new(Identity, EvidenceGrade.MachineChecked));
                continue;
            }
            var found = key.Key switch
            {
                Secrets => secrets.Concat(byFact[Secrets]),
                InOutputs => secrets.Where(secret => secret.IsOutput).Concat(byFact[InOutputs]),
                InFilesOfSecrets => secrets.Where(secret => filesOfSecrets.Contains(secret.Path)).Concat(byFact[InFilesOfSecrets]),
                InInfrastructure => secrets.Where(secret => infrastructure.Contains(secret.Path)).Concat(byFact[InInfrastructure]),
                _ => byFact[key.Key],
            };
            var sighted = found.Distinct().ToList();
            yield return sighted.Count == 0 && (Unread(context.Dossier.Snapshot, readInPart, [.. key.Select(pair => pair.Item2)]) ?? Unread([.. unstructured[key.Key]]) ?? OtherLanguages(files, [.. inCode[key.Key]])) is { } unread
                ? Fact.Unavailable(Subject.Dossier, key.Key, unread, new(Identity, EvidenceGrade.MachineChecked))
                : Fact.Known(Subject.Dossier, key.Key, Observations(sighted, context.Settings.MaximumObservations), new(Identity, EvidenceGrade.MachineChecked));
        }
    }

    /// <summary>With nothing to look into, that nothing was found says nothing.</summary>
    private static Unavailability? WhyUnavailable(DossierFile[] files, DetectIn[] lookIn)
    {
        if (files.Length == 0)
            return new(UnavailableBecause.NotFound, new("le dossier ne contient aucun fichier texte à examiner", "the dossier holds no text file to examine"));
        var needsCode = Array.TrueForAll(lookIn, place => place == DetectIn.Code);
        return needsCode && !Array.Exists(files, file => file.Nature.Kind is FileKind.SourceCode or FileKind.Page)
            ? new(UnavailableBecause.NotFound, new("le dossier ne contient pas de code source", "the dossier holds no source code"))
            : null;
    }

    /// <summary>What was found stays found, but "nothing found" is not known while a file that may hold it could not be read to its end.</summary>
    private static Unavailability? Unread(Snapshot snapshot, DossierFile[] readInPart, DetectIn[] lookIn)
    {
        var gaps = snapshot.Gaps.Select(gap => gap.Path)
            .Concat(readInPart.Where(file => Array.Exists(lookIn, place => MayHold(file.Nature.Kind, place))).Select(file => file.Path)).ToList();
        if (gaps.Count == 0)
            return null;
        var named = string.Join(", ", gaps.Take(GapsNamed)) + (gaps.Count > GapsNamed ? " …" : "");
        return new(UnavailableBecause.Unreadable, new($"rien dans les fichiers lus, mais {gaps.Count} n'ont pas pu l'être jusqu'au bout : {named}", $"nothing in the files that were read, but {gaps.Count} could not be read to their end: {named}"));
    }

    private static Unavailability? Unread(UnstructuredFile[] files) => files.Length == 0 ? null : new(
        UnavailableBecause.Unreadable,
        new($"{files[0].Path}, {files[0].Reason.Fr}{Others(files.Length)}", $"{files[0].Path}, {files[0].Reason.En}{Others(files.Length)}"));

    private static string Others(int files) => files > 1 ? $" (+ {files - 1})" : "";

    /// <summary>
    /// Patterns know some languages: of a project that is written in none of them those that accuse say nothing. What is looked for in many languages is of programs in
    /// general and not of a library of one: then a program in another one may hold it too, what accuses and what only tells what a project uses.
    /// </summary>
    private static Unavailability? OtherLanguages(DossierFile[] files, Detector[] detectors)
    {
        if (Array.Exists(detectors, detector => detector.Languages.Count == 0))
            return null;
        var known = detectors.SelectMany(detector => detector.Languages).ToHashSet(StringComparer.Ordinal);
        var programs = known.Count(ProgrammingLanguages.Contains);
        // What is looked for in commands only is no matter of programs.
        if (programs == 0)
            return null;
        var code = files.Where(file => file.Nature.Kind is FileKind.SourceCode or FileKind.Page).Select(file => file.Nature).ToList();
        var isRead = code.Exists(nature => IsRead(nature, known));
        if (programs < LanguagesOfAnyProgram && (isRead || !Array.Exists(detectors, detector => detector.Accuses)))
            return null;
        var others = code
            .Where(nature => nature.Language is { } language && ProgrammingLanguages.Contains(language) && !IsRead(nature, known))
            .Where(nature => !isRead || nature is { Kind: FileKind.SourceCode, SetApart: null } && !NativeLanguages.Contains(nature.Language!))
            .CountBy(nature => nature.Language!, StringComparer.Ordinal)
            .OrderByDescending(language => language.Value).ThenBy(language => language.Key, StringComparer.Ordinal)
            .Select(language => $"{language.Key} ({language.Value})")
            .ToList();
        var (told, named) = (string.Join(", ", known.Order(StringComparer.Ordinal)), string.Join(", ", others));
        return others.Count == 0
            ? null
            : new(UnavailableBecause.Unreadable, new($"les motifs lisent {told} et n'y trouvent rien ; ils ne lisent pas : {named}", $"the patterns read {told} and find nothing there; they do not read: {named}"));
    }

    private static bool IsRead(FileNature nature, HashSet<string> languages) =>
        nature.Language is { } language && languages.Contains(language) || languages.Contains(nature.Format) || nature.Format is "notebook" && languages.Contains("python")
        || nature.Language is "typescript" or "vue" or "svelte" or "astro" or "html" && (languages.Contains("javascript") || languages.Contains("typescript"));

    /// <summary>What programs are written in; a style sheet or a page of text is no program.</summary>
    private static readonly HashSet<string> ProgrammingLanguages = new(StringComparer.Ordinal)
    {
        "python", "javascript", "typescript", "csharp", "java", "kotlin", "php", "go", "ruby", "r", "rust", "scala", "swift", "c", "cpp", "vb", "perl", "lua", "julia", "dart", "elixir", "fsharp", "groovy", "objective-c", "matlab", "haskell", "clojure",
    };

    /// <summary>Beside a service in another language they are its native extensions: they answer no requests and build no pages.</summary>
    private static readonly HashSet<string> NativeLanguages = new(StringComparer.Ordinal) { "c", "cpp", "objective-c", "rust", "swift", "haskell", "matlab" };

    private static bool MayHold(FileKind kind, DetectIn place) => place switch
    {
        DetectIn.Code => kind is FileKind.SourceCode or FileKind.Page,
        DetectIn.Configuration => kind is FileKind.Configuration or FileKind.Manifest,
        _ => true,
    };

    private static ObservationsValue Observations(IReadOnlyList<Sighting> sightings, int maximum) => new(
        [.. sightings.OrderByDescending(sighting => sighting.Confidence).ThenBy(sighting => sighting.Path, StringComparer.Ordinal).ThenBy(sighting => sighting.Line).ThenBy(sighting => sighting.Column).Take(maximum).Select(Observed)],
        sightings.Count);

    private static Observation Observed(Sighting sighting) => new(
        Location.File(sighting.Path, sighting.Line, sighting.Column), sighting.Excerpt, sighting.Detail, sighting.Confidence, sighting.ValueHash);

    private static bool IsInfrastructure(DossierFile file) => file.Nature.Format is "dockerfile" or "compose" or "kubernetes" or "ci" or "hcl";

    private static string Hash(DossierFile[] files, CollectionContext context)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var nowhere = new SourcePosition("", 0, 0);
        Add(JsonSerializer.Serialize(context.Detectors.Where(DetectionEngine.Runs).Select(detector => detector with { At = nowhere })));
        Add($"{context.Settings.MaximumTextFile}|{context.Settings.MaximumObservations}");
        Add($"{DeploymentKnowledgeReader.Knowledge.Version}|{PopularPackagesReader.Names.Version}|{KnownFlaws.Stamp(context.Settings.AdvisoryPaths)}");
        foreach (var ignore in context.Dossier.Files.Select(file => Dockerfiles.MarkOf(file.Path)).OfType<string>())
            Add(ignore);
        foreach (var gap in context.Dossier.Snapshot.Gaps)
            Add($"{gap.Path}|unread");
        foreach (var file in files)
            Add($"{file.Path}|{file.Sha256}|{file.Nature}");
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
    }
}
