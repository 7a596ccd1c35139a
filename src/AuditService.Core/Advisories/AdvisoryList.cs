namespace AuditService.Core.Advisories;

/// <summary>Published flaws of packages that the program knows by itself, and until when: <c>rules/advisories.yaml</c>.</summary>
public sealed record AdvisoryList
{
    public string Version { get; init; } = "";

    /// <summary>The day at which the list was last looked through.</summary>
    public DateOnly? Date { get; init; }

    public IReadOnlyList<FlawKind> Kinds { get; init; } = [];

    public IReadOnlyList<Advisory> Advisories { get; init; } = [];
}

/// <summary>What a flaw lets happen.</summary>
public sealed record FlawKind
{
    public string Id { get; init; } = "";

    public LocalizedText Words { get; init; } = new("", "");
}

/// <summary>A published flaw of a package.</summary>
public sealed record Advisory
{
    /// <summary>CVE number where there is one.</summary>
    public string Id { get; init; } = "";

    /// <summary><c>python</c>, <c>npm</c>, <c>nuget</c> or <c>maven</c>.</summary>
    public string Ecosystem { get; init; } = "";

    /// <summary>As the ecosystem compares names.</summary>
    public string Package { get; init; } = "";

    public IReadOnlyList<AffectedRange> Ranges { get; init; } = [];

    /// <summary>Versions touched that no range tells, as written.</summary>
    public IReadOnlyList<string> Versions { get; init; } = [];

    /// <summary><c>low</c>, <c>medium</c>, <c>high</c>, <c>critical</c>, or <c>unknown</c>.</summary>
    public string Severity { get; init; } = "unknown";

    /// <summary>A word of <see cref="AdvisoryList.Kinds"/>, or empty.</summary>
    public string Kind { get; init; } = "";

    public string Source { get; init; } = "";

    /// <summary>High and critical flaws prove a fault; the others, and those that nobody rated, are weighed by a person.</summary>
    public bool IsSevere => Severity is "high" or "critical";
}

/// <summary>Versions touched by a flaw.</summary>
public sealed record AffectedRange
{
    /// <summary>First version touched; null for the first of all.</summary>
    public string? From { get; init; }

    /// <summary>First version mended; null when none is.</summary>
    public string? Before { get; init; }

    /// <summary>Last version touched, where the source tells it and not the mended one.</summary>
    public string? Until { get; init; }
}
