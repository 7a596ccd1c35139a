using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Core;
using AuditService.Core.Accessibility;

namespace AuditService.Collectors.WebPages.Rgaa;

/// <summary>The outcome of one test on one page.</summary>
/// <param name="Elements">How many elements the test concerned.</param>
/// <param name="Sightings">Failing elements of a failure, elements to look at of a review.</param>
/// <param name="Reason">Why there is no verdict or nothing to judge; null otherwise.</param>
/// <param name="IsHindered">Machines run this test, and could not on what the audit holds of this page.</param>
internal sealed record CheckResult(RgaaOutcome Outcome, int Elements, IReadOnlyList<Sighting> Sightings, LocalizedText? Reason = null, bool IsHindered = false)
{
    public static CheckResult NotApplicable { get; } = new(RgaaOutcome.NotApplicable, 0, []);

    public static CheckResult Compliant(int elements = 1) => new(RgaaOutcome.Compliant, elements, []);

    public static CheckResult NotTested(string fr, string en) => new(RgaaOutcome.NotTested, 0, [], new LocalizedText(fr, en));

    /// <summary>What only a rendering shows, where there is none: with the reason why, if the browser had one.</summary>
    public static CheckResult NotRendered(AuditedPage page) => new(RgaaOutcome.NotTested, 0, [], page.Evidence.WhyNotRendered ?? new LocalizedText("demande un navigateur", "needs a browser"));

    public static CheckResult Hindered(LocalizedText why) => new(RgaaOutcome.NotTested, 0, [], why, IsHindered: true);

    /// <summary>Left to a person, without a particular element to look at.</summary>
    public static CheckResult Review(string fr, string en, int elements = 0) => new(RgaaOutcome.NeedsReview, elements, [], new LocalizedText(fr, en));

    public static CheckResult Failure(IElement? element, string fr, string en) =>
        new(RgaaOutcome.NonCompliant, 1, [new Sighting(element, new LocalizedText(fr, en))]);

    /// <summary>
    /// One failing element fails the test; else one open element leaves it open; else what was concerned passes; else it does not apply.
    /// </summary>
    public static CheckResult Of(IEnumerable<IElement> elements, Func<IElement, Verdict> judge)
    {
        var verdicts = elements.Select(element => (Element: element, Verdict: judge(element))).Where(judged => judged.Verdict.Kind != VerdictKind.Skip).ToList();
        if (verdicts.Count == 0)
            return NotApplicable;
        foreach (var (kind, outcome) in ((VerdictKind, RgaaOutcome)[])[(VerdictKind.Fail, RgaaOutcome.NonCompliant), (VerdictKind.Review, RgaaOutcome.NeedsReview)])
        {
            var sightings = verdicts.Where(judged => judged.Verdict.Kind == kind).Select(judged => new Sighting(judged.Element, judged.Verdict.Detail!)).ToList();
            if (sightings.Count > 0)
                return new CheckResult(outcome, verdicts.Count, sightings);
        }
        return Compliant(verdicts.Count);
    }

    /// <summary>All elements are for a person to look at; no element, no test.</summary>
    public static CheckResult ReviewEach(IEnumerable<IElement> elements, string fr, string en)
    {
        var verdict = Verdict.Review(fr, en);
        return Of(elements, _ => verdict);
    }

    /// <summary>The same, with what else was found failing; a failure wins over everything, an open question over a pass.</summary>
    public CheckResult With(CheckResult other)
    {
        var (stronger, weaker) = Strength(other.Outcome) > Strength(Outcome) ? (other, this) : (this, other);
        if (stronger.Outcome == weaker.Outcome)
        {
            var more = weaker.Sightings.Where(sighting => sighting.Element is null || stronger.Sightings.All(known => known.Element != sighting.Element)).ToList();
            return stronger with { Sightings = [.. stronger.Sightings, .. more], Elements = Math.Max(stronger.Elements, weaker.Elements) + (Math.Min(stronger.Elements, weaker.Elements) > 0 ? more.Count : 0) };
        }
        return stronger with { Elements = Math.Max(stronger.Elements, weaker.Elements) };
    }

    /// <summary>A pass that others may contradict out of sight becomes a question.</summary>
    public CheckResult SilenceProvesNothing(string fr, string en) =>
        Outcome == RgaaOutcome.Compliant ? Review(fr, en, Elements) : this;

    private static int Strength(RgaaOutcome outcome) => outcome switch
    {
        RgaaOutcome.NonCompliant => 4,
        RgaaOutcome.NeedsReview => 3,
        RgaaOutcome.NotTested => 2,
        RgaaOutcome.Compliant => 1,
        _ => 0,
    };
}

/// <summary>One element, or the page as a whole when there is none, and what is wrong or to be looked at.</summary>
internal sealed record Sighting(IElement? Element, LocalizedText Detail);
