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
        string? hereDocument = null;
        var number = 0;
        var isContinued = false;
        foreach (var raw in text.Text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (hereDocument is not null)
            {
                if (string.Equals(line, hereDocument, StringComparison.Ordinal))
                    hereDocument = null;
                continue;
            }
            if (line.Length == 0 || line[0] == '#')
                continue;
            var starts = !isContinued;
            isContinued = line.EndsWith('\\') || line.EndsWith('`');
            if (!starts)
                continue;
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words[0].Equals("RUN", StringComparison.OrdinalIgnoreCase) || words[0].Equals("COPY", StringComparison.OrdinalIgnoreCase))
                hereDocument = HereDocument(line);
            if (words.Length < 2)
                continue;
            if (words[0].Equals("ARG", StringComparison.OrdinalIgnoreCase) || words[0].Equals("ENV", StringComparison.OrdinalIgnoreCase))
                Define(words, arguments);
            else if (words[0].Equals("FROM", StringComparison.OrdinalIgnoreCase))
                stages.Add(From(words, number, arguments));
            else if (words[0].Equals("USER", StringComparison.OrdinalIgnoreCase) && stages.Count > 0)
                stages[^1] = stages[^1] with { User = Resolve(words[1], arguments), UserLine = number };
        }
        return stages;
    }

    private static string? HereDocument(string line)
    {
        var mark = line.IndexOf("<<", StringComparison.Ordinal);
        if (mark < 0)
            return null;
        var word = line[(mark + 2)..].TrimStart('-').TrimStart('"', '\'');
        var end = 0;
        while (end < word.Length && (char.IsLetterOrDigit(word[end]) || word[end] == '_'))
            end++;
        return end == 0 || char.IsDigit(word[0]) ? null : word[..end];
    }

    private static void Define(string[] words, Dictionary<string, string> arguments)
    {
        foreach (var word in words.Skip(1))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && arguments.Count < 500)
                arguments[word[..equals]] = word[(equals + 1)..].Trim('"', '\'');
        }
    }

    private static Stage From(string[] words, int line, Dictionary<string, string> arguments)
    {
        var image = words.Skip(1).FirstOrDefault(word => !word.StartsWith("--", StringComparison.Ordinal)) ?? "";
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
