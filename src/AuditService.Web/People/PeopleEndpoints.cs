using System.Security.Claims;
using AuditService.App;
using AuditService.App.People;
using AuditService.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AuditService.Web.People;

/// <summary><c>/api/v1/people</c>: signing in, one's own account, and the people of an organisation.</summary>
internal static class PeopleEndpoints
{
    private const int LargestRequest = 64 * 1024;

    public static void MapPeople(this RouteGroupBuilder api)
    {
        var people = api.MapGroup("/people").WithTags("People").WithMetadata(new RequestSizeLimitAttribute(LargestRequest));
        MapDoor(people.MapGroup("").AllowAnonymous().RequireRateLimiting(SignInLimits.Policy));
        MapOwnAccount(people.MapGroup("").RequireAuthorization(Policies.Account));
        MapAdministration(people.MapGroup("").RequireAuthorization(Policies.Administer));
        people.MapGet("/me/rights", (ClaimsPrincipal principal) => Me(principal)).RequireAuthorization(Policies.Read);
    }

    private static void MapDoor(RouteGroupBuilder door)
    {
        door.MapPost("/sign-in", async (SignInRequest request, SignInDoor signIn, HttpContext context) =>
            Answer(await signIn.WithPasswordAsync(request.Email, request.Password, context.RequestAborted), context));
        door.MapPost("/second-factor", async (SecondFactorRequest request, SignInDoor signIn, HttpContext context) =>
            Answer(await signIn.WithSecondFactorAsync(request.Code, request.RecoveryCode, context.RequestAborted), context));
        door.MapPost("/welcome", async (WelcomeRequest request, FirstAdmin first, Invitations invitations, CancellationToken cancellation) =>
        {
            await TakeLinkAsync(request, first, invitations, cancellation);
            return TypedResults.NoContent();
        });
    }

    private static void MapOwnAccount(RouteGroupBuilder own)
    {
        own.MapPost("/sign-out", async (SignInDoor signIn) =>
        {
            await signIn.SignOutAsync();
            return TypedResults.NoContent();
        });
        own.MapGet("/me", async (ClaimsPrincipal principal, OwnAccount account) => (await account.FindAsync(Principals.ViewerOf(principal).UserId)).ToPerson());
        own.MapPost("/me/password", async (PasswordRequest request, ClaimsPrincipal principal, OwnAccount account, SignInDoor signIn) =>
        {
            await signIn.GoOnAsync(await account.ChangePasswordAsync(Principals.ViewerOf(principal).UserId, request.Current, request.New));
            return TypedResults.NoContent();
        });
        own.MapPost("/me/authenticator", async (ClaimsPrincipal principal, OwnAccount account, SignInDoor signIn) =>
        {
            var viewer = Principals.ViewerOf(principal);
            var (key, address) = await account.NewAuthenticatorAsync(viewer.UserId);
            await signIn.GoOnAsync(await account.FindAsync(viewer.UserId));
            return new { key, address };
        });
        own.MapPost("/me/authenticator/confirm", async (CodeRequest request, ClaimsPrincipal principal, OwnAccount account, SignInDoor signIn) =>
        {
            var (person, recoveryCodes) = await account.ConfirmAuthenticatorAsync(Principals.ViewerOf(principal).UserId, request.Code);
            await signIn.GoOnAsync(person);
            return new { recoveryCodes };
        });
        own.MapPost("/me/authenticator/remove", async (RemoveRequest request, ClaimsPrincipal principal, OwnAccount account, SignInDoor signIn) =>
        {
            await signIn.GoOnAsync(await account.RemoveAuthenticatorAsync(Principals.ViewerOf(principal).UserId, request.Password));
            return TypedResults.NoContent();
        });
        own.MapGet("/me/tokens", (ClaimsPrincipal principal, ApiTokens tokens, CancellationToken cancellation) => tokens.ListAsync(Principals.ViewerOf(principal), cancellation));
        own.MapPost("/me/tokens", async (NewTokenRequest request, ClaimsPrincipal principal, ApiTokens tokens, CancellationToken cancellation) =>
        {
            var (token, secret) = await tokens.IssueAsync(Principals.ViewerOf(principal), request.Name, request.Scopes, request.Days, cancellation);
            return TypedResults.Json(new { token, secret }, statusCode: StatusCodes.Status201Created);
        });
        own.MapDelete("/me/tokens/{id}", async (string id, ClaimsPrincipal principal, ApiTokens tokens, CancellationToken cancellation) =>
        {
            await tokens.RevokeAsync(Principals.ViewerOf(principal), id, cancellation);
            return TypedResults.NoContent();
        });
    }

    private static void MapAdministration(RouteGroupBuilder people)
    {
        people.MapGet("", (ClaimsPrincipal principal, ManagePeople manage, CancellationToken cancellation) => manage.ListAsync(Principals.ViewerOf(principal), cancellation));
        people.MapPost("", async (NewPersonRequest request, ClaimsPrincipal principal, ManagePeople manage, CancellationToken cancellation) =>
        {
            var (person, link) = await manage.CreateAsync(Principals.ViewerOf(principal), request.Email, request.Name, request.Organisation, request.Roles, cancellation);
            return TypedResults.Json(new { person, link }, statusCode: StatusCodes.Status201Created);
        });
        people.MapPut("/{id}/roles", (string id, RolesRequest request, ClaimsPrincipal principal, ManagePeople manage) => manage.GiveRolesAsync(Principals.ViewerOf(principal), id, request.Roles));
        people.MapPut("/{id}/disabled", (string id, DisabledRequest request, ClaimsPrincipal principal, ManagePeople manage) => manage.DisableAsync(Principals.ViewerOf(principal), id, request.Disabled));
        people.MapPost("/{id}/invitation", async (string id, ClaimsPrincipal principal, ManagePeople manage, CancellationToken cancellation) =>
            new { link = await manage.InviteAgainAsync(Principals.ViewerOf(principal), id, cancellation) });
    }

    /// <summary>Takes up a link, given whole or as its last part. Throws <see cref="RefusedException"/>.</summary>
    internal static Task TakeLinkAsync(WelcomeRequest request, FirstAdmin first, Invitations invitations, CancellationToken cancellation)
    {
        var secret = request.Link[(request.Link.LastIndexOf('/') + 1)..];
        return request.Email is { } email
            ? first.TakeAsync(secret, email, request.Name ?? "", request.Organisation ?? "", request.Password, cancellation)
            : invitations.TakeAsync(secret, request.Password, cancellation);
    }

    private static IResult Answer(SignInAnswer answer, HttpContext context) => answer switch
    {
        SignInAnswer.In => TypedResults.Ok(new { secondFactor = false }),
        SignInAnswer.SecondFactor => TypedResults.Ok(new { secondFactor = true }),
        _ => TypedResults.Problem(SignInWords.Of(answer).In(Texts.LanguageOf(context)), statusCode: SignInWords.StatusOf(answer)),
    };

    private static object Me(ClaimsPrincipal principal)
    {
        var viewer = Principals.ViewerOf(principal);
        return new { id = viewer.UserId, viewer.Organisation, roles = viewer.Roles.Order(), rights = Principals.RightsOf(principal).Order() };
    }
}
