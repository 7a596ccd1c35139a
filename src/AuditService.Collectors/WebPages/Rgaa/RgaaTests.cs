using AuditService.Collectors.WebPages.Dom;
using AuditService.Collectors.WebPages.Rgaa.Themes;
using AuditService.Core.Accessibility;
using AuditService.Core.Dossiers.Manifests;

namespace AuditService.Collectors.WebPages.Rgaa;

/// <summary>
/// Judges a page by each of the 258 tests. A violation is proof; silence never is: a test is compliant only where a machine can decide it and
/// everything that it concerns was seen, and does not apply only where nothing that it concerns is there.
/// </summary>
public static class RgaaTests
{
    public const int MaximumObservations = 50;

    private static readonly Dictionary<string, RgaaCheck> Checks = new RgaaCheck[][]
    {
        [.. Theme01Images.Checks], [.. Theme02Frames.Checks], [.. Theme03Colours.Checks], [.. Theme04Multimedia.Checks], [.. Theme05Tables.Checks],
        [.. Theme06Links.Checks], [.. Theme07Scripts.Checks], [.. Theme08MandatoryElements.Checks], [.. Theme09Structure.Checks], [.. Theme10Presentation.Checks],
        [.. Theme11Forms.Checks], [.. Theme12Navigation.Checks], [.. Theme13Consultation.Checks],
    }.SelectMany(theme => theme).ToDictionary(check => check.Test, StringComparer.Ordinal);

    /// <summary>All tests in the order of the reference, each with exactly one outcome.</summary>
    public static IReadOnlyList<RgaaTestResult> Assess(PageEvidence evidence, MarkersEntry? markers) => Assess(new AuditedPage(evidence, markers));

    internal static IReadOnlyList<RgaaTestResult> Assess(AuditedPage page) =>
        [.. RgaaReference.Tests.Select(test => Result(page, test, Checks.TryGetValue(test, out var check) ? Judge(page, check) : NoCheck))];

    private static CheckResult Judge(AuditedPage page, RgaaCheck check) => page.Nature switch
    {
        PageNature.Shell or PageNature.Oversized => CheckResult.Hindered(page.WhyUnfinished!),
        PageNature.Template or PageNature.Part => SourceProof.Of(page, check),
        _ => page.Withheld.WhyNoLayout(check.Test) is { } why ? CheckResult.Hindered(why) : AsServed(page, check.Test, check.Run(page)),
    };

    /// <summary>
    /// The source of a page that a script goes on building proves no absence: what a test concerns may come, and what it misses too. A fault of one
    /// element stands.
    /// </summary>
    private static CheckResult AsServed(AuditedPage page, string test, CheckResult result)
    {
        if (page.Rendered is not null || !page.Scripts.MayBuild || OfSource.Any(criterion => test.StartsWith(criterion, StringComparison.Ordinal)))
            return result;
        return result.Outcome switch
        {
            RgaaOutcome.NotApplicable or RgaaOutcome.Compliant => CheckResult.NotRendered(page),
            RgaaOutcome.NonCompliant when !SourceProof.LiesInOneElement(test) => result with { Outcome = RgaaOutcome.NeedsReview },
            _ => result,
        };
    }

    /// <summary>Criteria that are about the served bytes.</summary>
    private static readonly string[] OfSource = ["8.1.", "8.2.", "13.1."];

    private static CheckResult NoCheck { get; } = CheckResult.NotTested("test sans contrôle automatique", "test without an automatic check");

    private static RgaaTestResult Result(AuditedPage page, string test, CheckResult result) => new(
        test,
        result.Outcome,
        result.Elements,
        [.. result.Sightings.Take(MaximumObservations).Select(sighting => Observation(page, sighting))],
        result.Sightings.Count,
        result.Reason,
        result.IsHindered);

    private static RgaaObservation Observation(AuditedPage page, Sighting sighting) => sighting.Element is { } element
        ? new RgaaObservation(Selectors.Of(element, page.Names), Selectors.Excerpt(element), sighting.Detail, page.NumberOf(element), SpokenElement.Of(page, element))
        : new RgaaObservation("", "", sighting.Detail, null);
}
