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
    private const int MaximumDocuments = 60;
    private const int AskingTime = 80;

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
    private readonly Uri start;
    private int pending;
    private long asked;
    private int documents;
    private int blockedWrites;
    private volatile bool acting;

    public VisitNotes(IBrowserContext context, IPage page, Uri address, OwnAddress own)
    {
        this.context = context;
        this.page = page;
        host = address.Host;
        start = address;
        this.own = own;
        page.Request += OnRequest;
        page.RequestFinished += OnEnded;
        page.RequestFailed += OnFailed;
        page.Response += OnResponse;
        page.Console += OnConsole;
        page.WebSocket += OnWebSocket;
        page.PageError += OnError;
        page.Dialog += OnDialog;
        page.Download += OnDownload;
        context.Page += OnPage;
    }

    /// <summary>Hears no more: the tab goes on to another page.</summary>
    public void Stop()
    {
        page.Request -= OnRequest;
        page.RequestFinished -= OnEnded;
        page.RequestFailed -= OnFailed;
        page.Response -= OnResponse;
        page.Console -= OnConsole;
        page.WebSocket -= OnWebSocket;
        page.PageError -= OnError;
        page.Dialog -= OnDialog;
        page.Download -= OnDownload;
        context.Page -= OnPage;
    }

    public DateTimeOffset StartedAt { get; } = TimeProvider.System.GetUtcNow();

    public TimeSpan Elapsed => watch.Elapsed;

    /// <summary>Whether an answer is awaited, or one was asked for a moment ago: a page that asks without end waits for nothing in between.</summary>
    public bool IsAsking => Volatile.Read(ref pending) > 0 || (Volatile.Read(ref asked) is > 0 and var last && watch.Elapsed.TotalMilliseconds - last < AskingTime);

    public IResponse? MainResponse { get; private set; }

    /// <summary>Of the document that stands there now: another than the first once a step led on.</summary>
    public IResponse? LatestResponse { get; private set; }

    /// <summary>The host to which a step wanted to lead; null while all stay here.</summary>
    public string? LedTo { get; private set; }

    /// <summary>Whether the page opened a socket, by which contents may come at any time.</summary>
    public bool HasSockets { get; private set; }

    /// <summary>How many times the page wanted to send data and was not let.</summary>
    public int BlockedWrites => Volatile.Read(ref blockedWrites);

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

    /// <summary>While the steps of an author act, the page may lead on within its own host.</summary>
    public void LetAct(bool isActing) => acting = isActing;

    public bool IsOfThisSite(Uri other) => string.Equals(other.IdnHost, start.IdnHost, StringComparison.OrdinalIgnoreCase) && (other.Port == start.Port || (other.IsDefaultPort && start.IsDefaultPort));

    /// <summary>From now on nothing leaves the page but questions: an auditor must not create data.</summary>
    public Task BlockWritesAsync() => context.RouteAsync("**/*", route =>
    {
        if (route.Request.Method is "GET" or "HEAD" or "OPTIONS")
            return QuietlyAsync(() => route.FallbackAsync());
        Interlocked.Increment(ref blockedWrites);
        return QuietlyAsync(() => route.AbortAsync("blockedbyclient"));
    });

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
        if (isMain && acting ? !MayLeadTo(request.GetProperty("request").GetProperty("url").GetString()) : isMain && !isHop && Interlocked.Increment(ref documents) > 1)
        {
            Note(refused, request.GetProperty("request").GetProperty("url").GetString());
            await session.SendAsync("Fetch.failRequest", new Dictionary<string, object> { ["requestId"] = id, ["errorReason"] = "Aborted" });
            return;
        }
        await session.SendAsync("Fetch.continueRequest", new Dictionary<string, object> { ["requestId"] = id });
    }

    /// <summary>Also each hop of a redirect: a step must not end elsewhere.</summary>
    private bool MayLeadTo(string? url)
    {
        var isWeb = Uri.TryCreate(url, UriKind.Absolute, out var to) && to.Scheme is "http" or "https";
        if (isWeb && IsOfThisSite(to!))
            return Interlocked.Increment(ref documents) <= MaximumDocuments;
        LedTo ??= isWeb ? to!.IdnHost : to?.Scheme ?? "?";
        return false;
    }

    private void OnRequest(object? sender, IRequest request) => Started(request);

    private void OnEnded(object? sender, IRequest request) => Ended(request, request.Failure);

    private void OnFailed(object? sender, IRequest request) => Ended(request, request.Failure ?? "failed");

    private void OnResponse(object? sender, IResponse response) => Answered(response);

    private void OnConsole(object? sender, IConsoleMessage message)
    {
        if (message.Type == "error")
            NoteError(message.Text, AddressIn(message.Location));
    }

    private void OnWebSocket(object? sender, IWebSocket socket) => HasSockets = true;

    private void OnError(object? sender, string message) => NoteError(message, address: null);

    private void OnDialog(object? sender, IDialog dialog) => _ = QuietlyAsync(() => acting && dialog.Type == DialogType.BeforeUnload ? dialog.AcceptAsync() : dialog.DismissAsync());

    private void OnDownload(object? sender, IDownload download) => _ = QuietlyAsync(() => download.CancelAsync());

    private void OnPage(object? sender, IPage other)
    {
        if (other == page)
            return;
        Note(popups, other.Url);
        _ = QuietlyAsync(() => other.CloseAsync());
    }

    private void Started(IRequest request)
    {
        Interlocked.Increment(ref pending);
        Volatile.Write(ref asked, (long)watch.Elapsed.TotalMilliseconds);
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
            requests[request] = known with { Blocked = failure.Contains("TUNNEL_CONNECTION_FAILED", StringComparison.Ordinal) || failure.Contains("BLOCKED_BY_CLIENT", StringComparison.Ordinal) };
    }

    private void Answered(IResponse response)
    {
        var request = response.Request;
        if (request.IsNavigationRequest && request.Frame == page.MainFrame && response.Status is < 300 or >= 400)
        {
            MainResponse ??= response;
            LatestResponse = response;
        }

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
