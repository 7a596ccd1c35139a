namespace AuditService.Core.Architecture;

/// <summary>How secret, from what all may know to what very few may. The order is the scale's.</summary>
public enum Confidentiality
{
    Public,
    Internal,
    Restricted,
    Confidential,
    StrictlyConfidential,
}

/// <summary>How much depends on being right (integrity) or there (availability). The order is the scale's.</summary>
public enum Criticality
{
    Archive,
    Operational,
    Important,
    Critical,
    MissionCritical,
}

public enum DataQuantity
{
    VeryFew,
    Few,
    Many,
    VeryMany,
}
