namespace AuditService.Collectors.SourceCode.Lexing;

/// <summary>
/// Writes imported names in full, so that <c>from torch import load as fetch</c> then <c>fetch(path)</c> reads <c>torch.load(path)</c>.
/// Only what import statements of the file say is used; a relative import stays as it is.
/// </summary>
internal static class PythonNames
{
    private const int MaximumNames = 2000;

    /// <summary>The names to replace, or an empty list when every name already stands in full.</summary>
    public static IReadOnlyList<(int Start, int Length, string Text)> Replacements(string text, Part[] parts)
    {
        var imports = new ImportReader(text, parts);
        imports.Read();
        return imports.Aliases.Count == 0 ? [] : Uses(text, parts, imports);
    }

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
