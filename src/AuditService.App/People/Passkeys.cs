using AuditService.Core.People;
using AuditService.Storage.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;

namespace AuditService.App.People;

/// <summary>Passkeys of people: with one its owner comes in without a password. What its authenticator answers is checked at the door, which knows the browser.</summary>
public sealed class Passkeys(PasskeyStore store, OwnAccount own, UserManager<Account> users, TimeProvider time, ILogger<Passkeys> log)
{
    public const int LongestName = 100;
    private const int MostOfOnePerson = 20;

    /// <summary>All of a person, the oldest first.</summary>
    public Task<IReadOnlyList<Passkey>> ListAsync(string personId, CancellationToken cancellation) => store.ListAsync(personId, cancellation);

    /// <summary>The person, who may add a key of this name. Throws <see cref="RefusedException"/>.</summary>
    /// <param name="password">The current one, for who has one: an open session alone must not be enough to come back for good.</param>
    public async Task<Account> AskAsync(string personId, string name, string password, CancellationToken cancellation)
    {
        CheckName(name);
        var person = await own.FindAsync(personId);
        if (person.PasswordHash is not null)
            await own.CheckAsync(person, password, nameof(password));
        if ((await store.ListAsync(personId, cancellation)).Count >= MostOfOnePerson)
            throw RefusedException.Invalid($"Vous avez déjà {MostOfOnePerson} clés d'accès : supprimez-en.", $"You have {MostOfOnePerson} passkeys already: remove some.");
        return person;
    }

    /// <summary>Keeps a new key, and ends all other sessions. Throws <see cref="RefusedException"/>.</summary>
    public async Task<Account> AddAsync(string personId, string name, UserPasskeyInfo passkey)
    {
        var person = await own.FindAsync(personId);
        passkey.Name = name.Trim();
        BilingualErrors.ThrowUnless(await users.AddOrUpdatePasskeyAsync(person, passkey));
        BilingualErrors.ThrowUnless(await users.UpdateSecurityStampAsync(person));
        log.LogInformation("Person {Person} has added a passkey.", person.Id);
        return person;
    }

    /// <summary>Throws <see cref="RefusedException"/>.</summary>
    public async Task RenameAsync(string personId, string id, string name, CancellationToken cancellation)
    {
        CheckName(name);
        if (!await store.RenameAsync(personId, id, name.Trim(), cancellation))
            throw RefusedException.NotFound();
    }

    /// <summary>The key lets nobody in any more, and all other sessions end: one of them may have begun with it. Throws <see cref="RefusedException"/>.</summary>
    public async Task<Account> RemoveAsync(string personId, string id, CancellationToken cancellation)
    {
        var person = await own.FindAsync(personId);
        if (!await store.RemoveAsync(personId, id, cancellation))
            throw RefusedException.NotFound();
        BilingualErrors.ThrowUnless(await users.UpdateSecurityStampAsync(person));
        log.LogInformation("Person {Person} has removed a passkey.", person.Id);
        return person;
    }

    /// <summary>False for who must not come in though the key is theirs, and when the key was removed, or used elsewhere, in this very moment.</summary>
    /// <param name="id">Of the key, as <see cref="Passkey.Id"/>.</param>
    public async Task<bool> MayComeInAsync(Account person, string id, UserPasskeyInfo used, CancellationToken cancellation) =>
        !person.IsDisabled
        && !await users.IsLockedOutAsync(person)
        && await store.NoteUseAsync(person.Id, id, used.SignCount, used.IsBackedUp, time.GetUtcNow(), cancellation);

    private static void CheckName(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Any(char.IsControl))
            throw RefusedException.Invalid($"Un nom est nécessaire, de {LongestName} caractères au plus.", $"A name is needed, of at most {LongestName} characters.", nameof(name));
    }
}
