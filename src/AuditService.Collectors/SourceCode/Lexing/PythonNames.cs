using System.Text.RegularExpressions;

namespace AuditService.Collectors.SourceCode.Lexing;

/// <summary>
/// Writes imported names in full, so that <c>from torch import load as fetch</c> then <c>fetch(path)</c> reads <c>torch.load(path)</c>, and so does
/// what is bound once to such a name, or to True, False, None or a word. Only what the file itself says is used; a relative import stays as it is.
/// </summary>
internal static partial class PythonNames
{
    private const int MaximumNames = 2000;

    /// <summary>An alias up to this length that is made of letters of its module (np, pd, tf) is that module's usual short name.</summary>
    private const int ShortAlias = 4;

    /// <summary>What the names of a text mean; <see cref="ResolvedNames.None"/> when every name already stands in full.</summary>
    public static ResolvedNames Of(string text, Part[] parts)
    {
        var imports = new ImportReader(text, parts);
        imports.Read();
        BindOnce(text, parts, imports);
        var modules = Dynamic().Matches(text).Where(match => parts[match.Index] == Part.Code)
            .Select(match => (match.Index, match.Length, Text: match.Groups["module"].Value));
        var uses = imports.Aliases.Count == 0 ? [] : Uses(text, parts, imports);
        var all = new List<(int Start, int Length, string Text)>();
        foreach (var use in uses.Concat(modules).OrderBy(use => use.Item1).ThenByDescending(use => use.Item2))
        {
            if (all.Count == 0 || all[^1].Start + all[^1].Length <= use.Item1)
                all.Add(use);
        }

        return all.Count == 0 ? ResolvedNames.None : new(all, [.. all.Where(use => IsMisleading(text[use.Start..(use.Start + use.Length)], use.Text)).Select(use => use.Start)]);
    }

    /// <summary>Names that mean a function of Python wherever nothing binds them: bound by an import, they mean another one.</summary>
    private static readonly string[] OfPython = ["eval", "exec", "compile", "open", "input", "getattr", "setattr", "__import__"];

    /// <summary>True for a name that says something else than it means: <c>import json as pickle</c>. A usual short name, and one that was only shortened, do not.</summary>
    private static bool IsMisleading(string written, string full)
    {
        if (Array.Exists(OfPython, name => name == written) && full.Contains('.') && !full.StartsWith("builtins.", StringComparison.Ordinal))
            return true;
        if (!IsNameStart(full[0]) || written.Contains('(', StringComparison.Ordinal) || full.EndsWith(written, StringComparison.Ordinal) && (full.Length == written.Length || full[^(written.Length + 1)] == '.'))
            return false;
        if (written.Length > ShortAlias)
            return true;
        var at = 0;
        foreach (var letter in full)
        {
            if (at < written.Length && char.ToLowerInvariant(letter) == char.ToLowerInvariant(written[at]))
                at++;
        }

        return at < written.Length;
    }

    /// <summary>Names that one statement of the file binds, and no other: to an imported name, to a module that a call imports, or to a constant.</summary>
    private static void BindOnce(string text, Part[] parts, ImportReader imports)
    {
        var found = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (Match match in Binding().Matches(text))
        {
            var name = match.Groups["name"];
            if (parts[name.Index] != Part.Code)
                continue;
            if (found.Count >= MaximumNames)
                break;
            found[name.Value] = found.ContainsKey(name.Value) ? null : Meaning(match, imports);
        }

        foreach (var (name, meaning) in found)
        {
            if (meaning is not null && !imports.Aliases.ContainsKey(name) && !IsBoundElsewhere(text, parts, name))
                imports.Aliases[name] = meaning;
        }
    }

    private static string? Meaning(Match match, ImportReader imports)
    {
        if (match.Groups["constant"] is { Success: true } constant)
            return constant.Value;
        if (match.Groups["module"] is { Success: true } module)
            return module.Value;
        if (match.Groups["other"] is not { Success: true } other)
            return null;
        var dot = other.Value.IndexOf('.');
        var root = dot < 0 ? other.Value : other.Value[..dot];
        return imports.Aliases.TryGetValue(root, out var full) ? (full.Length > 0 ? full : root) + other.Value[root.Length..] : null;
    }

    /// <summary>True when the name is also a target, an argument, a parameter or a definition somewhere else: what it means there is not known.</summary>
    private static bool IsBoundElsewhere(string text, Part[] parts, string name)
    {
        var bindings = 0;
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + name.Length, StringComparison.Ordinal))
        {
            var end = at + name.Length;
            if (parts[at] != Part.Code || at > 0 && (IsNamePart(text[at - 1]) || text[at - 1] == '.') || end < text.Length && IsNamePart(text[end]))
                continue;
            if (FollowsDefinition(text, at) || IsKeyword(text, end) && ++bindings > 1)
                return true;
            var before = text.AsSpan(Math.Max(0, at - 4), Math.Min(4, at));
            if (before.EndsWith("for ", StringComparison.Ordinal) || before.EndsWith(" as ", StringComparison.Ordinal) || before.EndsWith("bal ", StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    [GeneratedRegex(@"^[ \t]*(?<name>[A-Za-z_]\w{0,60})[ \t]*(?::[ \t]*[\w.\[\]]{1,40}[ \t]*)?=[ \t]*(?:(?<constant>True|False|None|""[\w.+-]{1,24}""|'[\w.+-]{1,24}')|(?:importlib\.)?(?:import_module|__import__)\([ \t]*[""'](?<module>[A-Za-z_][\w.]{0,80})[""'][ \t]*\)|(?<other>[A-Za-z_][\w.]{0,120})|[^=\n][^\n]*)[ \t]*\r?$", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Binding();

    [GeneratedRegex(@"\b(importlib\.import_module|import_module|__import__)\([ \t]*[""'](?<module>[A-Za-z_][\w.]{0,80})[""'][ \t]*\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Dynamic();

    private static List<(int, int, string)> Uses(string text, Part[] parts, ImportReader imports)
    {
        var uses = new List<(int, int, string)>();
        var statement = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (parts[i] != Part.Code || !IsNameStart(text[i]))
                continue;
            while (statement < imports.Statements.Count && imports.Statements[statement].End <= i)
                statement++;
            var start = i;
            while (i < text.Length && IsNamePart(text[i]))
                i++;
            if (statement < imports.Statements.Count && imports.Statements[statement].Start <= start)
                continue;
            if (start > 0 && (text[start - 1] == '.' || IsNamePart(text[start - 1])) || IsKeyword(text, i) || IsStringPrefix(text, i) || FollowsDefinition(text, start))
                continue;
            if (imports.Aliases.TryGetValue(text[start..i], out var full) && full.Length > 0)
                uses.Add((start, i - start, full));
        }
        return uses;
    }

    private static bool IsStringPrefix(string text, int end) => end < text.Length && text[end] is '"' or '\'';

    /// <summary>A name before a single equals sign is an argument's or a target's, not a use.</summary>
    private static bool IsKeyword(string text, int end)
    {
        while (end < text.Length && text[end] is ' ' or '\t')
            end++;
        return end < text.Length && text[end] == '=' && (end + 1 >= text.Length || text[end + 1] != '=');
    }

    private static bool FollowsDefinition(string text, int start)
    {
        var before = text.AsSpan(Math.Max(0, start - 7), Math.Min(7, start)).TrimEnd(' ');
        return before.Length < Math.Min(7, start) && (before.EndsWith("def", StringComparison.Ordinal) || before.EndsWith("class", StringComparison.Ordinal));
    }

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_' || c > 127 && char.IsLetter(c);

    private static bool IsNamePart(char c) => IsNameStart(c) || char.IsDigit(c);

    /// <summary>Reads <c>import a.b as c</c> and <c>from a import b as c, d</c> (The Python Language Reference, 7.11).</summary>
    private sealed class ImportReader(string text, Part[] parts)
    {
        private int at;

        public Dictionary<string, string> Aliases { get; } = new(StringComparer.Ordinal);

        public List<(int Start, int End)> Statements { get; } = [];

        public void Read()
        {
            var isStart = true;
            for (at = 0; at < text.Length; at++)
            {
                var c = text[at];
                if (c is '\n' or ';' or ':')
                {
                    isStart = true;
                    continue;
                }
                if (c is ' ' or '\t')
                    continue;
                if (isStart && parts[at] == Part.Code && c is 'i' or 'f')
                {
                    var start = at;
                    if (Import() || From())
                        Statements.Add((start, at));
                    else
                        at = start;
                    at = Math.Max(start, at - 1);
                }
                isStart = false;
            }
        }

        private bool Import()
        {
            if (!Word("import"))
                return false;
            do
            {
                var module = DottedName();
                if (module.Length == 0)
                    return false;
                if (Word("as"))
                    Bind(DottedName(), module);
                else
                    Bind(module.Split('.')[0], "");
            }
            while (Symbol(','));
            return true;
        }

        private bool From()
        {
            if (!Word("from"))
                return false;
            var isRelative = false;
            while (Symbol('.'))
                isRelative = true;
            var module = isRelative && Peek("import") ? "" : DottedName();
            if (!Word("import"))
                return false;
            var isWrapped = Symbol('(');
            do
            {
                if (isWrapped)
                    Blank(acrossLines: true);
                var name = DottedName();
                if (name.Length == 0)
                    break;
                if (isWrapped)
                    Blank(acrossLines: true);
                var alias = Word("as") ? DottedName() : name;
                Bind(alias, isRelative ? "" : $"{module}.{name}");
                if (isWrapped)
                    Blank(acrossLines: true);
            }
            while (Symbol(','));
            if (isWrapped)
            {
                Blank(acrossLines: true);
                Symbol(')');
            }
            return true;
        }

        /// <summary>An empty full name means that the name stands for itself; a name bound in two ways stays as it is.</summary>
        private void Bind(string name, string full)
        {
            if (name.Length == 0 || Aliases.Count >= MaximumNames)
                return;
            if (Aliases.TryGetValue(name, out var other) && !string.Equals(other, full, StringComparison.Ordinal))
                full = "";
            Aliases[name] = string.Equals(name, full, StringComparison.Ordinal) ? "" : full;
        }

        private bool Word(string word)
        {
            Blank(acrossLines: false);
            if (!Peek(word))
                return false;
            at += word.Length;
            return true;
        }

        private bool Peek(string word)
        {
            Blank(acrossLines: false);
            return at + word.Length <= text.Length && string.CompareOrdinal(text, at, word, 0, word.Length) == 0
                && (at + word.Length == text.Length || !IsNamePart(text[at + word.Length]));
        }

        private bool Symbol(char symbol)
        {
            Blank(acrossLines: false);
            if (at >= text.Length || text[at] != symbol)
                return false;
            at++;
            return true;
        }

        private string DottedName()
        {
            Blank(acrossLines: false);
            var start = at;
            while (at < text.Length && (IsNamePart(text[at]) || text[at] == '.'))
                at++;
            return text[start..at];
        }

        private void Blank(bool acrossLines)
        {
            while (at < text.Length && (text[at] is ' ' or '\t' || acrossLines && text[at] == '\n' || text[at] == '\\' && at + 1 < text.Length && text[at + 1] == '\n'))
                at += text[at] == '\\' ? 2 : 1;
        }
    }
}
