using AuditService.Collectors.WebPages.States;

namespace AuditService.Collectors.WebPages;

/// <summary>Bounds of one visit; a page that exceeds one is looked at as it stands, and the evidence says so.</summary>
public sealed record VisitOptions
{
    public int Width { get; init; } = 1280;

    public int Height { get; init; } = 800;

    public TimeSpan LoadTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time for fonts, late requests and scripts after loading.</summary>
    public TimeSpan SettleTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Time for the contents of an application that is still an empty frame when all else is quiet.</summary>
    public TimeSpan LateContentsTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one step waits for its element.</summary>
    public TimeSpan StepTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan StepsTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What is done before the look; null for the page as it loads.</summary>
    public VisitPreparation? Preparation { get; init; }

    /// <summary>Cookies and stored data with which the visit begins, as Playwright writes them; null for none.</summary>
    public string? StorageState { get; init; }

    /// <summary>Texts that nothing kept of the visit may repeat, besides those that its own steps type.</summary>
    public IReadOnlyCollection<string> Secrets { get; init; } = [];

    /// <summary>One look (axe and the copy of the document); a page whose script never yields stops here.</summary>
    public TimeSpan LookTimeout { get; init; } = TimeSpan.FromSeconds(60);

    public int MaximumElements { get; init; } = Dom.PageSize.MaximumElements;

    public int MaximumStyleRules { get; init; } = 20_000;

    public int MaximumTabs { get; init; } = 120;

    public int MaximumScreenshotHeight { get; init; } = 12_000;

    public int ElementScreenshots { get; init; } = 24;

    public int MaximumPageBytes { get; init; } = 10 * 1024 * 1024;

    public int MaximumScriptBytes { get; init; } = 3 * 1024 * 1024;

    public int MaximumFrames { get; init; } = 12;

    /// <summary>Whether the page is also walked through, enlarged, spaced, hovered, typed at and left alone; else it is looked at as it loads.</summary>
    public bool ActOnPage { get; init; } = true;

    /// <summary>Whether to take stock of trackers, and to visit the page twice more, to refuse and to accept, where a banner asks.</summary>
    public bool WatchTrackers { get; init; }

    /// <summary>How much longer a banner is waited for on a page that calls trackers or a consent manager.</summary>
    public TimeSpan LateBannerTimeout { get; init; } = TimeSpan.FromSeconds(2.5);

    /// <summary>Whether to run the rules of axe too that no RGAA test asks for, and that are only told beside (<c>page.axeViolations</c>).</summary>
    public bool RunsEveryAxeRule { get; init; } = true;

    /// <summary>Screenshots of the page and of failing elements.</summary>
    public bool TakeScreenshots { get; init; } = true;
}
