using System.Diagnostics;
using System.Text.RegularExpressions;

namespace AuditService.Core;

/// <summary>
/// A regular expression that hostile text cannot hold up: only what an automaton can match in linear time is allowed (no look-around, no
/// back-reference). The automaton takes milliseconds to build and a dossier meets hundreds of patterns, so that ordinary text is first
/// matched by backtracking, which is ready at once; the automaton is built for the pattern whose backtracking exceeds its time on some
/// text, or which reads so much text that the automaton pays. Both find the same matches (.NET, <c>RegexOptions.NonBacktracking</c>).
/// </summary>
/// <param name="pattern">Construction never fails: a pattern that is not allowed throws <see cref="ArgumentException"/> or <see cref="NotSupportedException"/> at <see cref="Verify"/>.</param>
/// <param name="options">Besides <see cref="RegexOptions.CultureInvariant"/>, which always holds.</param>
public sealed class BoundedRegex(string pattern, RegexOptions options = RegexOptions.None)
{
    /// <summary>How much text backtracking reads before the automaton is built for good.</summary>
    private const long MuchText = 4_000_000;

    /// <summary>What backtracking may take on one text, all matches together, before the automaton takes over.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly Lazy<Regex> backtracking = new(() => new Regex(pattern, options | RegexOptions.CultureInvariant, Patience));
    private readonly Lazy<Regex> automaton = new(() => Automaton(pattern, options));
    private long read;
    private volatile bool isLinear;

    /// <summary>Whether the automaton has taken over.</summary>
    public bool IsLinear => isLinear;

    public RegexOptions Options => options;

    public override string ToString() => pattern;

    /// <summary>Throws when the pattern is no regular expression, or one that only backtracking could match.</summary>
    public static void Verify(string pattern, RegexOptions options = RegexOptions.None) => _ = Automaton(pattern, options);

    public bool IsMatch(string text) => IsMatch(text.AsSpan());

    public bool IsMatch(ReadOnlySpan<char> text)
    {
        if (Quick(text.Length) is { } quick)
        {
            try
            {
                return quick.IsMatch(text);
            }
            catch (RegexMatchTimeoutException)
            {
                isLinear = true;
            }
        }
        return automaton.Value.IsMatch(text);
    }

    /// <param name="start">Where the search begins; what precedes is still seen by anchors.</param>
    public Match Match(string text, int start = 0)
    {
        if (Quick(text.Length - start) is { } quick)
        {
            try
            {
                return quick.Match(text, start);
            }
            catch (RegexMatchTimeoutException)
            {
                isLinear = true;
            }
        }
        return automaton.Value.Match(text, start);
    }

    /// <summary>All matches from left to right, none overlapping another.</summary>
    public IEnumerable<Match> Matches(string text)
    {
        var started = Stopwatch.GetTimestamp();
        var match = Match(text);
        var spent = Stopwatch.GetElapsedTime(started);
        while (match.Success)
        {
            yield return match;
            started = Stopwatch.GetTimestamp();
            match = After(match, text, spent);
            spent += Stopwatch.GetElapsedTime(started);
        }
    }

    public int Count(string text) => Matches(text).Count();

    public string Replace(string text, string replacement) => Rewritten(text, match => match.Result(replacement));

    public string Replace(string text, MatchEvaluator replacement) => Rewritten(text, replacement);

    /// <summary>The parts of the text between the matches.</summary>
    public IEnumerable<string> Split(string text)
    {
        var from = 0;
        foreach (var match in Matches(text))
        {
            yield return text[from..match.Index];
            from = match.Index + match.Length;
        }
        yield return text[from..];
    }

    private static Regex Automaton(string pattern, RegexOptions options) => new(pattern, options | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private Regex? Quick(int length)
    {
        if (isLinear)
            return null;
        if (Interlocked.Add(ref read, length) <= MuchText)
            return backtracking.Value;
        isLinear = true;
        return null;
    }

    /// <summary>Each match by itself is in time; a text full of slow ones is noticed here.</summary>
    private Match After(Match match, string text, TimeSpan spent)
    {
        if (!isLinear && spent < Patience)
        {
            try
            {
                return match.NextMatch();
            }
            catch (RegexMatchTimeoutException)
            {
                isLinear = true;
            }
        }
        isLinear = true;
        // An empty match would be found again where it ended.
        var next = match.Index + Math.Max(1, match.Length);
        return next > text.Length ? System.Text.RegularExpressions.Match.Empty : automaton.Value.Match(text, next);
    }

    private string Rewritten(string text, MatchEvaluator replacement)
    {
        var written = new System.Text.StringBuilder();
        var from = 0;
        foreach (var match in Matches(text))
        {
            written.Append(text, from, match.Index - from).Append(replacement(match));
            from = match.Index + match.Length;
        }
        return from == 0 && written.Length == 0 ? text : written.Append(text, from, text.Length - from).ToString();
    }
}
