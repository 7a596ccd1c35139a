using AuditService.Browser;

[assembly: AssemblyFixture(typeof(AuditService.BrowserTests.SharedBrowser))]

namespace AuditService.BrowserTests;

/// <summary>One Chromium for all tests of the assembly; a machine that can have none skips them with the reason.</summary>
public sealed class SharedBrowser : IAsyncLifetime
{
    private BrowserStart? start;

    public BrowserSession Session
    {
        get
        {
            Assert.SkipWhen(start?.Session is null, start?.Explanation ?? "not started");
            return start!.Session!;
        }
    }

    public async ValueTask InitializeAsync() => start = await BrowserSession.StartAsync(new ChromiumOptions(), null, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (start?.Session is { } session)
            await session.DisposeAsync();
    }
}
