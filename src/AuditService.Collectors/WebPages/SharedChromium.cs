using AuditService.Browser;
using AuditService.Core;
using AuditService.Core.Collection;

namespace AuditService.Collectors.WebPages;

/// <summary>One browser for all pages of a process, started when the first page asks, a few visits at a time.</summary>
internal sealed class SharedChromium(int visitsAtOnce = SharedChromium.VisitsAtOnce) : IAsyncDisposable
{
    public const int VisitsAtOnce = 2;

    /// <summary>Of visits that do not act on their page, which wait for it more than they work.</summary>
    public const int QuickVisitsAtOnce = 3;

    private readonly SemaphoreSlim starting = new(1);
    private readonly SemaphoreSlim visiting = new(visitsAtOnce);
    private BrowserStart? start;

    /// <summary>Runs a visit in the browser, or hands out the reasons why there is none.</summary>
    public async Task<(T? Result, LocalizedText? WhyNot)> VisitAsync<T>(CollectionSettings settings, Func<BrowserSession, Task<T>> visit, CancellationToken cancellation)
        where T : class
    {
        var session = await SessionAsync(settings, cancellation);
        if (session is null)
            return (null, new($"aucun navigateur : {string.Join(" ; ", start!.Attempts)}", start.Explanation));
        await visiting.WaitAsync(cancellation);
        try
        {
            return (await visit(session), null);
        }
        finally
        {
            visiting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (start?.Session is { } session)
            await session.DisposeAsync();
        starting.Dispose();
        visiting.Dispose();
    }

    private async Task<BrowserSession?> SessionAsync(CollectionSettings settings, CancellationToken cancellation)
    {
        await starting.WaitAsync(cancellation);
        try
        {
            // A browser that crashed is replaced; an absence is explained once and for all.
            if (start is null || start.Session is { IsConnected: false })
            {
                start = await BrowserSession.StartAsync(
                    new ChromiumOptions { ExecutablePath = settings.BrowserPath, AllowDownload = settings.MayInstallBrowser, AllowPackageManager = settings.MayInstallBrowser }, settings.Progress, cancellation);
            }
            return start.Session;
        }
        finally
        {
            starting.Release();
        }
    }
}
