using System.Text.RegularExpressions;

namespace AuditService.Collectors.Architecture;

/// <summary>
/// Which files of a Python project a command loads: the module that it names, and what that imports, one from the other. What cannot be told (a command that
/// names no module of the project) is null, never nothing.
/// </summary>
internal sealed partial class PythonModules
{
    private const int MaximumLines = 20_000;
    private const int MaximumLine = 1_000;

    private readonly SortedDictionary<string, HashSet<string>> imports = new(StringComparer.Ordinal);

    public void Take(string path, string text)
    {
        var named = imports[path] = new(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (++number > MaximumLines)
                break;
            if (line.Length > MaximumLine || line.IsWhiteSpace() || line.TrimStart().StartsWith("#", StringComparison.Ordinal))
                continue;
            Line(line.ToString(), named);
        }
    }

    /// <param name="command">As compose or a Dockerfile gives it.</param>
    /// <param name="holds">The files that are there when it runs.</param>
    public IReadOnlySet<string>? LoadedBy(string command, Func<string, bool> holds)
    {
        var files = imports.Keys.Where(holds).ToList();
        if (Entry(command) is not { } entry || First(entry, files) is not { } first)
            return null;
        var loaded = new HashSet<string>(StringComparer.Ordinal) { first };
        var next = new Queue<string>([first]);
        while (next.TryDequeue(out var at))
        {
            foreach (var file in imports[at].SelectMany(module => Files(module, at, files)).Where(loaded.Add))
                next.Enqueue(file);
        }

        return loaded;
    }

    /// <summary>The module or the file that a command starts; null when it names none.</summary>
    private static string? Entry(string command)
    {
        foreach (var form in new[] { Served(), Worker(), Script(), Run() })
        {
            if (form.Match(command) is { Success: true } match)
                return match.Groups["name"].Value;
        }

        return null;
    }

    private static string? First(string entry, IReadOnlyList<string> files)
    {
        var path = entry.EndsWith(".py", StringComparison.Ordinal) ? entry[..^3].TrimStart('.', '/') : entry.Replace('.', '/');
        var found = files.Where(file => IsNamed(file, path)).ToList();
        // The image may hold the folder under another name: then the file alone tells, where only one bears it.
        if (found.Count == 0)
            found = [.. files.Where(file => IsNamed(file, path[(path.LastIndexOf('/') + 1)..]))];
        return found.Count == 1 ? found[0] : null;
    }

    private static IEnumerable<string> Files(string module, string from, IReadOnlyList<string> files)
    {
        var dots = module.Length - module.TrimStart('.').Length;
        if (dots == 0)
        {
            var parts = module.Split('.');
            // "a.b" loads a as well; a star is all of the package.
            return Enumerable.Range(1, parts.Length).Select(count => string.Join('/', parts[..count])).SelectMany(path => files.Where(file => path.EndsWith("/*", StringComparison.Ordinal) ? IsUnder(file, path[..^2]) : IsNamed(file, path)));
        }

        var folder = from.Split('/')[..^1];
        var kept = folder.Length - (dots - 1);
        if (kept < 0)
            return [];
        var target = string.Join('/', folder[..kept].Concat(module[dots..].Split('.', StringSplitOptions.RemoveEmptyEntries)));
        return target.EndsWith("/*", StringComparison.Ordinal) || target is "*"
            ? files.Where(file => target is "*" || file.StartsWith(target[..^1], StringComparison.Ordinal))
            : files.Where(file => file == target + ".py" || file == (target.Length == 0 ? "" : target + "/") + "__init__.py");
    }

    private static bool IsNamed(string file, string path)
    {
        var plain = file.EndsWith("/__init__.py", StringComparison.Ordinal) ? file[..^"/__init__.py".Length] : file.EndsWith(".py", StringComparison.Ordinal) ? file[..^3] : file;
        return plain == path || plain.EndsWith("/" + path, StringComparison.Ordinal);
    }

    private static bool IsUnder(string file, string path) => file.StartsWith(path + "/", StringComparison.Ordinal) || file.Contains("/" + path + "/", StringComparison.Ordinal);

    private static void Line(string line, HashSet<string> named)
    {
        if (FromImport().Match(line) is { Success: true } from)
        {
            var module = from.Groups["module"].Value;
            var dot = module.EndsWith('.') || module.Length == 0 ? "" : ".";
            named.Add(module);
            var names = from.Groups["names"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            // A list that goes on over lines, or a star, may name any module of the package.
            if (names.Length == 0 || names[0] is "*" || line.TrimEnd().EndsWith('(') || line.TrimEnd().EndsWith('\\'))
                named.Add($"{module}{dot}*");
            foreach (var name in names)
                named.Add($"{module}{dot}{name.Split(' ')[0]}");
        }
        else if (PlainImport().Match(line) is { Success: true } plain)
        {
            foreach (var name in plain.Groups["names"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                named.Add(name.Split(' ')[0]);
        }

        // Modules named in a text are loaded later: include=["app.tasks"], run("main:app").
        foreach (Match text in NamedInText().Matches(line))
            named.Add(text.Groups["name"].Value);
    }

    [GeneratedRegex(@"^\s{0,40}from\s+(?<module>\.{0,5}[\w.]{0,200})\s+import\s+\(?(?<names>[\w\s,*]{0,800})", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex FromImport();

    [GeneratedRegex(@"^\s{0,40}import\s+(?<names>[\w\s.,]{1,800})", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex PlainImport();

    [GeneratedRegex(@"[""'](?<name>[A-Za-z_]\w{0,60}(\.[A-Za-z_]\w{0,60}){0,6})(:\w{1,60})?[""']", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NamedInText();

    [GeneratedRegex(@"\b(uvicorn|gunicorn|hypercorn|daphne|granian|waitress-serve)\b.{0,300}?(^|\s)(?<name>[A-Za-z_][\w.]{0,200}):\w", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Served();

    [GeneratedRegex(@"\bcelery\b.{0,100}?\s(-A|--app)[\s=]+(?<name>[A-Za-z_][\w.]{0,200})|\bflask\b.{0,60}?\s--app[\s=]+(?<name>[A-Za-z_][\w.]{0,200})", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Worker();

    [GeneratedRegex(@"(^|[\s/""'])(?<name>[\w./-]{1,200}\.py)(\s|$|[""'])", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Script();

    [GeneratedRegex(@"\bpython[\d.]{0,4}\s+(-[a-zA-Z]\s+){0,3}?-m\s+(?<name>[A-Za-z_][\w.]{0,200})", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Run();
}
