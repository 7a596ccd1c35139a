using AuditService.Core.People;
using AuditService.Storage.Databases;

namespace AuditService.Storage.People;

/// <summary>The passkeys of people.</summary>
public sealed class PasskeyStore(AuditDatabase database)
{
    /// <summary>Adds a key, or writes what of it may change. False when the key is somebody else's.</summary>
    public async Task<bool> PutAsync(string personId, Passkey passkey, CancellationToken cancellation) =>
        await database.ExecuteAsync("People/UpsertPasskey", PasskeyRow.Of(personId, passkey), cancellation) == 1;

    /// <summary>The key, and the id of its owner; or null.</summary>
    public async Task<(string PersonId, Passkey Passkey)?> FindAsync(string id, CancellationToken cancellation) =>
        await database.QueryAsync<PasskeyRow>("People/SelectPasskeys", new { Id = (string?)id, PersonId = (string?)null }, cancellation) is [var row] ? (row.PersonId, row.ToPasskey()) : null;

    /// <summary>All of a person, the oldest first.</summary>
    public async Task<IReadOnlyList<Passkey>> ListAsync(string personId, CancellationToken cancellation) =>
        [.. (await database.QueryAsync<PasskeyRow>("People/SelectPasskeys", new { Id = (string?)null, PersonId = (string?)personId }, cancellation)).Select(row => row.ToPasskey())];

    /// <summary>Notes that somebody came in with the key. False when it is gone meanwhile, or its counter did not go on: then nobody may come in with it.</summary>
    public async Task<bool> NoteUseAsync(string personId, string id, long signCount, bool isBackedUp, DateTimeOffset at, CancellationToken cancellation) =>
        await database.ExecuteAsync("People/NotePasskeyUse", new { PersonId = personId, Id = id, SignCount = signCount, IsBackedUp = isBackedUp, At = at.ToUnixTimeMilliseconds() }, cancellation) == 1;

    /// <summary>False when the person has no such key.</summary>
    public async Task<bool> RenameAsync(string personId, string id, string name, CancellationToken cancellation) =>
        await database.ExecuteAsync("People/RenamePasskey", new { PersonId = personId, Id = id, Name = name }, cancellation) == 1;

    /// <summary>False when the person has no such key.</summary>
    /// <param name="id">Null for all of the person.</param>
    public async Task<bool> RemoveAsync(string personId, string? id, CancellationToken cancellation) =>
        await database.ExecuteAsync("People/DeletePasskeys", new { PersonId = personId, Id = id }, cancellation) > 0;

    private sealed class PasskeyRow
    {
        public required string Id { get; init; }

        public required string PersonId { get; init; }

        public required string Name { get; init; }

        public required string PublicKey { get; init; }

        public required long SignCount { get; init; }

        public required string Transports { get; init; }

        public required bool IsUserVerified { get; init; }

        public required bool IsBackupEligible { get; init; }

        public required bool IsBackedUp { get; init; }

        public required string AttestationObject { get; init; }

        public required string ClientData { get; init; }

        public required long CreatedAt { get; init; }

        public long? LastUsedAt { get; init; }

        public static PasskeyRow Of(string personId, Passkey passkey) => new()
        {
            Id = passkey.Id,
            PersonId = personId,
            Name = passkey.Name,
            PublicKey = passkey.PublicKey,
            SignCount = passkey.SignCount,
            Transports = string.Join(' ', passkey.Transports),
            IsUserVerified = passkey.IsUserVerified,
            IsBackupEligible = passkey.IsBackupEligible,
            IsBackedUp = passkey.IsBackedUp,
            AttestationObject = passkey.AttestationObject,
            ClientData = passkey.ClientData,
            CreatedAt = passkey.CreatedAt.ToUnixTimeMilliseconds(),
        };

        public Passkey ToPasskey() => new()
        {
            Id = Id,
            Name = Name,
            PublicKey = PublicKey,
            SignCount = SignCount,
            Transports = Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            IsUserVerified = IsUserVerified,
            IsBackupEligible = IsBackupEligible,
            IsBackedUp = IsBackedUp,
            AttestationObject = AttestationObject,
            ClientData = ClientData,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
            LastUsedAt = LastUsedAt is { } used ? DateTimeOffset.FromUnixTimeMilliseconds(used) : null,
        };
    }
}
