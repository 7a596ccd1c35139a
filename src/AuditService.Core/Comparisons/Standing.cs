using AuditService.Core.Findings;
using AuditService.Core.Rules;

namespace AuditService.Core.Comparisons;

/// <summary>Where a finding stands in one audit, as far as comparing goes.</summary>
public enum Standing
{
    /// <summary>There is no such finding: the rule was not applied, or there is no such subject.</summary>
    Absent,

    /// <summary>Nobody knows: the rule was not in force, its input was missing, it failed, or only a human can tell.</summary>
    Open,

    /// <summary>The rule ran with its input present and holds nothing against the subject.</summary>
    Passed,

    /// <summary>The rule ran with its input present, and there is something to mend.</summary>
    Failing,
}

public static class Standings
{
    public static Standing Of(Finding? finding) =>
        finding is null ? Standing.Absent : Of(finding.Outcome, finding.Decisive.Count > 0, finding.Rule.Proves);

    /// <param name="outcome">What the rule said.</param>
    /// <param name="hasDecided">True when facts decided: false where the rule was not in force, failed, or leaves everything to a human.</param>
    /// <param name="proves">What the rule is able to prove: one that can only prove failure and sees none has looked, one that can only prove success and does not has not.</param>
    public static Standing Of(Outcome outcome, bool hasDecided, Proves proves) => outcome switch
    {
        Outcome.NonCompliant or Outcome.Partial => Standing.Failing,
        Outcome.Compliant => Standing.Passed,
        Outcome.NotApplicable when hasDecided => Standing.Passed,
        Outcome.NeedsReview when hasDecided && proves == Proves.Failure => Standing.Passed,
        _ => Standing.Open,
    };
}
