using AuditService.Core.People;

namespace AuditService.Storage.People;

/// <summary>An account as a row, without its roles.</summary>
internal sealed class PersonRow
{
    public required string Id { get; init; }

    public required string Email { get; init; }

    public required string NormalizedEmail { get; init; }

    public required string Name { get; init; }

    public required string Organisation { get; init; }

    public string? PasswordHash { get; init; }

    public required string SecurityStamp { get; init; }

    public required bool IsDisabled { get; init; }

    public required bool HasSecondFactor { get; init; }

    public string? AuthenticatorKey { get; init; }

    public required int FailedSignIns { get; init; }

    public long? LockedUntil { get; init; }

    public required long CreatedAt { get; init; }

    public long? LastSignInAt { get; init; }

    public required long Version { get; init; }

    public static PersonRow Of(Account account) => new()
    {
        Id = account.Id,
        Email = account.Email,
        NormalizedEmail = account.NormalizedEmail,
        Name = account.Name,
        Organisation = account.Organisation,
        PasswordHash = account.PasswordHash,
        SecurityStamp = account.SecurityStamp,
        IsDisabled = account.IsDisabled,
        HasSecondFactor = account.HasSecondFactor,
        AuthenticatorKey = account.AuthenticatorKey,
        FailedSignIns = account.FailedSignIns,
        LockedUntil = account.LockedUntil?.ToUnixTimeMilliseconds(),
        CreatedAt = account.CreatedAt.ToUnixTimeMilliseconds(),
        LastSignInAt = account.LastSignInAt?.ToUnixTimeMilliseconds(),
        Version = account.Version,
    };

    public Account ToAccount(IEnumerable<Role> roles) => new()
    {
        Id = Id,
        Email = Email,
        NormalizedEmail = NormalizedEmail,
        Name = Name,
        Organisation = Organisation,
        Roles = [.. roles.Order()],
        PasswordHash = PasswordHash,
        SecurityStamp = SecurityStamp,
        IsDisabled = IsDisabled,
        HasSecondFactor = HasSecondFactor,
        AuthenticatorKey = AuthenticatorKey,
        FailedSignIns = FailedSignIns,
        LockedUntil = Time(LockedUntil),
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
        LastSignInAt = Time(LastSignInAt),
        Version = Version,
    };

    private static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;
}
