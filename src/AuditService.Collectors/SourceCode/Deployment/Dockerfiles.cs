using AuditService.Authoring.Deployments;
using AuditService.Core.Deployments;

namespace AuditService.Collectors.SourceCode.Deployment;

/// <summary>What a Dockerfile puts into its image: a base that nobody mends any more, secrets, a whole folder.</summary>
internal static class Dockerfiles
{
    public const string IgnoreMark = "docker-ignore:";

    public static void Scan(SourceText text, DeploymentSight sight)
    {
        var knowledge = DeploymentKnowledgeReader.Knowledge;
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        var stages = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var instructions = DockerInstruction.Read(text.Text);
        var lastFrom = instructions.Select((instruction, index) => instruction.Name is "FROM" ? index : 0).DefaultIfEmpty().Max();
        for (var i = 0; i < instructions.Count; i++)
        {
            var instruction = instructions[i];
            switch (instruction.Name)
            {
                case "FROM":
                    From(instruction, stages, arguments, knowledge, sight);
                    break;
                case "ARG" or "ENV":
                    Define(instruction, arguments);
                    Secrets(instruction, sight);
                    break;
                case "COPY" or "ADD" when CopiesAll(instruction):
                    // What an earlier stage copies does not reach the image unless it is taken from there.
                    sight.See(DeploymentFacts.WholeFolders, instruction.Line, i > lastFrom ? 0.8 : 0.5, new(
                        "copie tout le dossier, et aucun .dockerignore n'écarte .git, .env ni les données",
                        "copies the whole folder, and no .dockerignore leaves .git, .env or the data out"), IgnoreMarks(text.Path));
                    break;
            }
        }
    }

    /// <summary>What an ignore file of the project answers: <c>.dockerignore</c> at the root of a build, or <c>x.Dockerfile.dockerignore</c> for one file.</summary>
    public static string? MarkOf(string path)
    {
        if (!path.EndsWith(".dockerignore", StringComparison.OrdinalIgnoreCase))
            return null;
        var slash = path.LastIndexOf('/');
        return IgnoreMark + (path.Length - slash - 1 == ".dockerignore".Length ? slash < 0 ? "" : path[..slash] : path[..^".dockerignore".Length]);
    }

    /// <summary>The build may start in the folder of the Dockerfile or in any above it.</summary>
    private static IReadOnlyList<string> IgnoreMarks(string path)
    {
        var marks = new List<string> { IgnoreMark + path, IgnoreMark };
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            marks.Add(IgnoreMark + path[..slash]);
        return marks;
    }

    private static void From(DockerInstruction instruction, HashSet<string> stages, Dictionary<string, string> arguments, DeploymentKnowledge knowledge, DeploymentSight sight)
    {
        var operands = instruction.Operands;
        if (operands.Count == 0)
            return;
        var image = Resolve(operands[0], arguments);
        if (!stages.Contains(image))
        {
            SeeEnd(image, instruction.Line, knowledge, sight);
            if (image is not "scratch" && ContainerImages.Floats(image))
                sight.See(DeploymentFacts.FloatingImages, instruction.Line, 1, null);
        }

        if (operands.Count > 2 && operands[1].Equals("as", StringComparison.OrdinalIgnoreCase))
            stages.Add(operands[2]);
    }

    public static void SeeEnd(string image, int line, DeploymentKnowledge knowledge, DeploymentSight sight)
    {
        if (knowledge.EndOf(image) is not { } end)
            return;
        var shown = Excerpts.Shorten(image);
        sight.See(DeploymentFacts.EndedImages, line, 0.9, new($"{shown} : plus corrigée depuis le {end:dd/MM/yyyy}", $"{shown}: no longer mended since {end:yyyy-MM-dd}"));
    }

    private static bool CopiesAll(DockerInstruction instruction)
    {
        if (instruction.Words.Any(word => word.StartsWith("--from", StringComparison.Ordinal)))
            return false;
        var operands = instruction.Operands;
        return operands.Count >= 2 && operands.SkipLast(1).Any(source => source is "." or "./" or "./." or "*" or "./*");
    }

    private static void Secrets(DockerInstruction instruction, DeploymentSight sight)
    {
        foreach (var (name, value) in Pairs(instruction))
        {
            if (!SecretNames.IsSecret(name))
                continue;
            if (value is null)
            {
                // Given at build time it stays in the history of the image (docker history).
                sight.See(DeploymentFacts.BuildSecrets, instruction.Line, 0.65, new($"{Excerpts.Shorten(name)} passe par un argument de construction, que l'historique de l'image garde", $"{Excerpts.Shorten(name)} goes through a build argument, which the history of the image keeps"));
            }
            else if (value.StartsWith('$') && instruction.Name is "ENV")
            {
                sight.See(DeploymentFacts.BuildSecrets, instruction.Line, 0.65, new($"{Excerpts.Shorten(name)} reste dans l'environnement de l'image", $"{Excerpts.Shorten(name)} stays in the environment of the image"));
            }
            else if (SecretNames.Weigh(value) is > 0 and var confidence)
            {
                sight.SeeSecret(DeploymentFacts.BuildSecrets, instruction.Line, confidence, name, value);
            }
        }
    }

    private static void Define(DockerInstruction instruction, Dictionary<string, string> arguments)
    {
        foreach (var (name, value) in Pairs(instruction))
        {
            if (value is not null && arguments.Count < 500)
                arguments[name] = value;
        }
    }

    /// <summary><c>NAME=value</c> several times, the old <c>ENV NAME value</c>, or a bare <c>ARG NAME</c>.</summary>
    private static IEnumerable<(string Name, string? Value)> Pairs(DockerInstruction instruction)
    {
        var words = instruction.Words;
        if (words.Count == 0)
            yield break;
        if (!words[0].Contains('='))
        {
            if (instruction.Name is "ENV")
                yield return (words[0], string.Join(' ', words.Skip(1)).Trim('"', '\''));
            else
            {
                foreach (var word in words)
                    yield return (word, null);
            }
            yield break;
        }
        foreach (var word in words)
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                yield return (word[..equals], word[(equals + 1)..].Trim('"', '\''));
        }
    }

    private static string Resolve(string value, Dictionary<string, string> arguments)
    {
        if (!value.Contains('$'))
            return value;
        foreach (var (name, replacement) in arguments)
        {
            value = value.Replace($"${{{name}}}", replacement, StringComparison.Ordinal).Replace($"${name}", replacement, StringComparison.Ordinal);
            if (value.Length > 2000)
                return value[..2000];
        }
        return value;
    }
}
