using AuditService.Core.People;
using AuditService.Storage.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;

namespace AuditService.App.People;

/// <summary>What an administrator does with the people of an organisation.</summary>
public sealed class ManagePeople(PersonStore people, Invitations invitations, UserManager<Account> users, TimeProvider time, ILogger<ManagePeople> log)
{
    private const int LongestName = 200;

    /// <summary>Those of the viewer's organisation; of all for an operator who is an administrator too.</summary>
    public Task<IReadOnlyList<Person>> ListAsync(Viewer viewer, CancellationToken cancellation) =>
        people.ListAsync(viewer.Roles.Contains(Role.Operator) ? null : viewer.Organisation, cancellation);

    /// <summary>Creates an account without a password, and the link with which its owner sets one. Throws <see cref="RefusedException"/>.</summary>
    /// <param name="organisation">Null for the administrator's own.</param>
    public async Task<(Person Person, string Link)> CreateAsync(Viewer viewer, string email, string name, string? organisation, IReadOnlyList<Role> roles, CancellationToken cancellation)
    {
        var person = NewAccount(email, name, await SpelledAsync(organisation ?? viewer.Organisation, cancellation), roles, time.GetUtcNow());
        if (!Administration.MayManage(viewer, person.Organisation, person.Roles))
            throw NotYours();
        BilingualErrors.ThrowUnless(await users.CreateAsync(person));
        Note(viewer, person, "created");
        return (person.ToPerson(), await invitations.NewAsync(person.Id, cancellation));
    }

    /// <summary>A new link to set a password. Throws <see cref="RefusedException"/>.</summary>
    public async Task<string> InviteAgainAsync(Viewer viewer, string id, CancellationToken cancellation)
    {
        var person = await FindAsync(viewer, id);
        if (person.IsDisabled)
            throw RefusedException.Invalid("Ce compte est désactivé.", "This account is disabled.");
        Note(viewer, person, "given a new link");
        return await invitations.NewAsync(person.Id, cancellation);
    }

    /// <summary>Gives exactly these roles; sessions go on with them. Throws <see cref="RefusedException"/>.</summary>
    public async Task<Person> GiveRolesAsync(Viewer viewer, string id, IReadOnlyList<Role> roles)
    {
        var person = await FindAsync(viewer, id);
        if (!Administration.MayGive(viewer, roles))
            throw NotYours();
        if (person.Id == viewer.UserId && !roles.Contains(Role.Admin))
            throw RefusedException.Invalid("Personne ne se retire l'administration : un autre administrateur peut le faire.", "Nobody gives up administration: another administrator can take it away.");
        person.Roles = [.. roles.Distinct().Order()];
        BilingualErrors.ThrowUnless(await users.UpdateAsync(person));
        Note(viewer, person, "given roles");
        return person.ToPerson();
    }

    /// <summary>A disabled person is out at once: sessions and API tokens end. Throws <see cref="RefusedException"/>.</summary>
    public async Task<Person> DisableAsync(Viewer viewer, string id, bool disabled)
    {
        var person = await FindAsync(viewer, id);
        if (person.Id == viewer.UserId && disabled)
            throw RefusedException.Invalid("Personne ne se désactive.", "Nobody disables themselves.");
        person.IsDisabled = disabled;
        BilingualErrors.ThrowUnless(await users.UpdateSecurityStampAsync(person));
        Note(viewer, person, disabled ? "disabled" : "enabled");
        return person.ToPerson();
    }

    /// <summary>For who has lost the application and the recovery codes; sessions end. Throws <see cref="RefusedException"/>.</summary>
    public async Task<Person> RemoveSecondFactorAsync(Viewer viewer, string id)
    {
        var person = await FindAsync(viewer, id);
        BilingualErrors.ThrowUnless(await users.SetTwoFactorEnabledAsync(person, false));
        Note(viewer, person, "relieved of the second factor");
        return person.ToPerson();
    }

    internal static Account NewAccount(string email, string name, string organisation, IEnumerable<Role> roles, DateTimeOffset now)
    {
        if (!IsName(name) || !IsName(organisation))
            throw RefusedException.Invalid($"Un nom et une organisation sont nécessaires, de {LongestName} caractères au plus.", $"A name and an organisation are needed, of at most {LongestName} characters.", IsName(name) ? nameof(organisation) : nameof(name));
        if (!IsName(email))
            throw RefusedException.Invalid("Ce n'est pas une adresse e-mail.", "This is not an e-mail address.", nameof(email));
        return new()
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Email = email.Trim(),
            Name = name.Trim(),
            Organisation = organisation.Trim(),
            Roles = [.. roles.Distinct().Order()],
            CreatedAt = now,
        };
    }

    /// <summary>
    /// As the organisation is spelled that there is: people of one that is written in other letters would see nothing of each other. Two that were made
    /// apart before stay apart, for which of them may see the other's projects is not ours to say.
    /// </summary>
    private async Task<string> SpelledAsync(string organisation, CancellationToken cancellation)
    {
        var written = organisation.Trim();
        var known = await people.OrganisationsAsync(cancellation);
        return known.Contains(written, StringComparer.Ordinal) ? written : known.FirstOrDefault(each => each.Equals(written, StringComparison.OrdinalIgnoreCase)) ?? written;
    }

    private static bool IsName(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= LongestName && !text.Any(char.IsControl);

    /// <summary>Who may act in whose name is for the log as well: by ids, never by name or address.</summary>
    private void Note(Viewer viewer, Account person, string what) => log.LogInformation("Person {Person} was {What} by {By}; roles: {Roles}.", person.Id, what, viewer.UserId, string.Join(", ", person.Roles));

    /// <summary>The account, if this administrator may manage it.</summary>
    private async Task<Account> FindAsync(Viewer viewer, string id)
    {
        if (await users.FindByIdAsync(id) is not { } person || !Administration.Reaches(viewer, person.Organisation))
            throw RefusedException.NotFound();
        return Administration.MayManage(viewer, person.Organisation, person.Roles) ? person : throw NotYours();
    }

    private static RefusedException NotYours() => RefusedException.Forbidden(
        "Cela revient à un administrateur qui est aussi opérateur.",
        "This is for an administrator who is an operator too.");
}
