using AuditService.Browser;
using AuditService.Browser.Network;
using Microsoft.Playwright;

namespace AuditService.Collectors.WebPages;

/// <summary>One tab in a profile of its own behind a proxy of its own.</summary>
internal sealed class VisitTab : IAsyncDisposable
{
    private const string Blank = "about:blank";

    private readonly HashSet<string> origins = new(StringComparer.Ordinal);

    private static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(10);

    private VisitTab(BrowserSession browser, VisitOptions options, FilteringProxy proxy, IBrowserContext context, IPage page, ICDPSession session, bool holdsAxe)
    {
        Browser = browser;
        Size = (options.Width, options.Height);
        Proxy = proxy;
        Context = context;
        Page = page;
        Session = session;
        HoldsAxe = holdsAxe;
    }

    public BrowserSession Browser { get; }

    public (int Width, int Height) Size { get; }

    public FilteringProxy Proxy { get; }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>The session in which our world lives; what a visit listens to or changes has another.</summary>
    public ICDPSession Session { get; }

    /// <summary>Whether the browser puts axe into our world of each document by itself; else the visit does.</summary>
    public bool HoldsAxe { get; }

    public bool HasCrashed { get; private set; }

    /// <summary>Visits that it has served.</summary>
    public int Visits { get; set; }

    /// <summary>Notes the origin of the next page. False when the tab has been there already, whose stored data and cached answers it still has.</summary>
    public bool TryEnter(Uri address) => origins.Add(address.GetLeftPart(UriPartial.Authority));

    /// <param name="isKept">For several visits, one after the other.</param>
    public static async Task<VisitTab> OpenAsync(BrowserSession browser, VisitOptions options, NetworkPolicy policy, bool isKept, CancellationToken cancellation)
    {
        var proxy = new FilteringProxy(policy);
        IBrowserContext? context = null;
        try
        {
            context = await browser.OpenContextAsync(proxy, options.Width, options.Height, options.StorageState).WaitAsync(options.LoadTimeout, cancellation);
            var page = await context.NewPageAsync().WaitAsync(options.LoadTimeout, cancellation);
            var session = await context.NewCDPSessionAsync(page).WaitAsync(options.LoadTimeout, cancellation);
            if (isKept)
            {
                await session.SendAsync("Page.enable").WaitAsync(options.LoadTimeout, cancellation);
                await PageWorld.PutIntoEachDocumentAsync(session, $"if (top !== self || location.href !== '{Blank}') {{ {AxeScript.Text}\n}}").WaitAsync(options.LoadTimeout, cancellation);
            }
            var tab = new VisitTab(browser, options, proxy, context, page, session, isKept);
            page.Crash += (_, _) => tab.Fall();
            return tab;
        }
        catch
        {
            if (context is not null)
                await PageVisitor.CloseAsync(context);
            await proxy.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Leaves the page and forgets what it left behind, for the next visit to find the tab as a new one: cookies, history, the window's name. What
    /// else a page stores stays with its origin, to which the tab does not go again (<see cref="TryEnter"/>).
    /// </summary>
    /// <returns>False when the tab did not answer, or is not alone any more: it is of no use then.</returns>
    public async Task<bool> ForgetAsync()
    {
        try
        {
            if (HasCrashed || !Browser.IsConnected || Page.IsClosed || Context.Pages.Count > 1)
                return false;
            await Page.GotoAsync(Blank, new PageGotoOptions { Timeout = (float)ClosingTime.TotalMilliseconds }).WaitAsync(ClosingTime);
            await Context.ClearCookiesAsync().WaitAsync(ClosingTime);
            await Session.SendAsync("Runtime.evaluate", new Dictionary<string, object> { ["expression"] = "window.name = ''" }).WaitAsync(ClosingTime);
            await Session.SendAsync("Page.resetNavigationHistory").WaitAsync(ClosingTime);
            return !HasCrashed && Context.Pages.Count == 1 && Page.Url == Blank;
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await PageVisitor.CloseAsync(Context);
        await Proxy.DisposeAsync();
    }

    private void Fall()
    {
        HasCrashed = true;
        // Its sessions never answer again; closed, they say so at once.
        _ = Page.CloseAsync();
    }
}
