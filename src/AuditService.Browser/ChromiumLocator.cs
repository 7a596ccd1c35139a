using System.Diagnostics;

namespace AuditService.Browser;

/// <summary>
/// Lists the Chromium, Chrome and Edge programs that this machine may have, in the order in which they are worth trying:
/// the operator's choice, the search path, the usual places of each system, the builds that Playwright keeps. Of each way the headless shell comes first:
/// the same engine without the windows, menus and address bar that a browser without a screen still prepares, so that a page costs less.
/// </summary>
public sealed class ChromiumLocator(ChromiumOptions options, Func<string, string?> environment)
{
    private static readonly string[] Names =
    [
        "chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge-stable", "microsoft-edge", "msedge",
    ];

    public ChromiumLocator(ChromiumOptions options)
        : this(options, Environment.GetEnvironmentVariable)
    {
    }

    /// <summary>Existing files only; none has been started yet.</summary>
    public IEnumerable<(string Path, string Way)> Candidates() =>
        Configured().Concat(OnSearchPath()).Concat(InUsualPlaces()).Concat(OfPlaywright())
            .Where(candidate => File.Exists(candidate.Path))
            .DistinctBy(candidate => candidate.Path);

    /// <summary>Asks a candidate for its version; a stub that only tells how to install a browser is found out here.</summary>
    public async Task<(ChromiumProgram? Program, ChromiumAttempt? Attempt)> AskAsync(string path, string way, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows())
            return (new ChromiumProgram(path, FileVersionInfo.GetVersionInfo(path).FileVersion ?? "unknown version", way), null);
        var run = await ProgramRun.RunAsync(path, ["--version"], options.VersionTimeout, null, null, cancellation);
        var version = run.Output.Split('\n').FirstOrDefault(line => line.Any(char.IsAsciiDigit) && line.Contains('.', StringComparison.Ordinal))?.Trim();
        return run.Succeeded && version is not null
            ? (new ChromiumProgram(path, version, way), null)
            : (null, new ChromiumAttempt($"{way} {path}", run.Succeeded ? "does not tell a version" : run.Reason));
    }

    private IEnumerable<(string Path, string Way)> Configured() =>
        options.ExecutablePath is { Length: > 0 } path ? [(Path.GetFullPath(path), "configured")] : [];

    private IEnumerable<(string Path, string Way)> OnSearchPath()
    {
        var folders = (environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var extension = OperatingSystem.IsWindows() ? ".exe" : "";
        return from name in Names from folder in folders where Path.IsPathRooted(folder) select (Path.Combine(folder, name + extension), "search path");
    }

    private IEnumerable<(string Path, string Way)> InUsualPlaces()
    {
        string[] places =
        [
            "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/snap/bin/chromium", "/opt/google/chrome/chrome", "/opt/microsoft/msedge/msedge",
            "/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        ];
        string[] windows = [@"Google\Chrome\Application\chrome.exe", @"Chromium\Application\chrome.exe", @"Microsoft\Edge\Application\msedge.exe"];
        var roots = new[] { "ProgramFiles", "ProgramFiles(x86)", "LocalAppData" }.Select(environment).OfType<string>().Where(root => root.Length > 0);
        return places.Concat(from root in roots from place in windows select Path.Combine(root, place)).Select(path => (path, "usual place"));
    }

    /// <summary>The newest build first; Playwright numbers its folders, and keeps the headless shell in folders of its own.</summary>
    private IEnumerable<(string Path, string Way)> OfPlaywright()
    {
        string[] shells =
        [
            "chrome-headless-shell-linux64/chrome-headless-shell", "chrome-linux/headless_shell", "chrome-headless-shell-win64/chrome-headless-shell.exe", "chrome-win/headless_shell.exe",
            "chrome-headless-shell-mac-arm64/chrome-headless-shell", "chrome-headless-shell-mac-x64/chrome-headless-shell", "chrome-mac/headless_shell",
        ];
        string[] programs =
        [
            "chrome-linux64/chrome", "chrome-linux/chrome", "chrome-win64/chrome.exe", "chrome-win/chrome.exe",
            "chrome-mac/Chromium.app/Contents/MacOS/Chromium", "chrome-mac-arm64/Chromium.app/Contents/MacOS/Chromium",
            "chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
            "chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
        ];
        return Builds("chromium_headless_shell-*", shells).Concat(Builds("chromium-*", programs)).Select(path => (path, "Playwright's build"));
    }

    private IEnumerable<string> Builds(string folders, string[] programs) =>
        from build in PlaywrightFolders().Where(Directory.Exists).SelectMany(folder => Directory.EnumerateDirectories(folder, folders)).OrderByDescending(BuildNumber)
        from program in programs
        select Path.Combine(build, program);

    private IEnumerable<string> PlaywrightFolders()
    {
        if (environment("PLAYWRIGHT_BROWSERS_PATH") is { Length: > 1 } chosen)
            yield return chosen;
        if (environment("HOME") is { Length: > 0 } home)
        {
            yield return Path.Combine(home, ".cache", "ms-playwright");
            yield return Path.Combine(home, "Library", "Caches", "ms-playwright");
        }
        if (environment("LocalAppData") is { Length: > 0 } local)
            yield return Path.Combine(local, "ms-playwright");
    }

    private static int BuildNumber(string folder) => int.TryParse(folder.AsSpan(folder.LastIndexOf('-') + 1), out var number) ? number : 0;
}
