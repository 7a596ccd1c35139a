namespace AuditService.Core.People;

/// <summary>Somebody who has an account, as an administrator sees them: no secret, and nothing made from one.</summary>
/// <param name="Roles">In the order of <see cref="Role"/>.</param>
/// <param name="HasPassword">False while an invitation has not been taken up.</param>
public sealed record Person(
    string Id,
    string Email,
    string Name,
    string Organisation,
    IReadOnlyList<Role> Roles,
    bool IsDisabled,
    bool HasPassword,
    bool HasSecondFactor,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastSignInAt);
