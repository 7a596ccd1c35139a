namespace AuditService.Core.Reviews;

/// <summary>What a person says of a finding.</summary>
public enum ReviewKind
{
    /// <summary>The machine is right.</summary>
    Confirm,

    /// <summary>The machine accuses wrongly.</summary>
    FalsePositive,

    /// <summary>The machine is right, and somebody answers for living with it until a date.</summary>
    AcceptRisk,

    /// <summary>The rule does not concern this subject.</summary>
    NotApplicable,

    /// <summary>The person's own verdict, on evidence that the machine does not see.</summary>
    Override,

    /// <summary>Words only.</summary>
    Comment,

    /// <summary>A value of the risk map, rated by the person.</summary>
    Rate,
}
