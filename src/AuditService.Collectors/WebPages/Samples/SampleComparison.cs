using System.Text.Json;
using AuditService.Collectors.WebPages.Rgaa;
using AuditService.Core.Accessibility;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.WebPages.Samples;

/// <summary>
/// The RGAA tests that ask for several pages, from what each look at a page noted (<c>page.outline</c>). Pages are compared as they load, in the
/// first window; of their states and other windows, what does not apply to the page does not apply either, and the rest is left to a person.
/// </summary>
internal sealed class SampleComparison : IComparison
{
    public const string OutlineKey = "page.outline";

    public CollectorIdentity Identity { get; } = new("page-sample", 1);

    public IReadOnlyCollection<string> States { get; } = [.. SampleTests.Checks.SelectMany(check => (string[])[Key(check.Test, "outcome"), Key(check.Test, "failures"), Key(check.Test, "elements"), Key(check.Test, "toReview")])];

    public static Fact Fact(Subject page, PageOutline outline, CollectorIdentity collector) =>
        Core.Facts.Fact.Known(page, OutlineKey, new TextValue(JsonSerializer.Serialize(outline)), new Provenance(collector, EvidenceGrade.MachineChecked, Location.Element(page.Id, selector: null)));

    public IEnumerable<Fact> Compare(FactSet facts, Dossier dossier)
    {
        var looks = facts.Subjects(SubjectKind.Page).ToLookup(page => PageSubject.Of(page).Source, StringComparer.Ordinal);
        var outlines = looks.Select(page => Outline(facts, new(SubjectKind.Page, page.Key))).OfType<PageOutline>().ToList();
        // A page that was not seen, or that is not in the sample, may show anything.
        var isClosed = outlines.Count == looks.Count && dossier.Of(FileKind.Page).All(file => looks.Contains(file.Path));
        var site = new SampledSite(outlines, isClosed);
        foreach (var page in outlines)
        {
            foreach (var result in SampleTests.Assess(site, page))
            {
                foreach (var look in looks[page.Source])
                {
                    var isFirst = look.Id == page.Source;
                    if (!isFirst && !WasSeen(facts, look))
                        continue;
                    foreach (var fact in isFirst ? OfPage(facts, look, result) : OfOtherLook(facts, look, result, page.Source))
                        yield return fact;
                }
            }
        }
    }

    private IEnumerable<Fact> OfPage(FactSet facts, Subject page, RgaaTestResult result)
    {
        var own = (facts.Find(page, Key(result.Test, "outcome"))?.Value as TextValue)?.Value;
        var isFailure = own == Word(RgaaOutcome.NonCompliant) || result.Outcome == RgaaOutcome.NonCompliant;
        var isAdded = result.Outcome == RgaaOutcome.NonCompliant || !isFailure;
        var failures = isFailure ? Seen(facts, page, result.Test, "failures", result.Outcome == RgaaOutcome.NonCompliant ? result : null) : new ObservationsValue([]);
        if (isAdded)
            yield return Known(page, result.Test, "outcome", new TextValue(Word(result.Outcome)));
        yield return Known(page, result.Test, "failures", failures);
        var elements = (facts.Find(page, Key(result.Test, "elements"))?.Value as NumberValue)?.Value ?? 0;
        yield return Known(page, result.Test, "elements", new NumberValue(Math.Max((double)elements, result.Elements)));
        if (!isFailure && result is { Outcome: RgaaOutcome.NeedsReview, Observations.Count: > 0 })
            yield return Known(page, result.Test, "toReview", Seen(facts, page, result.Test, "toReview", result));
    }

    private IEnumerable<Fact> OfOtherLook(FactSet facts, Subject look, RgaaTestResult result, string page)
    {
        // What the look itself tells stands.
        if (facts.Find(look, Key(result.Test, "outcome"))?.Value is not null)
            yield break;
        var isOut = result.Outcome == RgaaOutcome.NotApplicable;
        yield return Known(look, result.Test, "outcome", new TextValue(Word(isOut ? RgaaOutcome.NotApplicable : RgaaOutcome.NeedsReview)));
        yield return Known(look, result.Test, "failures", new ObservationsValue([]));
        yield return Known(look, result.Test, "elements", new NumberValue(isOut ? 0 : 1));
        if (!isOut)
        {
            yield return Known(look, result.Test, "toReview", new ObservationsValue([new Observation(Location.Element(look.Id, selector: null), Detail: new(
                $"les pages sont comparées telles qu'elles se chargent : voir {page}", $"pages are compared as they load: see {page}"))]));
        }
    }

    private static ObservationsValue Seen(FactSet facts, Subject page, string test, string what, RgaaTestResult? added)
    {
        var own = facts.Find(page, Key(test, what))?.Value as ObservationsValue ?? new ObservationsValue([]);
        return added is null ? own : new(
            [.. own.Items, .. added.Observations.Select(seen => new Observation(Location.Element(page.Id, seen.Selector.Length == 0 ? null : seen.Selector), seen.Excerpt.Length == 0 ? null : seen.Excerpt, seen.Detail))],
            own.Total + added.Total);
    }

    /// <summary>A state that was not reached, or a window that was not looked at, tells of no test.</summary>
    private static bool WasSeen(FactSet facts, Subject look) => facts.Of(look).Any(fact => fact.Value is not null && fact.Key.StartsWith("page.rgaa.", StringComparison.Ordinal));

    private static PageOutline? Outline(FactSet facts, Subject page) =>
        facts.Find(page, OutlineKey)?.Value is TextValue { Value: var text } ? JsonSerializer.Deserialize<PageOutline>(text) : null;

    private Fact Known(Subject page, string test, string what, FactValue value) =>
        Core.Facts.Fact.Known(page, Key(test, what), value, new Provenance(Identity, EvidenceGrade.MachineChecked, Location.Element(page.Id, selector: null)));

    private static string Key(string test, string what) => $"page.rgaa.{test}.{what}";

    private static string Word(RgaaOutcome outcome) => JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString());
}
