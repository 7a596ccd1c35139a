using AuditService.Browser.Network;
using Microsoft.Playwright;

namespace AuditService.Browser;

/// <summary>
/// One Chromium process under Playwright. Each audit gets its own context, whose whole traffic goes through the proxy it is given:
/// the process itself is started behind a proxy that nobody serves, so that what escapes a context reaches nothing.
/// </summary>
public sealed class BrowserSession : IAsyncDisposable
{
    /// <summary>The discard port: a proxy address where nothing answers.</summary>
    private const string NowhereProxy = "http://127.0.0.1:9";

    /// <summary>CSS pixels; a narrower window is a phone's.</summary>
    public const int NarrowestDesktop = 600;

    /// <summary>
    /// Chromium heeds the last such list only, so that Playwright's own is said again, and before it: the suggestions of the address bar, which a
    /// browser without a screen still prepares for each context as two web pages in a process of their own, and which nobody ever sees.
    /// </summary>
    internal static readonly string[] DisabledFeatures =
    [
        "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxSimplification",
        "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "DialMediaRouteProvider", "GlobalMediaControls", "HttpsUpgrades", "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
        "BlockOriginHeaderModificationOnRedirect", "AvoidCorsURLLoaderRestartOnRedirect", "Translate", "AutoDeElevate", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled", "msForceBrowserSignIn",
        "msEdgeUpdateLaunchServicesPreferredVersion",
    ];

    private static readonly string[] Switches =
    [
        $"--disable-features={string.Join(',', DisabledFeatures)}",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-domain-reliability",
        "--disable-sync",
        "--dns-prefetch-disable",
        "--no-pings",
        "--mute-audio",
        // What starts by itself for people who come often (Chrome's media engagement) starts for the audit too.
        "--autoplay-policy=no-user-gesture-required",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--webrtc-ip-handling-policy=disable_non_proxied_udp",
        // Names are resolved by the proxy, under its policy; the browser itself never asks a name server.
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
        "--hide-scrollbars",
    ];

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private BrowserSession(IPlaywright playwright, IBrowser browser, ChromiumProgram program, bool sandboxed)
    {
        this.playwright = playwright;
        this.browser = browser;
        Program = program;
        IsSandboxed = sandboxed;
    }

    public ChromiumProgram Program { get; }

    /// <summary>False only when the service runs as root, where Chromium refuses to start with its sandbox; to be said in the report.</summary>
    public bool IsSandboxed { get; }

    public string Version => browser.Version;

    public bool IsConnected => browser.IsConnected;

    /// <summary>Finds a browser that starts, installs one when there is none, or explains its absence way by way.</summary>
    public static async Task<BrowserStart> StartAsync(ChromiumOptions options, IProgress<string>? progress, CancellationToken cancellation)
    {
        // Its driver takes as long to start as a browser to tell its version.
        var driver = StartDriverAsync();
        var attempts = new List<ChromiumAttempt>();
        var tried = new HashSet<string>(StringComparer.Ordinal);
        var locator = new ChromiumLocator(options);
        if (options.ExecutablePath is { Length: > 0 } configured && !File.Exists(configured))
            attempts.Add(new ChromiumAttempt($"configured {configured}", "no such file"));

        BrowserSession? session = null;
        try
        {
            session = await FirstThatStartsAsync();
            if (session is not null)
                return new BrowserStart(session, attempts);
            if (attempts.Count == 0)
                attempts.Add(new ChromiumAttempt("this machine", "no Chromium, Chrome or Edge on the search path, in the usual places or in Playwright's folder"));

            attempts.AddRange(await new ChromiumInstaller(options).InstallAsync(() => locator.Candidates().Any(candidate => !tried.Contains(candidate.Path)), progress, cancellation));
            session = await FirstThatStartsAsync();
            return new BrowserStart(session, attempts);
        }
        finally
        {
            // Also when the start was cancelled: a driver without a browser would stay as long as the program.
            if (session is null && await driver.ContinueWith(started => started.IsCompletedSuccessfully ? started.Result : null, TaskScheduler.Default) is { } unused)
                unused.Dispose();
        }

        async Task<BrowserSession?> FirstThatStartsAsync()
        {
            foreach (var (path, way) in locator.Candidates().Where(candidate => tried.Add(candidate.Path)))
            {
                var (program, refusal) = await locator.AskAsync(path, way, cancellation);
                if (refusal is not null)
                    attempts.Add(refusal);
                if (program is null)
                    continue;
                try
                {
                    return await LaunchAsync(await driver, program, options);
                }
                catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
                {
                    attempts.Add(new ChromiumAttempt($"{way} {path}", FirstLine(exception.Message)));
                }
            }
            return null;
        }
    }

    /// <summary>A fresh profile for one audit, without permission, download, service worker or anything kept from another audit.</summary>
    /// <param name="storageState">Cookies and stored data to begin with, as Playwright writes them; null for none.</param>
    /// <remarks>A window narrower than 600 CSS pixels is a phone's: touched, and told to the site as one.</remarks>
    public Task<IBrowserContext> OpenContextAsync(FilteringProxy proxy, int width, int height, string? storageState = null) => browser.NewContextAsync(new BrowserNewContextOptions
    {
        Proxy = new Proxy { Server = proxy.Address, Username = proxy.UserName, Password = proxy.Password },
        ViewportSize = new ViewportSize { Width = width, Height = height },
        Locale = "fr-FR",
        TimezoneId = "Europe/Paris",
        ServiceWorkers = ServiceWorkerPolicy.Block,
        AcceptDownloads = false,
        Permissions = [],
        DeviceScaleFactor = 1,
        IsMobile = width < NarrowestDesktop,
        HasTouch = width < NarrowestDesktop,
        UserAgent = width < NarrowestDesktop ? $"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{Version.Split('.')[0]}.0.0.0 Mobile Safari/537.36" : null,
        StorageState = storageState,
    });

    public async ValueTask DisposeAsync()
    {
        await browser.CloseAsync();
        playwright.Dispose();
    }

    private static Task<IPlaywright> StartDriverAsync()
    {
        // Playwright forces loopback through the proxy unless this variable is present.
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DISABLE_FORCED_CHROMIUM_PROXIED_LOOPBACK", null);
        return Playwright.CreateAsync();
    }

    private static async Task<BrowserSession> LaunchAsync(IPlaywright driver, ChromiumProgram program, ChromiumOptions options)
    {
        var sandboxed = !(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess);
        var chromium = await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program.Path,
            ChromiumSandbox = sandboxed,
            Headless = true,
            Timeout = (float)options.LaunchTimeout.TotalMilliseconds,
            Proxy = new Proxy { Server = NowhereProxy },
            Args = Switches,
        });
        return new BrowserSession(driver, chromium, program, sandboxed);
    }

    private static string FirstLine(string message) => message.Split('\n')[0].Trim();
}
