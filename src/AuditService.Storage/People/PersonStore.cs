using System.Data.Common;
using AuditService.Core.People;
using AuditService.Storage.Databases;
using Dapper;

namespace AuditService.Storage.People;

/// <summary>The memory of who may come in.</summary>
public sealed class PersonStore(AuditDatabase database)
{
    /// <summary>False when the e-mail address has an account already.</summary>
    public async Task<bool> AddAsync(Account account, CancellationToken cancellation)
    {
        var added = false;
        await database.WriteAsync(
            async transaction =>
            {
                added = await database.ExecuteAsync(transaction, "People/InsertPerson", PersonRow.Of(account), cancellation) == 1;
                if (added)
                    await database.ExecuteAsync(transaction, "People/InsertRole", RolesOf(account), cancellation);
            },
            cancellation);
        return added;
    }

    /// <summary>
    /// Writes everything but failures, lock and last sign-in, which have their own statements so that none of them is lost between two updates. False
    /// when the account has changed since it was read.
    /// </summary>
    public async Task<bool> UpdateAsync(Account account, CancellationToken cancellation)
    {
        var updated = false;
        await database.WriteAsync(
            async transaction =>
            {
                updated = await database.ExecuteAsync(transaction, "People/UpdatePerson", PersonRow.Of(account), cancellation) == 1;
                if (!updated)
                    return;
                await database.ExecuteAsync(transaction, "People/DeleteRoles", new { PersonId = account.Id }, cancellation);
                await database.ExecuteAsync(transaction, "People/InsertRole", RolesOf(account), cancellation);
            },
            cancellation);
        if (updated)
            account.Version++;
        return updated;
    }

    public Task<Account?> FindByIdAsync(string id, CancellationToken cancellation) => FindAsync(new { Id = (string?)id, NormalizedEmail = (string?)null }, cancellation);

    public Task<Account?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellation) =>
        FindAsync(new { Id = (string?)null, NormalizedEmail = (string?)normalizedEmail }, cancellation);

    /// <summary>By organisation, then e-mail address.</summary>
    /// <param name="organisation">Null for all.</param>
    public Task<IReadOnlyList<Person>> ListAsync(string? organisation, CancellationToken cancellation) => database.ReadAsync(
        async transaction =>
        {
            var rows = await database.QueryAsync<PersonRow>(transaction, "People/SelectPeople", new { Organisation = organisation }, cancellation);
            var roles = await RolesAsync(transaction, id: null, organisation, cancellation);
            return (IReadOnlyList<Person>)[.. rows.Select(row => row.ToAccount(roles[row.Id]).ToPerson())];
        },
        cancellation);

    /// <summary>The organisations that people are of, the oldest first.</summary>
    public Task<IReadOnlyList<string>> OrganisationsAsync(CancellationToken cancellation) => database.QueryAsync<string>("People/SelectOrganisations", new { }, cancellation);

    public async Task<bool> AnyAsync(CancellationToken cancellation) => (await database.QueryAsync<long>("People/CountPeople", new { }, cancellation))[0] > 0;

    /// <summary>Counts a wrong password or code, and gives the new number of them.</summary>
    public async Task<int> CountFailedSignInAsync(string id, CancellationToken cancellation)
    {
        var failed = 0;
        await database.WriteAsync(
            async transaction => failed = (await database.QueryAsync<int>(transaction, "People/CountFailedSignIn", new { Id = id }, cancellation)).SingleOrDefault(),
            cancellation);
        return failed;
    }

    public Task ForgetFailedSignInsAsync(string id, CancellationToken cancellation) => database.ExecuteAsync("People/ForgetFailedSignIns", new { Id = id }, cancellation);

    public Task LockAsync(string id, DateTimeOffset? until, CancellationToken cancellation) =>
        database.ExecuteAsync("People/LockPerson", new { Id = id, Until = until?.ToUnixTimeMilliseconds() }, cancellation);

    public Task NoteSignInAsync(string id, DateTimeOffset at, CancellationToken cancellation) =>
        database.ExecuteAsync("People/NoteSignIn", new { Id = id, At = at.ToUnixTimeMilliseconds() }, cancellation);

    public Task ReplaceRecoveryCodesAsync(string id, IEnumerable<string> hashes, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            await database.ExecuteAsync(transaction, "People/DeleteRecoveryCodes", new { PersonId = id, Hash = (string?)null }, cancellation);
            await database.ExecuteAsync(transaction, "People/InsertRecoveryCode", hashes.Select(hash => new { PersonId = id, Hash = hash }), cancellation);
        },
        cancellation);

    /// <summary>True for the one caller who spends the code.</summary>
    public async Task<bool> SpendRecoveryCodeAsync(string id, string hash, CancellationToken cancellation) =>
        await database.ExecuteAsync("People/DeleteRecoveryCodes", new { PersonId = id, Hash = hash }, cancellation) == 1;

    public async Task<int> CountRecoveryCodesAsync(string id, CancellationToken cancellation) =>
        (int)(await database.QueryAsync<long>("People/CountRecoveryCodes", new { PersonId = id }, cancellation))[0];

    private static IEnumerable<RoleRow> RolesOf(Account account) => account.Roles.Distinct().Select(role => new RoleRow { PersonId = account.Id, Role = role.ToString() });

    private Task<Account?> FindAsync(object parameters, CancellationToken cancellation) => database.ReadAsync(
        async transaction =>
        {
            if (await database.QueryAsync<PersonRow>(transaction, "People/SelectPerson", parameters, cancellation) is not [var row])
                return null;
            return row.ToAccount((await RolesAsync(transaction, row.Id, organisation: null, cancellation))[row.Id]);
        },
        cancellation);

    private async Task<ILookup<string, Role>> RolesAsync(DbTransaction transaction, string? id, string? organisation, CancellationToken cancellation) =>
        (await database.QueryAsync<RoleRow>(transaction, "People/SelectRoles", new { Id = id, Organisation = organisation }, cancellation))
            .ToLookup(row => row.PersonId, row => Enum.Parse<Role>(row.Role), StringComparer.Ordinal);

    private sealed class RoleRow
    {
        public required string PersonId { get; init; }

        public required string Role { get; init; }
    }
}
