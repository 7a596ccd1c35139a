using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;

namespace AuditService.Collectors.WebPages;

/// <summary>
/// What happens around a page during its visit: requests, console, windows, dialogs, and the navigations that it starts by itself. The first
/// document is let in; every later one of the main frame is refused and noted, so that the page stays to be looked at.
/// </summary>
internal sealed class VisitNotes
{
    private const int MaximumNotes = 500;
    private const int MaximumMessage = 300;

    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly ConcurrentDictionary<IRequest, PageRequest> requests = new();
    private readonly ConcurrentQueue<IRequest> order = new();
    private readonly ConcurrentQueue<IResponse> scripts = new();
    private readonly ConcurrentQueue<ConsoleError> errors = new();
    private readonly ConcurrentQueue<string> popups = new();
    private readonly ConcurrentQueue<string> refused = new();
    private readonly IBrowserContext context;
    private readonly IPage page;
    private readonly string host;
    private readonly OwnAddress own;
    private int pending;
    private int documents;

    public VisitNotes(IBrowserContext context, IPage page, Uri address, OwnAddress own)
    {
        this.context = context;
        this.page = page;
        host = address.Host;
        this.own = own;
        page.Request += (_, request) => Started(request);
        page.RequestFinished += (_, request) => Ended(request, request.Failure);
        page.RequestFailed += (_, request) => Ended(request, request.Failure ?? "failed");
        page.Response += (_, response) => Answered(response);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                NoteError(message.Text, AddressIn(message.Location));
        };
        page.PageError += (_, message) => NoteError(message, address: null);
        page.Dialog += async (_, dialog) => await QuietlyAsync(() => dialog.DismissAsync());
        page.Download += async (_, download) => await QuietlyAsync(() => download.CancelAsync());
        context.Page += async (_, other) =>
        {
            if (other == page)
                return;
            Note(popups, other.Url);
            await QuietlyAsync(() => other.CloseAsync());
        };
    }

    public DateTimeOffset StartedAt { get; } = TimeProvider.System.GetUtcNow();

    public TimeSpan Elapsed => watch.Elapsed;

    public int Pending => Volatile.Read(ref pending);

    public IResponse? MainResponse { get; private set; }

    public IReadOnlyList<PageRequest> Requests => [.. order.Select(request => requests[request])];

    public IReadOnlyList<ConsoleError> ConsoleErrors => [.. errors];

    public IReadOnlyList<string> Popups => [.. popups];

    public IReadOnlyList<string> RefusedNavigations => [.. refused];

    /// <summary>Lets one document into the main frame, its redirects included, and frames as they come.</summary>
    public async Task HoldNavigationAsync(ICDPSession session)
    {
        var tree = await session.SendAsync("Page.getFrameTree");
        var main = tree?.GetProperty("frameTree").GetProperty("frame").GetProperty("id").GetString();
        session.Event("Fetch.requestPaused").OnEvent += async (_, paused) => await QuietlyAsync(() => DecideAsync(session, paused, main));
        await session.SendAsync("Fetch.enable", new Dictionary<string, object>
        {
            ["patterns"] = new[] { new Dictionary<string, object> { ["urlPattern"] = "*", ["resourceType"] = "Document", ["requestStage"] = "Request" } },
        });
    }

    /// <summary>Texts of external scripts up to a number of bytes, and how many were left out.</summary>
    public async Task<(IReadOnlyList<string> Texts, int LeftOut)> ScriptsAsync(int mostBytes)
    {
        var texts = new List<string>();
        var kept = 0;
        var leftOut = 0;
        foreach (var response in scripts)
        {
            try
            {
                var text = kept < mostBytes ? await response.TextAsync().WaitAsync(TimeSpan.FromSeconds(5)) : null;
                kept += text?.Length ?? 0;
                if (text is not null && kept <= mostBytes)
                    texts.Add(text);
                else
                    leftOut++;
            }
            catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
            {
                leftOut++;
            }
        }
        return (texts, leftOut + requests.Values.Count(request => request is { Kind: "script", Status: 0 }));
    }

    private async Task DecideAsync(ICDPSession session, JsonElement? paused, string? main)
    {
        if (paused is not { } request)
            return;
        var id = request.GetProperty("requestId").GetString()!;
        var isMain = request.GetProperty("frameId").GetString() == main;
        var isHop = request.TryGetProperty("redirectedRequestId", out _);
        if (isMain && !isHop && Interlocked.Increment(ref documents) > 1)
        {
            Note(refused, request.GetProperty("request").GetProperty("url").GetString());
            await session.SendAsync("Fetch.failRequest", new Dictionary<string, object> { ["requestId"] = id, ["errorReason"] = "Aborted" });
            return;
        }
        await session.SendAsync("Fetch.continueRequest", new Dictionary<string, object> { ["requestId"] = id });
    }

    private void Started(IRequest request)
    {
        Interlocked.Increment(ref pending);
        if (order.Count >= MaximumNotes)
            return;
        var isWeb = Uri.TryCreate(request.Url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "ws" or "wss";
        if (!isWeb)
            return;
        requests[request] = new PageRequest(own.Hidden(WithoutSecrets(uri!)), uri!.Host, request.ResourceType, 0, 0, !string.Equals(uri.Host, host, StringComparison.OrdinalIgnoreCase), Blocked: false);
        order.Enqueue(request);
    }

    private void Ended(IRequest request, string? failure)
    {
        Interlocked.Decrement(ref pending);
        if (failure is not null && requests.TryGetValue(request, out var known))
            requests[request] = known with { Blocked = failure.Contains("TUNNEL_CONNECTION_FAILED", StringComparison.Ordinal) };
    }

    private void Answered(IResponse response)
    {
        var request = response.Request;
        if (request.IsNavigationRequest && request.Frame == page.MainFrame && response.Status is < 300 or >= 400)
            MainResponse ??= response;
        if (!requests.TryGetValue(request, out var known))
            return;
        var isBlocked = response.Headers.ContainsKey("x-audit-blocked");
        var bytes = response.Headers.TryGetValue("content-length", out var length) && long.TryParse(length, out var value) ? value : 0;
        requests[request] = known with { Status = response.Status, Bytes = bytes, Blocked = isBlocked };
        if (request.ResourceType == "script" && response.Ok && !isBlocked && scripts.Count < MaximumNotes)
            scripts.Enqueue(response);
    }

    /// <summary>Queries may carry personal data: their names stay, their values go.</summary>
    private static string WithoutSecrets(Uri uri)
    {
        var query = uri.Query.Length == 0 ? "" : "?" + string.Join('&', uri.Query.TrimStart('?').Split('&').Take(20).Select(part => part.Split('=')[0] + (part.Contains('=', StringComparison.Ordinal) ? "=…" : "")));
        return uri.GetLeftPart(UriPartial.Path) + query;
    }

    private void Note(ConcurrentQueue<string> queue, string? text)
    {
        if (text is null || queue.Count >= MaximumNotes)
            return;
        var shown = own.Hidden(text);
        queue.Enqueue(shown.Length > MaximumMessage ? shown[..MaximumMessage] : shown);
    }

    private void NoteError(string text, string? address)
    {
        if (errors.Count >= MaximumNotes)
            return;
        var shown = own.Hidden(text);
        errors.Enqueue(new ConsoleError(shown.Length > MaximumMessage ? shown[..MaximumMessage] : shown, address is null ? null : own.Hidden(address)));
    }

    /// <summary>Of <c>address:line:column</c>.</summary>
    private static string? AddressIn(string? place)
    {
        var address = place;
        for (var part = 0; part < 2 && address?.LastIndexOf(':') is { } end and > 0; part++)
            address = address[..end];
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Path) : null;
    }

    private static async Task QuietlyAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception exception) when (exception is PlaywrightException or ObjectDisposedException or TimeoutException)
        {
            // The page went away in the meantime.
        }
    }
}
