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

/// <summary>What a component is for: the business, or building and operating the system.</summary>
public enum ComponentUsage
{
    Business,
    Devops,
}

public enum ComponentKind
{
    ExternalEntity,
    Process,
    Datastore,
}

public enum ComponentSize
{
    System,
    Service,
    Application,
    Component,
}

public enum Machine
{
    Physical,
    Virtual,
    Container,
    Serverless,
}

/// <summary>Encryption at rest.</summary>
public enum EncryptionStyle
{
    None,
    Transparent,
    DataWithSymmetricSharedKey,
    DataWithAsymmetricSharedKey,
    DataWithEndUserIndividualKey,
}

/// <summary>What a component reads from whoever calls it.</summary>
public enum DataFormat
{
    Json,
    Xml,
    Serialization,
    File,
    Csv,
    Yaml,
}

public enum FlowAuthentication
{
    None,
    Credentials,
    SessionId,
    Token,
    ClientCertificate,
    TwoFactor,
    Externalized,
}

public enum FlowAuthorization
{
    None,
    TechnicalUser,
    EndUserIdentityPropagation,
}

public enum BoundaryType
{
    NetworkOnPrem,
    NetworkDedicatedHoster,
    NetworkVirtualLan,
    NetworkCloudProvider,
    NetworkCloudSecurityGroup,
    NetworkPolicyNamespaceIsolation,

    /// <summary>A logical group: no network protects it.</summary>
    ExecutionEnvironment,
}

/// <summary>Where a part of the model comes from.</summary>
public enum ModelOrigin
{
    /// <summary><c>dossier.yaml</c>.</summary>
    Declared,

    /// <summary>A Threagile model.</summary>
    Threagile,

    /// <summary>Deployment files and code: nobody said so, and what they do not show is not known.</summary>
    Inferred,
}

/// <summary>How likely an attack succeeds; the number is its weight.</summary>
public enum Likelihood
{
    Unlikely = 1,
    Likely = 2,
    VeryLikely = 3,
    Frequent = 4,
}

/// <summary>How bad it would be; the number is its weight.</summary>
public enum Impact
{
    Low = 1,
    Medium = 2,
    High = 3,
    VeryHigh = 4,
}

public enum RiskSeverity
{
    Low,
    Medium,
    Elevated,
    High,
    Critical,
}

/// <summary>How probable it is that data leak when the risk comes true.</summary>
public enum BreachProbability
{
    Improbable,
    Possible,
    Probable,
}
