using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using AuditService.Core.People;
using AuditService.Core.Runs;
using AuditService.Storage.Runs;
using Hangfire;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.IntegrationTests.Web;

/// <summary>Orders of a service that has no worker: they stay as they were given.</summary>
public sealed class OrderTests : IAsyncLifetime
{
    private RunningService service = null!;
    private HttpClient candidate = null!;
    private string project = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.StartAsync();
        (candidate, _) = await service.TokenAsync(await service.PersonAsync("candidate@here.example", "here", Role.Candidate), Right.Read, Right.Submit);
        project = (await RunningService.JsonAsync(await candidate.PostAsJsonAsync("/api/v1/projects", new { name = "Tri" }, Token))).GetProperty("id").GetString()!;
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task A_key_belongs_to_the_order_that_it_was_answered_with_even_when_another_submission_made_that_order()
    {
        var first = await SubmitAsync("print(1)\n", key: null);
        var same = await SubmitAsync("print(1)\n", key: "k");

        var other = await SubmitAsync("print(2)\n", key: "k");
        var again = await SubmitAsync("print(1)\n", key: "k");

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.OK), (first.Status, same.Status));
        Assert.Equal(HttpStatusCode.Conflict, other.Status);
        Assert.Equal((HttpStatusCode.OK, first.Run, "queued"), (again.Status, again.Run, again.State));
    }

    [Fact]
    public async Task Whoever_submits_again_what_is_being_cancelled_gets_a_new_order()
    {
        var cancelled = await SubmitAsync("print(1)\n", key: null);
        Assert.NotNull(await service.App.Services.GetRequiredService<RunStore>().ClaimAsync(cancelled.Run!, Token));
        Assert.Equal(HttpStatusCode.Accepted, (await candidate.DeleteAsync($"/api/v1/runs/{cancelled.Run}", Token)).StatusCode);

        var anew = await SubmitAsync("print(1)\n", key: null);

        Assert.Equal(HttpStatusCode.Accepted, anew.Status);
        Assert.NotEqual(cancelled.Run, anew.Run);
        Assert.Equal("cancelled", (await RunAsync(cancelled.Run!)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Whoever_submits_again_what_was_deleted_on_the_dashboard_gets_a_new_order()
    {
        var deleted = await SubmitAsync("print(1)\n", key: null);
        var jobs = service.App.Services.GetRequiredService<JobStorage>();
        var job = Assert.Single(jobs.GetMonitoringApi().EnqueuedJobs("static", 0, 10)).Key;
        Assert.True(new BackgroundJobClient(jobs).Delete(job));

        var anew = await SubmitAsync("print(1)\n", key: null);

        Assert.Equal(HttpStatusCode.Accepted, anew.Status);
        Assert.NotEqual(deleted.Run, anew.Run);
    }

    [Fact]
    public async Task The_last_dossier_is_audited_again_whenever_its_owner_asks()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await candidate.PostAsync($"/api/v1/projects/{project}/runs", null, Token)).StatusCode);
        var first = await SubmitAsync("print(1)\n", key: null);
        var open = await candidate.PostAsync($"/api/v1/projects/{project}/runs", null, Token);
        Assert.Equal((HttpStatusCode.OK, first.Run), (open.StatusCode, (await RunningService.JsonAsync(open)).GetProperty("id").GetString()));
        await service.App.Services.GetRequiredService<RunStore>().EndAsync(first.Run!, RunState.Failed, new("essai", "test"), attempt: null, Token);

        var again = await candidate.PostAsync($"/api/v1/projects/{project}/runs", null, Token);

        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        var stored = (await service.App.Services.GetRequiredService<RunStore>().FindAsync((await RunningService.JsonAsync(again)).GetProperty("id").GetString()!, Token))!;
        Assert.Equal((await service.App.Services.GetRequiredService<RunStore>().FindAsync(first.Run!, Token))!.Snapshot, stored.Snapshot);
    }

    [Fact]
    public async Task Whoever_only_moves_the_hour_of_the_night_keeps_its_spreading()
    {
        var kept = await RunningService.JsonAsync(await candidate.PutAsJsonAsync($"/api/v1/projects/{project}/schedule", new { cron = "0 3 * * *" }, Token));

        Assert.Equal((120, true), (kept.GetProperty("windowMinutes").GetInt32(), kept.GetProperty("isOn").GetBoolean()));
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        var run = await SubmitAsync("print(1)\n", key: null);
        foreach (var path in new[] { $"/api/v1/projects/{project}", "/api/v1/projects", $"/api/v1/projects/{project}/schedule", $"/api/v1/runs/{run.Run}" })
        {
            var tag = (await candidate.GetAsync(path, Token)).Headers.ETag;
            Assert.NotNull(tag);
            Assert.Equal((path, HttpStatusCode.NotModified), (path, await StatusAsync(path, tag)));
        }

        var before = (await candidate.GetAsync($"/api/v1/runs/{run.Run}", Token)).Headers.ETag!;
        await candidate.DeleteAsync($"/api/v1/runs/{run.Run}", Token);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"/api/v1/runs/{run.Run}", before));

        async Task<HttpStatusCode> StatusAsync(string path, EntityTagHeaderValue known)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.IfNoneMatch.Add(known);
            return (await candidate.SendAsync(request, Token)).StatusCode;
        }
    }

    [Fact]
    public async Task A_service_that_is_told_to_stop_does_not_wait_for_those_who_only_watch()
    {
        await using var stopping = await RunningService.StartAsync();
        var (client, _) = await stopping.TokenAsync(await stopping.PersonAsync("c@here.example", "here", Role.Candidate), Right.Read, Right.Submit);
        var id = (await RunningService.JsonAsync(await client.PostAsJsonAsync("/api/v1/projects", new { name = "Tri" }, Token))).GetProperty("id").GetString()!;
        using var zip = await ZipAsync("print(1)\n");
        var run = (await RunningService.JsonAsync(await client.PostAsync($"/api/v1/projects/{id}/submissions", zip, Token))).GetProperty("id").GetString();
        await using var events = await client.GetStreamAsync($"/api/v1/runs/{run}/progress", Token);
        var first = new byte[16];
        await events.ReadExactlyAsync(first, Token);

        await stopping.App.StopAsync(Token).WaitAsync(TimeSpan.FromSeconds(10), Token);
    }

    [Fact]
    public async Task An_upload_that_is_too_slow_is_ended_as_such_and_is_no_fault_of_ours()
    {
        await using var strict = await RunningService.StartAsync(configure: (builder, _) => builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(100_000, TimeSpan.FromSeconds(2))));
        var (client, _) = await strict.TokenAsync(await strict.PersonAsync("c@here.example", "here", Role.Candidate), Right.Read, Right.Submit);
        var id = (await RunningService.JsonAsync(await client.PostAsJsonAsync("/api/v1/projects", new { name = "Tri" }, Token))).GetProperty("id").GetString()!;
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", strict.Address.Port, Token);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /api/v1/projects/{id}/submissions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {client.DefaultRequestHeaders.Authorization!.Parameter}\r\nContent-Type: application/zip\r\nContent-Length: 100000\r\n\r\nP"), Token);

        var answer = await new StreamReader(stream).ReadLineAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Token);

        Assert.Equal("HTTP/1.1 408 Request Timeout", answer);
    }

    [Theory]
    [InlineData("https://localhost/hook")]
    [InlineData("https://169.254.169.254/latest")]
    [InlineData("https://10.0.0.1/hook")]
    [InlineData("http://hooks.example/hook")]
    public async Task An_address_that_would_never_be_called_is_refused_when_it_is_given(string url) =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await candidate.PutAsJsonAsync($"/api/v1/projects/{project}/webhooks", new[] { new { url } }, Token)).StatusCode);

    [Fact]
    public void Whoever_else_is_on_the_machine_reads_neither_orders_nor_jobs()
    {
        foreach (var file in Directory.EnumerateFiles(service.Data, "*.db*"))
        {
            if (OperatingSystem.IsWindows())
                Assert.Skip("There the rights of the directory apply.");
            else
                Assert.Equal((file, UnixFileMode.UserRead | UnixFileMode.UserWrite), (file, File.GetUnixFileMode(file)));
        }
    }

    [Fact]
    public async Task Every_page_of_the_dashboard_is_shown_to_operators_and_to_nobody_else()
    {
        await SubmitAsync("print(1)\n", key: null);
        await service.PersonAsync("operator@here.example", "here", Role.Operator);
        await service.PersonAsync("jury@here.example", "here", Role.Jury);
        using var operators = await service.SignedInAsync("operator@here.example");
        using var jury = await service.SignedInAsync("jury@here.example");
        var job = Assert.Single(service.App.Services.GetRequiredService<JobStorage>().GetMonitoringApi().EnqueuedJobs("static", 0, 10)).Key;
        foreach (var page in (string[])["", "/jobs/enqueued", "/jobs/enqueued/static", "/jobs/enqueued/fetched/static", "/jobs/scheduled", "/jobs/processing", "/jobs/succeeded", "/jobs/failed", "/jobs/deleted", "/jobs/awaiting", "/recurring", "/retries", "/servers", $"/jobs/details/{job}"])
        {
            var shown = await operators.GetAsync("/jobs" + page, Token);
            Assert.Equal((page, HttpStatusCode.OK), (page, shown.StatusCode));
            Assert.Contains("</html>", await shown.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
            Assert.Equal((page, HttpStatusCode.Forbidden), (page, (await jury.GetAsync("/jobs" + page, Token)).StatusCode));
        }
    }

    private async Task<(HttpStatusCode Status, string? Run, string? State)> SubmitAsync(string code, string? key)
    {
        using var content = await ZipAsync(code);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/projects/{project}/submissions") { Content = content };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        var answer = await candidate.SendAsync(request, Token);
        var told = await RunningService.JsonAsync(answer);
        return answer.IsSuccessStatusCode ? (answer.StatusCode, told.GetProperty("id").GetString(), told.GetProperty("state").GetString()) : (answer.StatusCode, null, null);
    }

    private async Task<JsonElement> RunAsync(string id) => await RunningService.JsonAsync(await candidate.GetAsync($"/api/v1/runs/{id}", Token));

    private static async Task<ByteArrayContent> ZipAsync(string code)
    {
        using var stream = new MemoryStream();
        await using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var entry = await zip.CreateEntry("app.py").OpenAsync(Token);
            await entry.WriteAsync(Encoding.UTF8.GetBytes(code), Token);
        }

        var content = new ByteArrayContent(stream.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        return content;
    }
}
