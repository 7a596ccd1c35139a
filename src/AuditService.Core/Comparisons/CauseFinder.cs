using System.Collections.Frozen;
using AuditService.Core.Audits;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Rules;

namespace AuditService.Core.Comparisons;

/// <summary>
/// Which of the differences between two audits may have made one finding differ: its rule, the day, or the facts that the rule reads and what these
/// come from. Several may have worked together; one that cannot have is not named.
/// </summary>
internal sealed class CauseFinder(Audit before, Audit after, AuditDifferences differences)
{
    private readonly FrozenSet<string> rules = differences.Packs.SelectMany(pack => pack.Rules).Select(rule => rule.Rule).ToFrozenSet(StringComparer.Ordinal);
    private readonly FrozenSet<string> packs = differences.Packs.Select(pack => pack.Id).ToFrozenSet(StringComparer.Ordinal);
    private readonly FrozenSet<string> law = differences.Law.Select(change => change.Rule).ToFrozenSet(StringComparer.Ordinal);
    private readonly FrozenSet<string> tools = differences.Tools.Select(tool => tool.Tool).ToFrozenSet(StringComparer.Ordinal);
    private readonly FrozenSet<string> pages = differences.PagesSeenAnew.ToFrozenSet(StringComparer.Ordinal);

    /// <returns>At least one cause, in the order of the enumeration.</returns>
    public IReadOnlyList<Cause> Of(Finding? was, Finding? now)
    {
        var finding = now ?? was!;
        var causes = new SortedSet<Cause>();
        if (rules.Contains(finding.Rule.Id))
            causes.Add(Cause.Rules);
        if (law.Contains(finding.Rule.Id))
            causes.Add(Cause.Law);
        foreach (var (old, current) in DifferentFacts(was, now, finding.Subject))
        {
            if (differences.Input is not null)
                causes.Add(Cause.Input);
            if (IsByTools(old, current))
                causes.Add(Cause.Tools);
            if (IsOfAPageSeenAnew(old) || IsOfAPageSeenAnew(current))
                causes.Add(Cause.CollectedAnew);
        }

        // A subject that came or went is a difference of the dossier even where no rule reads a fact of it.
        if (causes.Count == 0 && (was is null || now is null) && differences.Input is not null)
            causes.Add(Cause.Input);
        if (causes.Count == 0)
            causes.Add(packs.Contains(finding.Rule.Pack) ? Cause.Rules : Cause.CollectedAnew);
        return [.. causes];
    }

    private IEnumerable<(Fact? Before, Fact? After)> DifferentFacts(Finding? was, Finding? now, Subject subject)
    {
        var (scopeBefore, scopeAfter) = (before.Facts.About(subject), after.Facts.About(subject));
        return new[] { was?.Rule, now?.Rule }.OfType<Rule>().SelectMany(rule => rule.Reads).Distinct(StringComparer.Ordinal)
            .Select(key => (scopeBefore.Find(key), scopeAfter.Find(key)))
            .Where(pair => !DifferencesFinder.SayTheSame(pair.Item1, pair.Item2));
    }

    private bool IsByTools(Fact? old, Fact? current)
    {
        if (tools.Contains(DifferencesFinder.AuditProgram))
            return true;
        var isOtherBrowser = tools.Contains(DifferencesFinder.Axe) || tools.Contains(DifferencesFinder.Chromium);
        return new[] { old, current }.OfType<Fact>().Any(fact =>
            IsWithoutBrowser(fact)
            || tools.Contains(DifferencesFinder.Collector + fact.Provenance.Collector.Name)
            || (isOtherBrowser && PagesOf(fact).Any()));
    }

    private static bool IsWithoutBrowser(Fact fact) => fact.Why?.Because == UnavailableBecause.NoBrowser;

    private bool IsOfAPageSeenAnew(Fact? fact) => fact is not null && PagesOf(fact).Any(pages.Contains);

    private static IEnumerable<string> PagesOf(Fact fact) =>
        (fact.Subject.Kind == SubjectKind.Page ? [fact.Subject.Id] : Enumerable.Empty<string>())
            .Concat(fact.Value is ObservationsValue observations ? observations.Items.Select(item => item.Where.Page).OfType<string>() : []);
}
