using System.Text.RegularExpressions;
using AuditService.Authoring.Yaml;
using AuditService.Collectors.Deployments;
using AuditService.Core;

namespace AuditService.Collectors.SourceCode;

/// <summary>
/// The databases and consoles of a compose file that ask for no password, or for one that everybody knows (CWE-1392). Whoever reaches a port that the service
/// publishes reads them; on an inner network only, a person weighs it.
/// </summary>
internal static class OpenDatabases
{
    private const int MaximumValues = 500;

    private const RegexOptions Options = RegexOptions.ExplicitCapture;

    private static readonly BoundedRegex Password = new(
        "^(POSTGRES|POSTGRESQL|PG|MYSQL(_ROOT)?|MARIADB(_ROOT)?|MONGO_INITDB_ROOT|MONGODB_ROOT|REDIS|ELASTIC|OPENSEARCH_INITIAL_ADMIN|RABBITMQ_DEFAULT|MINIO_ROOT|NEO4J|MSSQL_SA|SA|DB|GF_SECURITY_ADMIN|KEYCLOAK_ADMIN|KC_BOOTSTRAP_ADMIN|PGADMIN_DEFAULT|_?AIRFLOW_WWW_USER|SUPERSET_ADMIN|INFLUXDB_ADMIN|DOCKER_INFLUXDB_INIT)_(PASSWORD|PASS)$",
        Options);

    private static readonly BoundedRegex Switch = new(
        "^(xpack\\.security\\.enabled=false|POSTGRES_HOST_AUTH_METHOD=trust|(MYSQL|MARIADB)_ALLOW_EMPTY(_ROOT)?_PASSWORD=(yes|true|1)|ALLOW_EMPTY_PASSWORD=yes|DISABLE_SECURITY_PLUGIN=true|AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED=true)$",
        Options | RegexOptions.IgnoreCase);

    /// <summary>Neo4j writes the account and its password in one value; <c>none</c> turns passwords off.</summary>
    private const string Account = "NEO4J_AUTH";

    /// <summary>Images that ask for nothing until they are told to, and what tells them.</summary>
    private static readonly (BoundedRegex Image, BoundedRegex Closed)[] OpenByDefault =
    [
        (ImageOf("mongo"), new("MONGO_INITDB_ROOT_|--auth\\b|--keyFile\\b", Options)),
        (ImageOf("(redis|redis/redis-stack(-server)?|valkey/valkey)"), new("requirepass|aclfile|REDIS_PASSWORD|REDIS_ARGS", Options)),
        (ImageOf("(docker\\.elastic\\.co/elasticsearch/)?elasticsearch(-oss)?", ":[67]\\."), new("xpack\\.security\\.enabled=true", Options)),
        (ImageOf("qdrant/qdrant"), new("QDRANT__SERVICE__(READ_ONLY_)?API_KEY", Options)),
    ];

    /// <summary>A configuration that is mounted or named may hold the password.</summary>
    private static readonly BoundedRegex Configuration = new("\\.(conf|cnf|ya?ml)\\b", Options);

    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "postgres", "password", "root", "admin", "mysql", "mariadb", "mongo", "mongodb", "redis", "elastic", "guest", "minioadmin", "neo4j", "secret", "test", "example", "changeme", "pass", "1234", "123456", "toor",
    };

    public static IEnumerable<Sighting> Scan(SourceText text) =>
        text.Yaml.Roots.SelectMany(ComposeService.In).SelectMany(service => Look(text, service));

    private static IEnumerable<Sighting> Look(SourceText text, ComposeService service)
    {
        var variables = service.Environment.Select(variable => variable with { Value = ComposeService.WithDefaults(variable.Value) }).ToList();
        var isPublished = service.Ports.Any(port => port.IsOpen) || service.Settings.Find("network_mode") is YamlScalar { Value: "host" };
        var open = variables.Where(variable => IsOpen(variable.Key, variable.Value)).ToList();
        if (isPublished && open.Count == 0 && service.Image is { } image && OpenImage(service, image, variables) is { } confidence)
            yield return Seen(text, image.At.Line, confidence, new("image sans mot de passe par défaut, et le service publie un port", "image without a password by default, and the service publishes a port"));
        foreach (var line in open.Select(variable => variable.Line).Distinct())
        {
            yield return Seen(text, line, isPublished ? 0.9 : 0.5, isPublished
                ? new("le service publie un port", "the service publishes a port")
                : new("aucun port publié dans ce fichier", "no port published in this file"));
        }
    }

    private static Sighting Seen(SourceText text, int line, double confidence, LocalizedText detail)
    {
        var start = text.Offset(line);
        var indent = text.Text.AsSpan(start).IndexOfAnyExcept(' ', '\t');
        return new(CodeReading.OpenDatabases, Rule: null, text.Path, line, 1 + Math.Max(0, indent), Excerpts.Quote(text, start, []), confidence, Detail: detail);
    }

    private static bool IsOpen(string name, string value) =>
        Switch.IsMatch($"{name}={value}")
        || Password.IsMatch(name) && Known.Contains(value)
        || name is Account && (value is "none" || value.Split('/', 2) is [_, var password] && Known.Contains(password));

    /// <summary>How sure it is that the image asks for nothing; null when it is told to ask, or is none of those that are open by default.</summary>
    private static double? OpenImage(ComposeService service, YamlScalar image, IReadOnlyList<(string Key, string Value, int Line)> variables)
    {
        var name = ComposeService.WithDefaults(image.Value);
        var known = Array.Find(OpenByDefault, candidate => candidate.Image.IsMatch(name));
        if (known.Image is null)
            return null;
        var told = variables.Select(variable => $"{variable.Key}={variable.Value}").Concat(Passed(service.Settings)).ToList();
        if (told.Exists(known.Closed.IsMatch))
            return null;
        return service.Settings.Find("env_file") is not null || service.Settings.Find("extends") is not null || told.Exists(Configuration.IsMatch) ? 0.5 : 0.8;
    }

    /// <summary>Names of variables that are passed on without a value, what is started, and what is mounted.</summary>
    private static IEnumerable<string> Passed(YamlMapping settings) =>
        new[] { "environment", "command", "entrypoint", "volumes", "configs", "secrets" }.Select(settings.Find).OfType<YamlNode>().SelectMany(node => Texts(node, 0)).Take(MaximumValues);

    private static IEnumerable<string> Texts(YamlNode node, int depth) => node switch
    {
        YamlScalar scalar => [scalar.Value],
        YamlSequence sequence when depth < 3 => sequence.Items.SelectMany(item => Texts(item, depth + 1)),
        YamlMapping mapping when depth < 3 => mapping.Entries.SelectMany(entry => Texts(entry.Value, depth + 1).Prepend(entry.Key)),
        _ => [],
    };

    private static BoundedRegex ImageOf(string name, string tag = "(:[\\w.-]+)?") =>
        new($"^((docker\\.io/)?(library/)?){name}{tag}[\\w.-]*(@[\\w:]+)?$", Options);
}
