using AuditService.App.People;
using AuditService.Core.People;
using AuditService.Web.Access;
using Microsoft.AspNetCore.Identity;

namespace AuditService.Web.People;

/// <summary>Signing in, the same from a form and from a program. Whether the address, the password or a lock was the matter is not told.</summary>
internal sealed class SignInDoor(SignInManager<Account> signIn, OwnAccount own, SignInLimits limits)
{
    /// <summary>No account has a longer one, and the limits remember what was tried.</summary>
    private const int LongestEmail = 200;

    /// <summary>Never stored: a password that is tried on nobody costs as much time as one that is tried on somebody.</summary>
    private static readonly Account Nobody = new() { Id = "", Email = "", Name = "", Organisation = "", CreatedAt = DateTimeOffset.UnixEpoch };

    public async Task<SignInAnswer> WithPasswordAsync(string email, string password, CancellationToken cancellation)
    {
        if (email.Length > LongestEmail || password.Length == 0)
            return SignInAnswer.Wrong;
        if (!limits.Allows(email))
            return SignInAnswer.TooMany;
        if (await signIn.UserManager.FindByEmailAsync(email) is not { IsDisabled: false, PasswordHash: not null } person || await signIn.UserManager.IsLockedOutAsync(person))
        {
            // The time of a hash is what tells an account that is checked from one that is not.
            signIn.UserManager.PasswordHasher.HashPassword(Nobody, password);
            return SignInAnswer.Wrong;
        }

        var result = await signIn.PasswordSignInAsync(person, password, isPersistent: false, lockoutOnFailure: true);
        return await AnswerAsync(result, person, cancellation);
    }

    /// <param name="code">From the authenticator application; null for a recovery code.</param>
    public async Task<SignInAnswer> WithSecondFactorAsync(string? code, string? recoveryCode, CancellationToken cancellation)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { IsDisabled: false } person)
            return SignInAnswer.Wrong;
        if (!limits.Allows(person.Email))
            return SignInAnswer.TooMany;
        var result = code is not null
            ? await signIn.TwoFactorAuthenticatorSignInAsync(OwnAccount.Digits(code), isPersistent: false, rememberClient: false)
            : await signIn.TwoFactorRecoveryCodeSignInAsync(recoveryCode ?? "");
        return await AnswerAsync(result, person, cancellation);
    }

    public Task SignOutAsync() => signIn.SignOutAsync();

    /// <summary>Goes on with the session of somebody whose security stamp has just changed by their own doing.</summary>
    public Task GoOnAsync(Account person) => signIn.RefreshSignInAsync(person);

    private async Task<SignInAnswer> AnswerAsync(SignInResult result, Account person, CancellationToken cancellation)
    {
        if (result.RequiresTwoFactor)
            return SignInAnswer.SecondFactor;
        if (!result.Succeeded)
            return SignInAnswer.Wrong;
        await own.NoteSignInAsync(person, cancellation);
        return SignInAnswer.In;
    }
}

internal enum SignInAnswer
{
    In,

    /// <summary>The password was right; a code is needed too.</summary>
    SecondFactor,

    Wrong,

    TooMany,
}
