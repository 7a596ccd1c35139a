using System.Net;
using System.Net.Http.Json;
using AuditService.App.People;
using AuditService.Core.People;
using AuditService.Web.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.IntegrationTests.Web;

/// <summary>Every endpoint of the built application against every kind of caller.</summary>
public sealed class EndpointMatrixTests : IAsyncLifetime
{
    /// <summary>What anybody may reach. Short, and argued for: the door itself, and whether the service lives.</summary>
    private static readonly string[] Anonymous =
    [
        "POST /api/v1/people/sign-in",
        "POST /api/v1/people/second-factor",
        "POST /api/v1/people/welcome",
        "GET /signin",
        "POST /signin",
        "GET /signin/passkey",
        "POST /signin/passkey",
        "POST /signin/passkey/options",
        "GET /signin/second-factor",
        "POST /signin/second-factor",
        "GET /welcome/{secret}",
        "POST /welcome/{secret}",
        "GET /people.css",
        "GET /passkeys.js",
        "GET /favicon.ico",
        "GET /health/live",
        "GET /health/ready",

        // The files of the library behind the reference page; the page and the document behind it are not among them.
        "GET /reference/favicon.svg",
        "GET /reference/scalar.aspnetcore.js",
        "GET /reference/scalar.js",
    ];

    /// <summary>Written by hand, apart from the code that decides.</summary>
    private static readonly Dictionary<string, Role[]> Allowed = new()
    {
        ["read"] = Enum.GetValues<Role>(),
        ["submit"] = [Role.Candidate, Role.Operator],
        ["review"] = [Role.Candidate, Role.Dpo, Role.AccessibilityAuditor, Role.SecurityReviewer, Role.Jury],
        ["operate"] = [Role.Operator],
        ["administer"] = [Role.Admin],
        ["account"] = Enum.GetValues<Role>(),
    };

    /// <summary>Where our own endpoints are, apart from those of libraries.</summary>
    private static readonly string[] Pages = ["/", "/api/v1", "/account", "/people", "/questionnaires", "/signout"];

    private RunningService service = null!;

    public async ValueTask InitializeAsync() => service = await RunningService.StartAsync();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public void Every_endpoint_states_a_known_policy_or_is_one_of_the_few_for_anybody()
    {
        var endpoints = Endpoints();

        Assert.NotEmpty(endpoints);
        Assert.Equal(Anonymous.Order(), endpoints.Where(endpoint => endpoint.IsAnonymous).Select(endpoint => endpoint.ToString()).Order());
        Assert.All(endpoints.Where(endpoint => !endpoint.IsAnonymous), endpoint => Assert.True(endpoint.Policy is { } policy && Policies.All.Contains(policy), $"{endpoint} states no policy"));
    }

    [Fact]
    public async Task Nobody_unknown_gets_anywhere_else()
    {
        var candidate = await service.PersonAsync("gone@here.example", "here", Enum.GetValues<Role>());
        var (revoked, token) = await service.TokenAsync(candidate, [.. Rights.Scopes]);
        await service.App.Services.GetRequiredService<ApiTokens>().RevokeAsync(new(candidate.Id, candidate.Organisation, new HashSet<Role>()), token.Id, CancellationToken.None);
        var (expired, _) = await service.TokenAsync(candidate, [.. Rights.Scopes]);
        service.Clock.Advance(TimeSpan.FromDays(31));
        foreach (var client in (HttpClient[])[service.NewClient(), revoked, expired, service.WithToken("aud_" + new string('A', 43)), service.WithToken("nonsense")])
        {
            foreach (var endpoint in Endpoints().Where(endpoint => !endpoint.IsAnonymous))
                Assert.Equal((endpoint.ToString(), HttpStatusCode.Unauthorized), (endpoint.ToString(), await endpoint.CallAsync(client)));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Role.Candidate)]
    [InlineData(Role.Dpo)]
    [InlineData(Role.AccessibilityAuditor)]
    [InlineData(Role.SecurityReviewer)]
    [InlineData(Role.Jury)]
    [InlineData(Role.Operator)]
    [InlineData(Role.Admin)]
    public async Task A_role_reaches_what_its_policy_allows_and_nothing_else(Role? role)
    {
        await service.PersonAsync("somebody@here.example", "here", role is { } given ? [given] : []);
        HttpClient? client = null;
        foreach (var endpoint in Own())
        {
            client ??= await service.SignedInAsync("somebody@here.example");

            var status = await endpoint.CallAsync(client);

            var allowed = endpoint.Policy == "account" || (role is { } known && Allowed[endpoint.Policy!].Contains(known));
            Assert.True(allowed == status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden), $"{endpoint} ({endpoint.Policy}) as {role}: {status}");
            Assert.True((int)status < 500, $"{endpoint} as {role}: {status}");
            // What changed something may have ended the session.
            if (endpoint.Method == "GET" || (int)status >= 400)
                continue;
            client.Dispose();
            client = null;
        }

        client?.Dispose();
    }

    [Fact]
    public async Task A_token_reaches_what_its_scopes_and_its_owner_both_allow()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            var person = await service.PersonAsync($"{role}@here.example", "here", role);
            foreach (var scope in Rights.Scopes.Intersect(Rights.Of([role])))
            {
                var (client, _) = await service.TokenAsync(person, scope);
                foreach (var endpoint in Own())
                {
                    var allowed = string.Equals(endpoint.Policy, scope.ToString(), StringComparison.OrdinalIgnoreCase);
                    var status = await endpoint.CallAsync(client);
                    Assert.True(allowed == status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden), $"{endpoint} ({endpoint.Policy}) as {role} with {scope}: {status}");
                }
            }
        }
    }

    [Fact]
    public void The_web_door_does_not_know_the_storage() =>
        Assert.DoesNotContain("AuditService.Storage", typeof(AuditService.Web.AuditWebApplication).Assembly.GetReferencedAssemblies().Select(reference => reference.Name));

    private IEnumerable<Called> Own() => Endpoints().Where(endpoint => !endpoint.IsAnonymous && Pages.Any(page => endpoint.Pattern == page || endpoint.Pattern.StartsWith(page + "/", StringComparison.Ordinal)));

    private List<Called> Endpoints() =>
    [
        .. ((IEndpointRouteBuilder)service.App).DataSources
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => new Called(
                method,
                "/" + endpoint.RoutePattern.RawText!.Trim('/'),
                endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null,
                endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy,
                endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes is [var first, ..] ? first : null)))
    ];

    private sealed record Called(string Method, string Pattern, bool IsAnonymous, string? Policy, string? ContentType)
    {
        public override string ToString() => $"{Method} {Pattern}";

        public async Task<HttpStatusCode> CallAsync(HttpClient client)
        {
            var path = string.Join('/', Pattern.Split('/').Select(part => part.StartsWith('{') ? "unknown" : part));
            using var request = new HttpRequestMessage(new(Method), path) { Content = Method is "GET" or "HEAD" ? null : JsonContent.Create(new { kind = "comment", reason = "r", roles = Array.Empty<string>(), disabled = true }) };
            // A body of another type is refused by the choice of the endpoint, before anybody asks who sends it.
            if (request.Content is { } content && ContentType is { } type)
                content.Headers.ContentType = new(type);
            using var response = await client.SendAsync(request);
            return response.StatusCode;
        }
    }
}
