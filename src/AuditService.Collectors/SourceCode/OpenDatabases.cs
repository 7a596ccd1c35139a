using System.Text.RegularExpressions;
using AuditService.Core;

namespace AuditService.Collectors.SourceCode;

/// <summary>
/// The databases of a compose file that ask for no password, or for one that everybody knows (CWE-1392). Whoever reaches a port that the service
/// publishes reads them; on an inner network only, a person weighs it.
/// </summary>
internal static class OpenDatabases
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private static readonly Regex Password = new(
        @"\b(?<name>(POSTGRES|POSTGRESQL|PG|MYSQL(_ROOT)?|MARIADB(_ROOT)?|MONGO_INITDB_ROOT|MONGODB_ROOT|REDIS|ELASTIC|OPENSEARCH_INITIAL_ADMIN|RABBITMQ_DEFAULT|MINIO_ROOT|NEO4J|MSSQL_SA|SA|DB)_(PASSWORD|PASS))[""']?[ ]*[:=][ ]*[""']?(?<value>[^\s""'#]*)",
        Options);

    private static readonly Regex NoPassword = new(
        @"\bxpack\.security\.enabled[""']?[ ]*[:=][ ]*[""']?false\b|\bPOSTGRES_HOST_AUTH_METHOD[""']?[ ]*[:=][ ]*[""']?trust\b|\b(MYSQL|MARIADB)_ALLOW_EMPTY(_ROOT)?_PASSWORD[""']?[ ]*[:=][ ]*[""']?(yes|true|1)\b|\bALLOW_EMPTY_PASSWORD[""']?[ ]*[:=][ ]*[""']?yes\b|\bDISABLE_SECURITY_PLUGIN[""']?[ ]*[:=][ ]*[""']?true\b|\bNEO4J_AUTH[""']?[ ]*[:=][ ]*[""']?none\b|\bAUTHENTICATION_ANONYMOUS_ACCESS_ENABLED[""']?[ ]*[:=][ ]*[""']?true\b",
        Options);

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
            for (var i = from; i < to; i++)
            {
                if (!IsOpen(lines[i]))
                    continue;
                var place = text.Offset(i + 1);
                yield return new(CodeReading.OpenDatabases, Rule: null, text.Path, i + 1, 1 + lines[i].Length - lines[i].TrimStart().Length, Excerpts.Quote(text, place, []), isPublished ? 0.9 : 0.5, Detail: isPublished
                    ? new LocalizedText("le service publie un port", "the service publishes a port")
                    : new LocalizedText("aucun port publié dans ce fichier", "no port published in this file"));
            }
        }
    }

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
