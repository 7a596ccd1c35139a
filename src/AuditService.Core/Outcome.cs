namespace AuditService.Core;

/// <summary>The seven outcomes of a rule on a subject. Every count and export derives from these and nothing else.</summary>
public enum Outcome
{
    Compliant,
    Partial,
    NonCompliant,
    NotApplicable,
    NeedsReview,
    MissingEvidence,
    Error,
}

public static class Outcomes
{
    /// <summary>True when the requirement has been decided one way or the other.</summary>
    public static bool IsAssessed(this Outcome outcome) => outcome is Outcome.Compliant or Outcome.Partial or Outcome.NonCompliant;

    /// <summary>True when the requirement applies and nobody knows yet.</summary>
    public static bool IsUnknown(this Outcome outcome) => outcome is Outcome.NeedsReview or Outcome.MissingEvidence or Outcome.Error;
}
