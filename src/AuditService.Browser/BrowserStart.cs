namespace AuditService.Browser;

/// <summary>A running browser, or the reasons why there is none.</summary>
/// <param name="Session">Null when no way led to a browser.</param>
/// <param name="Attempts">The ways that failed, in the order tried; may be filled even when a later way succeeded.</param>
public sealed record BrowserStart(BrowserSession? Session, IReadOnlyList<ChromiumAttempt> Attempts)
{
    /// <summary>For the reason of the facts that need a browser.</summary>
    public string Explanation => Session is null ? "no browser: " + string.Join("; ", Attempts) : $"{Session.Program.Version} ({Session.Program.Way})";
}
