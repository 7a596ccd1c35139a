using System.Text;

namespace AuditService.Collectors.SourceCode.Dependencies;

/// <summary>Reads as much of TOML 1.0 as manifests of packages use. A line that is not TOML is skipped: the rest still counts.</summary>
internal sealed class TomlText
{
    private const int MaximumNesting = 16;

    private readonly string text;
    private int at;
    private int line = 1;

    private TomlText(string text) => this.text = text;

    public static IReadOnlyList<TomlEntry> Read(string text) => [.. new TomlText(text).Entries()];

    private IEnumerable<TomlEntry> Entries()
    {
        var table = "";
        while (SkipBlank())
        {
            if (text[at] == '[')
            {
                table = Header();
                SkipLine();
                continue;
            }
            var start = line;
            var key = Key();
            if (key.Length == 0 || !Take('='))
            {
                SkipLine();
                continue;
            }
            var value = Value(0);
            if (value is not null)
                yield return new(table, key, value, start);
            SkipLine();
        }
    }

    private string Header()
    {
        while (at < text.Length && text[at] == '[')
            at++;
        return Key();
    }

    /// <summary>A dotted key; quotes are dropped, dots inside them kept as they are.</summary>
    private string Key()
    {
        var key = new StringBuilder();
        while (at < text.Length)
        {
            var c = text[at];
            if (c is '"' or '\'')
            {
                key.Append(QuotedText());
                continue;
            }
            if (char.IsLetterOrDigit(c) || c is '_' or '-' or '.')
                key.Append(c);
            else if (c is not (' ' or '\t'))
                break;
            at++;
        }
        return key.ToString();
    }

    private object? Value(int depth)
    {
        SkipSpaces();
        if (at >= text.Length || depth > MaximumNesting)
            return null;
        return text[at] switch
        {
            '"' or '\'' => QuotedText(),
            '[' => List(depth),
            '{' => Table(depth),
            _ => Bare(),
        };
    }

    private List<object> List(int depth)
    {
        var items = new List<object>();
        at++;
        while (SkipBlank() && text[at] != ']')
        {
            var before = at;
            if (Value(depth + 1) is { } item)
                items.Add(item is string word ? new TomlItem(word, line) : item);
            SkipBlank();
            if (!Take(',') && at == before)
                break;
        }
        Take(']');
        return items;
    }

    private Dictionary<string, object> Table(int depth)
    {
        var table = new Dictionary<string, object>(StringComparer.Ordinal);
        at++;
        while (SkipBlank() && text[at] != '}')
        {
            var before = at;
            var key = Key();
            if (key.Length > 0 && Take('=') && Value(depth + 1) is { } value)
                table[key] = value;
            SkipBlank();
            if (!Take(',') && at == before)
                break;
        }
        Take('}');
        return table;
    }

    private string Bare()
    {
        var start = at;
        while (at < text.Length && text[at] is not (',' or ']' or '}' or '\n' or '#'))
            at++;
        return text[start..at].Trim();
    }

    private string QuotedText()
    {
        var quote = text[at];
        var isTriple = at + 2 < text.Length && text[at + 1] == quote && text[at + 2] == quote;
        at += isTriple ? 3 : 1;
        var value = new StringBuilder();
        while (at < text.Length)
        {
            var c = text[at];
            if (c == '\n')
            {
                if (!isTriple)
                    break;
                line++;
            }
            if (c == quote && (!isTriple || at + 2 < text.Length && text[at + 1] == quote && text[at + 2] == quote))
            {
                at += isTriple ? 3 : 1;
                break;
            }
            if (c == '\\' && quote == '"' && at + 1 < text.Length && text[at + 1] != '\n')
                c = text[++at] switch { 'n' => '\n', 't' => '\t', var other => other };
            value.Append(c);
            at++;
        }
        return value.ToString();
    }

    private bool Take(char symbol)
    {
        SkipSpaces();
        if (at >= text.Length || text[at] != symbol)
            return false;
        at++;
        return true;
    }

    private void SkipSpaces()
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\r')
            at++;
    }

    /// <summary>Moves to the next token over blanks, comments and line ends; false at the end of the text.</summary>
    private bool SkipBlank()
    {
        while (at < text.Length)
        {
            if (text[at] == '\n')
                line++;
            else if (text[at] == '#')
            {
                while (at + 1 < text.Length && text[at + 1] != '\n')
                    at++;
            }
            else if (text[at] is not (' ' or '\t' or '\r'))
                return true;
            at++;
        }
        return false;
    }

    private void SkipLine()
    {
        while (at < text.Length && text[at] != '\n')
            at++;
    }
}
