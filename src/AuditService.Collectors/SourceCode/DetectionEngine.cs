using AuditService.Collectors.SourceCode.Lexing;
using AuditService.Core;
using AuditService.Core.Rules;

namespace AuditService.Collectors.SourceCode;

/// <summary>
/// Runs every detector over one text in one pass: keywords first, then the patterns whose keywords stand there, then what the match's call,
/// statement or file says against it. Time is linear in the text. Safe for concurrent use.
/// </summary>
internal sealed class DetectionEngine
{
    /// <summary>Sightings of one detector in one text; more say nothing new.</summary>
    private const int MaximumSightings = 500;

    /// <summary>An unclosed call or statement ends here.</summary>
    private const int MaximumExtent = 20_000;

    private readonly CompiledDetector[] detectors;
    private readonly KeywordIndex keywords;

    public DetectionEngine(IEnumerable<Detector> detectors)
    {
        this.detectors = [.. detectors
            .Where(Runs)
            .Select((detector, index) => new CompiledDetector(detector, index))];
        keywords = new([.. this.detectors.SelectMany(detector => detector.Keywords.Select(keyword => (keyword, detector.Index)))]);
    }

    /// <summary>True for the detectors that this engine runs; the others are for pages and documents.</summary>
    public static bool Runs(Detector detector) => detector.In is DetectIn.Code or DetectIn.Configuration or DetectIn.Text;

    /// <summary>All sightings in a text, in the order of their places.</summary>
    public IReadOnlyList<Sighting> Scan(SourceText text)
    {
        var candidates = Array.FindAll(detectors, detector => detector.Reads(text));
        if (candidates.Length == 0 || text.Text.Length == 0)
            return [];
        var present = new KeywordHits(detectors.Length, owner => detectors[owner].IsLocal);
        keywords.Find(text.Text, present);

        var secrets = new SecretSightings(text);
        var hits = new HitList();
        foreach (var detector in candidates)
        {
            if (!detector.LooksEverywhere || !IsPresent(detector, present))
                continue;
            if (detector.Detector.Masked)
                secrets.Add(detector, detector.IsLocal ? present.Windows(detector.Index) : [(0, text.Text.Length)]);
            else
                Everywhere(detector, text, hits);
        }
        InCode(candidates, text, present, hits);
        return [.. Excerpts.Make(text, hits, secrets.Settle())
            .OrderBy(sighting => sighting.Line).ThenBy(sighting => sighting.Column).ThenBy(sighting => sighting.Rule, StringComparer.Ordinal)];
    }

    private static void Everywhere(CompiledDetector detector, SourceText text, HitList hits)
    {
        // Only what the text itself is searched for: code that stands in a comment does nothing.
        var view = detector.Detector.In == DetectIn.Text ? CodeView.Of(text.Text, text.Language, new Part[text.Text.Length]) : text.View;
        Run(detector, view, hits, isEverywhere: true);
    }

    private void InCode(CompiledDetector[] candidates, SourceText text, KeywordHits present, HitList hits)
    {
        var inCode = Array.FindAll(candidates, detector => !detector.LooksEverywhere);
        if (inCode.Length == 0 || text.Language is not "python" && !Array.Exists(inCode, detector => IsPresent(detector, present)))
            return;
        var view = text.View;
        var names = text.Language is "python" ? PythonNames.Of(view.Text, view.Parts) : view.HasBraces ? CurlyConstants.Of(view.Text, view.Parts) : ResolvedNames.None;
        foreach (var detector in inCode)
        {
            if (IsPresent(detector, present))
                Run(detector, view, hits, isEverywhere: false, names.Misleading);
        }
        if (names.Replacements.Count == 0)
            return;
        var full = view.With(names.Replacements);
        keywords.Find(full.Text, present);
        foreach (var detector in inCode)
        {
            if (IsPresent(detector, present))
                Run(detector, full, hits, isEverywhere: false);
        }
    }

    private static bool IsPresent(CompiledDetector detector, KeywordHits present) => detector.Keywords.Count == 0 || present.IsPresent(detector.Index);

    /// <param name="misleading">Where names stand that mean something else than they say, in ascending order: a match over one is none.</param>
    private static void Run(CompiledDetector detector, CodeView view, HitList hits, bool isEverywhere, IReadOnlyList<int>? misleading = null)
    {
        if (detector.Beside is { } company && !company.IsMatch(view.Text))
            return;
        var isExempt = detector.Detector.Scope == DetectScope.File && Contradicts(detector, view, 0, view.Text.Length, call: -1, isEverywhere);
        var count = 0;
        foreach (var match in detector.Pattern.Matches(view.Text))
        {
            if (match.Length == 0)
                continue;
            // A pattern may say which of its parts is worth quoting: what leads to it stands lines before.
            var start = match.Groups["at"] is { Success: true } quoted ? quoted.Index : FirstWord(view.Text, match.Index, match.Length);
            if (view.Parts[start] == Part.Comment || !isEverywhere && view.Parts[start] != Part.Code || IsDefinition(view.Text, start))
                continue;
            if (misleading is { Count: > 0 } && misleading.Any(at => at >= match.Index && at < match.Index + match.Length))
                continue;
            if (++count > MaximumSightings)
                break;
            var place = view.ToSource(start);
            if (isExempt)
            {
                hits.Drop(detector, place);
                continue;
            }
            if (detector.From is { } source && !IsReached(view, source, detector.FromUnless, detector.Detector.Scope, match.Index, match.Index + match.Length))
                continue;
            if (detector.Detector.UnlessConstant && !IsReached(view, PythonFlow.Anything, ends: null, detector.Detector.Scope, match.Index, match.Index + match.Length))
            {
                hits.Drop(detector, place);
                continue;
            }
            var (from, to, call) = detector.Detector.Scope == DetectScope.Call ? Call(view, match.Index, match.Index + match.Length) : Statement(view, start);
            if (detector.Detector.Scope != DetectScope.File && Contradicts(detector, view, from, to, call, isEverywhere))
                hits.Drop(detector, place);
            else
                hits.Keep(detector, place, Certainty(detector, view, from, to, call));
        }
    }

    /// <summary>True when the first argument of the call, the argument that a match begins, or the statement holds what the pattern looks for or a name bound to it.</summary>
    private static bool IsReached(CodeView view, BoundedRegex source, BoundedRegex? ends, DetectScope scope, int start, int end)
    {
        var (from, to, call) = scope == DetectScope.Call ? Call(view, start, end) : Statement(view, start);
        if (call < 0)
            return view.FlowOf(source, ends).Reaches(Math.Max(from, start), EndOfArgument(view, start, end, to));
        var close = view.Brackets.Close(call);
        var comma = call + 1;
        while (comma < close && !(view.Text[comma] == ',' && view.Parts[comma] == Part.Code && view.Brackets.Enclosing(comma) == call))
            comma++;
        return view.FlowOf(source, ends).Reaches(call + 1, comma);
    }

    /// <summary>Inside brackets a match that begins an argument says nothing of the next one.</summary>
    private static int EndOfArgument(CodeView view, int start, int end, int to)
    {
        var around = view.Brackets.Enclosing(FirstWord(view.Text, start, end - start));
        if (around < 0 || view.Text[around] == '[')
            return to;
        for (var i = end; i < to; i++)
        {
            if (view.Text[i] == ',' && view.Parts[i] == Part.Code && view.Brackets.Enclosing(i) == around)
                return i;
        }
        return to;
    }

    /// <summary>Arguments passed on unread (<c>**options</c>) may hold what the pattern misses.</summary>
    private static double Certainty(CompiledDetector detector, CodeView view, int from, int to, int call)
    {
        if (call < 0 || detector.Unless is null)
            return 1;
        for (var i = view.Text.IndexOf("**", from, to - from, StringComparison.Ordinal); i >= 0 && i + 2 < to; i = view.Text.IndexOf("**", i + 2, to - i - 2, StringComparison.Ordinal))
        {
            var before = view.Text.AsSpan(call, i - call).TrimEnd();
            if (before[^1] is '(' or ',' && view.Parts[i] == Part.Code && view.Brackets.Enclosing(i) == call)
                return 0.5;
        }
        return 1;
    }

    /// <summary>True when the exempting pattern matches code in the extent. A named argument counts only in the call itself, not in one nested in it.</summary>
    private static bool Contradicts(CompiledDetector detector, CodeView view, int from, int to, int call, bool isEverywhere)
    {
        if (detector.Unless is not { } unless)
            return false;
        foreach (var match in unless.Matches(view.Text[from..to]))
        {
            if (match.Length == 0)
                continue;
            var start = FirstWord(view.Text, from + match.Index, match.Length);
            if (!isEverywhere && view.Parts[start] != Part.Code)
                continue;
            if (call < 0 || !IsArgument(view.Text.AsSpan(start, from + match.Index + match.Length - start)) || view.Brackets.Enclosing(start) == call)
                return true;
        }
        return false;
    }

    /// <summary><c>name=value</c>, and not a comparison.</summary>
    private static bool IsArgument(ReadOnlySpan<char> match)
    {
        var i = 0;
        while (i < match.Length && (char.IsLetterOrDigit(match[i]) || match[i] == '_'))
            i++;
        while (i < match.Length && match[i] == ' ')
            i++;
        return i > 0 && i < match.Length && match[i] == '=' && (i + 1 == match.Length || match[i + 1] != '=');
    }

    /// <summary>The first letter, digit or underscore of a match: what tells whether it stands in code, and where. A pattern may begin with what precedes a name.</summary>
    private static int FirstWord(string text, int start, int length)
    {
        var first = -1;
        for (var i = start; i < start + length; i++)
        {
            if (char.IsLetterOrDigit(text[i]) || text[i] == '_')
                return i;
            if (first < 0 && !char.IsWhiteSpace(text[i]))
                first = i;
        }
        return first < 0 ? start : first;
    }

    /// <summary><c>def eval(</c> defines a function of that name and does not call it.</summary>
    private static bool IsDefinition(string text, int start)
    {
        var end = start;
        while (end > 0 && text[end - 1] is ' ')
            end--;
        if (end == start || end == 0)
            return false;
        var word = text.AsSpan(Math.Max(0, end - 9), Math.Min(9, end));
        foreach (var keyword in Definitions)
        {
            if (word.EndsWith(keyword, StringComparison.Ordinal) && (word.Length == keyword.Length || !char.IsLetterOrDigit(word[^(keyword.Length + 1)]) && word[^(keyword.Length + 1)] != '_'))
                return true;
        }
        return false;
    }

    private static readonly string[] Definitions = ["def", "class", "function", "fn", "func", "fun"];

    /// <summary>The call that a match opens, follows or stands in; its statement when there is none.</summary>
    private static (int From, int To, int Call) Call(CodeView view, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (view.Text[i] == '(' && view.Parts[i] == Part.Code && view.Brackets.Close(i) is var close && (close >= end || i == end - 1))
                return Extent(view, start, i, close);
        }
        var next = end;
        while (next < view.Text.Length && char.IsWhiteSpace(view.Text[next]))
            next++;
        if (next < view.Text.Length && view.Text[next] == '(' && view.Parts[next] == Part.Code)
            return Extent(view, start, next, view.Brackets.Close(next));
        var around = view.Brackets.Enclosing(start);
        while (around >= 0 && view.Text[around] != '(')
            around = view.Brackets.Enclosing(around);
        return around < 0 ? Statement(view, start) : Extent(view, around, around, view.Brackets.Close(around));
    }

    private static (int From, int To, int Call) Extent(CodeView view, int start, int opening, int close) =>
        (start, Math.Min(Math.Min(close + 1, view.Text.Length), start + MaximumExtent), opening);

    /// <summary>A brace that opens statements; one after an opening bracket, a comma, a colon or an equals sign opens an object.</summary>
    private static bool IsBlock(CodeView view, int bracket)
    {
        if (!view.HasBraces || view.Text[bracket] != '{')
            return false;
        var before = bracket - 1;
        while (before >= 0 && char.IsWhiteSpace(view.Text[before]))
            before--;
        return before < 0 || view.Text[before] is not ('(' or '[' or ',' or ':' or '=');
    }

    /// <summary>The lines of a statement: those that its brackets hold together and, where braces enclose blocks, those that begin with a dot.</summary>
    private static (int From, int To, int Call) Statement(CodeView view, int start)
    {
        var from = start;
        for (var around = view.Brackets.Enclosing(start); around >= 0 && start - around < MaximumExtent && !IsBlock(view, around); around = view.Brackets.Enclosing(around))
            from = around;
        from = StartOfLine(view, from);
        while (from > 0 && start - from < MaximumExtent && GoesOn(view, from))
            from = StartOfLine(view, from - 1);
        var to = start;
        while (to < view.Text.Length && to - start < MaximumExtent)
        {
            var c = view.Text[to];
            // A long string holds its lines together, as brackets do.
            if (c == '\n' && (to == 0 || view.Text[to - 1] != '\\') && view.Parts[to] != Part.Quoted && !GoesOn(view, to + 1))
                break;
            var skipsBrackets = c is '(' or '[' || c == '{' && !view.HasBraces;
            to = skipsBrackets && view.Parts[to] == Part.Code ? Math.Max(to + 1, Math.Min(view.Brackets.Close(to), start + MaximumExtent)) : to + 1;
        }
        // A match inside brackets: the statement goes on to where they close.
        for (var around = view.Brackets.Enclosing(start); around >= from && !IsBlock(view, around); around = view.Brackets.Enclosing(around))
            to = Math.Max(to, Math.Min(view.Brackets.Close(around), start + MaximumExtent));
        return (from, Math.Min(to, view.Text.Length), -1);
    }

    private static int StartOfLine(CodeView view, int position)
    {
        while (position > 0 && view.Text[position - 1] != '\n')
            position--;
        return position;
    }

    /// <summary>True when a line only goes on with the chain of calls above it: <c>.maxTokens(300)</c>.</summary>
    private static bool GoesOn(CodeView view, int line)
    {
        if (!view.HasBraces)
            return false;
        var last = Math.Min(view.Text.Length, line + MaximumExtent);
        while (line < last && char.IsWhiteSpace(view.Text[line]))
            line++;
        return line + 1 < view.Text.Length && (view.Text[line] == '.' && view.Text[line + 1] != '.' || view.Text[line] == '?' && view.Text[line + 1] == '.');
    }
}
