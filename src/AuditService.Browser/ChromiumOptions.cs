namespace AuditService.Browser;

/// <summary>What the operator decides about the browser: where it is, whether it may be fetched, and how long each step may take.</summary>
public sealed record ChromiumOptions
{
    /// <summary>A Chromium, Chrome or Edge program chosen by the operator; tried first, and alone decides nothing when it does not start.</summary>
    public string? ExecutablePath { get; init; }

    /// <summary>Whether Playwright's own build may be downloaded when no browser is found.</summary>
    public bool AllowDownload { get; init; } = true;

    /// <summary>Whether the system's package manager may be asked, as root or through a password-less sudo.</summary>
    public bool AllowPackageManager { get; init; } = true;

    public TimeSpan VersionTimeout { get; init; } = TimeSpan.FromSeconds(15);

    public TimeSpan LaunchTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>Bound of one way of installing (a download, a package manager), after which its process is killed.</summary>
    public TimeSpan InstallTimeout { get; init; } = TimeSpan.FromMinutes(6);
}
