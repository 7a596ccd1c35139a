namespace AuditService.App.Audits;

/// <param name="Path">A folder or a zip.</param>
/// <param name="Packs">Ids of the packs to apply; empty for all.</param>
/// <param name="UseBrowser">False for <c>--no-browser</c>.</param>
public sealed record AuditRequest(string Path, IReadOnlyList<string> Packs, bool UseBrowser = true)
{
    /// <summary>What the command line says of the pages.</summary>
    public PageSample Pages { get; init; } = PageSample.Usual;
}
