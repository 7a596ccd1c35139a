namespace AuditService.Core.Architecture;

public enum ComponentKind
{
    ExternalEntity,
    Process,
    Datastore,
}

/// <summary>What a component is for: the business, or building and operating the system.</summary>
public enum ComponentUsage
{
    Business,
    Devops,
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
