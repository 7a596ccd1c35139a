using AuditService.Collectors.WebPages.Rgaa;
using AuditService.Core;
using AuditService.Core.Accessibility;

namespace AuditService.Collectors.WebPages.Samples;

/// <summary>What the comparison of a page with the others says of one test.</summary>
/// <param name="Sightings">Of a failure, its proofs; of a review, what to look at.</param>
internal sealed record SampleResult(RgaaOutcome Outcome, IReadOnlyList<RgaaObservation> Sightings, LocalizedText? Reason = null)
{
    public static SampleResult Compliant { get; } = new(RgaaOutcome.Compliant, []);

    public static SampleResult NotApplicable(string fr, string en) => new(RgaaOutcome.NotApplicable, [], new LocalizedText(fr, en));

    public static SampleResult Review(string fr, string en, params IReadOnlyList<RgaaObservation> sightings) => new(RgaaOutcome.NeedsReview, sightings, new LocalizedText(fr, en));

    public static SampleResult Failure(params IReadOnlyList<RgaaObservation> sightings) => new(RgaaOutcome.NonCompliant, sightings);

    /// <summary>A part of the page and what is said of it; the page as a whole where there is none.</summary>
    public static RgaaObservation Seen(OutlinePart? part, string fr, string en) => new(part?.Selector ?? "", part?.Excerpt ?? "", new LocalizedText(fr, en), Element: null);

    public RgaaTestResult Of(string test) => new(test, Outcome, Sightings.Count > 0 ? Sightings.Count : Outcome == RgaaOutcome.NotApplicable ? 0 : 1, Sightings, Sightings.Count, Reason);
}
