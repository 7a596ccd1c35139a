using AuditService.Authoring.Architecture;
using AuditService.Authoring.Yaml;
using AuditService.Collectors.Deployments;
using AuditService.Collectors.SourceCode.Deployment;
using AuditService.Core;
using AuditService.Core.Architecture;

namespace AuditService.Collectors.Architecture;

/// <summary>What files say of an architecture: Threagile models as their authors wrote them, and what deployment files and code show.</summary>
/// <param name="open">The text of another YAML file of the dossier, which a Threagile model may include; null where there is none.</param>
internal sealed class ArchitectureFiles(ArchitectureKnowledge knowledge, Func<string, string?>? open = null)
{
    private readonly ComposeReader compose = new(knowledge);
    private readonly InferredSystem system = new();
    private readonly List<ServiceBuild> builds = [];
    private readonly Dictionary<string, IReadOnlyList<string>> copies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> commands = new(StringComparer.Ordinal);
    private readonly List<AuthorProblem> problems = [];
    private readonly List<UnreadArchitectureFile> unread = [];
    private readonly List<(string Path, ArchitectureModel Model)> models = [];
    private readonly HashSet<string> included = new(StringComparer.Ordinal);
    private readonly ProgramReader programs = new(knowledge);
    private KubernetesReader? kubernetes;

    /// <summary>Mistakes in Threagile models; a model with mistakes is not used.</summary>
    public IReadOnlyList<AuthorProblem> Problems => problems;

    /// <summary>Deployment files that were not understood, or not whole: templates, and what is no YAML. What they show is missing from what is inferred.</summary>
    public IReadOnlyList<UnreadArchitectureFile> Unread => unread;

    /// <summary>True for files that may say something of an architecture.</summary>
    public static bool Concerns(string path)
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        return extension is ".yaml" or ".yml" or ".py" or ".js" or ".mjs" or ".cjs" or ".ts" or ".tsx" or ".jsx" or ".cs" or ".java" or ".kt" or ".go" || ProgramReader.IsProjectFile(path) || IsDockerfile(path);
    }

    private static bool IsDockerfile(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.StartsWith("Dockerfile", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".Dockerfile", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Takes in a file; in the order of paths, so that the outcome is the same each time.</summary>
    public void Take(string path, string text)
    {
        if (ProgramReader.IsProjectFile(path))
            programs.TakeProject(path, text);
        if (IsDockerfile(path))
        {
            copies[path] = Copied(text);
            commands[path] = Started(text);
        }

        if (Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml")
            TakeYaml(path, text);
        else if (ProgramReader.IsDeployed(path) && !ProgramReader.IsProjectFile(path) && !IsDockerfile(path))
            programs.Take(path, text);
    }

    /// <summary>The first Threagile model without mistakes, and what the other files show.</summary>
    public (ArchitectureModel Threagile, ArchitectureModel Inferred) Read()
    {
        kubernetes?.Read(system);
        programs.Read(system, [.. builds.DistinctBy(build => (build.Folder, build.Service)).Select(build => build with
        {
            Copied = copies.GetValueOrDefault(build.Dockerfile),
            Command = build.Command.Length > 0 ? build.Command : commands.GetValueOrDefault(build.Dockerfile, ""),
        })]);
        // A part of another model is none by itself.
        problems.RemoveAll(problem => included.Contains(problem.At.File));
        return (models.Find(model => !included.Contains(model.Path)) is { Model: { } first } ? first : ArchitectureModel.Empty, system.Model());
    }

    /// <summary>What a Dockerfile takes of its context, the copies from other stages apart; an empty text for all of it.</summary>
    private static IReadOnlyList<string> Copied(string text) =>
    [
        .. DockerInstruction.Read(text)
            .Where(instruction => instruction.Name is "COPY" or "ADD" && !instruction.Words.Any(word => word.StartsWith("--from", StringComparison.Ordinal)))
            .SelectMany(instruction => instruction.Operands.SkipLast(1))
            .Select(source => source.TrimStart('/'))
            .Select(source => source.StartsWith("./", StringComparison.Ordinal) ? source[2..] : source)
            .Select(source => source.IndexOfAny(['*', '?', '[']) is var wild and >= 0 ? source[..wild] + "*" : source.TrimEnd('/') is "." ? "" : source.TrimEnd('/')),
    ];

    /// <summary>What a Dockerfile starts: the last ENTRYPOINT and the last CMD, their list form read as words.</summary>
    private static string Started(string text)
    {
        var instructions = DockerInstruction.Read(text).ToList();
        return string.Join(' ', new[] { "ENTRYPOINT", "CMD" }
            .Select(name => instructions.LastOrDefault(instruction => instruction.Name == name))
            .OfType<DockerInstruction>()
            .Select(instruction => string.Concat(instruction.Arguments.Select(character => character is '"' or '[' or ']' or ',' ? ' ' : character))));
    }

    private void TakeYaml(string path, string text)
    {
        // Cheap words first: most YAML is none of ours.
        var mayBeModel = text.Contains("technical_assets", StringComparison.Ordinal) || (text.Contains("threagile_version", StringComparison.Ordinal) && text.Contains("includes", StringComparison.Ordinal));
        if (!mayBeModel && !text.Contains("services:", StringComparison.Ordinal) && !text.Contains("apiVersion:", StringComparison.Ordinal))
            return;
        var faults = new List<AuthorProblem>();
        var roots = ForeignYaml.Read(text, path, faults);
        NoteUnread(path, text, faults);
        foreach (var read in roots)
        {
            var mistakes = new List<AuthorProblem>();
            var root = mayBeModel && read is YamlMapping model && model.Find("includes") is not null ? new ThreagileIncludes(Included).Merge(model, path, mistakes) : read;
            if (mayBeModel && ThreagileReader.IsModel(root))
            {
                // The models that a tool is tested with describe nothing of it.
                if (ProgramReader.IsTest(path))
                    continue;
                var whole = new ThreagileReader(knowledge.Catalogue).Read((YamlMapping)root, mistakes);
                if (mistakes.Count == 0)
                    models.Add((path, whole));
                problems.AddRange(mistakes);
            }
            else if (ComposeReader.IsCompose(root) && ProgramReader.IsDeployed(path))
            {
                compose.Read(root, path, system, builds);
            }
            else if (KubernetesObject.Is(root))
            {
                (kubernetes ??= new(knowledge, compose)).Take(root, path);
            }
        }
    }

    private string? Included(string path)
    {
        if (Path.GetExtension(path).ToLowerInvariant() is not (".yaml" or ".yml") || open?.Invoke(path) is not { } text)
            return null;
        included.Add(path);
        return text;
    }

    private void NoteUnread(string path, string text, List<AuthorProblem> faults)
    {
        if (!ProgramReader.IsDeployed(path))
            return;
        if (text.Contains("{{", StringComparison.Ordinal) && text.Contains("apiVersion:", StringComparison.Ordinal))
            unread.Add(new(path, new("modèle (Helm, Jinja) : son contenu n'existe qu'une fois rempli", "template (Helm, Jinja): its content exists only once filled in")));
        else if (faults is [var fault, ..])
            unread.Add(new(path, new($"ligne {fault.At.Line}, YAML non valable : {fault.Message.Fr}", $"line {fault.At.Line}, no valid YAML: {fault.Message.En}")));
    }
}
