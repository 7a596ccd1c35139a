using System.Globalization;
using AuditService.Core.People;
using AuditService.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AuditService.Web.People;

/// <summary>One's own account by forms: API tokens, second factor, passkeys, password. What is told once is in the answer to the form that asked for it, and nowhere else.</summary>
internal static class AccountPages
{
    public const string Path = "/account";

    public static void MapAccountPages(this RouteGroupBuilder pages)
    {
        var own = pages.MapGroup("").RequireAuthorization(Policies.Account);
        own.MapGet(Path, ([AsParameters] AccountRequest request, string? done) => request.PageAsync(new() { Done = Enum.TryParse<Done>(done, out var known) && Enum.IsDefined(known) ? known : null }));
        own.MapGet("/", () => TypedResults.LocalRedirect(Path));
        own.MapPost("/signout", async (SignInDoor door) =>
        {
            await door.SignOutAsync();
            return TypedResults.LocalRedirect("/signin");
        });
        own.MapPost(Path + "/password", ([AsParameters] AccountRequest request) => request.TryAsync("password", "wanted", async form =>
        {
            await request.Door.GoOnAsync(await request.Own.ChangePasswordAsync(request.Viewer.UserId, form["current"].ToString(), form["wanted"].ToString()));
            return After(Done.PasswordChanged);
        }));
        MapTokens(own.MapGroup(Path + "/tokens"));
        MapSecondFactor(own.MapGroup(Path + "/second-factor"));
        MapPasskeys(own.MapGroup(Path + "/passkeys"));

        // The address of an answer to a form, typed again.
        own.MapGet(Path + "/{**form}", () => TypedResults.LocalRedirect(Path));
    }

    private static void MapTokens(RouteGroupBuilder tokens)
    {
        tokens.MapPost("", ([AsParameters] AccountRequest request) => request.TryAsync("token", "name", async form =>
        {
            var days = int.TryParse(form["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
            return await request.PageAsync(new() { Token = await request.Tokens.IssueAsync(request.Viewer, form["name"].ToString(), Forms.Chosen<Right>(form, "scopes"), days, request.Cancellation) });
        }));
        tokens.MapPost("/{id}/revoke", (string id, [AsParameters] AccountRequest request) => request.TryAsync("token", null, async _ =>
        {
            await request.Tokens.RevokeAsync(request.Viewer, id, request.Cancellation);
            return After(Done.TokenRevoked);
        }));
    }

    private static void MapSecondFactor(RouteGroupBuilder factor)
    {
        factor.MapPost("", ([AsParameters] AccountRequest request) => request.TryAsync("factor", null, async _ =>
        {
            var authenticator = await request.Own.NewAuthenticatorAsync(request.Viewer.UserId);
            await request.Door.GoOnAsync(await request.Own.FindAsync(request.Viewer.UserId));
            return await request.PageAsync(new() { Authenticator = authenticator, AsksForCode = true });
        }));
        factor.MapPost("/confirm", ([AsParameters] AccountRequest request) => request.TryAsync("factor", "code", asksForCode: true, act: async form =>
        {
            var (person, codes) = await request.Own.ConfirmAuthenticatorAsync(request.Viewer.UserId, form["code"].ToString());
            await request.Door.GoOnAsync(person);
            return await request.PageAsync(new() { RecoveryCodes = codes });
        }));
        factor.MapPost("/remove", ([AsParameters] AccountRequest request) => request.TryAsync("factor", "password", async form =>
        {
            await request.Door.GoOnAsync(await request.Own.RemoveAuthenticatorAsync(request.Viewer.UserId, form["password"].ToString()));
            return After(Done.SecondFactorRemoved);
        }));
    }

    private static void MapPasskeys(RouteGroupBuilder passkeys)
    {
        // For the script of the page: the browser makes the key between this form and the next.
        passkeys.MapPost("/options", async ([AsParameters] AccountRequest request) =>
        {
            var form = await Forms.ReadAsync(request.Context);
            return TypedResults.Content(await request.PasskeyDoor.AskToAddAsync(request.Context, request.Viewer.UserId, form["name"].ToString(), form["password"].ToString()), "application/json");
        });
        passkeys.MapPost("", ([AsParameters] AccountRequest request) => request.TryAsync("passkey", null, async form =>
        {
            await request.PasskeyDoor.AddAsync(request.Context, request.Viewer.UserId, form["credential"].ToString());
            return After(Done.PasskeyAdded);
        }));
        passkeys.MapPost("/{id}/rename", (string id, [AsParameters] AccountRequest request) => request.TryAsync("passkey", null, async form =>
        {
            await request.Passkeys.RenameAsync(request.Viewer.UserId, id, form["name"].ToString(), request.Cancellation);
            return After(Done.PasskeyRenamed);
        }));
        passkeys.MapPost("/{id}/remove", (string id, [AsParameters] AccountRequest request) => request.TryAsync("passkey", null, async _ =>
        {
            await request.Door.GoOnAsync(await request.Passkeys.RemoveAsync(request.Viewer.UserId, id, request.Cancellation));
            return After(Done.PasskeyRemoved);
        }));
    }

    private static IResult After(Done done) => TypedResults.LocalRedirect($"{Path}?done={done}");
}
