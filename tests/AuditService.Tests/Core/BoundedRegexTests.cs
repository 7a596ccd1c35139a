using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using AuditService.Collectors;
using AuditService.Core;
using CsCheck;

namespace AuditService.Tests.Core;

public sealed class BoundedRegexTests
{
    private const string Nested = "(a+)+$";

    /// <summary>Backtracking goes through every way to share out the letters: 2^40 of them.</summary>
    private static readonly string Hostile = new string('a', 40) + "!";

    [Fact]
    public void Text_that_holds_up_backtracking_is_matched_in_linear_time()
    {
        var regex = new BoundedRegex(Nested);
        var started = Stopwatch.GetTimestamp();

        Assert.False(regex.IsMatch(Hostile));
        Assert.False(regex.IsMatch(Hostile.AsSpan()));
        Assert.Empty(regex.Matches(Hostile));
        Assert.Equal(Hostile, regex.Replace(Hostile, ""));

        Assert.True(regex.IsLinear);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Many_slow_matches_are_as_bounded_as_one()
    {
        // Each match walks the rest of the text for a colon that never comes: quadratic when backtracking.
        var regex = new BoundedRegex("a(?:[^:]*:)?");
        var text = string.Concat(Enumerable.Repeat("a ", 60_000));
        var started = Stopwatch.GetTimestamp();

        Assert.Equal(60_000, regex.Count(text));

        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Ordinary_text_builds_no_automaton()
    {
        var regex = new BoundedRegex(@"\b(?<day>\d{1,2})/(?<month>\d{1,2})\b");

        Assert.Equal(["3", "12"], regex.Matches("le 3/4, puis le 12/11").Select(match => match.Groups["day"].Value));
        Assert.Equal("le 4/3", regex.Replace("le 3/4", "${month}/${day}"));
        Assert.Equal(["le ", " ou ", ""], regex.Split("le 3/4 ou 5/6"));
        Assert.False(regex.IsLinear);
    }

    [Fact]
    public void Much_text_is_read_by_the_automaton()
    {
        var regex = new BoundedRegex("needle");
        var hay = new string('.', 1_000_000);
        for (var read = 0; read < 6; read++)
            Assert.False(regex.IsMatch(hay));

        Assert.True(regex.IsLinear);
        Assert.Equal(1_000_000, regex.Match(hay + "needle").Index);
    }

    [Theory]
    [InlineData("(?=a)")]
    [InlineData("(?<!a)b")]
    [InlineData(@"(a)\1")]
    [InlineData("(")]
    public void What_only_backtracking_can_match_is_refused(string pattern)
    {
        Assert.True(Record.Exception(() => BoundedRegex.Verify(pattern)) is ArgumentException or NotSupportedException);
    }

    [Fact]
    public void Both_ways_find_the_same_matches()
    {
        var patterns = (string[])[@"\w+@\w+(\.\w+)+", "a*", @"(?:ab|a)(?:c|bcd)?", @"^\s*\w", @"\b\d{2}(?:[ .-]?\d{2}){1,4}\b", "", @"[^a]$", "(?:é|e)t?e?"];
        Gen.Select(Gen.Int[0, patterns.Length - 1].Select(index => patterns[index]), Gen.Int[0, 2].Select(index => new[] { RegexOptions.None, RegexOptions.IgnoreCase, RegexOptions.Multiline }[index]), Gen.Char["abcdéEt@. -\n0123"].Array[0, 40]).Sample((pattern, options, letters) =>
        {
            var text = new string(letters);
            var expected = new Regex(pattern, options | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking).Matches(text).Select(match => (match.Index, match.Length)).ToList();
            var quick = new BoundedRegex(pattern, options);
            var linear = new BoundedRegex(pattern, options);
            _ = linear.IsMatch(new string('x', 4_100_000));

            Assert.Equal(expected, quick.Matches(text).Select(match => (match.Index, match.Length)));
            Assert.True(linear.IsLinear);
            Assert.Equal(expected, linear.Matches(text).Select(match => (match.Index, match.Length)));
        }, iter: 60);
    }

    [Fact]
    public void Every_pattern_of_the_code_can_be_matched_in_linear_time()
    {
        var regexes = new[] { typeof(BoundedRegex), typeof(Senses), typeof(AuditService.App.Composition) }
            .SelectMany(type => type.Assembly.GetTypes()).Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(BoundedRegex)).Select(field => (BoundedRegex)field.GetValue(null)!).ToList();

        Assert.True(regexes.Count > 80, $"{regexes.Count} found");
        foreach (var regex in regexes)
            BoundedRegex.Verify(regex.ToString(), regex.Options);
    }
}
