using AuditService.Core.People;
using AuditService.Storage.People;
using Microsoft.AspNetCore.Identity;

namespace AuditService.App.People;

/// <summary>What people do with their own account.</summary>
public sealed class OwnAccount(PersonStore people, UserManager<Account> users, TimeProvider time)
{
    private const string Issuer = "AuditService";
    private const int RecoveryCodes = 10;

    /// <summary>Throws <see cref="RefusedException"/> when there is no such person any more.</summary>
    public async Task<Account> FindAsync(string id) => await users.FindByIdAsync(id) is { IsDisabled: false } person ? person : throw RefusedException.NotFound();

    public Task NoteSignInAsync(Account person, CancellationToken cancellation) => people.NoteSignInAsync(person.Id, time.GetUtcNow(), cancellation);

    /// <summary>Ends all other sessions. Throws <see cref="RefusedException"/>.</summary>
    public async Task<Account> ChangePasswordAsync(string id, string current, string wanted)
    {
        var person = await FindAsync(id);
        await CheckAsync(person, current, nameof(current));
        BilingualErrors.ThrowUnless(await users.ChangePasswordAsync(person, current, wanted));
        return person;
    }

    /// <summary>A new key for an authenticator application; it counts once a code from it was given. Throws <see cref="RefusedException"/>.</summary>
    public async Task<(string Key, string Address)> NewAuthenticatorAsync(string id)
    {
        var person = await FindAsync(id);
        if (person.HasSecondFactor)
            throw RefusedException.Invalid("Il y a déjà un second facteur : retirez-le d'abord.", "There is a second factor already: take it away first.");
        BilingualErrors.ThrowUnless(await users.ResetAuthenticatorKeyAsync(person));
        var key = await users.GetAuthenticatorKeyAsync(person) ?? throw new InvalidOperationException("No authenticator key");
        return (key, $"otpauth://totp/{Issuer}:{Uri.EscapeDataString(person.Email)}?secret={key}&issuer={Issuer}&digits=6");
    }

    /// <summary>From now on signing in asks for a code. Gives the recovery codes, told once. Throws <see cref="RefusedException"/>.</summary>
    public async Task<(Account Person, IReadOnlyList<string> RecoveryCodes)> ConfirmAuthenticatorAsync(string id, string code)
    {
        var person = await FindAsync(id);
        if (person.HasSecondFactor || person.AuthenticatorKey is null || !await users.VerifyTwoFactorTokenAsync(person, users.Options.Tokens.AuthenticatorTokenProvider, Digits(code)))
            throw RefusedException.Invalid("Ce code n'est pas le bon.", "This code is wrong.", nameof(code));
        BilingualErrors.ThrowUnless(await users.SetTwoFactorEnabledAsync(person, true));
        return (person, [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(person, RecoveryCodes) ?? []]);
    }

    /// <summary>Throws <see cref="RefusedException"/>.</summary>
    public async Task<Account> RemoveAuthenticatorAsync(string id, string password)
    {
        var person = await FindAsync(id);
        await CheckAsync(person, password, nameof(password));
        BilingualErrors.ThrowUnless(await users.SetTwoFactorEnabledAsync(person, false));
        return person;
    }

    /// <summary>Codes are often written in groups.</summary>
    public static string Digits(string code) => code.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);

    /// <summary>Guessing the password of an open session counts as guessing at the door.</summary>
    internal async Task CheckAsync(Account person, string password, string field)
    {
        if (!await users.IsLockedOutAsync(person) && await users.CheckPasswordAsync(person, password))
            return;
        await users.AccessFailedAsync(person);
        throw RefusedException.Invalid("Le mot de passe actuel n'est pas le bon.", "The current password is wrong.", field);
    }
}
