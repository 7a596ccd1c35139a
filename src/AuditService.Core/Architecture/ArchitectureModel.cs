namespace AuditService.Core.Architecture;

/// <summary>
/// A system as a threat model sees it: what runs, what speaks to what, what is carried, and where trust ends. The words are Threagile's
/// (https://threagile.io, MIT), with technologies of AI besides. What nobody said is null: no rule takes it for a "no".
/// </summary>
public sealed record ArchitectureModel
{
    public static ArchitectureModel Empty { get; } = new();

    public string Title { get; init; } = "";

    public IReadOnlyList<DataAsset> Data { get; init; } = [];

    public IReadOnlyList<Component> Components { get; init; } = [];

    public IReadOnlyList<Flow> Flows { get; init; } = [];

    public IReadOnlyList<TrustBoundary> Boundaries { get; init; } = [];

    public IReadOnlyList<SharedRuntime> Runtimes { get; init; } = [];

    public bool IsEmpty => Components.Count == 0;
}

/// <summary>Where a part of the model was read.</summary>
/// <param name="Path">Relative to the dossier.</param>
/// <param name="Line">From 1.</param>
public sealed record ModelSource(string Path, int Line);

/// <summary>Data that the system handles.</summary>
public sealed record DataAsset
{
    public required string Id { get; init; }

    public string Title { get; init; } = "";

    public ComponentUsage Usage { get; init; }

    public DataQuantity Quantity { get; init; } = DataQuantity.Few;

    public Confidentiality Confidentiality { get; init; }

    public Criticality Integrity { get; init; }

    public Criticality Availability { get; init; }

    public bool Personal { get; init; }

    public ModelOrigin Origin { get; init; }

    public ModelSource? At { get; init; }

    public SecurityNeeds Needs => new(Confidentiality, Integrity, Availability);
}

/// <summary>Something that runs, stores or is used: a "technical asset" of Threagile.</summary>
public sealed record Component
{
    public required string Id { get; init; }

    public string Title { get; init; } = "";

    public ComponentKind Kind { get; init; } = ComponentKind.Process;

    public ComponentUsage Usage { get; init; }

    public ComponentSize Size { get; init; } = ComponentSize.Service;

    /// <summary>Ids of the catalogue of technologies; empty when nobody said.</summary>
    public IReadOnlyList<string> Technologies { get; init; } = [];

    /// <summary>The product as written: "PostgreSQL 17", <c>ollama/ollama:0.6</c>.</summary>
    public string? Product { get; init; }

    public Machine? Machine { get; init; }

    /// <summary>It stands on the internet: a visitor's browser, a third party's service.</summary>
    public bool Internet { get; init; }

    /// <summary>It is the project's own, and the internet reaches it.</summary>
    public bool Exposed { get; init; }

    public bool OutOfScope { get; init; }

    public bool MultiTenant { get; init; }

    public bool Redundant { get; init; }

    public bool CustomCode { get; init; }

    /// <summary>A person uses it as a client.</summary>
    public bool UsedByHuman { get; init; }

    /// <summary>Encryption at rest; null when nobody said.</summary>
    public EncryptionStyle? Encryption { get; init; }

    public Confidentiality Confidentiality { get; init; }

    public Criticality Integrity { get; init; }

    public Criticality Availability { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Ids of data, as written; see <see cref="SystemGraph.DataOf"/> for all that it handles.</summary>
    public IReadOnlyList<string> Processes { get; init; } = [];

    public IReadOnlyList<string> Stores { get; init; } = [];

    public IReadOnlyList<DataFormat> Formats { get; init; } = [];

    /// <summary>Ports that it opens to the machine that hosts it, as numbers.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [];

    /// <summary>It logs who used it; null when nobody said.</summary>
    public bool? Logging { get; init; }

    public ModelOrigin Origin { get; init; }

    public ModelSource? At { get; init; }

    /// <summary>Where else it was seen: compose files and code that show a declared component.</summary>
    public IReadOnlyList<ModelSource> SeenAt { get; init; } = [];

    public SecurityNeeds Needs => new(Confidentiality, Integrity, Availability);

    /// <summary>Run by others.</summary>
    public bool IsOutside => Kind == ComponentKind.ExternalEntity || Internet;
}

/// <summary>One component calls another: a "communication link" of Threagile.</summary>
public sealed record Flow
{
    public required string Id { get; init; }

    public string Title { get; init; } = "";

    public required string From { get; init; }

    public required string To { get; init; }

    public FlowProtocol Protocol { get; init; }

    /// <summary>Null when nobody said.</summary>
    public FlowAuthentication? Authentication { get; init; }

    /// <summary>Null when nobody said.</summary>
    public FlowAuthorization? Authorization { get; init; }

    /// <summary>It is said to travel in clear or encrypted where the protocol does not tell; null when nobody said.</summary>
    public bool? IsEncrypted { get; init; }

    public ComponentUsage Usage { get; init; }

    public bool Vpn { get; init; }

    public bool IpFiltered { get; init; }

    public bool Readonly { get; init; }

    public IReadOnlyList<string> Sent { get; init; } = [];

    public IReadOnlyList<string> Received { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    public ModelOrigin Origin { get; init; }

    public ModelSource? At { get; init; }

    public IEnumerable<string> Carried => Sent.Concat(Received).Distinct(StringComparer.Ordinal);

    public bool IsDevops => Usage == ComponentUsage.Devops;

    /// <summary>
    /// It is known to be readable on its way. Threagile's words state encryption; elsewhere a protocol that exists both ways ("sql") says nothing, and
    /// only what is always in clear counts.
    /// </summary>
    public bool TravelsInClear
    {
        get
        {
            if (Protocol.IsLocal())
                return false;
            if (IsEncrypted is { } said)
                return !said;
            return Origin == ModelOrigin.Threagile ? !Protocol.IsEncrypted() : Protocol.IsAlwaysClear();
        }
    }
}

/// <summary>A zone within which trust is the same. May hold others.</summary>
public sealed record TrustBoundary
{
    public required string Id { get; init; }

    public string Title { get; init; } = "";

    public BoundaryType Type { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Components directly inside.</summary>
    public IReadOnlyList<string> Inside { get; init; } = [];

    /// <summary>Boundaries directly inside.</summary>
    public IReadOnlyList<string> Nested { get; init; } = [];

    public ModelOrigin Origin { get; init; }

    public ModelSource? At { get; init; }

    public bool IsNetwork => Type != BoundaryType.ExecutionEnvironment;

    public bool IsCloud => Type is BoundaryType.NetworkCloudProvider or BoundaryType.NetworkCloudSecurityGroup;
}

/// <summary>Components that run on one platform.</summary>
public sealed record SharedRuntime
{
    public required string Id { get; init; }

    public string Title { get; init; } = "";

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<string> Running { get; init; } = [];

    public ModelOrigin Origin { get; init; }

    public ModelSource? At { get; init; }
}
