using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using AuditService.Core.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AuditService.IntegrationTests.Web;

public sealed class IdentityProviderTests : IAsyncLifetime
{
    private const string Email = "alice@here.example";
    private Provider provider = null!;
    private RunningService service = null!;

    public async ValueTask InitializeAsync()
    {
        provider = await Provider.StartAsync();
        service = await RunningService.StartAsync(new() { OpenIdConnect = new() { Authority = provider.Address, ClientId = "audit", ClientSecret = "secret", Name = "Annuaire" } });
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await provider.DisposeAsync();
    }

    [Fact]
    public async Task Somebody_with_an_account_and_a_verified_address_comes_in()
    {
        await service.PersonAsync(Email, "here", Role.Jury);

        Assert.Equal(("/account", HttpStatusCode.OK), await ComeAsync(Email, verified: "true"));
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_told_on_the_page_where_the_password_still_works()
    {
        await provider.DisposeAsync();

        var answer = await service.NewClient().GetAsync("/signin/provider");

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("ne répond pas", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains("name=\"password\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stranger@here.example", "true")]
    [InlineData(Email, "false")]
    [InlineData(Email, null)]
    public async Task Nobody_else_does(string email, string? verified)
    {
        await service.PersonAsync(Email, "here", Role.Jury);

        Assert.Equal(("/signin?refused=1", HttpStatusCode.Unauthorized), await ComeAsync(email, verified));
    }

    [Fact]
    public async Task Somebody_with_a_second_factor_here_is_still_asked_for_it()
    {
        await service.PersonAsync(Email, "here", Role.Jury);
        await service.Database.WriteAsync(transaction => Dapper.SqlMapper.ExecuteAsync(transaction.Connection!, "UPDATE person SET has_second_factor = 1", transaction: transaction), CancellationToken.None);

        Assert.Equal(("/signin/second-factor", HttpStatusCode.Unauthorized), await ComeAsync(Email, verified: "true"));
    }

    [Fact]
    public async Task It_is_off_unless_it_is_configured()
    {
        Assert.Contains("Annuaire", await service.NewClient().GetStringAsync("/signin"), StringComparison.Ordinal);
        await using var plain = await RunningService.StartAsync();

        Assert.DoesNotContain("/signin/provider", await plain.NewClient().GetStringAsync("/signin"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await plain.NewClient().GetAsync("/signin/provider")).StatusCode);
    }

    /// <summary>Walks through the provider as a browser does: where it ends, and whether the session is open then.</summary>
    private async Task<(string? Location, HttpStatusCode Me)> ComeAsync(string email, string? verified)
    {
        (provider.Email, provider.Verified) = (email, verified);
        var browser = service.NewClient();

        var asked = await browser.GetAsync("/signin/provider");
        var query = System.Web.HttpUtility.ParseQueryString(asked.Headers.Location!.Query);
        provider.Nonce = query["nonce"];
        Assert.Equal("S256", query["code_challenge_method"]);
        // Browsers treat the loopback address as secure; the jar of the client does not send such cookies over http.
        var cookies = asked.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]).ToList();
        using var back = new HttpRequestMessage(HttpMethod.Post, "/signin-oidc") { Content = new FormUrlEncodedContent([new("code", "code"), new("state", query["state"]!)]) };
        back.Headers.Add("Cookie", string.Join("; ", cookies));
        var ended = await browser.SendAsync(back);

        return (ended.Headers.Location?.OriginalString, (await browser.GetAsync("/api/v1/people/me")).StatusCode);
    }

    /// <summary>As little of OpenID Connect as a client needs: discovery, keys, and a signed token for any code.</summary>
    private sealed class Provider(WebApplication app, RSA key) : IAsyncDisposable
    {
        public string Address => app.Urls.Single();

        public string Email { get; set; } = "";

        public string? Verified { get; set; }

        public string? Nonce { get; set; }

        public static async Task<Provider> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            var provider = new Provider(builder.Build(), RSA.Create(2048));
            provider.Map();
            await provider.Start();
            return provider;
        }

        public async ValueTask DisposeAsync()
        {
            await app.DisposeAsync();
            key.Dispose();
        }

        private Task Start() => app.StartAsync();

        private void Map()
        {
            app.MapGet("/.well-known/openid-configuration", () => new
            {
                issuer = Address,
                authorization_endpoint = Address + "/authorize",
                token_endpoint = Address + "/token",
                jwks_uri = Address + "/keys",
            });
            app.MapGet("/keys", () =>
            {
                var open = key.ExportParameters(false);
                return new { keys = new[] { new { kty = "RSA", use = "sig", kid = "k", alg = "RS256", n = Base64UrlEncoder.Encode(open.Modulus), e = Base64UrlEncoder.Encode(open.Exponent) } } };
            });
            app.MapPost("/token", () => Results.Json(new { access_token = "unused", token_type = "Bearer", id_token = Token() }));
        }

        private string Token()
        {
            var claims = new ClaimsIdentity([new("sub", "1"), new("email", Email), new("nonce", Nonce ?? "")]);
            if (Verified is not null)
                claims.AddClaim(new("email_verified", Verified, ClaimValueTypes.Boolean));
            return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                Issuer = Address,
                Audience = "audit",
                Subject = claims,
                SigningCredentials = new(new RsaSecurityKey(key) { KeyId = "k" }, SecurityAlgorithms.RsaSha256),
            });
        }
    }
}
