namespace AuditService.Core.People;

/// <summary>A personal API token as its owner sees it: the secret itself is shown once, and kept nowhere.</summary>
/// <param name="Name">What its owner calls it.</param>
/// <param name="LastUsedAt">To the minute; null when it was never used.</param>
public sealed record ApiToken(string Id, string Name, IReadOnlyList<Right> Scopes, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt)
{
    public bool IsGoodAt(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;
}
