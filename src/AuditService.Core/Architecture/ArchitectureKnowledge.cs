using System.Collections.Frozen;

namespace AuditService.Core.Architecture;

/// <summary>How files show technologies: <c>rules/architecture.yaml</c>.</summary>
public sealed record ArchitectureKnowledge
{
    private readonly Lazy<Technologies> catalogue;
    private readonly Lazy<FrozenDictionary<string, FlowProtocol>> protocols;

    public ArchitectureKnowledge()
    {
        catalogue = new(() => new(Technologies));
        protocols = new(() => Schemes.ToFrozenDictionary(line => line.Scheme, line => KebabWords.TryParse<FlowProtocol>(line.Protocol, out var protocol) ? protocol : FlowProtocol.UnknownProtocol, StringComparer.OrdinalIgnoreCase));
    }

    public string Version { get; init; } = "";

    public DateOnly? Date { get; init; }

    public IReadOnlyList<TechnologyEntry> Technologies { get; init; } = [];

    /// <summary>By names of container images.</summary>
    public IReadOnlyList<TechnologySign> Images { get; init; } = [];

    /// <summary>By imported packages: what the program calls.</summary>
    public IReadOnlyList<TechnologySign> Packages { get; init; } = [];

    /// <summary>By imported packages: what the program is.</summary>
    public IReadOnlyList<TechnologySign> Programs { get; init; } = [];

    public IReadOnlyList<TechnologySign> Hosts { get; init; } = [];

    /// <summary>By words of a product as people write it.</summary>
    public IReadOnlyList<TechnologySign> Products { get; init; } = [];

    public IReadOnlyList<SchemeSign> Schemes { get; init; } = [];

    public Technologies Catalogue => catalogue.Value;

    public FlowProtocol ProtocolOfScheme(string scheme) => protocols.Value.GetValueOrDefault(scheme);

    /// <summary>What an image is, by the last names of its repository: <c>docker.io/ollama/ollama:0.6</c> fits <c>ollama/ollama</c> and <c>ollama</c>.</summary>
    public TechnologySign? OfImage(string image)
    {
        var repository = image.ToLowerInvariant();
        var digest = repository.IndexOf('@', StringComparison.Ordinal);
        if (digest >= 0)
            repository = repository[..digest];
        var slash = repository.LastIndexOf('/');
        var tag = repository.IndexOf(':', slash + 1);
        if (tag >= 0)
            repository = repository[..tag];
        return Images.FirstOrDefault(sign => sign.Names.Any(name => repository == name || repository.EndsWith("/" + name, StringComparison.Ordinal)))
            // "langgenius/dify-sandbox" or "bitnami-postgresql": whole words of the last name.
            ?? Images.FirstOrDefault(sign => sign.Names.Any(name => HasWord(repository[(slash + 1)..], name)));
    }

    public TechnologySign? OfHost(string host) =>
        Hosts.FirstOrDefault(sign => sign.Names.Any(name => host.Equals(name, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + name, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The technology that words of a product name; null when none does.</summary>
    public string? OfProduct(string? product)
    {
        if (string.IsNullOrWhiteSpace(product))
            return null;
        var words = product.Trim().ToLowerInvariant();
        return Catalogue.IdOf(words)
            ?? Products.FirstOrDefault(sign => sign.Names.Any(name => HasWord(words, name)))?.Technology
            ?? Images.FirstOrDefault(sign => sign.Names.Any(name => HasWord(words, name)))?.Technology;
    }

    private static bool HasWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
                return true;
        }

        return false;
    }
}

/// <summary>Names that show a technology.</summary>
public sealed record TechnologySign
{
    public string Technology { get; init; } = "";

    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Who runs it, where the name tells.</summary>
    public string? Provider { get; init; }

    /// <summary>Where it answers, when run by its provider.</summary>
    public string? Host { get; init; }

    /// <summary>Run by its provider alone.</summary>
    public bool Outside { get; init; }

    /// <summary>What it speaks: http, sql, nosql, binary, ldap or smtp.</summary>
    public string? Speaks { get; init; }

    public FlowProtocol Protocol => Speaks switch
    {
        "http" => FlowProtocol.Http,
        "sql" => FlowProtocol.SqlAccessProtocol,
        "nosql" => FlowProtocol.NosqlAccessProtocol,
        "binary" => FlowProtocol.Binary,
        "ldap" => FlowProtocol.Ldap,
        "smtp" => FlowProtocol.Smtp,
        _ => FlowProtocol.UnknownProtocol,
    };
}

/// <summary>What the scheme of an address says of the protocol.</summary>
public sealed record SchemeSign
{
    public string Scheme { get; init; } = "";

    public string Protocol { get; init; } = "";
}
