using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using AuditService.Core.People;

namespace AuditService.IntegrationTests.Web;

/// <summary>One caller cannot take the service from the others.</summary>
public sealed class RequestLimitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_who_asks_too_often_waits_and_others_do_not()
    {
        await using var service = await RunningService.StartAsync(new() { RequestsPerMinute = 3 });
        var person = await service.PersonAsync("one@here.example", "here", Role.Candidate);
        var (first, _) = await service.TokenAsync(person, Right.Read);
        var (second, _) = await service.TokenAsync(person, Right.Read);
        var (other, _) = await service.TokenAsync(await service.PersonAsync("other@here.example", "here", Role.Candidate), Right.Read);

        var answers = new List<HttpStatusCode>();
        foreach (var client in new[] { first, second, first })
            answers.Add((await client.GetAsync("/api/v1/projects", Token)).StatusCode);
        var refused = await second.GetAsync("/api/v1/projects", Token);

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/api/v1/projects", Token)).StatusCode);
    }

    [Fact]
    public async Task Wrong_tokens_are_counted_by_address()
    {
        await using var service = await RunningService.StartAsync(new() { RequestsPerMinute = 2 });
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
            answers.Add((await service.WithToken($"aud_{i}").GetAsync("/api/v1/projects", Token)).StatusCode);

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests], answers);
    }

    [Fact]
    public async Task A_candidate_submits_so_often_and_an_operator_as_often_as_needed()
    {
        await using var service = await RunningService.StartAsync(new() { SubmissionsPerMinute = 2 });
        var (candidate, _) = await service.TokenAsync(await service.PersonAsync("candidate@here.example", "here", Role.Candidate), Right.Read, Right.Submit);
        var (operators, _) = await service.TokenAsync(await service.PersonAsync("operator@here.example", "here", Role.Operator), Right.Read, Right.Submit, Right.Operate);

        // Not a zip: what counts here is who is let through to be told so.
        Assert.Equal([false, false, true], await RefusalsAsync(candidate));
        Assert.Equal([false, false, false], await RefusalsAsync(operators));
    }

    [Fact]
    public async Task A_stream_too_many_is_told_when_to_come_again()
    {
        await using var service = await RunningService.StartAsync(new() { StreamsAtOnce = 1 });
        var owner = await service.PersonAsync("candidate@here.example", "here", Role.Candidate);
        var (client, _) = await service.TokenAsync(owner, Right.Read, Right.Submit);
        var project = (await RunningService.JsonAsync(await client.PostAsJsonAsync("/api/v1/projects", new { name = "Tri" }, Token))).GetProperty("id").GetString();
        using var zip = new ByteArrayContent(await SubmissionTests.ZipAsync(("app.py", "print(1)\n")));
        zip.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        var run = (await RunningService.JsonAsync(await client.PostAsync($"/api/v1/projects/{project}/submissions", zip, Token))).GetProperty("id").GetString();
        // Nobody works here: the stream stays open.
        await using var open = await client.GetStreamAsync($"/api/v1/runs/{run}/progress", Token);

        var refused = await client.GetAsync($"/api/v1/runs/{run}/progress", Token);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    }

    private static async Task<List<bool>> RefusalsAsync(HttpClient client)
    {
        var created = await RunningService.JsonAsync(await client.PostAsJsonAsync("/api/v1/projects", new { name = "Tri" }, Token));
        var refusals = new List<bool>();
        for (var i = 0; i < 3; i++)
        {
            using var body = new ByteArrayContent([1, 2, 3]);
            body.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
            refusals.Add((await client.PostAsync($"/api/v1/projects/{created.GetProperty("id").GetString()}/submissions", body, Token)).StatusCode == HttpStatusCode.TooManyRequests);
        }
        return refusals;
    }
}
