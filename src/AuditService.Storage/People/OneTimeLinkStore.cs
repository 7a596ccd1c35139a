using AuditService.Storage.Databases;

namespace AuditService.Storage.People;

/// <summary>Links that let somebody set a password, once. Kept by the hash of their secret.</summary>
public sealed class OneTimeLinkStore(AuditDatabase database)
{
    /// <summary>Replaces every unused link of the person: only the newest one works.</summary>
    /// <param name="personId">Null for the first administrator, who is not there yet.</param>
    public Task PutAsync(string hash, string? personId, DateTimeOffset expiresAt, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            await database.ExecuteAsync(transaction, "People/DeleteLinks", new { PersonId = personId }, cancellation);
            await database.ExecuteAsync(transaction, "People/InsertLink", new { Hash = hash, PersonId = personId, ExpiresAt = expiresAt.ToUnixTimeMilliseconds() }, cancellation);
        },
        cancellation);

    /// <summary>Whether a link that still works has this hash, and whose it is (null for the first administrator's).</summary>
    public async Task<(bool Works, string? PersonId)> FindAsync(string hash, DateTimeOffset now, CancellationToken cancellation) =>
        await database.QueryAsync<string?>("People/SelectLink", new { Hash = hash, Now = now.ToUnixTimeMilliseconds() }, cancellation) is [var person] ? (true, person) : (false, null);

    /// <summary>True for the one caller who uses the link.</summary>
    public async Task<bool> UseAsync(string hash, DateTimeOffset now, CancellationToken cancellation) =>
        await database.ExecuteAsync("People/UseLink", new { Hash = hash, Now = now.ToUnixTimeMilliseconds() }, cancellation) == 1;
}
