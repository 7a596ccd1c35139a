using System.Security.Claims;
using AuditService.App;
using AuditService.App.People;
using AuditService.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
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
        people.MapGet("/me/rights", (ClaimsPrincipal principal) => MeOf(principal)).RequireAuthorization(Policies.Read).WithSummary("Who asks, and what they may do: also for a token.");
    }

    private static void MapDoor(RouteGroupBuilder door)
    {
        door.MapPost("/sign-in", async (SignInRequest request, SignInDoor signIn, HttpContext context) =>
            Answer(await signIn.WithPasswordAsync(request.Email, request.Password, context.RequestAborted), context))
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .WithSummary("Begins a session, kept in a cookie, or says that a second factor is needed.");
        door.MapPost("/second-factor", async (SecondFactorRequest request, SignInDoor signIn, HttpContext context) =>
            Answer(await signIn.WithSecondFactorAsync(request.Code, request.RecoveryCode, context.RequestAborted), context))
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .WithSummary("Ends a sign-in with the code of the authenticator application, or with a recovery code.");
        door.MapPost("/welcome", async (WelcomeRequest request, FirstAdmin first, Invitations invitations, CancellationToken cancellation) =>
        {
            await TakeLinkAsync(request, first, invitations, cancellation);
            return TypedResults.NoContent();
        })
            .ProducesProblem(StatusCodes.Status410Gone)
            .WithSummary("Takes up a one-time link: sets the password of somebody invited, or makes the first administrator.");
    }

    private static void MapOwnAccount(RouteGroupBuilder own)
    {
        own.MapPost("/sign-out", async (SignInDoor signIn) =>
        {
            await signIn.SignOutAsync();
            return TypedResults.NoContent();
        }).WithSummary("Ends the session, and every copy of its cookie.");
        own.MapGet("/me", async (ClaimsPrincipal principal, OwnAccount account) => (await account.FindAsync(Principals.ViewerOf(principal).UserId)).ToPerson()).WithSummary("One's own account.");
        own.MapPost("/me/password", async (PasswordRequest request, ClaimsPrincipal principal, OwnAccount account, SignInDoor signIn) =>
        {
            await signIn.GoOnAsync(await account.ChangePasswordAsync(Principals.ViewerOf(principal).UserId, request.Current, request.New));
            return TypedResults.NoContent();
        }).WithSummary("Changes one's own password; the other sessions end.");
        own.MapPost("/me/authenticator", async (ClaimsPrincipal principal, OwnAccount account, SignInDoor signIn) =>
        {
            var viewer = Principals.ViewerOf(principal);
            var (key, address) = await account.NewAuthenticatorAsync(viewer.UserId);
            await signIn.GoOnAsync(await account.FindAsync(viewer.UserId));
            return new { key, address };
        }).WithSummary("Begins a second factor: the key for the authenticator application, told once.");
        own.MapPost("/me/authenticator/confirm", async (CodeRequest request, ClaimsPrincipal principal, OwnAccount account, SignInDoor signIn) =>
        {
            var (person, recoveryCodes) = await account.ConfirmAuthenticatorAsync(Principals.ViewerOf(principal).UserId, request.Code);
            await signIn.GoOnAsync(person);
            return new { recoveryCodes };
        }).WithSummary("Puts the second factor in place with a first code, and tells the recovery codes once.");
        own.MapPost("/me/authenticator/remove", async (RemoveRequest request, ClaimsPrincipal principal, OwnAccount account, SignInDoor signIn) =>
        {
            await signIn.GoOnAsync(await account.RemoveAuthenticatorAsync(Principals.ViewerOf(principal).UserId, request.Password));
            return TypedResults.NoContent();
        }).WithSummary("Removes one's own second factor.");
        own.MapGet("/me/tokens", (ClaimsPrincipal principal, ApiTokens tokens, CancellationToken cancellation) => tokens.ListAsync(Principals.ViewerOf(principal), cancellation))
            .WithSummary("One's own API tokens, without their secrets.");
        own.MapPost("/me/tokens", async (NewTokenRequest request, ClaimsPrincipal principal, ApiTokens tokens, CancellationToken cancellation) =>
        {
            var (token, secret) = await tokens.IssueAsync(Principals.ViewerOf(principal), request.Name, request.Scopes, request.Days, cancellation);
            return TypedResults.Created((string?)null, new { token, secret });
        }).WithSummary("Makes an API token; its secret is told once.");
        own.MapDelete("/me/tokens/{id}", async (string id, ClaimsPrincipal principal, ApiTokens tokens, CancellationToken cancellation) =>
        {
            await tokens.RevokeAsync(Principals.ViewerOf(principal), id, cancellation);
            return TypedResults.NoContent();
        }).WithSummary("Revokes one of one's own API tokens, for good.");
    }

    private static void MapAdministration(RouteGroupBuilder people)
    {
        people.MapGet("", (ClaimsPrincipal principal, ManagePeople manage, CancellationToken cancellation) => manage.ListAsync(Principals.ViewerOf(principal), cancellation))
            .WithSummary("The people of the administrator's organisation.");
        people.MapPost("", async (NewPersonRequest request, ClaimsPrincipal principal, ManagePeople manage, CancellationToken cancellation) =>
        {
            var (person, link) = await manage.CreateAsync(Principals.ViewerOf(principal), request.Email, request.Name, request.Organisation, request.Roles, cancellation);
            return TypedResults.Created((string?)null, new { person, link });
        }).WithSummary("Creates an account, and the link with which its owner sets a password.");
        people.MapPut("/{id}/roles", (string id, RolesRequest request, ClaimsPrincipal principal, ManagePeople manage) => manage.GiveRolesAsync(Principals.ViewerOf(principal), id, request.Roles))
            .WithSummary("Gives a person these roles and no others; takes effect at once.");
        people.MapPut("/{id}/disabled", (string id, DisabledRequest request, ClaimsPrincipal principal, ManagePeople manage) => manage.DisableAsync(Principals.ViewerOf(principal), id, request.Disabled))
            .WithSummary("Disables a person, whose sessions and tokens end at once, or enables them again.");
        people.MapDelete("/{id}/authenticator", (string id, ClaimsPrincipal principal, ManagePeople manage) => manage.RemoveSecondFactorAsync(Principals.ViewerOf(principal), id))
            .WithSummary("Takes away a second factor that its owner has lost; their sessions end.");
        people.MapPost("/{id}/invitation", async (string id, ClaimsPrincipal principal, ManagePeople manage, CancellationToken cancellation) =>
            new { link = await manage.InviteAgainAsync(Principals.ViewerOf(principal), id, cancellation) })
            .WithSummary("A new link to set a password with.");
    }

    /// <summary>Takes up a link, given whole or as its last part. Throws <see cref="RefusedException"/>.</summary>
    internal static Task TakeLinkAsync(WelcomeRequest request, FirstAdmin first, Invitations invitations, CancellationToken cancellation)
    {
        var secret = request.Link[(request.Link.LastIndexOf('/') + 1)..];
        return request.Email is { } email
            ? first.TakeAsync(secret, email, request.Name ?? "", request.Organisation ?? "", request.Password, cancellation)
            : invitations.TakeAsync(secret, request.Password, cancellation);
    }

    private static Results<Ok<SignInAnswered>, ProblemHttpResult> Answer(SignInAnswer answer, HttpContext context) => answer switch
    {
        SignInAnswer.In => TypedResults.Ok(new SignInAnswered(SecondFactor: false)),
        SignInAnswer.SecondFactor => TypedResults.Ok(new SignInAnswered(SecondFactor: true)),
        _ => TypedResults.Problem(SignInWords.Of(answer).In(Texts.LanguageOf(context)), statusCode: SignInWords.StatusOf(answer)),
    };

    private static Me MeOf(ClaimsPrincipal principal)
    {
        var viewer = Principals.ViewerOf(principal);
        return new(viewer.UserId, viewer.Organisation, [.. viewer.Roles.Order()], [.. Principals.RightsOf(principal).Order()]);
    }
}
