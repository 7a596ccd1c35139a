using AuditService.Core.Facts;
using AuditService.Core.Findings;

namespace AuditService.Core.Comparisons;

/// <summary>What became of one finding between two audits.</summary>
/// <param name="Before">The finding in the earlier audit, or null where there is none.</param>
/// <param name="After">The finding in the later audit, or null where there is none. One of the two is there.</param>
/// <param name="WhyNotReassessed">Only where the state is <see cref="ChangeState.NotReassessed"/>.</param>
/// <param name="Causes">What may have caused it, in the order of <see cref="Cause"/>; empty where nothing changed.</param>
/// <param name="FirstSeen">The first audit of the project that knew it as failing; null where it fails neither before nor after.</param>
/// <param name="OpenSince">The audit since which it has been failing without having been resolved; null where it does not fail now.</param>
public sealed record FindingChange(
    string Id,
    Finding? Before,
    Finding? After,
    ChangeState State,
    NotReassessedBecause? WhyNotReassessed,
    EvidenceChange Evidence,
    IReadOnlyList<Cause> Causes,
    SeenIn? FirstSeen,
    SeenIn? OpenSince)
{
    /// <summary>The finding in its newer form.</summary>
    public Finding Finding => After ?? Before!;

    public Subject Subject => Finding.Subject;

    /// <summary>True when it fails in one of the two audits: what readers ask about first.</summary>
    public bool IsAboutAFailure => Standings.Of(Before) == Standing.Failing || Standings.Of(After) == Standing.Failing;
}

/// <summary>In which audit something was seen, and when that audit began.</summary>
public sealed record SeenIn(string AuditId, DateTimeOffset At);

public enum ChangeState
{
    /// <summary>Fails now, and failed in no earlier audit.</summary>
    New,

    /// <summary>Fails again, after an earlier audit had resolved it.</summary>
    Reopened,

    /// <summary>Its outcome or its evidence is another one.</summary>
    Changed,

    /// <summary>Failed, and the rule ran again with its input present and no longer holds it against the subject.</summary>
    Resolved,

    /// <summary>Had a verdict, and has none now, for the rule did not run with its input present: neither better nor worse.</summary>
    NotReassessed,

    Unchanged,
}

public enum NotReassessedBecause
{
    /// <summary>The later audit did not apply the rule: another choice of packs, or the rule was withdrawn.</summary>
    RuleNotApplied,

    /// <summary>What it was about is not in the later dossier.</summary>
    SubjectGone,

    /// <summary>The rule was not in force on the later day.</summary>
    NotInForce,

    /// <summary>The facts that the rule needs are not known.</summary>
    InputMissing,

    /// <summary>Only a human can tell.</summary>
    NeedsReview,

    /// <summary>The rule failed.</summary>
    RuleFailed,
}

/// <summary>What can make a finding or a score differ between two audits.</summary>
public enum Cause
{
    /// <summary>The dossier's files differ.</summary>
    Input,

    /// <summary>A rule pack, or the choice of packs, differs.</summary>
    Rules,

    /// <summary>A rule came into force or went out of force between the two days.</summary>
    Law,

    /// <summary>The program, a collector, axe or the browser differs, or there was no browser.</summary>
    Tools,

    /// <summary>The same thing looked at again gave another answer: a live page.</summary>
    CollectedAnew,
}
