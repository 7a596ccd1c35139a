using System.Text.RegularExpressions;
using AuditService.Core;

namespace AuditService.Collectors.SourceCode.Dependencies;

/// <summary>Reads dependency specifiers of Python (PEP 508) and the lines of requirement files around them.</summary>
internal static class PythonRequirement
{
    private const int MaximumName = 200;

    private static readonly BoundedRegex Specifier = new(
        @"^(?<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*\(?(?<constraint>[^;#)]*)",
        RegexOptions.ExplicitCapture);

    /// <summary>The name of a built file says its version (wheels: PEP 427; source archives: PEP 625).</summary>
    private static readonly BoundedRegex BuiltFile = new(
        @"^(?<name>[A-Za-z0-9][A-Za-z0-9._]*?(?:-[A-Za-z][A-Za-z0-9._]*)*?)-[0-9][^/]*\.(?:whl|tar\.gz|tgz|tar\.bz2|zip)$", RegexOptions.ExplicitCapture);

    private static readonly BoundedRegex Commit = new("@[0-9a-f]{40}(?:[#&]|$)");

    /// <summary>One specifier, or null when the text is none.</summary>
    public static Dependency? Parse(string text, int line)
    {
        text = text.Trim();
        var match = Specifier.Match(text);
        if (!match.Success)
            return null;
        var name = Name(match.Groups["name"].Value);
        var constraint = match.Groups["constraint"].Value.Trim();
        if (constraint.StartsWith('@'))
            return new(name, constraint, IsExactAddress(constraint), line);
        if (constraint.Length > 0 && constraint[0] is not ('=' or '<' or '>' or '~' or '!'))
            return null;
        return new(name, constraint.Length == 0 ? null : constraint, IsExact(constraint), line);
    }

    /// <summary>The lines of a requirements file (pip's own format): continuations joined, comments, options and local paths left out.</summary>
    public static IEnumerable<Dependency> ReadFile(string text)
    {
        var number = 0;
        var start = 0;
        var pending = "";
        foreach (var raw in text.Split('\n'))
        {
            number++;
            if (pending.Length == 0)
                start = number;
            var line = raw.TrimEnd();
            var comment = line.StartsWith('#') ? 0 : line.IndexOf(" #", StringComparison.Ordinal);
            if (comment >= 0)
                line = line[..comment].TrimEnd();
            if (line.EndsWith('\\'))
            {
                pending += line[..^1] + " ";
                continue;
            }
            var whole = (pending + line).Trim();
            pending = "";
            if (ReadLine(whole, start) is { } dependency)
                yield return dependency;
        }
    }

    public static string Name(string name)
    {
        if (name.Length > MaximumName)
            name = name[..MaximumName];
        Span<char> normal = stackalloc char[name.Length];
        var length = 0;
        foreach (var c in name)
        {
            var next = c is '_' or '.' ? '-' : char.ToLowerInvariant(c);
            if (next != '-' || length > 0 && normal[length - 1] != '-')
                normal[length++] = next;
        }
        return normal[..length].ToString();
    }

    /// <summary>Exactly one version: <c>==</c> without wildcard, or <c>===</c>.</summary>
    public static bool IsExact(string constraint) =>
        constraint.StartsWith("==", StringComparison.Ordinal) && !constraint.Contains('*') && !constraint.Contains(',');

    private static Dependency? ReadLine(string line, int number)
    {
        if (line.Length == 0)
            return null;
        var isEditable = line.StartsWith("-e ", StringComparison.Ordinal) || line.StartsWith("--editable", StringComparison.Ordinal);
        if (line[0] == '-' && !isEditable)
            return null;
        if (isEditable)
            line = line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim();
        if (line.StartsWith('.') || line.StartsWith('/') || line.StartsWith("file:", StringComparison.Ordinal))
            return null;
        var options = line.IndexOf(" --", StringComparison.Ordinal);
        if (options > 0)
            line = line[..options];
        if (line.Contains("://", StringComparison.Ordinal) && !line.Contains(" @ ", StringComparison.Ordinal))
            return FromAddress(line, number);
        return Parse(line, number);
    }

    private static Dependency FromAddress(string line, int number)
    {
        var egg = line.IndexOf("#egg=", StringComparison.Ordinal);
        var file = FileOf(line);
        var name = egg > 0 ? line[(egg + 5)..].Split('&', '[')[0]
            : BuiltFile.Match(file) is { Success: true } built ? built.Groups["name"].Value
            : file.Split('@')[0];
        return new(Name(name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : name), line, IsExactAddress(line), number);
    }

    /// <summary>An address names one version when it holds a commit, or is that of one built file.</summary>
    private static bool IsExactAddress(string address) => Commit.IsMatch(address) || BuiltFile.IsMatch(FileOf(address)) && !address.Contains("git+", StringComparison.Ordinal);

    private static string FileOf(string address)
    {
        var path = address.Split('#', '?')[0].TrimEnd('/', ' ');
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }
}
