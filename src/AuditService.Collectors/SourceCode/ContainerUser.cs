using AuditService.Collectors.SourceCode.Deployment;
using AuditService.Core;

namespace AuditService.Collectors.SourceCode;

/// <summary>The user under which a container's process runs, as its Dockerfile says: that of the last stage, or of the stage it is built from (CWE-250).</summary>
internal static class ContainerUser
{
    /// <summary>Published images whose own last USER is not root.</summary>
    private static readonly string[] UnprivilegedImages =
    [
        "nonroot", "rootless", "unprivileged", "chiseled", "cgr.dev/", "chainguard/", "bitnami/", "bitnamilegacy/", "jupyter/", "selenium/", "apache/airflow", "apache/superset", "apache/spark", "jenkins/", "grafana/", "prom/", "elasticsearch",
        "kibana", "mambaorg/micromamba", "renovate/", "sonarqube", "keycloak", "hashicorp/vault", "minio/mc", "node-red", "temporalio/", "ubi-micro", "s2i-",
    ];

    /// <summary>What an entry point uses to leave root by itself.</summary>
    private static readonly string[] StepDowns = ["gosu", "su-exec", "setpriv", "runuser", "s6-setuidgid", "chpst"];

    public static IEnumerable<Sighting> Scan(SourceText text)
    {
        var stages = Stages(text);
        if (stages.Count == 0)
            yield break;
        var last = stages[^1];
        var (user, line) = UserOf(last, stages, depth: 0);
        if (user is not null && !IsRoot(user))
            yield break;
        var image = RootImage(last, stages);
        if (user is null && (Array.Exists(UnprivilegedImages, known => image.Contains(known, StringComparison.OrdinalIgnoreCase)) || IsWindows(image)))
            yield break;
        var isUncertain = image.Contains('$') && user is null || Array.Exists(StepDowns, tool => text.Text.Contains(tool, StringComparison.Ordinal));
        var at = user is null ? last.Line : line;
        var offset = text.Offset(at);
        yield return new(CodeReading.RunsAsRoot, Rule: null, text.Path, at, 1, Excerpts.Quote(text, offset, []), isUncertain ? 0.5 : 1, Detail: user is null
            ? new LocalizedText("aucune instruction USER : le processus tourne sous root", "no USER instruction: the process runs as root")
            : new LocalizedText("la dernière instruction USER donne root", "the last USER instruction gives root"));
    }

    private static (string? User, int Line) UserOf(Stage stage, List<Stage> stages, int depth)
    {
        if (stage.User is not null || depth > 20)
            return (stage.User, stage.UserLine);
        var parent = stages.FindLast(other => other.Line < stage.Line && other.Name is not null && string.Equals(other.Name, stage.Image, StringComparison.OrdinalIgnoreCase));
        return parent is null ? (null, 0) : UserOf(parent, stages, depth + 1);
    }

    private static string RootImage(Stage stage, List<Stage> stages)
    {
        for (var i = 0; i < 20; i++)
        {
            var parent = stages.FindLast(other => other.Line < stage.Line && other.Name is not null && string.Equals(other.Name, stage.Image, StringComparison.OrdinalIgnoreCase));
            if (parent is null)
                break;
            stage = parent;
        }
        return stage.Image;
    }

    /// <summary>A variable without a default is chosen at build time: it is taken for what its author means, another user.</summary>
    private static bool IsRoot(string user)
    {
        var name = user.Split(':')[0].Trim('"', '\'');
        return name is "root" or "0" or "ContainerAdministrator";
    }

    private static bool IsWindows(string image) =>
        image.Contains("windows", StringComparison.OrdinalIgnoreCase) || image.Contains("nanoserver", StringComparison.OrdinalIgnoreCase);

    private static List<Stage> Stages(SourceText text)
    {
        var stages = new List<Stage>();
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var instruction in DockerInstruction.Read(text.Text))
        {
            var words = instruction.Arguments.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            if (instruction.Name is "ARG" or "ENV")
                Define(words, arguments);
            else if (instruction.Name == "FROM")
                stages.Add(From(words, instruction.Line, arguments));
            else if (instruction.Name == "USER" && stages.Count > 0)
                stages[^1] = stages[^1] with { User = Resolve(words[0], arguments), UserLine = instruction.Line };
        }
        return stages;
    }

    private static void Define(string[] words, Dictionary<string, string> arguments)
    {
        foreach (var word in words)
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && arguments.Count < 500)
                arguments[word[..equals]] = word[(equals + 1)..].Trim('"', '\'');
        }
    }

    private static Stage From(string[] words, int line, Dictionary<string, string> arguments)
    {
        var image = words.FirstOrDefault(word => !word.StartsWith("--", StringComparison.Ordinal)) ?? "";
        var alias = Array.FindIndex(words, word => word.Equals("as", StringComparison.OrdinalIgnoreCase));
        return new(Resolve(image, arguments), alias > 0 && alias + 1 < words.Length ? words[alias + 1] : null, line);
    }

    private static string Resolve(string value, Dictionary<string, string> arguments)
    {
        if (!value.Contains('$'))
            return value;
        foreach (var (name, replacement) in arguments)
            value = value.Replace($"${{{name}}}", replacement, StringComparison.Ordinal).Replace($"${name}", replacement, StringComparison.Ordinal);
        return value.Length > 2000 ? value[..2000] : value;
    }

    private sealed record Stage(string Image, string? Name, int Line)
    {
        public string? User { get; init; }

        public int UserLine { get; init; }
    }
}
