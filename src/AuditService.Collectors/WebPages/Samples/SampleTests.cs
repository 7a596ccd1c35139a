using AuditService.Collectors.WebPages.Rgaa;
using AuditService.Core.Accessibility;

namespace AuditService.Collectors.WebPages.Samples;

/// <summary>The RGAA tests that compare the pages of a sample.</summary>
internal static class SampleTests
{
    public static IReadOnlyList<SampleCheck> Checks { get; } = [.. NamingChecks.Checks, .. NavigationChecks.Checks];

    /// <summary>What the comparison says of one page; tests to which it adds nothing are left out.</summary>
    public static IEnumerable<RgaaTestResult> Assess(SampledSite site, PageOutline page) =>
        from check in Checks
        let result = check.Run(site, page)
        where result is not null
        select result.Of(check.Test);

    /// <summary>The results of a page with what its comparison adds to them: a failure on either side fails.</summary>
    public static IReadOnlyList<RgaaTestResult> Together(IReadOnlyList<RgaaTestResult> own, IEnumerable<RgaaTestResult> compared)
    {
        var added = compared.ToDictionary(result => result.Test, StringComparer.Ordinal);
        return [.. own.Select(result => added.TryGetValue(result.Test, out var more) ? Together(result, more) : result)];
    }

    private static RgaaTestResult Together(RgaaTestResult own, RgaaTestResult more)
    {
        if (own.Outcome == RgaaOutcome.NonCompliant && more.Outcome != RgaaOutcome.NonCompliant)
            return own;
        return own.Outcome != more.Outcome ? more : more with { Observations = [.. own.Observations, .. more.Observations], Total = own.Total + more.Total, Elements = Math.Max(own.Elements, more.Elements) };
    }
}
