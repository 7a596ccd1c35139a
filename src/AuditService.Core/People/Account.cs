namespace AuditService.Core.People;

/// <summary>How a person gets in. Never leaves the server: what others may see is <see cref="Person"/>.</summary>
public sealed class Account
{
    public required string Id { get; init; }

    /// <summary>The name to sign in with.</summary>
    public required string Email { get; set; }

    /// <summary>The e-mail address as it is compared; unique.</summary>
    public string NormalizedEmail { get; set; } = "";

    public required string Name { get; set; }

    public required string Organisation { get; init; }

    public IReadOnlyList<Role> Roles { get; set; } = [];

    /// <summary>Null while an invitation has not been taken up, and for those who only come through an identity provider.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Changes with each change of what lets in; sessions begun before end.</summary>
    public string SecurityStamp { get; set; } = "";

    public bool IsDisabled { get; set; }

    /// <summary>True when signing in asks for a second factor.</summary>
    public bool HasSecondFactor { get; set; }

    /// <summary>The key of the authenticator application, encrypted.</summary>
    public string? AuthenticatorKey { get; set; }

    public int FailedSignIns { get; set; }

    public DateTimeOffset? LockedUntil { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>Grows with each update: of two updates of the same state, the second fails.</summary>
    public long Version { get; set; }

    public Person ToPerson() => new(Id, Email, Name, Organisation, Roles, IsDisabled, PasswordHash is not null, HasSecondFactor, CreatedAt, LastSignInAt);
}
