using AuditService.Core.People;
using AuditService.Storage.People;
using Microsoft.AspNetCore.Identity;

namespace AuditService.App.People;

/// <summary>One-time links with which a person sets a password: the first one, or a new one for who has lost it.</summary>
public sealed class Invitations(OneTimeLinkStore links, ApiTokenStore tokens, PasskeyStore passkeys, UserManager<Account> users, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>The path that a link begins with; the secret follows.</summary>
    public const string Path = "/welcome/";

    /// <summary>A new link; those given before do not work any more.</summary>
    /// <param name="personId">Null for the first administrator.</param>
    /// <returns>The path to open, which holds the secret: told once, kept nowhere.</returns>
    public async Task<string> NewAsync(string? personId, CancellationToken cancellation)
    {
        var secret = Secrets.New();
        await links.PutAsync(Secrets.HashOf(secret), personId, time.GetUtcNow() + Lifetime, cancellation);
        return Path + secret;
    }

    /// <summary>Whether the link works, and whose it is; null for the first administrator's. Looking does not use it: programs that check mail look too.</summary>
    public async Task<(bool Works, Account? Person)> FindAsync(string secret, CancellationToken cancellation)
    {
        var (works, id) = await links.FindAsync(Secrets.HashOf(secret), time.GetUtcNow(), cancellation);
        if (!works || id is null)
            return (works, null);
        return await users.FindByIdAsync(id) is { IsDisabled: false } person ? (true, person) : (false, null);
    }

    /// <summary>Sets the password of the person whose link it is, and ends every session, API token and passkey that they had. Throws <see cref="RefusedException"/>.</summary>
    public async Task TakeAsync(string secret, string password, CancellationToken cancellation)
    {
        if (await FindAsync(secret, cancellation) is not (true, { } person))
            throw Gone();
        await ValidateAsync(person, password);
        await UseAsync(secret, cancellation);
        person.PasswordHash = users.PasswordHasher.HashPassword(person, password);
        BilingualErrors.ThrowUnless(await users.UpdateSecurityStampAsync(person));
        await users.SetLockoutEndDateAsync(person, null);
        await tokens.RevokeAsync(person.Id, id: null, time.GetUtcNow(), cancellation);
        await passkeys.RemoveAsync(person.Id, id: null, cancellation);
    }

    /// <summary>Throws <see cref="RefusedException"/> with everything that is wrong with the password.</summary>
    internal async Task ValidateAsync(Account person, string password)
    {
        foreach (var validator in users.PasswordValidators)
            BilingualErrors.ThrowUnless(await validator.ValidateAsync(users, person, password));
    }

    /// <summary>For one caller only: all others get <see cref="RefusedException"/>.</summary>
    internal async Task UseAsync(string secret, CancellationToken cancellation)
    {
        if (!await links.UseAsync(Secrets.HashOf(secret), time.GetUtcNow(), cancellation))
            throw Gone();
    }

    private static RefusedException Gone() => new(Refusal.Gone, "Ce lien a déjà servi, ou il est trop vieux : demandez-en un autre.", "This link has been used, or is too old: ask for another.");
}
