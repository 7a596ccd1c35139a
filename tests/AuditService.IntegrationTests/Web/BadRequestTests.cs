using System.Net;
using System.Net.Http.Headers;
using AuditService.Core.People;

namespace AuditService.IntegrationTests.Web;

/// <summary>Whoever writes a program is told what of its request cannot be read.</summary>
public sealed class BadRequestTests : IAsyncLifetime
{
    private RunningService service = null!;

    public async ValueTask InitializeAsync() => service = await RunningService.StartAsync();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Theory]
    [InlineData("{}", "missing: email, password")]
    [InlineData("""{"email":"a@b.example"}""", "missing: password")]
    [InlineData("""{"email":null,"password":"x"}""", "$.email, line 1")]
    [InlineData("{\"email\":\"x\",\n \"password\":[]}", "$.password, line 2")]
    [InlineData("not json", "line 1, byte")]
    [InlineData("[]", "line 1, byte")]
    [InlineData("", "JSON")]
    public async Task A_body_that_cannot_be_read_is_told_by_what_is_missing_or_where_it_is_wrong(string body, string told)
    {
        var english = await SendAsync("en");
        var french = await SendAsync("fr");

        Assert.Contains(told, english, StringComparison.Ordinal);
        Assert.NotEqual(english, french);
        Assert.All([english, french], detail => Assert.DoesNotContain("Request", detail, StringComparison.Ordinal));
        Assert.All([english, french], detail => Assert.DoesNotContain("System.", detail, StringComparison.Ordinal));

        async Task<string> SendAsync(string language)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/people/sign-in") { Content = new StringContent(body, new MediaTypeHeaderValue("application/json")), Headers = { { "Accept-Language", language } } };
            return await DetailAsync(await service.NewClient().SendAsync(request), HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task A_body_of_another_type_is_told_the_type_that_is_expected()
    {
        await service.PersonAsync("candidate@here.example", "here", Role.Candidate);
        var client = await service.SignedInAsync("candidate@here.example");

        var detail = await DetailAsync(await client.PostAsync("/api/v1/projects", new StringContent("name=x", new MediaTypeHeaderValue("text/plain"))), HttpStatusCode.UnsupportedMediaType);

        Assert.Contains("Content-Type: application/json", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sign-in")]
    [InlineData("second-factor")]
    [InlineData("welcome")]
    public async Task Whoever_is_just_signing_in_is_told_so_too(string door)
    {
        var answer = await service.NewClient().PostAsync($"/api/v1/people/{door}", new StringContent("email=x", new MediaTypeHeaderValue("text/plain")));

        Assert.Contains("Content-Type: application/json", await DetailAsync(answer, HttpStatusCode.UnsupportedMediaType), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_that_cannot_be_read_is_named()
    {
        await service.PersonAsync("jury@here.example", "here", Role.Jury);
        var client = await service.SignedInAsync("jury@here.example");

        Assert.Equal("La valeur du paramètre « take » ne convient pas.", await DetailAsync(await client.GetAsync("/api/v1/audits/unknown/findings?take=some"), HttpStatusCode.BadRequest));
        Assert.Equal("The value of the parameter \"take\" does not fit.", await DetailAsync(await client.GetAsync("/api/v1/projects?take=9999999999999&lang=en"), HttpStatusCode.BadRequest));
    }

    private static async Task<string> DetailAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return (await RunningService.JsonAsync(answer)).GetProperty("detail").GetString()!;
    }
}
