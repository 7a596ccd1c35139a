namespace AuditService.Core.Architecture;

/// <summary>How much protection something needs, on three scales.</summary>
public readonly record struct SecurityNeeds(Confidentiality Confidentiality, Criticality Integrity, Criticality Availability)
{
    public SecurityNeeds Or(SecurityNeeds other) => new(
        (Confidentiality)Math.Max((int)Confidentiality, (int)other.Confidentiality),
        (Criticality)Math.Max((int)Integrity, (int)other.Integrity),
        (Criticality)Math.Max((int)Availability, (int)other.Availability));

    public bool IsSensitive => IsSecretOrExact || Availability >= Criticality.Critical;

    /// <summary>Sensitive, availability left aside.</summary>
    public bool IsSecretOrExact => Confidentiality >= Confidentiality.Confidential || Integrity >= Criticality.Critical;

    public bool IsStrictest => IsStrictestSecretOrExact || Availability == Criticality.MissionCritical;

    public bool IsStrictestSecretOrExact => Confidentiality == Confidentiality.StrictlyConfidential || Integrity == Criticality.MissionCritical;

    /// <summary>At most internal and operational.</summary>
    public bool IsMinor => Confidentiality <= Confidentiality.Internal && Integrity <= Criticality.Operational;
}
