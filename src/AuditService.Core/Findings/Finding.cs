using AuditService.Core.Conditions;
using AuditService.Core.Facts;
using AuditService.Core.Rules;

namespace AuditService.Core.Findings;

/// <summary>What a rule says of a subject, and why.</summary>
/// <param name="Id"><c>rule@subject</c>: survives re-runs, so that reviews and trends stay attached.</param>
/// <param name="Decisive">The leaves that decided, with their facts: the explanation.</param>
/// <param name="Evidence">The sightings behind the decisive facts and those that the rule shows, in a stable order, bounded.</param>
/// <param name="EvidenceTotal">How many there are in all.</param>
/// <param name="Grade">The weakest grade among the decisive facts; null when none is known.</param>
/// <param name="Note">Why, where no fact decided: not in force, no such subject, the rule failed; otherwise null.</param>
public sealed record Finding(
    string Id,
    Rule Rule,
    Subject Subject,
    Outcome Outcome,
    IReadOnlyList<Leaf> Decisive,
    IReadOnlyList<Evidence> Evidence,
    int EvidenceTotal,
    EvidenceGrade? Grade,
    LocalizedText? Note = null)
{
    public bool IsBlocking => Outcome == Outcome.NonCompliant && Rule.Severity == Severity.Blocking;

    /// <summary>
    /// The findings to mend, in the order to mend them: the gravest first; of equal gravity, what is wholly missed before what is partly met, and
    /// what was seen in the files before what was only not declared.
    /// </summary>
    public static IEnumerable<Finding> WorstFirst(IEnumerable<Finding> findings) => findings
        .Where(finding => finding.Outcome is Outcome.NonCompliant or Outcome.Partial)
        .OrderByDescending(finding => finding.Rule.Severity)
        .ThenBy(finding => finding.Outcome == Outcome.Partial)
        .ThenByDescending(finding => finding.Grade)
        .ThenBy(finding => finding.Id, StringComparer.Ordinal);

    /// <summary>The finding before anybody decided, where a decision changed what is counted.</summary>
    public Finding AsTheMachineSaid(Outcome machine) => machine == Outcome ? this : this with { Outcome = machine, Grade = Judge.WeakestGrade(Decisive) };

    public static string IdOf(string ruleId, Subject subject) =>
        subject.Kind == SubjectKind.Dossier ? string.Concat(ruleId, "@", subject.Id) : string.Concat([ruleId, "@", subject.Kind.Id(), ":", subject.Id]);
}

/// <summary>One sighting behind a finding, with the strength and the author of the fact that it comes from.</summary>
public sealed record Evidence(string FactKey, Observation Observation, EvidenceGrade Grade, CollectorIdentity Collector);
