using System.Runtime.InteropServices;

namespace AuditService.Browser;

/// <summary>
/// Gets a Chromium onto a machine that has none: Playwright's installer, then the system's package manager when the operator allows it.
/// Each way is a child process, bounded in time; a way that fails is an attempt with its reason, never an exception.
/// </summary>
public sealed class ChromiumInstaller(ChromiumOptions options)
{
    /// <summary>Debian also packs the headless shell, which is enough, smaller and quicker; elsewhere the refresh of the first way serves the second.</summary>
    private static readonly (string Program, string[][] Steps)[] PackageManagers =
    [
        ("apt-get", [["update"], ["install", "--yes", "--no-install-recommends", "chromium-headless-shell"]]),
        ("apt-get", [["install", "--yes", "--no-install-recommends", "chromium"]]),
        ("dnf", [["install", "--assumeyes", "chromium"]]),
        ("zypper", [["--non-interactive", "install", "chromium"]]),
        ("pacman", [["--sync", "--noconfirm", "chromium"]]),
        ("apk", [["add", "chromium"]]),
    ];

    /// <summary>Tries one way after the other until <paramref name="isThere"/> says that a browser has appeared.</summary>
    public async Task<IReadOnlyList<ChromiumAttempt>> InstallAsync(Func<bool> isThere, IProgress<string>? progress, CancellationToken cancellation)
    {
        var attempts = new List<ChromiumAttempt>();
        foreach (var way in Ways())
        {
            var reason = await way.TryAsync(progress, cancellation);
            if (reason is null && isThere())
                break;
            attempts.Add(new ChromiumAttempt(way.Name, reason ?? "ended well, yet no browser appeared"));
        }
        return attempts;
    }

    private IEnumerable<InstallWay> Ways()
    {
        yield return options.AllowDownload ? PlaywrightInstaller() : InstallWay.Refused("Playwright's installer", "not allowed by the configuration");
        foreach (var way in options.AllowPackageManager ? PackageManager() : [InstallWay.Refused("package manager", "not allowed by the configuration")])
            yield return way;
    }

    /// <remarks>
    /// The installer is started as a process of its own rather than through <c>Microsoft.Playwright.Program</c>: that one writes to our
    /// standard output, which carries results, and cannot be stopped.
    /// </remarks>
    private InstallWay PlaywrightInstaller()
    {
        const string name = "Playwright's installer";
        var driver = Path.Combine(AppContext.BaseDirectory, ".playwright");
        var script = Path.Combine(driver, "package", "cli.js");
        var node = Environment.GetEnvironmentVariable("PLAYWRIGHT_NODEJS_PATH") is { Length: > 0 } chosen
            ? chosen
            : Path.Combine(driver, "node", NodeFolder(), OperatingSystem.IsWindows() ? "node.exe" : "node");
        return File.Exists(script) && File.Exists(node)
            ? new InstallWay(name, [(node, [script, "install", "--only-shell", "chromium"])], options.InstallTimeout, [])
            : InstallWay.Refused(name, "Playwright's driver is not beside the program");
    }

    private IReadOnlyList<InstallWay> PackageManager()
    {
        const string name = "package manager";
        if (!OperatingSystem.IsLinux())
            return [InstallWay.Refused(name, "only asked on Linux")];
        var known = PackageManagers.Select(manager => (Path: OnSearchPath(manager.Program), manager.Steps)).Where(manager => manager.Path is not null).ToList();
        if (known is not [{ Path: { } path }, ..])
            return [InstallWay.Refused(name, "none of the known ones is on the search path")];
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["DEBIAN_FRONTEND"] = "noninteractive" };
        var ways = known.Where(manager => manager.Path == path).Select(manager => manager.Steps);
        if (Environment.IsPrivilegedProcess)
            return [.. ways.Select(steps => new InstallWay(name, [.. steps.Select(step => (path, step))], options.InstallTimeout, environment))];
        return OnSearchPath("sudo") is { } sudo
            ? [.. ways.Select(steps => new InstallWay(name, [.. steps.Select(step => (sudo, (string[])["-n", path, .. step]))], options.InstallTimeout, environment))]
            : [InstallWay.Refused(name, "neither root nor sudo")];
    }

    private static string NodeFolder() => (OperatingSystem.IsWindows(), OperatingSystem.IsMacOS()) switch
    {
        (true, _) => "win32_x64",
        (_, true) => RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "darwin-arm64" : "darwin-x64",
        _ => RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64",
    };

    private static string? OnSearchPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private sealed record InstallWay(
        string Name, IReadOnlyList<(string Program, string[] Arguments)> Steps, TimeSpan Timeout, IReadOnlyDictionary<string, string> Environment, string? Refusal = null)
    {
        public static InstallWay Refused(string name, string reason) => new(name, [], TimeSpan.Zero, new Dictionary<string, string>(), reason);

        public InstallWay(string name, IReadOnlyList<(string Program, string[] Arguments)> steps, TimeSpan timeout, Dictionary<string, string> environment)
            : this(name, steps, timeout, environment, null)
        {
        }

        /// <summary>The reason of the failure, or null.</summary>
        public async Task<string?> TryAsync(IProgress<string>? progress, CancellationToken cancellation)
        {
            if (Refusal is not null)
                return Refusal;
            string? reason = null;
            foreach (var (program, arguments) in Steps)
            {
                progress?.Report($"{Name}: {Path.GetFileName(program)} {string.Join(' ', arguments)}");
                var run = await ProgramRun.RunAsync(program, arguments, Timeout, progress, Environment, cancellation);
                reason = run.Succeeded ? null : run.Reason;
            }
            // A stale package index fails its refresh and may still install: the last step decides.
            return reason;
        }
    }
}
