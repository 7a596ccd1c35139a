using AuditService.Core;
using AuditService.Core.Audits;
using AuditService.Core.Comparisons;
using AuditService.Core.Findings;

namespace AuditService.App.Notifications;

/// <summary>From audits to what is worth telling of them. Pure.</summary>
public static class NewsComposer
{
    private const int MostRules = 20;

    /// <param name="baseUrl">Where people reach the service, or null.</param>
    /// <returns>Null when nothing changed that anybody has to hear of.</returns>
    public static AuditNews? Of(AuditComparison comparison, NewsProject project, string? baseUrl)
    {
        var changes = comparison.Findings.Select(change => (change.Finding, Kind: KindOf(change))).Where(change => change.Kind is not null).Select(change => (change.Finding, change.Kind!.Value)).ToList();
        var moved = comparison.Criteria
            .Where(criterion => criterion.Before?.Verdict != criterion.After?.Verdict)
            .Select(criterion => new CriterionNews(criterion.Criterion, criterion.Before?.Verdict, criterion.After?.Verdict))
            .ToList();
        return changes.Count == 0 && moved.Count == 0
            ? null
            : Made(AuditNews.Changed, project, comparison.After, comparison.Before.Id, changes, moved, baseUrl);
    }

    /// <summary>The first audit of a project tells its result.</summary>
    public static AuditNews OfFirst(Audit audit, NewsProject project, string? baseUrl) => Made(
        AuditNews.First,
        project,
        audit,
        previous: null,
        [.. audit.Findings.Where(finding => Standings.Of(finding) == Standing.Failing).Select(finding => (finding, NewsKind.New))],
        [.. audit.Scorecard.Criteria.Select(score => new CriterionNews(score.Criterion, null, score.Verdict))],
        baseUrl);

    private static AuditNews Made(
        string kind, NewsProject project, Audit audit, string? previous, IReadOnlyList<(Finding Finding, NewsKind Kind)> changes, IReadOnlyList<CriterionNews> criteria, string? baseUrl)
    {
        return new(
            kind,
            project,
            audit.Id,
            previous,
            audit.Scorecard.Result,
            new(Count(NewsKind.New), Count(NewsKind.Reopened), Count(NewsKind.Resolved), Count(NewsKind.Worse)),
            [
                .. changes
                    .GroupBy(change => (change.Finding.Rule.Id, change.Kind))
                    .OrderBy(group => group.Key.Kind == NewsKind.Resolved)
                    .ThenByDescending(group => group.First().Finding.Rule.Severity)
                    .ThenBy(group => group.Key.Id, StringComparer.Ordinal)
                    .ThenBy(group => group.Key.Kind)
                    .Take(MostRules)
                    .Select(group => new RuleNews(group.Key.Id, group.First().Finding.Rule.Title, group.Key.Kind, group.Count())),
            ],
            criteria,
            baseUrl is { Length: > 0 } ? $"{baseUrl.TrimEnd('/')}/api/v1/audits/{audit.Id}/report" : null);

        int Count(NewsKind counted) => changes.Count(change => change.Kind == counted);
    }

    private static NewsKind? KindOf(FindingChange change) => change.State switch
    {
        ChangeState.New => NewsKind.New,
        ChangeState.Reopened => NewsKind.Reopened,
        ChangeState.Resolved => NewsKind.Resolved,
        ChangeState.Changed when IsWorse(change) => NewsKind.Worse,
        _ => null,
    };

    private static bool IsWorse(FindingChange change)
    {
        var (before, after) = (Failure(change.Before), Failure(change.After));
        return after > before || (after > 0 && after == before && change.After!.EvidenceTotal > change.Before!.EvidenceTotal);
    }

    private static int Failure(Finding? finding) => finding?.Outcome switch
    {
        Outcome.NonCompliant => 2,
        Outcome.Partial => 1,
        _ => 0,
    };
}
