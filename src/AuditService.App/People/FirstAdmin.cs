using AuditService.Core.People;
using AuditService.Storage.People;
using Microsoft.AspNetCore.Identity;

namespace AuditService.App.People;

/// <summary>How the first person gets in: by a link that the program prints where only its operator reads. There is no default account.</summary>
public sealed class FirstAdmin(PersonStore people, Invitations invitations, UserManager<Account> users, TimeProvider time)
{
    /// <summary>A link for the first administrator while there is nobody, else null. It works once, for a day; each call replaces the link before.</summary>
    /// <param name="baseAddress">Where the service listens.</param>
    public async Task<Uri?> LinkAsync(Uri baseAddress, CancellationToken cancellation) =>
        await people.AnyAsync(cancellation) ? null : new Uri(baseAddress, await invitations.NewAsync(personId: null, cancellation));

    /// <summary>Makes the first administrator, who is the operator too. Throws <see cref="RefusedException"/>.</summary>
    public async Task TakeAsync(string secret, string email, string name, string organisation, string password, CancellationToken cancellation)
    {
        var person = ManagePeople.NewAccount(email, name, organisation, [Role.Operator, Role.Admin], time.GetUtcNow());
        foreach (var validator in users.UserValidators)
            BilingualErrors.ThrowUnless(await validator.ValidateAsync(users, person));
        await invitations.ValidateAsync(person, password);
        if (await people.AnyAsync(cancellation) || await invitations.FindAsync(secret, cancellation) is not (true, null))
            throw new RefusedException(Refusal.Gone, "Ce lien ne vaut plus : relancez le service pour en avoir un autre.", "This link does not work any more: restart the service for another.");
        await invitations.UseAsync(secret, cancellation);
        BilingualErrors.ThrowUnless(await users.CreateAsync(person, password));
    }
}
