namespace AuditService.Browser;

/// <summary>A browser program that answered <c>--version</c>.</summary>
/// <param name="Path">Absolute path of the program.</param>
/// <param name="Version">What it says of itself, for instance <c>Chromium 156.0.8078.79</c>.</param>
/// <param name="Way">How it was found: configured, on the path, a usual place, Playwright's own build, installed.</param>
public sealed record ChromiumProgram(string Path, string Version, string Way);

/// <summary>One way of getting a browser that did not lead to one, and why.</summary>
public sealed record ChromiumAttempt(string Way, string Reason)
{
    public override string ToString() => $"{Way}: {Reason}";
}
