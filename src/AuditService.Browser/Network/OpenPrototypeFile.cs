namespace AuditService.Browser.Network;

/// <summary>
/// Opens the file that a path names, relative, with <c>/</c> between its parts and no <c>.</c> or <c>..</c> among them; null when there is none.
/// A seekable stream lets the browser play media.
/// </summary>
public delegate ValueTask<Stream?> OpenPrototypeFile(string path, CancellationToken cancellation);
