using System.Text.RegularExpressions;
using System.Xml;

namespace AuditService.Collectors.SourceCode.Dependencies;

/// <summary>
/// What Maven (<c>pom.xml</c>) and Gradle (<c>build.gradle</c>, <c>build.gradle.kts</c>, <c>libs.versions.toml</c>) ask for, by <c>group:artifact</c>. A build script is a program
/// and is not run: only coordinates that are written out, and versions that the same file names, are read.
/// </summary>
internal static partial class JavaManifest
{
    private const int MaximumDependencies = 5000;
    private const int MaximumProperties = 2000;

    public static bool IsManifest(string name) => name is "pom.xml" or "build.gradle" or "build.gradle.kts" or "libs.versions.toml";

    public static IEnumerable<Dependency> Read(string name, string text) => name switch
    {
        "pom.xml" => Maven(text),
        "libs.versions.toml" => Catalog(text),
        _ => Gradle(text),
    };

    /// <summary>Dependencies, managed ones, plugins and the parent. What names no version has it from another file, and is counted there.</summary>
    private static IEnumerable<Dependency> Maven(string text)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        var found = new List<(string? Group, string? Artifact, string? Version, int Line)>();
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 10_000_000 });
            var path = new Stack<string>();
            (string? Group, string? Artifact, string? Version, int Line) current = default;
            while (reader.Read() && found.Count < MaximumDependencies)
            {
                switch (reader.NodeType)
                {
                    case XmlNodeType.Element:
                        if (reader.LocalName is "dependency" or "parent" or "plugin")
                            current = (null, null, null, ((IXmlLineInfo)reader).LineNumber);
                        if (!reader.IsEmptyElement)
                            path.Push(reader.LocalName);
                        break;
                    case XmlNodeType.Text when path.TryPeek(out var element):
                        var around = path.Skip(1).FirstOrDefault();
                        var value = reader.Value.Trim();
                        if (around is "properties" && properties.Count < MaximumProperties)
                            properties[element] = value;
                        else if (around is "project" && element is "version" or "groupId")
                            properties["project." + element] = value;
                        else if (around is "dependency" or "parent" or "plugin")
                            current = element switch { "groupId" => current with { Group = value }, "artifactId" => current with { Artifact = value }, "version" => current with { Version = value }, _ => current };
                        break;
                    case XmlNodeType.EndElement:
                        if (path.TryPop(out var ended) && ended is "dependency" or "parent" or "plugin" && current.Artifact is not null)
                        {
                            found.Add(current with { Group = current.Group ?? (ended is "plugin" ? "org.apache.maven.plugins" : null) });
                            current = default;
                        }

                        break;
                }
            }
        }
        catch (XmlException)
        {
            // What stands before the damage counts.
        }

        foreach (var (group, artifact, version, line) in found)
        {
            if (group is not null && version is not null && Of(Filled(group, properties), Filled(artifact!, properties), Filled(version, properties), line) is { } dependency)
                yield return dependency;
        }
    }

    private static IEnumerable<Dependency> Gradle(string text)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match match in Variable().Matches(text))
        {
            if (properties.Count < MaximumProperties)
                properties.TryAdd(match.Groups["name"].Value, match.Groups["value"].Value);
        }

        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var content = line.TrimStart();
            if (content.StartsWith("//", StringComparison.Ordinal) || content.StartsWith('*') || !Configuration().IsMatch(content))
                continue;
            foreach (Match match in Coordinates().Matches(content))
            {
                if (Of(match.Groups["group"].Value, match.Groups["artifact"].Value, Filled(match.Groups["version"].Value, properties), number) is { } dependency)
                    yield return dependency;
            }
        }
    }

    /// <summary>A version catalog: <c>[versions]</c>, then <c>[libraries]</c> that name a version or refer to one.</summary>
    private static IEnumerable<Dependency> Catalog(string text)
    {
        var entries = TomlText.Read(text).Take(MaximumDependencies).ToList();
        var versions = entries.Where(entry => entry is { Table: "versions", Value: string }).GroupBy(entry => entry.Key, StringComparer.Ordinal).ToDictionary(same => same.Key, same => (string)same.First().Value, StringComparer.Ordinal);
        foreach (var entry in entries.Where(entry => entry.Table is "libraries"))
        {
            if (entry.Value is string whole && whole.Split(':') is [var group, var artifact, var version])
            {
                if (Of(group, artifact, version, entry.Line) is { } dependency)
                    yield return dependency;
            }
            else if (entry.Value is Dictionary<string, object> table && Module(table) is [var inGroup, var named])
            {
                var reference = table.GetValueOrDefault("version.ref") as string ?? (table.GetValueOrDefault("version") as Dictionary<string, object>)?.GetValueOrDefault("ref") as string;
                var told = reference is not null ? versions.GetValueOrDefault(reference) : table.GetValueOrDefault("version") as string;
                if (told is not null && Of(inGroup, named, told, entry.Line) is { } dependency)
                    yield return dependency;
            }
        }
    }

    private static string[]? Module(Dictionary<string, object> table) => table.GetValueOrDefault("module") is string module ? module.Split(':')
        : table.GetValueOrDefault("group") is string group && table.GetValueOrDefault("name") is string name ? [group, name]
        : null;

    private static Dependency? Of(string group, string artifact, string version, int line)
    {
        var name = $"{group}:{artifact}".ToLowerInvariant();
        if (group.Length == 0 || artifact.Length == 0 || version.Length == 0 || name.Contains('$') || name.Length > 300)
            return null;
        // A version that another file gives is settled there.
        return version.Contains('$') ? new(name, null, IsPinned: true, line) : new(name, version, IsExact(version), line);
    }

    /// <summary>Maven takes a bare version as it is; ranges, stars, snapshots and the latest are open.</summary>
    private static bool IsExact(string version) =>
        !version.Contains('*') && !version.EndsWith('+') && !version.EndsWith("-SNAPSHOT", StringComparison.OrdinalIgnoreCase) && !version.StartsWith("latest.", StringComparison.OrdinalIgnoreCase)
        && version is not ("LATEST" or "RELEASE") && !version.StartsWith('(') && (!version.StartsWith('[') || !version.Contains(',') && version.EndsWith(']'));

    private static string Filled(string text, Dictionary<string, string> properties)
    {
        for (var depth = 0; depth < 5 && text.Contains('$'); depth++)
        {
            var filled = Reference().Replace(text, match => properties.GetValueOrDefault(match.Groups["name"].Value, match.Value));
            if (filled == text)
                break;
            text = filled.Length <= 500 ? filled : "";
        }

        return text.Trim();
    }

    [GeneratedRegex(@"\$(\{(?<name>[\w.-]{1,100})\}|(?<name>[A-Za-z_]\w{0,60}))", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();

    [GeneratedRegex(@"\b(?<name>[A-Za-z_]\w{0,60})\s*=\s*[""'](?<value>[0-9][\w.+-]{0,60})[""']", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\b\w{0,40}([iI]mplementation|[aA]pi|[cC]ompile|[cC]ompileOnly|[rR]untimeOnly|[rR]untime|classpath|kapt|ksp|[aA]nnotationProcessor|[pP]latform|developmentOnly)\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Configuration();

    [GeneratedRegex(@"[""'](?<group>[A-Za-z0-9_.-]{1,120}):(?<artifact>[A-Za-z0-9_.-]{1,120}):(?<version>[^""':@\s]{1,80})(:[\w-]{1,40})?(@\w{1,10})?[""']", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Coordinates();
}
