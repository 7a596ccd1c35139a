namespace AuditService.Collectors.Architecture;

/// <summary>From what a service of a compose file is built.</summary>
/// <param name="Folder">The build's context, from the root of the dossier; empty for the root itself.</param>
/// <param name="Service">Id of the component.</param>
/// <param name="Dockerfile">Path of the Dockerfile, from the root of the dossier.</param>
/// <param name="Copied">What the Dockerfile copies of its context: files, folders, beginnings of names before a wildcard; null while the Dockerfile was not read.</param>
/// <param name="Command">What it starts, by the compose file or else by the Dockerfile; empty while nobody said.</param>
internal sealed record ServiceBuild(string Folder, string Service, string Dockerfile, IReadOnlyList<string>? Copied = null, string Command = "")
{
    /// <summary>The folder of the Dockerfile: in a repository of several programs built from its root, that of the program.</summary>
    public string Home => Dockerfile.LastIndexOf('/') is var slash && slash < 0 ? "" : Dockerfile[..slash];

    /// <summary>True when the image holds a file of the dossier, as far as the Dockerfile shows.</summary>
    public bool Holds(string path)
    {
        if (Folder.Length > 0 && !path.StartsWith(Folder + "/", StringComparison.Ordinal))
            return false;
        var inside = Folder.Length == 0 ? path : path[(Folder.Length + 1)..];
        return Copied is null || Copied.Any(source => source.Length == 0 || inside == source || inside.StartsWith(source.EndsWith('*') ? source[..^1] : source + "/", StringComparison.Ordinal));
    }
}
