using System.CommandLine;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AuditService.App.Dossiers;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary><c>audit submit [folder or zip] --server URL</c>: sends a dossier to a service and watches its audit.</summary>
internal static class Submit
{
    private const string TokenVariable = "AUDITSERVICE_TOKEN";

    /// <summary>How often a service may ask to wait before its refusal is told.</summary>
    private const int LongestPatience = 5;

    /// <summary>How often an upload is begun anew.</summary>
    private const int MostCuts = 2;

    /// <summary>How often, each time after a longer pause, a service that does not answer is asked how far the order has come: some ten minutes.</summary>
    private const int MostSilences = 24;

    /// <summary>Left-out files that are told.</summary>
    private const int MostTold = 20;

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static Command Command()
    {
        var path = new Argument<string>("path") { Description = "Dossier ou zip | Folder or zip" };
        var server = new Option<string>("--server") { Description = "Adresse du service | Address of the service", DefaultValueFactory = _ => "http://localhost:5080" };
        var token = new Option<string?>("--token") { Description = $"Jeton personnel ; sinon la variable {TokenVariable} | Personal token; else the variable {TokenVariable}" };
        var project = new Option<string?>("--project") { Description = "Projet : identifiant ou nom (créé au besoin) ; sinon le nom du dossier | Project: id or name (created if need be); else the folder's name" };
        var noWait = new Option<bool>("--no-wait") { Description = "N'attend pas la fin | Does not wait for the end" };
        var failOn = Run.FailOn();
        var submit = new Command("submit", "Envoie un dossier à un service | Sends a dossier to a service") { path, server, token, project, noWait, failOn };
        submit.SetAction((command, cancellation) => AuditProgram.InSessionAsync(command, session => SubmitAsync(
            session, command.GetValue(path)!, command.GetValue(server)!, command.GetValue(token) ?? Environment.GetEnvironmentVariable(TokenVariable), command.GetValue(project), !command.GetValue(noWait), command.GetValue(failOn)!, cancellation)));
        return submit;
    }

    private static async Task<int> SubmitAsync(Session session, string path, string server, string? token, string? project, bool wait, string failOn, CancellationToken cancellation)
    {
        if (!Path.Exists(path))
            throw AuditProgram.BadUsage(path, "Ce dossier ou ce zip n'existe pas.", "There is no such folder or zip.");
        if (!Uri.TryCreate(server.TrimEnd('/') + "/api/v1/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw AuditProgram.BadUsage("--server", "Une adresse http ou https est attendue.", "An http or https address is expected.");
        if (string.IsNullOrWhiteSpace(token))
            throw AuditProgram.BadUsage("--token", $"Un jeton personnel est nécessaire (option --token, ou variable {TokenVariable}).", $"A personal token is needed (option --token, or variable {TokenVariable}).");

        try
        {
            return await ExchangeAsync(session, path, address, token, project, wait, failOn, cancellation);
        }
        catch (HttpRequestException unreachable)
        {
            throw NoAnswer(unreachable.HttpRequestError);
        }
        catch (HttpIOException cut)
        {
            throw NoAnswer(cut.HttpRequestError);
        }

        Exception NoAnswer(HttpRequestError error) => AuditProgram.BadUsage("--server", $"Aucun service ne répond à {address.GetLeftPart(UriPartial.Authority)} ({error}).", $"No service answers at {address.GetLeftPart(UriPartial.Authority)} ({error}).");
    }

    private static async Task<int> ExchangeAsync(Session session, string path, Uri address, string token, string? project, bool wait, string failOn, CancellationToken cancellation)
    {
        using var http = session.NewHttpClient(address);
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        http.DefaultRequestHeaders.AcceptLanguage.Add(new(session.Say("fr", "en")));
        var projectId = await ProjectAsync(http, project ?? Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))), cancellation);
        var run = await SendAsync(session, http, projectId, path, cancellation);
        session.Output.WriteLine(session.Say($"Demande {run.Id} reçue (projet {projectId}).", $"Order {run.Id} received (project {projectId})."));
        return wait ? await WatchAsync(session, http, run.Id, failOn, cancellation) : ExitCode.Done;
    }

    /// <summary>By id, or by name among the projects of whoever asks: others may have given theirs the same name.</summary>
    private static async Task<string> ProjectAsync(HttpClient http, string idOrName, CancellationToken cancellation)
    {
        string? after = null;
        var me = (await ReadAsync<RightsReply>(await http.GetAsync("people/me/rights", cancellation), cancellation)).Id;
        do
        {
            var page = await ReadAsync<PageReply>(await http.GetAsync($"projects?take=100{(after is null ? "" : "&after=" + after)}", cancellation), cancellation);
            if (page.Items.FirstOrDefault(project => project.Id == idOrName || (project.Name == idOrName && project.Owner == me)) is { } known)
                return known.Id;
            after = page.Next;
        }
        while (after is not null);
        return (await ReadAsync<ProjectReply>(await http.PostAsJsonAsync("projects", new { name = idOrName }, cancellation), cancellation)).Id;
    }

    /// <summary>A folder is zipped on the way, into a file of its own, gone at the end.</summary>
    private static async Task<RunReply> SendAsync(Session session, HttpClient http, string projectId, string path, CancellationToken cancellation)
    {
        var isFolder = Directory.Exists(path);
        // An answer that is lost on the way is asked for again, and gives the same order.
        var key = Guid.NewGuid().ToString("N");
        var zip = isFolder ? Path.Combine(Path.GetTempPath(), $"audit-{Guid.NewGuid():N}.zip") : path;
        try
        {
            if (isFolder)
            {
                session.Tell(session.Say($"Compression de {path}", $"Zipping {path}"));
                await ZipAsync(session, path, zip, cancellation);
            }

            session.Tell(session.Say($"Envoi de {new FileInfo(zip).Length / 1024} Kio", $"Sending {new FileInfo(zip).Length / 1024} KiB"));
            return await ReadAsync<RunReply>(await PatientlyAsync(session, () => AgainIfCutAsync(session, PostAsync, cancellation), cancellation), cancellation);
        }
        finally
        {
            if (isFolder)
                File.Delete(zip);
        }

        async Task<HttpResponseMessage> PostAsync()
        {
            await using var stream = File.OpenRead(zip);
            using var content = new StreamContent(stream);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
            using var request = new HttpRequestMessage(HttpMethod.Post, $"projects/{projectId}/submissions") { Content = content };
            request.Headers.Add("Idempotency-Key", key);
            // What is refused is refused before it is sent.
            request.Headers.ExpectContinue = true;
            return await http.SendAsync(request, cancellation);
        }
    }

    /// <summary>As <c>audit run</c> takes a folder: links are not followed, and what is left out is told.</summary>
    private static async Task ZipAsync(Session session, string folder, string zip, CancellationToken cancellation)
    {
        var leftOut = await session.Services.GetRequiredService<PackDossier>().ToZipAsync(folder, zip, cancellation);
        foreach (var entry in leftOut.Take(MostTold))
            session.Tell(session.Say($"Non envoyé : {entry.Path} ({entry.Reason.Fr})", $"Not sent: {entry.Path} ({entry.Reason.En})"));
        if (leftOut.Count > MostTold)
            session.Tell(session.Say($"… et {leftOut.Count - MostTold} autres non envoyés", $"… and {leftOut.Count - MostTold} more not sent"));
    }

    /// <summary>A service may be started anew meanwhile, and a proxy may cut what is long: the order is kept, and is asked for again.</summary>
    private static async Task<int> WatchAsync(Session session, HttpClient http, string run, string failOn, CancellationToken cancellation)
    {
        for (var silence = 0; ; silence++)
        {
            try
            {
                await foreach (var item in EventsAsync(http, run, cancellation))
                {
                    silence = 0;
                    if (item.EventType == "end")
                        return await EndAsync(session, http, item.Data, failOn, cancellation);
                    session.Tell($"  {item.Data.StepsEnded}/{item.Data.StepsPlanned} · {item.Data.Step ?? item.Data.State}");
                }
            }
            catch (Exception cut) when (silence < MostSilences && cut is IOException or HttpRequestException { StatusCode: null or >= HttpStatusCode.InternalServerError })
            {
                if (silence == 0)
                    session.Tell(session.Say("La liaison avec le service est coupée ; l'ordre y est gardé, nouvel essai.", "The link to the service is cut; the order is kept there, trying again."));
            }

            await Task.Delay(TimeSpan.FromSeconds(Math.Min(1 << Math.Min(silence, 5), 30)), cancellation);
        }
    }

    private static async IAsyncEnumerable<SseItem<RunReply>> EventsAsync(HttpClient http, string run, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var events = await http.GetStreamAsync($"runs/{run}/progress", cancellation);
        await foreach (var item in SseParser.Create(events, (_, data) => JsonSerializer.Deserialize<RunReply>(data, Web)!).EnumerateAsync(cancellation))
            yield return item;
    }

    private static async Task<int> EndAsync(Session session, HttpClient http, RunReply ended, string failOn, CancellationToken cancellation)
    {
        if (ended.Audit is null)
        {
            session.Messages.WriteLine($"{ended.State} : {ended.Reason}");
            return ExitCode.GateFailed;
        }

        session.Output.WriteLine(session.Say($"Audit {ended.Audit} terminé : {new Uri(http.BaseAddress!, $"audits/{ended.Audit}/report")}", $"Audit {ended.Audit} finished: {new Uri(http.BaseAddress!, $"audits/{ended.Audit}/report")}"));
        return await GateHoldsAsync(http, ended.Audit, failOn, cancellation) ? ExitCode.Done : ExitCode.GateFailed;
    }

    private static async Task<HttpResponseMessage> AgainIfCutAsync(Session session, Func<Task<HttpResponseMessage>> send, CancellationToken cancellation)
    {
        for (var cut = 0; ; cut++)
        {
            try
            {
                return await send();
            }
            catch (HttpRequestException lost) when (cut < MostCuts && lost.StatusCode is null)
            {
                session.Tell(session.Say("La liaison avec le service est coupée, nouvel essai.", "The link to the service is cut, trying again."));
                await Task.Delay(TimeSpan.FromSeconds(2 << cut), cancellation);
            }
        }
    }

    /// <summary>Problems of the dossier are its author's; anything else that a server refuses is bad usage, told in its own words.</summary>
    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellation)
    {
        using (response)
        {
            if (response.IsSuccessStatusCode)
                return (await response.Content.ReadFromJsonAsync<T>(Web, cancellation))!;
            var problem = response.Content.Headers.ContentType?.MediaType == "application/problem+json" ? await response.Content.ReadFromJsonAsync<ProblemReply>(Web, cancellation) : null;
            if (problem?.Mistakes is { Count: > 0 } mistakes)
                throw new App.AuthorMistakesException([.. mistakes.Select(mistake => new Core.AuthorProblem(new(mistake.File, mistake.Line, mistake.Column), Core.LocalizedText.Same(mistake.Message)))]);
            throw AuditProgram.BadUsage(response.RequestMessage?.RequestUri?.ToString() ?? "--server", $"Le service répond {(int)response.StatusCode} {problem?.Title}", $"The service answers {(int)response.StatusCode} {problem?.Title}");
        }
    }

    /// <summary>As <c>audit run</c> judges it, on what people have left open.</summary>
    private static async Task<bool> GateHoldsAsync(HttpClient http, string audit, string failOn, CancellationToken cancellation)
    {
        foreach (var severity in Run.SeveritiesFrom(failOn))
        {
            if ((await ReadAsync<FindingsReply>(await http.GetAsync($"audits/{audit}/findings?outcome=nonCompliant&severity={severity}&take=1", cancellation), cancellation)).Items.Count > 0)
                return false;
        }
        return true;
    }

    /// <summary>Waits as long as the service asks for, a minute at most each time.</summary>
    private static async Task<HttpResponseMessage> PatientlyAsync(Session session, Func<Task<HttpResponseMessage>> send, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            var response = await send();
            if (response.StatusCode != HttpStatusCode.TooManyRequests || attempt == LongestPatience || response.Headers.RetryAfter?.Delta is not { } wait)
                return response;
            response.Dispose();
            session.Tell(session.Say($"Le service demande d'attendre {wait.TotalSeconds:0} s", $"The service asks to wait {wait.TotalSeconds:0} s"));
            await Task.Delay(wait < TimeSpan.FromMinutes(1) ? wait : TimeSpan.FromMinutes(1), cancellation);
        }
    }

    private sealed record FindingsReply(IReadOnlyList<JsonElement> Items);

    private sealed record PageReply(IReadOnlyList<ProjectReply> Items, string? Next);

    private sealed record ProjectReply(string Id, string Name, string Owner);

    private sealed record RightsReply(string Id);

    private sealed record RunReply(string Id, string State, string? Step, int StepsEnded, int StepsPlanned, string? Audit, string? Reason);

    private sealed record ProblemReply(string? Title, IReadOnlyList<MistakeReply>? Mistakes);

    private sealed record MistakeReply(string File, int Line, int Column, string Message);
}
