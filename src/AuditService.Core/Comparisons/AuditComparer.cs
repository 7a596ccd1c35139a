using AuditService.Core.Audits;
using AuditService.Core.Facts;
using AuditService.Core.Findings;

namespace AuditService.Core.Comparisons;

/// <summary>Compares two stored audits. Pure: the same audits and history, in whatever order, give the same comparison.</summary>
public static class AuditComparer
{
    /// <param name="before">The audit to compare with.</param>
    /// <param name="after">The audit that is asked about.</param>
    /// <param name="history">Where findings stood in other audits of the project that began before <paramref name="after"/>; others are ignored.</param>
    public static AuditComparison Compare(Audit before, Audit after, IEnumerable<EarlierFinding> history)
    {
        var names = RuleNames.Of(before, after);
        (before, after, history) = (names.Present(before), names.Present(after), history.Select(names.Present));
        var differences = DifferencesFinder.Between(before, after);
        var causes = new CauseFinder(before, after, differences);
        var earlier = history
            .Where(each => each.AuditId != before.Id && each.AuditId != after.Id && IsEarlier(each.AuditId, each.StartedAt, after))
            .ToLookup(each => each.Id, StringComparer.Ordinal);
        var (findingsBefore, findingsAfter) = (ById(before), ById(after));
        var changes = findingsBefore.Keys.Union(findingsAfter.Keys, StringComparer.Ordinal)
            .Select(id => (Id: id, Before: findingsBefore.GetValueOrDefault(id), After: findingsAfter.GetValueOrDefault(id)))
            .Where(pair => pair is { Before: not null, After: not null } || !SaysOnlyThatThereIsNone(pair.After ?? pair.Before!))
            .OrderBy(pair => (pair.After ?? pair.Before!).Rule.Id, StringComparer.Ordinal)
            .ThenBy(pair => (pair.After ?? pair.Before!).Subject)
            .Select(pair => Change(pair.Id, pair.Before, pair.After, Timeline(before, after, pair.Before, earlier[pair.Id]), after, causes))
            .ToList();
        return new(before, after, changes, Movements(before, after, changes, differences), differences);
    }

    private static FindingChange Change(string id, Finding? before, Finding? after, IReadOnlyList<EarlierFinding> timeline, Audit audit, CauseFinder causes)
    {
        var evidence = EvidenceChange.Between(before, after);
        var isSame = before?.Outcome == after?.Outcome && evidence.IsNone;
        var (was, now) = (Standings.Of(before), Standings.Of(after));
        var state = StateOf(was, now, isSame, timeline);
        var firstSeen = timeline.FirstOrDefault(each => each.Standing == Standing.Failing);
        var lastPassed = timeline.LastOrDefault(each => each.Standing == Standing.Passed);
        var openSince = timeline.SkipWhile(each => lastPassed is not null && each != lastPassed).FirstOrDefault(each => each.Standing == Standing.Failing);
        return new(
            id,
            before,
            after,
            state,
            state == ChangeState.NotReassessed ? WhyNot(before!, after, audit) : null,
            state == ChangeState.Unchanged ? EvidenceChange.None : evidence,
            state == ChangeState.Unchanged ? [] : causes.Of(before, after),
            was == Standing.Failing || now == Standing.Failing ? Seen(firstSeen) : null,
            now == Standing.Failing ? Seen(openSince) : null);

        SeenIn? Seen(EarlierFinding? earlier)
        {
            if (earlier is not null)
                return new(earlier.AuditId, earlier.StartedAt);
            return now == Standing.Failing ? new(audit.Id, audit.StartedAt) : null;
        }
    }

    private static ChangeState StateOf(Standing was, Standing now, bool isSame, IReadOnlyList<EarlierFinding> timeline)
    {
        if (now == Standing.Failing && was != Standing.Failing)
        {
            var failed = timeline.SkipWhile(each => each.Standing != Standing.Failing).ToList();
            if (failed.Count == 0)
                return ChangeState.New;
            // Never resolved, only out of sight for a while: no news.
            return failed.Any(each => each.Standing == Standing.Passed) ? ChangeState.Reopened : ChangeState.Changed;
        }

        return (was, now) switch
        {
            (Standing.Failing, Standing.Passed) => ChangeState.Resolved,
            (Standing.Failing or Standing.Passed, Standing.Open or Standing.Absent) => ChangeState.NotReassessed,
            _ => isSame ? ChangeState.Unchanged : ChangeState.Changed,
        };
    }

    private static NotReassessedBecause WhyNot(Finding before, Finding? after, Audit audit)
    {
        if (after is null)
            return audit.Findings.Any(finding => finding.Rule.Id == before.Rule.Id) ? NotReassessedBecause.SubjectGone : NotReassessedBecause.RuleNotApplied;
        return after.Outcome switch
        {
            Outcome.NotApplicable => NotReassessedBecause.NotInForce,
            Outcome.NeedsReview => NotReassessedBecause.NeedsReview,
            Outcome.Error => NotReassessedBecause.RuleFailed,
            _ => NotReassessedBecause.InputMissing,
        };
    }

    /// <summary>Where the finding stood before the later audit, oldest first; the audit compared with is part of it unless it is the younger one.</summary>
    private static List<EarlierFinding> Timeline(Audit before, Audit after, Finding? finding, IEnumerable<EarlierFinding> earlier) =>
    [
        .. earlier
            .Concat(finding is not null && IsEarlier(before.Id, before.StartedAt, after) ? [new(before.Id, before.StartedAt, finding.Id, Standings.Of(finding))] : [])
            .OrderBy(each => each.StartedAt)
            .ThenBy(each => each.AuditId, StringComparer.Ordinal),
    ];

    private static bool IsEarlier(string id, DateTimeOffset startedAt, Audit after) =>
        startedAt < after.StartedAt || (startedAt == after.StartedAt && string.CompareOrdinal(id, after.Id) < 0);

    private static List<CriterionMovement> Movements(Audit before, Audit after, IReadOnlyList<FindingChange> changes, AuditDifferences differences)
    {
        var scoringDiffers = differences.Tools.Any(tool => tool.Tool == DifferencesFinder.Scoring);
        return
        [
            .. after.Scorecard.Criteria.Concat(before.Scorecard.Criteria)
                .Select(score => score.Criterion)
                .Distinct(StringComparer.Ordinal)
                .Select(criterion => Explained(new(
                    criterion,
                    before.Scorecard.Criteria.FirstOrDefault(score => score.Criterion == criterion),
                    after.Scorecard.Criteria.FirstOrDefault(score => score.Criterion == criterion),
                    []))),
        ];

        CriterionMovement Explained(CriterionMovement movement) => !movement.Moves ? movement : movement with
        {
            Causes =
            [
                .. changes.Where(change => CountsFor(change.Before, movement.Criterion) || CountsFor(change.After, movement.Criterion))
                    .SelectMany(change => change.Causes)
                    .Concat(scoringDiffers ? [Cause.Rules] : [])
                    .Distinct()
                    .Order(),
            ],
        };
    }

    private static bool CountsFor(Finding? finding, string criterion) => finding?.Rule.Criteria.Contains(criterion, StringComparer.Ordinal) == true;

    private static Dictionary<string, Finding> ById(Audit audit) => audit.Findings.ToDictionary(finding => finding.Id, StringComparer.Ordinal);

    /// <summary>A rule about data sets says on the dossier that there is none: no finding about a thing that could come or go.</summary>
    private static bool SaysOnlyThatThereIsNone(Finding finding) => finding.Subject.Kind == SubjectKind.Dossier && finding.Rule.ForEach != SubjectKind.Dossier;
}
