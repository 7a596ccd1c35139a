using System.Collections.Concurrent;
using AuditService.Browser;
using AuditService.Browser.Network;

namespace AuditService.Collectors.WebPages;

/// <summary>
/// Tabs that serve several pages of the caller's own files, one after the other: a new profile and process for each page would cost more than the look at it. Only for
/// looks that do not act on the page.
/// </summary>
internal sealed class KeptTabs : IAsyncDisposable
{
    /// <summary>What leaks is bounded.</summary>
    private const int MostVisits = 100;

    private readonly ConcurrentBag<VisitTab> free = [];

    /// <summary>A tab of this browser and size that is free, or a new one.</summary>
    public async Task<VisitTab> TakeAsync(BrowserSession browser, VisitOptions options, Uri address, NetworkPolicy policy, CancellationToken cancellation)
    {
        var others = new List<VisitTab>();
        try
        {
            while (free.TryTake(out var tab))
            {
                if (tab.Browser != browser || !browser.IsConnected)
                    await tab.DisposeAsync();
                else if (tab.Size != (options.Width, options.Height) || !tab.TryEnter(address))
                    others.Add(tab);
                else
                {
                    tab.Proxy.Restart(policy);
                    return tab;
                }
            }
        }
        finally
        {
            others.ForEach(free.Add);
        }
        var opened = await VisitTab.OpenAsync(browser, options, policy, isKept: true, cancellation);
        opened.TryEnter(address);
        return opened;
    }

    /// <param name="isSound">False after a visit that did not end as it should.</param>
    public async Task GiveBackAsync(VisitTab tab, bool isSound)
    {
        if (isSound && ++tab.Visits < MostVisits && await tab.ForgetAsync())
            free.Add(tab);
        else
            await tab.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        while (free.TryTake(out var tab))
            await tab.DisposeAsync();
    }
}
