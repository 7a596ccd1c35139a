namespace AuditService.Core.Dossiers;

/// <summary>Contents by their SHA-256: same bytes, stored once. The door between those who collect and those who keep.</summary>
public interface IContentStore
{
    /// <summary>Opens a content for reading, seekable. Throws <see cref="FileNotFoundException"/> when the store does not hold it.</summary>
    Stream Open(string sha256);

    /// <summary>The content's file on this machine, for libraries that want a path. Its name is the hash: the format must be given explicitly. Never write to it.</summary>
    string PathOf(string sha256);

    /// <summary>Keeps a content and returns its hash, lower-case hexadecimal. Written aside, then renamed: a crash leaves no half content.</summary>
    Task<string> PutAsync(Stream content, CancellationToken cancellation);
}
