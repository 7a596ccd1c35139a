using System.Text.RegularExpressions;
using AuditService.Core;

namespace AuditService.Collectors.SourceCode;

/// <summary>
/// The databases of a compose file that ask for no password, or for one that everybody knows (CWE-1392). Whoever reaches a port that the service
/// publishes reads them; on an inner network only, a person weighs it.
/// </summary>
internal static class OpenDatabases
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture;

    private static readonly BoundedRegex Password = new(
        @"\b(?<name>(POSTGRES|POSTGRESQL|PG|MYSQL(_ROOT)?|MARIADB(_ROOT)?|MONGO_INITDB_ROOT|MONGODB_ROOT|REDIS|ELASTIC|OPENSEARCH_INITIAL_ADMIN|RABBITMQ_DEFAULT|MINIO_ROOT|NEO4J|MSSQL_SA|SA|DB)_(PASSWORD|PASS))[""']?[ ]*[:=][ ]*[""']?(?<value>[^\s""'#]*)",
        Options);

    private static readonly BoundedRegex NoPassword = new(
        @"\bxpack\.security\.enabled[""']?[ ]*[:=][ ]*[""']?false\b|\bPOSTGRES_HOST_AUTH_METHOD[""']?[ ]*[:=][ ]*[""']?trust\b|\b(MYSQL|MARIADB)_ALLOW_EMPTY(_ROOT)?_PASSWORD[""']?[ ]*[:=][ ]*[""']?(yes|true|1)\b|\bALLOW_EMPTY_PASSWORD[""']?[ ]*[:=][ ]*[""']?yes\b|\bDISABLE_SECURITY_PLUGIN[""']?[ ]*[:=][ ]*[""']?true\b|\bNEO4J_AUTH[""']?[ ]*[:=][ ]*[""']?none\b|\bAUTHENTICATION_ANONYMOUS_ACCESS_ENABLED[""']?[ ]*[:=][ ]*[""']?true\b",
        Options);

    /// <summary>Images that ask for nothing until they are told to, and what tells them.</summary>
    private static readonly (BoundedRegex Image, BoundedRegex Closed)[] OpenByDefault =
    [
        (ImageOf("mongo"), Sign("MONGO_INITDB_ROOT_|--auth\\b|--keyFile\\b")),
        (ImageOf("(redis|redis/redis-stack(-server)?|valkey/valkey)"), Sign("requirepass|aclfile|REDIS_PASSWORD")),
        (ImageOf("(docker\\.elastic\\.co/elasticsearch/)?elasticsearch(-oss)?", ":[67]\\."), Sign("xpack\\.security\\.enabled[\"']?[ ]*[:=][ ]*[\"']?true")),
        (ImageOf("qdrant/qdrant"), Sign("QDRANT__SERVICE__(READ_ONLY_)?API_KEY")),
    ];

    /// <summary>The password may come from elsewhere: another file, an anchor, a configuration that is mounted.</summary>
    private static readonly BoundedRegex Elsewhere = Sign("\\benv_file\\b|<<[ ]*:|\\bextends\\b|\\.(conf|cnf|ya?ml)\\b|\\*\\w");

    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "postgres", "password", "root", "admin", "mysql", "mariadb", "mongo", "mongodb", "redis", "elastic", "guest", "minioadmin", "neo4j", "secret", "test", "example", "changeme", "pass", "1234", "123456", "toor",
    };

    public static IEnumerable<Sighting> Scan(SourceText text)
    {
        var lines = text.Text.Split('\n');
        foreach (var (from, to) in Services(lines))
        {
            var isPublished = IsPublished(lines[from..to]);
            if (isPublished && OpenImage(lines, from, to) is { } image)
                yield return Seen(text, lines[image.Line], image.Line, image.Confidence, new("image sans mot de passe par défaut, et le service publie un port", "image without a password by default, and the service publishes a port"));
            for (var i = from; i < to; i++)
            {
                if (!IsOpen(lines[i]))
                    continue;
                yield return Seen(text, lines[i], i, isPublished ? 0.9 : 0.5, isPublished
                    ? new("le service publie un port", "the service publishes a port")
                    : new("aucun port publié dans ce fichier", "no port published in this file"));
            }
        }
    }

    private static Sighting Seen(SourceText text, string line, int index, double confidence, LocalizedText detail) => new(
        CodeReading.OpenDatabases, Rule: null, text.Path, index + 1, 1 + line.Length - line.TrimStart().Length, Excerpts.Quote(text, text.Offset(index + 1), []), confidence, Detail: detail);

    private static (int Line, double Confidence)? OpenImage(string[] lines, int from, int to)
    {
        var told = lines[from..to].Where(line => Depth(line) >= 0).ToArray();
        var line = Array.FindIndex(lines, from, to - from, candidate => Array.Exists(OpenByDefault, known => known.Image.IsMatch(candidate)));
        if (line < 0 || Array.Exists(told, IsOpen))
            return null;
        var closed = Array.Find(OpenByDefault, known => known.Image.IsMatch(lines[line])).Closed;
        if (Array.Exists(told, closed.IsMatch))
            return null;
        return (line, Array.Exists(told, Elsewhere.IsMatch) ? 0.5 : 0.8);
    }

    private static BoundedRegex ImageOf(string name, string tag = "(:[\\w.-]+)?") =>
        new($"^[ ]*image[ ]*:[ ]*[\"']?((docker\\.io/)?(library/)?){name}{tag}[\\w.-]*(@[\\w:]+)?[\"']?[ ]*(#.*)?\\r?$", Options);

    private static BoundedRegex Sign(string pattern) => new(pattern, Options);

    private static bool IsOpen(string line)
    {
        if (line.TrimStart().StartsWith('#'))
            return false;
        return NoPassword.IsMatch(line) || Password.Match(line) is { Success: true } match && Known.Contains(match.Groups["value"].Value);
    }

    /// <summary>The lines of each service: those deeper than its name, under <c>services:</c>.</summary>
    private static IEnumerable<(int From, int To)> Services(string[] lines)
    {
        var start = Array.FindIndex(lines, line => line.StartsWith("services:", StringComparison.Ordinal));
        if (start < 0)
            yield break;
        int indent = 0, from = -1;
        for (var i = start + 1; i <= lines.Length; i++)
        {
            var depth = i == lines.Length ? 0 : Depth(lines[i]);
            if (depth < 0)
                continue;
            if (indent == 0)
                indent = depth;
            if (depth > indent)
                continue;
            if (from >= 0)
                yield return (from, i);
            from = i;
            if (depth < indent)
                yield break;
        }
    }

    /// <summary>Leading blanks; -1 for a line that says nothing.</summary>
    private static int Depth(string line) => line.TrimStart() is { Length: > 0 } content && content[0] != '#' ? line.Length - content.Length : -1;

    /// <summary>A port bound to the machine's own address is published to nobody else.</summary>
    private static bool IsPublished(string[] service)
    {
        var ports = Array.FindIndex(service, line => line.TrimStart().StartsWith("ports:", StringComparison.Ordinal));
        if (ports < 0)
            return Array.Exists(service, line => line.Trim() is "network_mode: host" or "network_mode: \"host\"");
        var indent = Depth(service[ports]);
        var published = service[ports].Contains('[') ? [service[ports]] : service.Skip(ports + 1).TakeWhile(line => Depth(line) is var depth && (depth < 0 || depth > indent || depth == indent && line.TrimStart().StartsWith('-'))).Where(line => Depth(line) >= 0);
        return published.Any(line => !line.Contains("127.0.0.1", StringComparison.Ordinal) && !line.Contains("localhost", StringComparison.Ordinal) && !line.Contains("[::1]", StringComparison.Ordinal));
    }
}
