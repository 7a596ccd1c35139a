using AuditService.Browser;

namespace AuditService.Tests.Browser;

public sealed class ChromiumLocatorTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chromium-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_configured_program_comes_before_the_search_path_and_that_before_builds_of_Playwright()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "paths of Linux");
        var configured = Program("mine/browser", "#!/bin/sh\necho Chromium 1.2.3");
        var onPath = Program("bin/chromium", "#!/bin/sh\necho Chromium 1.2.3");
        Program("cache/chromium-90/chrome-linux/chrome", "");
        var newest = Program("cache/chromium-1200/chrome-linux64/chrome", "");

        var found = Locator(configured).Candidates().Select(candidate => candidate.Path).Where(path => path.StartsWith(folder, StringComparison.Ordinal)).ToList();

        Assert.Equal([configured, onPath, newest], found.Take(3));
    }

    [Fact]
    public async Task A_stub_that_only_tells_how_to_install_a_browser_is_refused_with_what_it_said()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "shell scripts");
        var stub = Program("bin/chromium-browser", "#!/bin/sh\necho install the snap first >&2\nexit 1");

        var (program, attempt) = await Locator(null).AskAsync(stub, "search path", default);

        Assert.Null(program);
        Assert.Contains("install the snap first", attempt!.Reason);
    }

    [Fact]
    public async Task A_program_that_never_answers_is_stopped()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "shell scripts");
        var silent = Program("bin/chromium", "#!/bin/sh\nsleep 60");

        var (program, attempt) = await Locator(null).AskAsync(silent, "search path", default);

        Assert.Null(program);
        Assert.Contains("stopped", attempt!.Reason);
    }

    [Fact]
    public async Task A_browser_says_its_version()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "shell scripts");
        var browser = Program("bin/chromium", "#!/bin/sh\necho warning >&2\necho Chromium 156.0.1 built on x");

        Assert.Equal("Chromium 156.0.1 built on x", (await Locator(null).AskAsync(browser, "search path", default)).Program!.Version);
    }

    [Fact]
    public async Task Without_leave_to_install_the_absence_is_explained_way_by_way()
    {
        var attempts = await new ChromiumInstaller(new ChromiumOptions { AllowDownload = false, AllowPackageManager = false }).InstallAsync(() => false, null, default);

        Assert.Equal(2, attempts.Count);
        Assert.All(attempts, attempt => Assert.Contains("not allowed", attempt.Reason));
    }

    private ChromiumLocator Locator(string? configured) => new(
        new ChromiumOptions { ExecutablePath = configured, VersionTimeout = TimeSpan.FromSeconds(2) },
        name => name switch { "PATH" => Path.Combine(folder, "bin"), "PLAYWRIGHT_BROWSERS_PATH" => Path.Combine(folder, "cache"), _ => null });

    private string Program(string path, string content)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return file;
    }
}
