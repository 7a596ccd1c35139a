using System.Net;
using System.Net.Http.Json;
using AuditService.Core.People;

namespace AuditService.IntegrationTests.Web;

public sealed class AccessTests : IAsyncLifetime
{
    private const string Email = "alice@here.example";
    private RunningService service = null!;

    public async ValueTask InitializeAsync() => service = await RunningService.StartAsync();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Theory]
    [InlineData("/signin")]
    [InlineData("/people.css")]
    [InlineData("/api/v1/people")]
    [InlineData("/nothing/here")]
    public async Task Every_answer_tells_browsers_what_not_to_do_with_it(string path)
    {
        var response = await service.NewClient().GetAsync(path);

        string Header(string name) => string.Join(',', response.Headers.TryGetValues(name, out var values) ? values : []);
        Assert.StartsWith("default-src 'none';", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal(("nosniff", "no-referrer", "same-origin", "same-origin"), (Header("X-Content-Type-Options"), Header("Referrer-Policy"), Header("Cross-Origin-Opener-Policy"), Header("Cross-Origin-Resource-Policy")));
        Assert.Contains("camera=()", Header("Permissions-Policy"), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Server") && Header("Server").Contains('/'));
    }

    [Fact]
    public async Task A_request_that_another_site_may_have_caused_changes_nothing()
    {
        await service.PersonAsync(Email, "here", Role.Jury);
        var browser = await service.SignedInAsync(Email);
        browser.DefaultRequestHeaders.Remove("X-AuditService");

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/api/v1/people/sign-out", null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/signout", new FormUrlEncodedContent([]))).StatusCode);
        browser.DefaultRequestHeaders.Add("X-AuditService", "1");
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/api/v1/people/sign-out", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/v1/people/me")).StatusCode);
        browser.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        Assert.Equal(HttpStatusCode.NoContent, (await browser.PostAsync("/api/v1/people/sign-out", null)).StatusCode);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"email\":null,\"password\":null}")]
    [InlineData("not json")]
    [InlineData("[]")]
    public async Task Nonsense_is_the_sender_s_mistake(string body)
    {
        var response = await service.NewClient().PostAsync("/api/v1/people/sign-in", new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("   at ", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_is_too_large_is_not_read()
    {
        var response = await service.NewClient().PostAsJsonAsync("/api/v1/people/sign-in", new { email = Email, password = new string('x', 100_000) });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task A_token_is_told_once_kept_as_a_hash_noted_when_used_and_revoked_for_good()
    {
        var person = await service.PersonAsync(Email, "here", Role.Candidate);
        var session = await service.SignedInAsync(Email);
        var issued = await RunningService.JsonAsync(await session.PostAsJsonAsync("/api/v1/people/me/tokens", new { name = "ci", scopes = new[] { "read" }, days = 7 }));
        var secret = issued.GetProperty("secret").GetString()!;
        Assert.Matches("^aud_[A-Za-z0-9_-]{43}$", secret);
        Assert.All(Directory.GetFiles(service.Data, "auditservice.db*"), file => Assert.DoesNotContain(secret, ReadShared(file), StringComparison.Ordinal));

        var client = service.WithToken(secret);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/people/me/rights")).StatusCode);
        var first = await LastUseAsync();
        service.Clock.Advance(TimeSpan.FromSeconds(30));
        await client.GetAsync("/api/v1/people/me/rights");
        Assert.Equal(first, await LastUseAsync());
        service.Clock.Advance(TimeSpan.FromSeconds(31));
        await client.GetAsync("/api/v1/people/me/rights");
        Assert.True(await LastUseAsync() > first);

        var id = issued.GetProperty("token").GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.NoContent, (await session.DeleteAsync($"/api/v1/people/me/tokens/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await session.DeleteAsync($"/api/v1/people/me/tokens/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/people/me/rights")).StatusCode);
        Assert.NotNull(person);

        async Task<DateTimeOffset> LastUseAsync() => (await RunningService.JsonAsync(await session.GetAsync("/api/v1/people/me/tokens")))[0].GetProperty("lastUsedAt").GetDateTimeOffset();
    }

    [Theory]
    [InlineData("operate", 7)]
    [InlineData("administer", 7)]
    [InlineData("read", 0)]
    [InlineData("read", 367)]
    public async Task A_token_beyond_its_owner_s_rights_or_a_year_is_not_given(string scope, int days)
    {
        await service.PersonAsync(Email, "here", Role.Candidate, Role.Admin);
        var session = await service.SignedInAsync(Email);

        Assert.Equal(HttpStatusCode.BadRequest, (await session.PostAsJsonAsync("/api/v1/people/me/tokens", new { name = "ci", scopes = new[] { scope }, days })).StatusCode);
    }

    [Fact]
    public async Task A_token_loses_what_its_owner_loses()
    {
        await service.PersonAsync("admin@here.example", "here", Role.Admin);
        var person = await service.PersonAsync(Email, "here", Role.Jury);
        var (token, _) = await service.TokenAsync(person, Right.Read, Right.Review);
        var admin = await service.SignedInAsync("admin@here.example");

        Assert.Equal(HttpStatusCode.OK, (await admin.PutAsJsonAsync($"/api/v1/people/{person.Id}/roles", new { roles = Array.Empty<string>() })).StatusCode);

        Assert.Equal(HttpStatusCode.Forbidden, (await token.GetAsync("/api/v1/people/me/rights")).StatusCode);
    }

    [Fact]
    public async Task A_token_does_not_spare_a_foreign_request_its_proof_when_it_is_no_token()
    {
        await service.PersonAsync(Email, "here", Role.Jury);
        var browser = await service.SignedInAsync(Email);
        browser.DefaultRequestHeaders.Remove("X-AuditService");
        browser.DefaultRequestHeaders.Authorization = new("Bearer", "nonsense");

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.PostAsync("/api/v1/people/sign-out", null)).StatusCode);
    }

    private static string ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
