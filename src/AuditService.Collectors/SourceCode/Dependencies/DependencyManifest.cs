using System.Text;
using System.Text.Json;
using System.Xml;
using AuditService.Collectors.Inventory;

namespace AuditService.Collectors.SourceCode.Dependencies;

/// <summary>The dependencies that one manifest of packages declares.</summary>
/// <param name="Path">Path of the manifest.</param>
/// <param name="Ecosystem"><c>python</c>, <c>npm</c>, <c>nuget</c> or <c>maven</c>: what a lock file must be of.</param>
internal sealed record DependencyManifest(string Path, string Ecosystem, IReadOnlyList<Dependency> Dependencies)
{
    /// <summary>True for the names of files that <see cref="Read"/> understands.</summary>
    public static bool IsManifest(string path, string format) => EcosystemOf(Names.Name(path), format) is not null;

    /// <summary>Reads a manifest; what is damaged in it is left out.</summary>
    public static DependencyManifest Read(string path, string format, string text)
    {
        var name = Names.Name(path);
        text = SourceText.Normalise(text);
        IEnumerable<Dependency> dependencies = format switch
        {
            "requirements" => PythonRequirement.ReadFile(text),
            "pyproject" => PyProject(text),
            "pipfile" => Pipfile(text),
            "conda" => Conda(text),
            "setup-cfg" => SetupCfg(text),
            "npm" => Npm(text),
            _ when name is "setup.py" => SetupPy(text),
            _ when JavaManifest.IsManifest(name) => JavaManifest.Read(name, text),
            _ => NuGet(text),
        };
        return new(path, EcosystemOf(name, format)!, [.. dependencies.Take(5000)]);
    }

    private static string? EcosystemOf(string name, string format) => format switch
    {
        "requirements" or "pyproject" or "pipfile" or "conda" or "setup-cfg" => "python",
        "npm" => "npm",
        _ when name is "setup.py" => "python",
        _ when JavaManifest.IsManifest(name) => "maven",
        _ when name.EndsWith(".csproj", StringComparison.Ordinal) || name.EndsWith(".fsproj", StringComparison.Ordinal) || name.EndsWith(".vbproj", StringComparison.Ordinal) || name is "directory.packages.props" => "nuget",
        _ => null,
    };

    private static IEnumerable<Dependency> PyProject(string text)
    {
        foreach (var entry in TomlText.Read(text))
        {
            var isList = entry is { Table: "project", Key: "dependencies" } || entry.Table is "project.optional-dependencies" or "dependency-groups" or "tool.pdm.dev-dependencies"
                || entry is { Table: "tool.uv", Key: "dev-dependencies" };
            if (isList && entry.Value is List<object> items)
            {
                foreach (var item in items.OfType<TomlItem>())
                {
                    if (PythonRequirement.Parse(item.Text, item.Line) is { } dependency)
                        yield return dependency;
                }
            }
            else if (entry.Table is "tool.poetry.dependencies" or "tool.poetry.dev-dependencies" || entry.Table.StartsWith("tool.poetry.group.", StringComparison.Ordinal) && entry.Table.EndsWith(".dependencies", StringComparison.Ordinal))
            {
                if (Poetry(entry) is { } dependency)
                    yield return dependency;
            }
        }
    }

    /// <summary>In Poetry a bare version is exact, and <c>^</c>, <c>~</c>, <c>*</c> and comparisons are ranges.</summary>
    private static Dependency? Poetry(TomlEntry entry)
    {
        if (entry.Key is "python")
            return null;
        var (constraint, isOther) = entry.Value switch
        {
            string version => (version, false),
            Dictionary<string, object> table when table.ContainsKey("path") => (null, true),
            Dictionary<string, object> table when table.TryGetValue("rev", out var revision) => ("==" + revision, false),
            Dictionary<string, object> table when table.TryGetValue("git", out var address) => ((string?)address.ToString(), false),
            Dictionary<string, object> table => (table.GetValueOrDefault("version")?.ToString(), false),
            _ => (null, false),
        };
        if (isOther)
            return null;
        var isExact = constraint is { Length: > 0 } && (char.IsAsciiDigit(constraint[0]) && !constraint.Contains('*') && !constraint.Contains(',') || PythonRequirement.IsExact(constraint));
        return new(PythonRequirement.Name(entry.Key), constraint is "*" ? null : constraint, isExact, entry.Line);
    }

    private static IEnumerable<Dependency> Pipfile(string text)
    {
        foreach (var entry in TomlText.Read(text))
        {
            if (entry.Table is not ("packages" or "dev-packages"))
                continue;
            var constraint = entry.Value switch { string version => version, Dictionary<string, object> table => table.GetValueOrDefault("version")?.ToString(), _ => null };
            yield return new(PythonRequirement.Name(entry.Key), constraint is "*" ? null : constraint, constraint is not null && PythonRequirement.IsExact(constraint), entry.Line);
        }
    }

    /// <summary>Conda's <c>name=1.2</c> accepts 1.2.x; <c>==</c>, a full version or a build string leave one answer.</summary>
    private static IEnumerable<Dependency> Conda(string text)
    {
        var number = 0;
        bool inDependencies = false, inPip = false;
        var pipIndent = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var comment = raw.IndexOf(" #", StringComparison.Ordinal);
            var line = (raw.StartsWith('#') ? "" : comment >= 0 ? raw[..comment] : raw).TrimEnd();
            if (line.Length == 0)
                continue;
            var indent = line.Length - line.TrimStart().Length;
            var item = line.Trim();
            if (indent == 0 && !item.StartsWith('-'))
            {
                inDependencies = item.StartsWith("dependencies:", StringComparison.Ordinal);
                inPip = false;
                continue;
            }
            if (!inDependencies || !item.StartsWith('-'))
                continue;
            item = item[1..].Trim().Trim('"', '\'');
            if (inPip && indent <= pipIndent)
                inPip = false;
            if (item is "pip:")
            {
                (inPip, pipIndent) = (true, indent);
                continue;
            }
            if (inPip)
            {
                if (PythonRequirement.Parse(item, number) is { } fromPip)
                    yield return fromPip;
                continue;
            }
            item = item[(item.LastIndexOf("::", StringComparison.Ordinal) is var channel and >= 0 ? channel + 2 : 0)..];
            var end = item.AsSpan().IndexOfAny("=<>! ");
            var name = end < 0 ? item : item[..end];
            var constraint = end < 0 ? null : item[end..].Trim();
            if (name is "python" or "pip" or "" || name.Contains(':'))
                continue;
            var isExact = constraint is not null && !constraint.Contains('*') && (constraint.StartsWith("==", StringComparison.Ordinal) || constraint[0] == '=' && constraint.TrimStart('=') is var version && (version.Contains('=') || version.Count(c => c == '.') >= 2));
            yield return new(PythonRequirement.Name(name), constraint, isExact, number);
        }
    }

    private static IEnumerable<Dependency> SetupCfg(string text)
    {
        var number = 0;
        var inside = false;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            if (raw.Length > 0 && !char.IsWhiteSpace(raw[0]))
                inside = raw.StartsWith("install_requires", StringComparison.Ordinal);
            else if (inside && raw.Trim() is { Length: > 0 } line && line[0] != '#' && PythonRequirement.Parse(line, number) is { } dependency)
                yield return dependency;
        }
    }

    /// <summary>The quoted texts of <c>install_requires=[...]</c>; a list that code computes is not seen.</summary>
    private static IEnumerable<Dependency> SetupPy(string text)
    {
        var source = new SourceText("setup.py", text, "python", "python", null);
        var view = source.View;
        var at = view.Text.IndexOf("install_requires", StringComparison.Ordinal);
        var opening = at < 0 ? -1 : view.Text.IndexOf('[', at);
        if (opening < 0 || view.Text.AsSpan(at, opening - at).Contains('\n'))
            yield break;
        var close = view.Brackets.Close(opening);
        for (var i = opening; i < close; i++)
        {
            if (view.Parts[i] != Lexing.Part.Quoted)
                continue;
            var start = i;
            while (i < close && view.Parts[i] == Lexing.Part.Quoted)
                i++;
            if (PythonRequirement.Parse(view.Text[start..i], source.Position(start).Line) is { } dependency)
                yield return dependency;
        }
    }

    private static List<Dependency> Npm(string text)
    {
        var found = new List<Dependency>();
        var json = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        string? section = null, name = null;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
                    section = reader.GetString();
                else if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 2)
                    name = reader.GetString();
                else if (reader.TokenType == JsonTokenType.String && reader.CurrentDepth == 2 && section is "dependencies" or "devDependencies" or "optionalDependencies" && name is not null)
                {
                    var version = reader.GetString() ?? "";
                    if (!IsLocal(version))
                        found.Add(new(name.ToLowerInvariant(), version.Length == 0 ? null : version, IsExactNpm(version), 1 + json.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n')));
                    name = null;
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // What stands before the damage counts.
        }
        return found;
    }

    private static bool IsLocal(string version) =>
        version.StartsWith("file:", StringComparison.Ordinal) || version.StartsWith("link:", StringComparison.Ordinal) || version.StartsWith("workspace:", StringComparison.Ordinal) || version.StartsWith("portal:", StringComparison.Ordinal);

    private static bool IsExactNpm(string version)
    {
        if (version.StartsWith("npm:", StringComparison.Ordinal))
            version = version[(version.LastIndexOf('@') + 1)..];
        if (version.Contains('#'))
            return version[(version.IndexOf('#', StringComparison.Ordinal) + 1)..] is { Length: >= 40 } commit && commit.All(char.IsAsciiHexDigit);
        var bare = version.TrimStart('v', '=').Trim();
        return bare.Length > 0 && char.IsAsciiDigit(bare[0]) && bare.Split('-', '+')[0].Split('.') is { Length: 3 } parts && parts.All(part => part.Length > 0 && part.All(char.IsAsciiDigit)) && !bare.Contains(' ');
    }

    /// <summary>NuGet takes the lowest version that answers, so a bare version is one; stars and open ranges are not.</summary>
    private static List<Dependency> NuGet(string text)
    {
        var found = new List<Dependency>();
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 10_000_000 });
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element || reader.LocalName is not ("PackageReference" or "PackageVersion" or "GlobalPackageReference"))
                    continue;
                var line = ((IXmlLineInfo)reader).LineNumber;
                var name = reader.GetAttribute("Include") ?? reader.GetAttribute("Update");
                var version = reader.GetAttribute("Version") ?? reader.GetAttribute("VersionOverride") ?? (reader.IsEmptyElement ? null : InnerVersion(reader));
                // Without a version the central file gives it, and is counted there.
                if (name is null || string.IsNullOrWhiteSpace(version))
                    continue;
                var isExact = !version.Contains('*') && (char.IsAsciiDigit(version.TrimStart()[0]) || version.Contains('$') || version.StartsWith('[') && version.EndsWith(']') && !version.Contains(','));
                found.Add(new(name.ToLowerInvariant(), version, isExact, line));
            }
        }
        catch (Exception exception) when (exception is XmlException or ArgumentException)
        {
            // What stands before the damage counts.
        }
        return found;
    }

    private static string? InnerVersion(XmlReader reader)
    {
        using var inner = reader.ReadSubtree();
        while (inner.Read())
        {
            if (inner is { NodeType: XmlNodeType.Element, LocalName: "Version" })
                return inner.ReadElementContentAsString() is { Length: > 0 } version ? version : null;
        }
        return null;
    }
}
