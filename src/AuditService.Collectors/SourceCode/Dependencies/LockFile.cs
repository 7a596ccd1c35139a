using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AuditService.Core;

namespace AuditService.Collectors.SourceCode.Dependencies;

/// <summary>Reads which versions a lock file settled: those of Poetry, uv, PDM, Pipenv, npm, Yarn, pnpm and NuGet.</summary>
internal static class LockFile
{
    private const int MaximumPackages = 20_000;

    private static readonly BoundedRegex YarnName = new("^\"?(?<name>@?[\\w./-]+?)@[^:]*:?", RegexOptions.ExplicitCapture);

    private static readonly BoundedRegex YarnVersion = new("^  version:? \"?(?<version>[\\w.+-]+)\"?", RegexOptions.ExplicitCapture);

    private static readonly BoundedRegex PnpmPackage = new(@"^  '?/?(?<name>(?:@[\w.-]+/)?[\w.-]+)[@/](?<version>\d[\w.+-]*)(?:\(.*\))?'?:", RegexOptions.ExplicitCapture);

    /// <summary>Null when the format is that of no lock file read here.</summary>
    public static DependencyManifest? Read(string path, string format, string text)
    {
        var (ecosystem, packages) = format switch
        {
            "poetry-lock" or "uv-lock" or "pdm-lock" => ("python", Toml(text)),
            "pipfile-lock" => ("python", Pipfile(text)),
            "npm-lock" => ("npm", Npm(text)),
            "yarn-lock" => ("npm", Yarn(text)),
            "pnpm-lock" => ("npm", Pnpm(text)),
            "nuget-lock" => ("nuget", NuGet(text)),
            _ => ("", []),
        };
        return ecosystem.Length == 0 ? null : new(path, ecosystem, [.. packages.DistinctBy(package => (package.Name, package.Constraint)).Take(MaximumPackages)]);
    }

    private static IEnumerable<Dependency> Toml(string text)
    {
        string? name = null;
        foreach (var entry in TomlText.Read(text))
        {
            if (entry.Table is not "package" || entry.Value is not string value)
                continue;
            if (entry.Key is "name")
                name = value;
            else if (entry.Key is "version" && name is not null)
                yield return new(PythonRequirement.Name(name), "==" + value, true, entry.Line);
        }
    }

    private static IEnumerable<Dependency> Pipfile(string text)
    {
        foreach (var (keys, value, line) in Strings(text, 4))
        {
            if (keys is ["default" or "develop", var name, "version"])
                yield return new(PythonRequirement.Name(name), value, true, line);
        }
    }

    private static IEnumerable<Dependency> Npm(string text)
    {
        foreach (var (keys, value, line) in Strings(text, 60))
        {
            if (keys is ["packages", var place, "version"] && place.LastIndexOf("node_modules/", StringComparison.Ordinal) is var at and >= 0)
                yield return new(place[(at + "node_modules/".Length)..].ToLowerInvariant(), value, true, line);
            else if (keys.Count >= 3 && keys[0] is "dependencies" && keys[^1] is "version" && keys[^3] is "dependencies")
                yield return new(keys[^2].ToLowerInvariant(), value, true, line);
        }
    }

    private static IEnumerable<Dependency> NuGet(string text)
    {
        foreach (var (keys, value, line) in Strings(text, 6))
        {
            if (keys is ["dependencies", _, var name, "resolved"])
                yield return new(name.ToLowerInvariant(), value, true, line);
        }
    }

    private static IEnumerable<Dependency> Yarn(string text)
    {
        string? name = null;
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.Length > 0 && line[0] is not (' ' or '#'))
                name = YarnName.Match(line) is { Success: true } match ? match.Groups["name"].Value : null;
            else if (name is not null && YarnVersion.Match(line) is { Success: true } version)
                yield return new(name.ToLowerInvariant(), version.Groups["version"].Value, true, number);
        }
    }

    private static IEnumerable<Dependency> Pnpm(string text)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.Length < 1000 && PnpmPackage.Match(line) is { Success: true } match)
                yield return new(match.Groups["name"].Value.ToLowerInvariant(), match.Groups["version"].Value, true, number);
        }
    }

    /// <summary>Every text of a JSON file with the keys that lead to it; what stands before damage counts.</summary>
    private static List<(IReadOnlyList<string> Keys, string Value, int Line)> Strings(string text, int depth)
    {
        var found = new List<(IReadOnlyList<string>, string, int)>();
        var json = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 64 });
        var keys = new List<string>();
        int line = 1, counted = 0;
        try
        {
            while (reader.Read() && found.Count < 20 * MaximumPackages)
            {
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    keys.RemoveRange(Math.Min(keys.Count, reader.CurrentDepth - 1), keys.Count - Math.Min(keys.Count, reader.CurrentDepth - 1));
                    while (keys.Count < reader.CurrentDepth - 1)
                        keys.Add("");
                    keys.Add(reader.GetString()!);
                }
                else if (reader.TokenType == JsonTokenType.String && keys.Count == reader.CurrentDepth && keys.Count <= depth && keys[^1] is "version" or "resolved")
                {
                    var at = (int)reader.TokenStartIndex;
                    line += json.AsSpan(counted, at - counted).Count((byte)'\n');
                    counted = at;
                    found.Add(([.. keys], reader.GetString()!, line));
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // What stands before the damage counts.
        }
        return found;
    }
}
