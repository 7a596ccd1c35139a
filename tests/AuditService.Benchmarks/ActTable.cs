using System.Globalization;
using System.Text.Json;
using AuditService.Collectors.WebPages;
using AuditService.Core;
using AuditService.Core.Accessibility;
using AuditService.Core.Collection;

namespace AuditService.Benchmarks;

/// <summary>
/// What <c>scan page</c> says of the W3C's ACT test cases, by RGAA test: how many of the failing cases are failed, left to a human or passed
/// over, and how many of the others are wrongly failed. Cases that RGAA reads otherwise, and those whose media are not there, are left out.
/// The line "all" counts the tests that the map names, "kinds" those of other kinds of elements and of its cautions too.
/// </summary>
internal static class ActTable
{
    public const string Verb = "act";

    /// <summary>RGAA cuts by the kind of element what an ACT rule asks of all kinds; the map names the first of these tests.</summary>
    private static readonly Dictionary<string, string[]> OfOtherKinds = new(StringComparer.Ordinal)
    {
        ["1.1.1"] = ["1.1.5", "1.1.6", "1.1.7", "1.1.8"],
        ["1.2.1"] = ["1.2.3", "1.2.4", "1.2.5", "1.2.6"],
        ["1.3.1"] = ["1.3.4", "1.3.5", "1.3.6", "1.3.7"],
        ["6.1.1"] = ["6.1.2", "6.1.3", "6.1.4"],
    };

    /// <summary>
    /// Where the cautions of the map and the reference say which test a case belongs to: a button outside a form to theme 7, a heading without a level to 9.1.3, an area without an
    /// alternative to 1.1.2.
    /// </summary>
    private static readonly Dictionary<string, string[]> ByCaution = new(StringComparer.Ordinal) { ["97a4e1"] = ["7.1.1", "7.1.3"], ["4e8ab6"] = ["9.1.3"], ["c487ae"] = ["1.1.2"] };

    /// <param name="folder">Where <c>testcases.json</c> and <c>act-rgaa-map.json</c> lie, the pages below. Cases whose page is not there are left out.</param>
    /// <param name="eachCase">Print what is said of each case too.</param>
    public static async Task PrintAsync(string folder, bool useBrowser, bool eachCase, TextWriter output)
    {
        var cases = Cases(folder).ToList();
        var scan = new PageScan(new CollectionSettings { UseBrowser = useBrowser }, markers: null, Language.English);
        var pages = (await scan.RunAsync([folder], CancellationToken.None)).Pages.ToDictionary(page => page.Source, page => page.Tests.ToDictionary(test => test.Test, StringComparer.Ordinal), StringComparer.Ordinal);
        var judged = cases.Where(test => pages.ContainsKey(test.Path)).Select(test => (Case: test, Said: SaidOf(test, pages[test.Path]))).ToList();

        await output.WriteLineAsync("test     failing  failed  review  passed over   others  wrongly failed");
        foreach (var test in judged.SelectMany(each => each.Case.RgaaTests).Distinct(StringComparer.Ordinal).OrderBy(Numbers, StringComparer.Ordinal))
            await output.WriteLineAsync(Line(test, [.. judged.Where(each => each.Case.RgaaTests.Contains(test, StringComparer.Ordinal))]));
        await output.WriteLineAsync(Line("all", judged));
        await output.WriteLineAsync(Line("kinds", [.. judged.Select(each => (each.Case, SaidOf(WithKinds(each.Case), pages[each.Case.Path])))]));
        if (!eachCase)
            return;
        foreach (var (test, said) in judged.OrderBy(each => each.Case.Rule, StringComparer.Ordinal).ThenBy(each => each.Case.Title, StringComparer.Ordinal))
            await output.WriteLineAsync($"{test.Rule} {(test.IsFailing ? "failing" : "other"),-8} {said,-8} {SaidOf(WithKinds(test), pages[test.Path]),-8} {string.Join('+', test.RgaaTests)} {test.Title} {test.Path}");
    }

    /// <summary>The same case, counted on the tests of the other kinds of elements and of the map's cautions too.</summary>
    private static Case WithKinds(Case test) => test with { RgaaTests = [.. test.RgaaTests, .. test.RgaaTests.SelectMany(id => OfOtherKinds.GetValueOrDefault(id, [])), .. ByCaution.GetValueOrDefault(test.Rule, [])] };

    private static Said SaidOf(Case test, Dictionary<string, ScannedTest> tests)
    {
        var outcomes = test.RgaaTests.Select(id => tests.GetValueOrDefault(id)?.Outcome).ToList();
        if (outcomes.Contains(RgaaOutcome.NonCompliant))
            return Said.Failed;
        return outcomes.Contains(RgaaOutcome.NeedsReview) ? Said.Review : Said.Nothing;
    }

    private static string Line(string name, IReadOnlyList<(Case Case, Said Said)> judged)
    {
        var failing = judged.Where(each => each.Case.IsFailing).ToList();
        var others = judged.Where(each => !each.Case.IsFailing).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{name,-8} {failing.Count,7} {Count(failing, Said.Failed),7} {Count(failing, Said.Review),7} {Count(failing, Said.Nothing),12} {others.Count,8} {Count(others, Said.Failed),15}");
    }

    private static int Count(IEnumerable<(Case Case, Said Said)> judged, Said said) => judged.Count(each => each.Said == said);

    private static string Numbers(string test) => string.Join('.', test.Split('.').Select(part => part.PadLeft(3, '0')));

    private static IEnumerable<Case> Cases(string folder)
    {
        using var map = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "act-rgaa-map.json")));
        using var cases = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "testcases.json")));
        var leftOut = map.RootElement.GetProperty("deviations").EnumerateArray()
            .Concat(map.RootElement.GetProperty("mediaGaps").EnumerateArray().Where(gap => !gap.GetProperty("pagePlaysAnotherSource").GetBoolean()).SelectMany(gap => gap.GetProperty("cases").EnumerateArray()))
            .Select(each => (each.GetProperty("ruleId").GetString(), each.GetProperty("testcaseId").GetString())).ToHashSet();
        foreach (var test in cases.RootElement.GetProperty("testcases").EnumerateArray())
        {
            var rule = test.GetProperty("ruleId").GetString()!;
            if (!map.RootElement.GetProperty("rules").TryGetProperty(rule, out var mapped) || leftOut.Contains((rule, test.GetProperty("testcaseId").GetString())))
                continue;
            string[] tests = [.. mapped.GetProperty("rgaaTests").EnumerateArray().Select(each => each.GetString()!)];
            if (tests.Length > 0)
                yield return new(new Uri(test.GetProperty("url").GetString()!).AbsolutePath.TrimStart('/'), tests, test.GetProperty("expected").GetString() == "failed", rule, test.GetProperty("testcaseTitle").GetString()!);
        }
    }

    private sealed record Case(string Path, IReadOnlyList<string> RgaaTests, bool IsFailing, string Rule, string Title);

    private enum Said
    {
        Failed,
        Review,
        Nothing,
    }
}
