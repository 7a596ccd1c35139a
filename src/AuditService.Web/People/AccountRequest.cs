using AuditService.App;
using AuditService.App.People;
using AuditService.Core.People;
using AuditService.Web.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace AuditService.Web.People;

/// <summary>A request about one's own account, with the use cases behind it.</summary>
internal sealed record AccountRequest(HttpContext Context, IAntiforgery Antiforgery, OwnAccount Own, ApiTokens Tokens, Passkeys Passkeys, SignInDoor Door, PasskeyDoor PasskeyDoor, Principals Principals, TimeProvider Time)
{
    public Viewer Viewer => Principals.ViewerOf(Context.User);

    public CancellationToken Cancellation => Context.RequestAborted;

    /// <summary>Does what a form asks; what is refused is said on the same page, at the form.</summary>
    /// <param name="form">Begins the ids of the fields of the form.</param>
    /// <param name="field">The field that an error is about which names none; null when there is no such field.</param>
    public async Task<IResult> TryAsync(string form, string? field, Func<IFormCollection, Task<IResult>> act, bool asksForCode = false)
    {
        var sent = await Forms.ReadAsync(Context);
        try
        {
            return await act(sent);
        }
        catch (RefusedException refused)
        {
            return await PageAsync(FormState.Of(Context, Antiforgery, refused, sent, form, field), new() { AsksForCode = asksForCode }, RefusalHandler.StatusOf(refused.Refusal));
        }
    }

    public Task<IResult> PageAsync(AccountNews news) => PageAsync(FormState.Of(Context, Antiforgery, error: null), news, StatusCodes.Status200OK);

    private async Task<IResult> PageAsync(FormState form, AccountNews news, int status)
    {
        var account = await Own.FindAsync(Viewer.UserId);

        // As it is now: what was just done may have given or taken roles that need a second factor.
        var viewer = Principals.ViewerOf(Principals.OfSession(account, Principals.IsByPasskey(Context.User)));
        var now = Time.GetUtcNow();
        return PeoplePages.Page<AccountPage>(
            new
            {
                Form = form,
                Person = account.ToPerson(),
                Viewer = viewer,
                Tokens = (await Tokens.ListAsync(viewer, Cancellation)).Where(token => token.IsGoodAt(now)).ToList(),
                Passkeys = await Passkeys.ListAsync(viewer.UserId, Cancellation),
                News = news,
                Server = Forms.ServerOf(Context.Request),
            },
            status);
    }
}
