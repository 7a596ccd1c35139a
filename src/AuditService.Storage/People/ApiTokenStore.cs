using AuditService.Core.People;
using AuditService.Storage.Databases;

namespace AuditService.Storage.People;

/// <summary>Personal API tokens, kept by the hash of their secret.</summary>
public sealed class ApiTokenStore(AuditDatabase database)
{
    public Task AddAsync(string personId, string hash, ApiToken token, CancellationToken cancellation) => database.ExecuteAsync(
        "People/InsertApiToken",
        new
        {
            token.Id,
            PersonId = personId,
            token.Name,
            Hash = hash,
            Scopes = string.Join(' ', token.Scopes),
            CreatedAt = token.CreatedAt.ToUnixTimeMilliseconds(),
            ExpiresAt = token.ExpiresAt.ToUnixTimeMilliseconds(),
        },
        cancellation);

    /// <summary>The token of this hash, whatever its state, with the id of its owner; or null.</summary>
    public async Task<(string PersonId, ApiToken Token)?> FindAsync(string hash, CancellationToken cancellation) =>
        await database.QueryAsync<TokenRow>("People/SelectApiTokens", new { Hash = (string?)hash, PersonId = (string?)null }, cancellation) is [var row] ? (row.PersonId, row.ToToken()) : null;

    /// <summary>All of a person, the oldest first.</summary>
    public async Task<IReadOnlyList<ApiToken>> ListAsync(string personId, CancellationToken cancellation) =>
        [.. (await database.QueryAsync<TokenRow>("People/SelectApiTokens", new { Hash = (string?)null, PersonId = (string?)personId }, cancellation)).Select(row => row.ToToken())];

    /// <summary>False when the person has no such token, or has revoked it before.</summary>
    /// <param name="id">Null for all of the person.</param>
    public async Task<bool> RevokeAsync(string personId, string? id, DateTimeOffset at, CancellationToken cancellation) =>
        await database.ExecuteAsync("People/RevokeApiTokens", new { PersonId = personId, Id = id, At = at.ToUnixTimeMilliseconds() }, cancellation) > 0;

    /// <summary>Notes a use, unless one was noted since <paramref name="before"/>.</summary>
    public Task NoteUseAsync(string id, DateTimeOffset at, DateTimeOffset before, CancellationToken cancellation) =>
        database.ExecuteAsync("People/NoteApiTokenUse", new { Id = id, At = at.ToUnixTimeMilliseconds(), Before = before.ToUnixTimeMilliseconds() }, cancellation);

    private sealed class TokenRow
    {
        public required string Id { get; init; }

        public required string PersonId { get; init; }

        public required string Name { get; init; }

        public required string Scopes { get; init; }

        public required long CreatedAt { get; init; }

        public required long ExpiresAt { get; init; }

        public long? RevokedAt { get; init; }

        public long? LastUsedAt { get; init; }

        public ApiToken ToToken() => new(
            Id,
            Name,
            [.. Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Right>)],
            DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
            DateTimeOffset.FromUnixTimeMilliseconds(ExpiresAt),
            RevokedAt is { } revoked ? DateTimeOffset.FromUnixTimeMilliseconds(revoked) : null,
            LastUsedAt is { } used ? DateTimeOffset.FromUnixTimeMilliseconds(used) : null);
    }
}
