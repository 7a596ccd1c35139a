using System.Collections.Frozen;
using AuditService.Collectors.SourceCode.Lexing;
using AuditService.Core;

namespace AuditService.Collectors.SourceCode;

/// <summary>
/// Follows what comes from an expression through the names that a Python file binds to it: assignments, <c>for</c>, <c>with</c>, <c>:=</c>, the
/// parameters of a function whose decorators and header match, and what a function returns. Statements are read in their order, names by function.
/// </summary>
/// <remarks>
/// It errs on the side of silence: what an attribute, a container or another file carries is lost, and a value read as a number, counted, or used to
/// choose in a table does not pass on.
/// </remarks>
internal sealed class PythonFlow
{
    private const int MaximumStatements = 20_000;

    /// <summary>Followed instead of an expression, everything counts that is not written out in the file: calls, attributes, elements, names that nothing binds.</summary>
    public static readonly BoundedRegex Anything = new(@"\b[A-Za-z_]\w*\s*[(\[.]");

    /// <summary>Calls whose result no longer holds the text they were given.</summary>
    private static readonly FrozenSet<string> Closing = FrozenSet.ToFrozenSet(["int", "float", "bool", "len", "isinstance", "hash", "ord", "sum", "range", "get", "index", "literal_eval", "UUID"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Keywords = FrozenSet.ToFrozenSet(["if", "elif", "while", "return", "assert", "del", "raise", "yield", "await", "not", "and", "or", "in", "is", "lambda", "else", "True", "False", "None"], StringComparer.Ordinal);

    private readonly CodeView view;
    /// <summary>Types whose values hold no text of a visitor's choice.</summary>
    private static readonly FrozenSet<string> ClosedTypes = FrozenSet.ToFrozenSet(["int", "float", "bool", "UUID", "UUID4", "date", "datetime", "Decimal", "PositiveInt", "NonNegativeInt", "conint"], StringComparer.Ordinal);

    private readonly BoundedRegex source;
    private readonly BoundedRegex? ends;
    private readonly List<Statement> statements = [];
    private readonly List<Scope> scopes = [new(-1, null)];

    public PythonFlow(CodeView view, BoundedRegex source, BoundedRegex? ends = null)
    {
        this.view = view;
        this.source = source;
        this.ends = ends;
        Split();
        // What a function returns is known only once it was read, wherever it is called: twice is enough for a call of a call.
        Bind();
        Bind();
    }

    /// <summary>True when code in the extent holds the expression, or a name that stands for it there.</summary>
    public bool Reaches(int from, int to)
    {
        var at = statements.FindLastIndex(statement => statement.Start <= from);
        return at >= 0 && Carries(from, to, statements[at].Scope, from);
    }

    private void Split()
    {
        var open = new Stack<(int Indent, int Scope)>();
        open.Push((-1, 0));
        var decorators = -1;
        for (var at = 0; at < view.Text.Length && statements.Count < MaximumStatements;)
        {
            var line = at;
            while (at < view.Text.Length && view.Text[at] is ' ' or '\t') at++;
            var end = EndOf(at);
            if (at < end && view.Parts[at] == Part.Code)
            {
                while (open.Count > 1 && open.Peek().Indent >= at - line) open.Pop();
                var header = Header(at);
                if (view.Text[at] == '@')
                {
                    if (decorators < 0) decorators = at;
                }
                else if (header is { } function)
                {
                    scopes.Add(new(open.Peek().Scope, function.Name));
                    var scope = scopes.Count - 1;
                    statements.Add(new(decorators < 0 ? at : decorators, end, scope, function.Opening));
                    open.Push((at - line, scope));
                    // What stands on the line of the header, after its colon, is left out.
                    decorators = -1;
                }
                else
                {
                    statements.Add(new(at, end, open.Peek().Scope, Parameters: -1));
                    decorators = -1;
                }
            }

            at = end + 1;
        }
    }

    /// <summary>The end of the logical line: brackets, long strings and backslashes hold lines together.</summary>
    private int EndOf(int start)
    {
        for (var at = start; at < view.Text.Length; at++)
        {
            var c = view.Text[at];
            if (c is '(' or '[' or '{' && view.Parts[at] == Part.Code) at = Math.Min(view.Brackets.Close(at), view.Text.Length - 1);
            else if (c == '\n' && view.Parts[at] != Part.Quoted && (at == 0 || view.Text[at - 1] != '\\')) return at;
        }

        return view.Text.Length;
    }

    private (string Name, int Opening)? Header(int at)
    {
        var text = view.Text.AsSpan(at);
        var start = text.StartsWith("async def ") ? 10 : text.StartsWith("def ") ? 4 : 0;
        if (start == 0) return null;
        var opening = view.Text.IndexOf('(', at + start);
        return opening < 0 ? null : (view.Text[(at + start)..opening].Trim(), opening);
    }

    private void Bind()
    {
        foreach (var scope in scopes) scope.Forget();
        foreach (var statement in statements)
        {
            if (statement.Parameters >= 0)
            {
                BindParameters(statement);
                continue;
            }

            var text = view.Text.AsSpan(statement.Start, statement.End - statement.Start);
            if (text.StartsWith("return ") && scopes[statement.Scope].Name is { } function)
            {
                if (Carries(statement.Start + 6, statement.End, statement.Scope, statement.Start)) scopes[scopes[statement.Scope].Parent].Givers.Add(function);
            }
            else if (text.StartsWith("for ") && Find(statement, " in ") is var found and > 0)
            {
                Assign(statement.Start + 4, found, found + 4, statement);
            }
            else if ((text.StartsWith("with ") || text.StartsWith("async with ")) && Find(statement, " as ") is var alias and > 0)
            {
                Assign(alias + 4, statement.End, statement.Start, statement);
            }
            else if (EqualsSign(statement) is var equals and > 0)
            {
                Assign(statement.Start, equals, equals + 1, statement);
            }

            if (Find(statement, ":=") is var walrus and > 0)
            {
                var start = walrus;
                while (start > statement.Start && (IsName(view.Text[start - 1]) || view.Text[start - 1] == ' ')) start--;
                Assign(start, walrus, walrus + 2, statement);
            }
        }
    }

    private void BindParameters(Statement header)
    {
        var close = Math.Min(view.Brackets.Close(header.Parameters), header.End);
        if (!Matches(header.Start, close)) return;
        foreach (var (start, end) in Names(header.Parameters + 1, close))
        {
            var before = start - 1;
            while (before > header.Parameters && view.Text[before] is ' ' or '\n' or '*') before--;
            var name = view.Text[start..end];
            if (IsOfClosedType(end, close))
                continue;
            if (view.Text[before] is '(' or ',' && view.Brackets.Enclosing(start) == header.Parameters && name is not ("self" or "cls" or "db" or "session"))
                scopes[header.Scope].Bind(name, header.Start, carries: true);
        }
    }

    /// <summary><c>name: int</c>, <c>name: uuid.UUID</c>, <c>name: Annotated[int, ...]</c>.</summary>
    private bool IsOfClosedType(int at, int close)
    {
        while (at < close && view.Text[at] == ' ') at++;
        if (at >= close || view.Text[at] != ':') return false;
        at++;
        while (at < close && view.Text[at] == ' ') at++;
        if (view.Text.AsSpan(at, close - at).StartsWith("Annotated[", StringComparison.Ordinal)) at += "Annotated[".Length;
        var start = at;
        while (at < close && (IsName(view.Text[at]) || view.Text[at] == '.')) at++;
        var type = view.Text[start..at];
        return ClosedTypes.Contains(type[(type.LastIndexOf('.') + 1)..]) && !view.Text.AsSpan(at, close - at).TrimStart(' ').StartsWith("|", StringComparison.Ordinal);
    }

    /// <summary>Binds the names of the targets to what the expression carries; an augmented assignment only adds.</summary>
    private void Assign(int from, int to, int expression, Statement statement)
    {
        var carries = Carries(expression, statement.End, statement.Scope, statement.Start);
        var adds = to > from && view.Text[to - 1] is '+' or '%' or '|';
        var colon = view.Text.IndexOf(':', from, to - from);
        foreach (var (start, end) in Names(from, colon < 0 ? to : colon))
        {
            var name = view.Text[start..end];
            var isWhole = start == from || !view.Text.AsSpan(from, start - from).ContainsAny('[', '.');
            if (isWhole && (carries || !adds)) scopes[statement.Scope].Bind(name, statement.Start, carries);
        }
    }

    private bool Carries(int from, int to, int scope, int before)
    {
        if (ends is not null && to > from && ends.IsMatch(view.Text.AsSpan(from, to - from).Trim())) return false;
        if (Matches(from, to)) return true;
        foreach (var (start, end) in Names(from, to))
        {
            if (IsBound(view.Text[start..end], scope, before) && !IsClosed(start, from)) return true;
        }

        return false;
    }

    private bool Matches(int from, int to)
    {
        foreach (var match in source.Matches(view.Text[from..to]))
        {
            var start = from + match.Index;
            while (start < from + match.Index + match.Length - 1 && !IsName(view.Text[start])) start++;
            if (match.Length > 0 && view.Parts[start] == Part.Code && !IsClosed(start, from)) return true;
        }

        return false;
    }

    private bool IsBound(string name, int scope, int before)
    {
        for (var at = scope; at >= 0; at = scopes[at].Parent)
        {
            if (source == Anything && scopes[at].MayCarry(name)) return true;
            // In its own function the last binding before holds; what stands around is bound by the time the function runs.
            if (scopes[at].Last(name, at == scope ? before : int.MaxValue) is { } carries) return carries;
            if (scopes[at].Givers.Contains(name)) return true;
        }

        return source == Anything;
    }

    /// <summary>Inside a subscript (a choice in a table) or a call that closes the text.</summary>
    private bool IsClosed(int at, int from)
    {
        for (var around = view.Brackets.Enclosing(at); around >= from && around > 0; around = view.Brackets.Enclosing(around))
        {
            var end = around;
            while (end > 0 && view.Text[end - 1] == ' ') end--;
            var start = end;
            while (start > 0 && IsName(view.Text[start - 1])) start--;
            if (view.Text[around] == '[' && end > 0 && (start < end || view.Text[end - 1] is ')' or ']')) return true;
            if (view.Text[around] == '(' && Closing.Contains(view.Text[start..end])) return true;
        }

        return false;
    }

    /// <summary>Names that stand for themselves: no attribute, no keyword, no name of an argument or of a target.</summary>
    private IEnumerable<(int Start, int End)> Names(int from, int to)
    {
        for (var at = from; at < to; at++)
        {
            if (view.Parts[at] != Part.Code || !IsName(view.Text[at])) continue;
            var start = at;
            while (at < to && IsName(view.Text[at])) at++;
            if (char.IsDigit(view.Text[start]) || (start > 0 && (view.Text[start - 1] == '.' || IsName(view.Text[start - 1]))) || Keywords.Contains(view.Text[start..at])) continue;
            // The prefix of a text: f"...".
            if (at - start <= 2 && at < view.Text.Length && view.Text[at] is '"' or '\'') continue;
            var next = at;
            while (next < to && view.Text[next] == ' ') next++;
            // What stands before a single equals sign takes a value and gives none: an argument's name, or the target of an assignment.
            var around = view.Brackets.Enclosing(start);
            var isTarget = next + 1 < to && view.Text[next] == '=' && view.Text[next + 1] != '=' && (around < 0 || view.Text[around] == '(' && around >= from);
            if (!isTarget) yield return (start, at);
        }
    }

    /// <summary>The equals sign of an assignment, outside brackets and strings.</summary>
    private int EqualsSign(Statement statement)
    {
        for (var at = statement.Start + 1; at < statement.End - 1; at++)
        {
            if (view.Parts[at] != Part.Code) continue;
            if (view.Text[at] is '(' or '[' or '{') at = Math.Min(view.Brackets.Close(at), statement.End - 1);
            else if (view.Text[at] == '=') return view.Text[at + 1] == '=' || view.Text[at - 1] is '=' or '!' or '<' or '>' or ':' ? -1 : at;
        }

        return -1;
    }

    private int Find(Statement statement, string text)
    {
        var at = view.Text.IndexOf(text, statement.Start, statement.End - statement.Start, StringComparison.Ordinal);
        return at >= 0 && view.Parts[at] == Part.Code ? at : -1;
    }

    private static bool IsName(char c) => char.IsLetterOrDigit(c) || c == '_';

    private readonly record struct Statement(int Start, int End, int Scope, int Parameters);

    private sealed class Scope(int parent, string? name)
    {
        private readonly Dictionary<string, List<(int At, bool Carries)>> bindings = new(StringComparer.Ordinal);

        public int Parent { get; } = parent;

        public string? Name { get; } = name;

        /// <summary>Functions defined here that give back what comes from the expression.</summary>
        public HashSet<string> Givers { get; } = new(StringComparer.Ordinal);

        public void Forget() => bindings.Clear();

        public void Bind(string name, int at, bool carries)
        {
            if (!bindings.TryGetValue(name, out var known)) bindings[name] = known = [];
            known.Add((at, carries));
        }

        public bool MayCarry(string name) => bindings.TryGetValue(name, out var known) && known.Exists(binding => binding.Carries);

        /// <summary>Whether the name carries the expression after its last binding before a place; null when it has none.</summary>
        public bool? Last(string name, int before)
        {
            if (!bindings.TryGetValue(name, out var known)) return null;
            var last = known.FindLastIndex(binding => binding.At < before);
            return last < 0 ? null : known[last].Carries;
        }
    }
}
