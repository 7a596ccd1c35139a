using System.Text.Json;
using Microsoft.Playwright;

namespace AuditService.Collectors.WebPages;

/// <summary>
/// Where our scripts run in a page: a world of their own (Chrome DevTools Protocol, <c>Page.createIsolatedWorld</c>), which shares the
/// document with the page and none of its objects, so that a page that redefines what scripts call is seen as it is. Also the quickest
/// way to hand over a script as large as axe-core.
/// </summary>
internal sealed class PageWorld
{
    private const string Name = "auditservice";

    private readonly ICDPSession session;
    private readonly int world;

    private PageWorld(ICDPSession session, int world)
    {
        this.session = session;
        this.world = world;
    }

    /// <summary>In the main frame of the page as it stands: a later document has another.</summary>
    public static async Task<PageWorld> OpenAsync(ICDPSession session) => new(session, await CreateAsync(session, (await TreeAsync(session)).GetProperty("frame").GetProperty("id").GetString()!));

    /// <param name="function">The text of a function of one argument.</param>
    /// <param name="argument">What becomes JSON.</param>
    /// <param name="timeout">When the browser itself ends a script that never yields.</param>
    public Task<JsonElement> CallAsync(string function, object? argument, TimeSpan timeout) => EvaluateAsync(session, world, $"({function})({JsonSerializer.Serialize(argument, JsonSerializerOptions.Web)})", timeout);

    /// <summary>Runs a script in the main frame and in as many frames below it; a frame that is gone, or was refused, goes without.</summary>
    public async Task RunInFramesAsync(string script, IPage page, int maximumFrames, TimeSpan timeout)
    {
        await EvaluateAsync(session, world, Statement(script), timeout);
        if (page.Frames.Count == 1)
            return;
        var frames = Below(await TreeAsync(session)).Select(frame => (session, frame)).Take(maximumFrames - 1).ToList();
        foreach (var frame in page.Frames.Skip(1).Take(maximumFrames - 1))
            frames.AddRange(await InOtherProcessAsync(page.Context, frame));
        foreach (var (its, frame) in frames.Take(maximumFrames - 1))
        {
            try
            {
                await EvaluateAsync(its, await CreateAsync(its, frame), Statement(script), timeout);
            }
            catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
            {
                // axe goes without it, and says so.
            }
        }
    }

    /// <summary>The value of a large script is of no use to anyone.</summary>
    private static string Statement(string script) => script + "\n;undefined";

    /// <summary>A frame of another site has a process and a session of its own.</summary>
    private static async Task<IEnumerable<(ICDPSession Session, string Frame)>> InOtherProcessAsync(IBrowserContext context, IFrame frame)
    {
        try
        {
            var own = await context.NewCDPSessionAsync(frame);
            return [(own, (await TreeAsync(own)).GetProperty("frame").GetProperty("id").GetString()!)];
        }
        catch (PlaywrightException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Below(JsonElement tree) => tree.TryGetProperty("childFrames", out var children)
        ? children.EnumerateArray().SelectMany(child => Below(child).Prepend(child.GetProperty("frame").GetProperty("id").GetString()!))
        : [];

    private static async Task<JsonElement> TreeAsync(ICDPSession session) => (await session.SendAsync("Page.getFrameTree"))!.Value.GetProperty("frameTree");

    private static async Task<int> CreateAsync(ICDPSession session, string frame) =>
        (await session.SendAsync("Page.createIsolatedWorld", new Dictionary<string, object> { ["frameId"] = frame, ["worldName"] = Name }))!.Value.GetProperty("executionContextId").GetInt32();

    private static async Task<JsonElement> EvaluateAsync(ICDPSession session, int world, string expression, TimeSpan timeout)
    {
        var answer = await session.SendAsync("Runtime.evaluate", new Dictionary<string, object>
        {
            ["expression"] = expression,
            ["contextId"] = world,
            ["returnByValue"] = true,
            ["awaitPromise"] = true,
            ["timeout"] = timeout.TotalMilliseconds,
        });
        if (answer!.Value.TryGetProperty("exceptionDetails", out var thrown))
            throw new PlaywrightException(thrown.TryGetProperty("exception", out var exception) && exception.TryGetProperty("description", out var description) ? description.GetString()! : thrown.GetProperty("text").GetString()!);
        return answer.Value.GetProperty("result").TryGetProperty("value", out var value) ? value : default;
    }
}
