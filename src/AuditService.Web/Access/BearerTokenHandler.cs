using System.Text.Encodings.Web;
using AuditService.App.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace AuditService.Web.Access;

/// <summary>Lets in who shows a personal API token: <c>Authorization: Bearer aud_…</c>. Never from the query string, which ends up in logs.</summary>
internal sealed class BearerTokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiTokens tokens, Principals principals)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "token";
    private const string Bearer = "Bearer ";

    public static bool IsIn(HttpRequest request) => Secret(request) is not null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Secret(Request) is not { } secret)
            return AuthenticateResult.NoResult();
        if (await tokens.OpenAsync(secret, Context.RequestAborted) is not var (person, scopes))
            return AuthenticateResult.Fail("Unknown, expired or revoked token");
        return AuthenticateResult.Success(new(principals.Narrowed(person, scopes), Scheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return base.HandleChallengeAsync(properties);
    }

    private static string? Secret(HttpRequest request) =>
        request.Headers[HeaderNames.Authorization] is [{ } header] && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : null;
}
