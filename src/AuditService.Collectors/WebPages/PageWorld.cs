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

    /// <summary>Before any document: the browser runs the script in our world of each one that comes, and of its frames.</summary>
    public static Task PutIntoEachDocumentAsync(ICDPSession session, string script) =>
        session.SendAsync("Page.addScriptToEvaluateOnNewDocument", new Dictionary<string, object> { ["source"] = script, ["worldName"] = Name });

    /// <param name="function">The text of a function of one argument.</param>
    /// <param name="argument">What becomes JSON.</param>
    /// <param name="timeout">When the browser itself ends a script that never yields.</param>
    public Task<JsonElement> CallAsync(string function, object? argument, TimeSpan timeout) => EvaluateAsync(session, world, $"({function})({JsonSerializer.Serialize(argument, JsonSerializerOptions.Web)})", timeout);

    /// <summary>
    /// Which elements of the page listen to which events (Chrome DevTools Protocol, <c>DOMDebugger.getEventListeners</c>): those of the document and the
    /// window too, and those set by scripts that our world does not share.
    /// </summary>
    public async Task<IReadOnlyList<PageListener>> ListenersAsync(int maximumElements, TimeSpan timeout)
    {
        var heard = new List<(int? Node, string Type)>();
        foreach (var root in (string[])["document", "window"])
        {
            var listeners = await session.SendAsync("DOMDebugger.getEventListeners", new Dictionary<string, object> { ["objectId"] = await ObjectAsync(root), ["depth"] = root == "window" ? 1 : -1, ["pierce"] = true }).WaitAsync(timeout);
            foreach (var listener in listeners!.Value.GetProperty("listeners").EnumerateArray())
                heard.Add((root == "window" || !listener.TryGetProperty("backendNodeId", out var node) ? null : node.GetInt32(), listener.GetProperty("type").GetString()!));
        }
        var nodes = heard.Select(each => each.Node).OfType<int>().Distinct().Take(maximumElements).ToList();
        var objects = await Task.WhenAll(nodes.Select(ResolvedAsync)).WaitAsync(timeout);
        var answer = await session.SendAsync("Runtime.callFunctionOn", new Dictionary<string, object>
        {
            ["functionDeclaration"] = NumberOfNodes,
            ["executionContextId"] = world,
            ["arguments"] = objects.Select(id => id is null ? new Dictionary<string, object?> { ["value"] = null } : new Dictionary<string, object?> { ["objectId"] = id }).ToArray(),
            ["returnByValue"] = true,
        }).WaitAsync(timeout);
        var told = answer!.Value.GetProperty("result").GetProperty("value").EnumerateArray().ToList();
        var byNode = nodes.Zip(told).ToDictionary(pair => pair.First, pair => pair.Second);
        return [.. heard.Where(each => each.Node is not { } node || byNode.ContainsKey(node)).Select(each => each.Node is { } node && byNode[node] is { ValueKind: JsonValueKind.Array } of
            ? new PageListener(of[0].ValueKind == JsonValueKind.Number ? of[0].GetInt32() : null, each.Type, of[1].GetBoolean())
            : new PageListener(null, each.Type, LooksClickable: false)).Distinct()];
    }

    private const string NumberOfNodes =
        "function (...nodes) { const known = window[Symbol.for('audit.numbers')]; return nodes.map(node => known && known.numbers.has(node) ? [known.numbers.get(node), getComputedStyle(node).cursor === 'pointer'] : null); }";

    /// <summary>As the page's own world has it, to which its listeners belong: asked for them through ours, renderers of Chromium 156 fall soon afterwards. No page can put another in the place of these two.</summary>
    private async Task<string> ObjectAsync(string expression) =>
        (await session.SendAsync("Runtime.evaluate", new Dictionary<string, object> { ["expression"] = expression }))!.Value.GetProperty("result").GetProperty("objectId").GetString()!;

    private async Task<string?> ResolvedAsync(int node)
    {
        try
        {
            return (await session.SendAsync("DOM.resolveNode", new Dictionary<string, object> { ["backendNodeId"] = node, ["executionContextId"] = world }))!.Value.GetProperty("object").GetProperty("objectId").GetString();
        }
        catch (PlaywrightException)
        {
            // A node of a frame, or gone in the meantime.
            return null;
        }
    }

    /// <summary>Runs a script in the main frame and in as many frames below it; a frame that is gone, or was refused, goes without.</summary>
    /// <param name="isThere">Whether the browser did so already in the frames of this process (<see cref="PutIntoEachDocumentAsync"/>).</param>
    public async Task RunInFramesAsync(string script, IPage page, bool isThere, int maximumFrames, TimeSpan timeout)
    {
        if (!isThere)
            await EvaluateAsync(session, world, Statement(script), timeout);
        if (page.Frames.Count == 1)
            return;
        var frames = isThere ? [] : Below(await TreeAsync(session)).Select(frame => (session, frame)).Take(maximumFrames - 1).ToList();
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
