namespace AuditService.Core.Privacy;

/// <summary>What the privacy checks know of the world outside a dossier, dated and sourced: <c>rules/privacy.yaml</c>.</summary>
public sealed record PrivacyReferences
{
    public string Version { get; init; } = "";

    public DateOnly? Date { get; init; }

    public IReadOnlyList<AdequacyDecision> Adequacy { get; init; } = [];

    public IReadOnlyList<CloudRegion> Regions { get; init; } = [];

    public IReadOnlyList<ServiceProvider> Providers { get; init; } = [];

    public IReadOnlyList<WithdrawnSet> WithdrawnSets { get; init; } = [];

    /// <returns>The decision in force for a country on a day, or null.</returns>
    public AdequacyDecision? AdequacyOf(string country, DateOnly on) =>
        Adequacy.FirstOrDefault(decision => string.Equals(decision.Country, country, StringComparison.Ordinal) && decision.From <= on && (decision.Until is not { } until || on <= until));
}

/// <summary>A decision of the Commission that a country protects personal data adequately (RGPD art. 45).</summary>
public sealed record AdequacyDecision
{
    /// <summary>ISO code.</summary>
    public string Country { get; init; } = "";

    /// <summary>Its number in the Official Journal.</summary>
    public string Decision { get; init; } = "";

    public DateOnly? From { get; init; }

    /// <summary>Last day; null while it has no end of its own.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>The recipients that it covers, where it does not cover all.</summary>
    public LocalizedText? Scope { get; init; }

    /// <summary>True when it covers only recipients that a public list names one by one: the country alone proves nothing.</summary>
    public bool CertifiedOnly { get; init; }

    public SourcePosition? At { get; init; }
}

/// <summary>Regions of a cloud provider that lie in one country.</summary>
public sealed record CloudRegion
{
    public string Provider { get; init; } = "";

    /// <summary>ISO code.</summary>
    public string Country { get; init; } = "";

    /// <summary>As code and configuration name them.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    public SourcePosition? At { get; init; }
}

/// <summary>A service outside the project, with what betrays it.</summary>
public sealed record ServiceProvider
{
    /// <summary>As an author would declare it.</summary>
    public string Name { get; init; } = "";

    /// <summary>ISO code of the seat of the company that runs the service.</summary>
    public string Country { get; init; } = "";

    /// <summary>Folded words by which a manifest may name it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Domains of its service.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>Names under which code imports it.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [];

    /// <summary>Those of its sub-processors, by their names in this list, that it publishes.</summary>
    public IReadOnlyList<string> SubProcessors { get; init; } = [];

    public SourcePosition? At { get; init; }
}

/// <summary>A data set that its authors withdrew, or that came from a leak or an unlawful collection.</summary>
public sealed record WithdrawnSet
{
    /// <summary>As it is known.</summary>
    public string Name { get; init; } = "";

    /// <summary>Other ways to write it; case, accents and punctuation do not matter.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What became of it, and when.</summary>
    public LocalizedText? Why { get; init; }

    public SourcePosition? At { get; init; }

    /// <summary>True when the text names it, as words of their own.</summary>
    public bool IsNamedIn(string text)
    {
        var words = Words(text);
        return Aliases.Append(Name).Any(alias => words.Contains(Words(alias), StringComparison.Ordinal));
    }

    private static string Words(string text)
    {
        var words = new System.Text.StringBuilder(" ");
        foreach (var c in text)
            words.Append(char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ');
        return string.Join(' ', words.Append(' ').ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } joined ? $" {joined} " : " ";
    }
}
