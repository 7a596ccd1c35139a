namespace AuditService.Core.Deployments;

/// <summary>What ages in a container, and which ports should stay inside: <c>rules/deployment.yaml</c>.</summary>
public sealed record DeploymentKnowledge
{
    public string Version { get; init; } = "";

    /// <summary>The day at which versions are judged.</summary>
    public DateOnly? Date { get; init; }

    public IReadOnlyList<EndOfLife> EndsOfLife { get; init; } = [];

    public IReadOnlyList<CodenameEnd> Codenames { get; init; } = [];

    public IReadOnlyList<SensitivePort> Ports { get; init; } = [];

    /// <summary>The day on which the support of an image ended, or null: supported, or unknown here.</summary>
    /// <param name="image">As a FROM names it: <c>docker.io/library/python:3.8-slim</c>.</param>
    public DateOnly? EndOf(string image)
    {
        var name = image.ToLowerInvariant().Split('@')[0];
        var slash = name.LastIndexOf('/');
        var colon = name.IndexOf(':', slash + 1);
        if (colon < 0)
            return null;
        var (repository, tag) = (name[..colon], name[(colon + 1)..]);
        foreach (var prefix in (string[])["docker.io/", "library/", "mcr.microsoft.com/", "public.ecr.aws/docker/", "library/", "docker.elastic.co/elasticsearch/"])
        {
            if (repository.StartsWith(prefix, StringComparison.Ordinal))
                repository = repository[prefix.Length..];
        }

        var ends = EndsOfLife.Where(entry => string.Equals(entry.Image, repository, StringComparison.Ordinal) && entry.Versions.Any(version => Begins(tag, version))).Select(entry => (DateOnly?)entry.Until)
            .Concat(Codenames.Where(codename => tag.Split('-', '_').Contains(codename.Name, StringComparer.Ordinal)).Select(codename => (DateOnly?)codename.Until));
        return ends.Where(end => end < Date).Min();
    }

    public IReadOnlyList<PublishedImage> Published { get; init; } = [];

    /// <summary>What an image opens to whoever reaches its port; null for others.</summary>
    /// <param name="image">As a compose file names it.</param>
    /// <param name="port">Inside the container; null when it is not known.</param>
    public PublishedImage? Publishes(string image, int? port)
    {
        var name = image.ToLowerInvariant().Split('@')[0];
        var colon = name.IndexOf(':', name.LastIndexOf('/') + 1);
        var repository = colon < 0 ? name : name[..colon];
        return Published.FirstOrDefault(known => (known.Ports.Count == 0 || port is { } number && known.Ports.Contains(number))
            && known.Images.Any(candidate => repository == candidate || repository.EndsWith("/" + candidate, StringComparison.Ordinal)));
    }

    public SensitivePort? Port(int port) => Ports.FirstOrDefault(known => known.Port == port);

    private static bool Begins(string tag, string version) =>
        tag.StartsWith(version, StringComparison.Ordinal) && (tag.Length == version.Length || tag[version.Length] is '.' or '-' or '_');
}

public sealed record EndOfLife
{
    /// <summary>The repository, without registry and <c>library/</c>.</summary>
    public string Image { get; init; } = "";

    /// <summary>Beginnings of tags.</summary>
    public IReadOnlyList<string> Versions { get; init; } = [];

    /// <summary>Last day of support.</summary>
    public DateOnly Until { get; init; }
}

/// <summary>A distribution that a tag names, whatever the image.</summary>
public sealed record CodenameEnd
{
    public string Name { get; init; } = "";

    public DateOnly Until { get; init; }
}

/// <summary>An image whose ports are not for everybody.</summary>
public sealed record PublishedImage
{
    /// <summary>The last names of its repository.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>The ports meant, inside the container; all of them when empty.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [];

    public LocalizedText Service { get; init; } = new("", "");

    /// <summary>True for one that asks who calls, as its publisher ships it.</summary>
    public bool Asks { get; init; }
}

/// <summary>A port of a service made for the programs beside it.</summary>
public sealed record SensitivePort
{
    public int Port { get; init; }

    public LocalizedText Service { get; init; } = new("", "");
}
