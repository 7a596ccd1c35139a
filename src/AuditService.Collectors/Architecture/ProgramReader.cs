using System.Text.RegularExpressions;
using AuditService.Core.Architecture;

namespace AuditService.Collectors.Architecture;

/// <summary>
/// Reads what programs are and call off their imports and the addresses that they name. A program is a folder with a list of its dependencies or a
/// Dockerfile, and what lies under it. Tests, examples and documentation say nothing of what is deployed.
/// </summary>
internal sealed partial class ProgramReader(ArchitectureKnowledge knowledge)
{
    private const int MaximumLines = 20_000;
    private const int MaximumLine = 1_000;

    private static readonly string[] ProjectFiles = ["requirements.txt", "pyproject.toml", "setup.py", "package.json", "Dockerfile", "pom.xml", "build.gradle", "build.gradle.kts", "go.mod"];

    private static readonly string[] Tests = ["test", "tests", "__tests__", "spec", "e2e", "mocks", "fixtures", "testdata"];

    private static readonly string[] NotDeployed = [.. Tests, "examples", "example", "docs", "doc", "benchmarks", "node_modules"];

    private readonly SortedDictionary<string, List<(TechnologySign Sign, ModelSource At, bool IsProgram, string? Host)>> seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> roots = new(StringComparer.Ordinal);
    private readonly PythonModules modules = new();

    public static bool IsProjectFile(string path) => ProjectFiles.Contains(path[(path.LastIndexOf('/') + 1)..], StringComparer.OrdinalIgnoreCase) || path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase);

    public static bool IsTest(string path) => path.Split('/')[..^1].Any(part => Tests.Contains(part, StringComparer.OrdinalIgnoreCase));

    public static bool IsDeployed(string path) => !path.Split('/')[..^1].Any(part => NotDeployed.Contains(part, StringComparer.OrdinalIgnoreCase)) && !Path.GetFileName(path).StartsWith("test_", StringComparison.Ordinal);

    /// <summary>Takes note of a folder that is a program of its own, and of the artifacts that a JVM or .NET project asks for: there the code names no provider.</summary>
    public void TakeProject(string path, string text)
    {
        roots.Add(path.LastIndexOf('/') is var slash && slash < 0 ? "" : path[..slash]);
        var name = path[(slash + 1)..];
        if (!IsDeployed(path) || !(name is "pom.xml" || name.StartsWith("build.gradle", StringComparison.Ordinal) || name.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)))
            return;
        var signs = seen.TryGetValue(path, out var known) ? known : seen[path] = [];
        var number = 0;
        foreach (var line in (name is "pom.xml" ? Asked(text) : text).AsSpan().EnumerateLines())
        {
            if (++number > MaximumLines)
                break;
            if (line.Length > MaximumLine || line.TrimStart().StartsWith("//"))
                continue;
            foreach (Match artifact in Artifact().Matches(line.ToString()))
            {
                if (Array.Find([.. knowledge.Packages], sign => sign.Names.Contains(artifact.Groups["name"].Value, StringComparer.Ordinal)) is { } package)
                    signs.Add((package, new(path, number), false, null));
            }
        }
    }

    /// <summary>A Maven project without its comments and without the versions that it only manages, which ask for nothing; lines stay where they are.</summary>
    private static string Asked(string project)
    {
        var text = project.ToCharArray();
        Blank("<!--", "-->");
        Blank("<dependencyManagement", "</dependencyManagement>");
        return new(text);

        void Blank(string opening, string closing)
        {
            for (var start = 0; text.AsSpan(start).IndexOf(opening) is >= 0 and var offset;)
            {
                var from = start + offset;
                var length = text.AsSpan(from).IndexOf(closing);
                start = length < 0 ? text.Length : from + length + closing.Length;
                foreach (ref var character in text.AsSpan(from, start - from))
                    character = character is '\n' or '\r' ? character : ' ';
            }
        }
    }

    public void Take(string path, string text)
    {
        if (path.EndsWith(".py", StringComparison.OrdinalIgnoreCase))
            modules.Take(path, text);
        var signs = seen.TryGetValue(path, out var known) ? known : seen[path] = [];
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (++number > MaximumLines)
                break;
            if (line.Length > MaximumLine || line.IsWhiteSpace())
                continue;
            Line(line.ToString(), new(path, number), signs);
        }
    }

    /// <param name="system">Receives the programs, what they call, and who runs it.</param>
    /// <param name="builds">From what services of a compose file are built; where several share a folder, each is what its Dockerfile copies of it.</param>
    public void Read(InferredSystem system, IReadOnlyList<ServiceBuild> builds)
    {
        var programs = seen.Where(file => file.Value.Count > 0).Select(file => RootOf(file.Key, builds)).ToHashSet(StringComparer.Ordinal);
        foreach (var program in seen.Where(file => file.Value.Count > 0).GroupBy(file => RootOf(file.Key, builds), StringComparer.Ordinal).OrderBy(program => program.Key, StringComparer.Ordinal))
        {
            if (system.IsFull)
                break;
            var built = builds.Where(build => (programs.Contains(build.Home) ? build.Home : build.Folder) == program.Key).ToList();
            var shares = built.Count < 2 ? [] : built.Select(build => (build.Service, Signs: Run(build, [.. program.Where(file => build.Holds(file.Key))]).SelectMany(file => file.Value).ToList())).Where(share => share.Signs.Count > 0).ToList();
            if (shares.Count == 0)
                Program(built.Count > 0 ? built[0].Service : program.Key.Length == 0 ? "application" : DeclaredArchitecture.Slug(program.Key), program.Key, [.. program.SelectMany(file => file.Value)], system);
            foreach (var (service, signs) in shares)
                Program(service, service, signs, system);
        }
    }

    /// <summary>Of the files of an image, those that its command loads, where it tells: two services of one image run different modules of it.</summary>
    private IEnumerable<KeyValuePair<string, List<(TechnologySign Sign, ModelSource At, bool IsProgram, string? Host)>>> Run(ServiceBuild build, IReadOnlyList<KeyValuePair<string, List<(TechnologySign Sign, ModelSource At, bool IsProgram, string? Host)>>> files) =>
        modules.LoadedBy(build.Command, build.Holds) is { } loaded
            ? files.Where(file => !file.Key.EndsWith(".py", StringComparison.OrdinalIgnoreCase) || loaded.Contains(file.Key))
            : files;

    private void Program(string id, string folder, List<(TechnologySign Sign, ModelSource At, bool IsProgram, string? Host)> signs, InferredSystem system)
    {
        var what = knowledge.Programs.Select(sign => signs.Find(found => found.IsProgram && found.Sign == sign)).FirstOrDefault(found => found.Sign is not null);
        system.Add(new()
        {
            Id = id,
            Title = folder.Length == 0 ? "application" : folder,
            Technologies = what.Sign is null ? [] : [what.Sign.Technology],
            CustomCode = true,
            At = what.Sign is null ? signs[0].At : what.At,
        });
        foreach (var (sign, at, _, host) in signs.Where(found => !found.IsProgram).DistinctBy(found => (found.Sign.Technology, found.Sign.Provider)))
            Call(id, sign, host, at, system);
    }

    private void Call(string from, TechnologySign sign, string? host, ModelSource at, InferredSystem system)
    {
        if (host is not null || sign.Outside || knowledge.Catalogue.Find(sign.Technology)?.Kind == ComponentKind.ExternalEntity)
        {
            ComposeReader.Outside(from, sign, host, at, system, knowledge);
            return;
        }

        // A driver speaks to the deployed service of its kind, where the files show exactly one of that product or of that kind.
        var ofKind = system.Components.Where(component => component.Id != from && component.Technologies.Contains(sign.Technology, StringComparer.Ordinal)).ToList();
        var ofProduct = ofKind.Where(component => sign.Provider is { } provider && component.Product?.Contains(provider[..Math.Min(5, provider.Length)], StringComparison.OrdinalIgnoreCase) == true).ToList();
        var target = ofProduct.Count == 1 ? ofProduct[0] : ofProduct.Count == 0 && ofKind.Count == 1 && sign.Technology != "database" ? ofKind[0] : null;
        if (target is not null)
        {
            system.Link(from, target.Id, FlowProtocol.UnknownProtocol, at);
            return;
        }

        if (ofProduct.Count > 1)
            return;
        var id = DeclaredArchitecture.Slug(sign.Provider ?? sign.Technology);
        system.Add(new()
        {
            Id = id,
            Title = sign.Provider ?? sign.Technology,
            Kind = knowledge.Catalogue.Find(sign.Technology)?.Kind ?? ComponentKind.Process,
            Technologies = [sign.Technology],
            Product = sign.Provider,
            At = at,
        });
        system.Link(from, id, FlowProtocol.UnknownProtocol, at);
    }

    private void Line(string line, ModelSource at, List<(TechnologySign, ModelSource, bool, string?)> signs)
    {
        var start = line.AsSpan().TrimStart();
        if (start.StartsWith("#") || start.StartsWith("//") || start.StartsWith("*"))
            return;
        foreach (var imported in Imports(line))
        {
            if (Named(knowledge.Programs, imported) is { } program)
                signs.Add((program, at, true, null));
            if (Named(knowledge.Packages, imported) is { } package)
                signs.Add((package, at, false, null));
        }

        if (!line.Contains("://", StringComparison.Ordinal))
            return;
        foreach (var address in FoundAddress.In(line))
        {
            if (knowledge.OfHost(address.Host) is { } sign)
                signs.Add((sign, at, false, address.Host));
        }
    }

    private static IEnumerable<string> Imports(string line)
    {
        foreach (var name in PythonImports(line))
            yield return name;
        foreach (Match script in ScriptImport().Matches(line))
            yield return script.Groups["name"].Value;
        if (UsingDirective().Match(line) is { Success: true } directive)
            yield return directive.Groups["name"].Value;
    }

    /// <summary>"import a, b as c" and "from a.b import c": a statement alone on its line, as imports are written.</summary>
    private static IEnumerable<string> PythonImports(string line)
    {
        var comment = line.IndexOf('#', StringComparison.Ordinal);
        var words = (comment < 0 ? line : line[..comment]).Trim();
        if (words.EndsWith(';') || words.Contains('"', StringComparison.Ordinal) || words.Contains('\'', StringComparison.Ordinal))
            return [];
        if (words.StartsWith("from ", StringComparison.Ordinal))
            return words.Split(' ', 4, StringSplitOptions.RemoveEmptyEntries) is [_, var module, "import", ..] ? [module] : [];
        return words.StartsWith("import ", StringComparison.Ordinal) ? words["import ".Length..].Split(',').Select(name => name.Trim().Split(' ')[0]) : [];
    }

    private static TechnologySign? Named(IReadOnlyList<TechnologySign> signs, string imported) =>
        signs.FirstOrDefault(sign => sign.Names.Any(name => imported == name || (imported.StartsWith(name, StringComparison.Ordinal) && imported[name.Length] is '.' or '/')));

    private string RootOf(string path, IReadOnlyList<ServiceBuild> builds)
    {
        for (var folder = path; folder.LastIndexOf('/') is var slash && slash >= 0;)
        {
            folder = folder[..slash];
            if (roots.Contains(folder) || builds.Any(build => build.Folder == folder))
                return folder;
        }

        return "";
    }

    [GeneratedRegex(@"(?:\bfrom|\brequire\(|\bimport\(|^\s{0,40}import)\s*['""](?<name>@?[\w./-]{1,120})['""]", RegexOptions.NonBacktracking)]
    private static partial Regex ScriptImport();

    [GeneratedRegex(@"[:'""<>](?<name>[A-Za-z][\w.-]{2,120})(?=[:'""<>])")]
    private static partial Regex Artifact();

    [GeneratedRegex(@"^\s{0,40}(?:using|import)\s+(?:static\s+)?(?<name>[A-Za-z_][\w.]{1,120})\s*;", RegexOptions.NonBacktracking)]
    private static partial Regex UsingDirective();
}
