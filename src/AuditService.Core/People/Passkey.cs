namespace AuditService.Core.People;

/// <summary>A passkey of a person (WebAuthn): what proves an answer of its authenticator, and nothing that could make one. Bytes are written in base64url, as WebAuthn's own JSON does.</summary>
public sealed record Passkey
{
    /// <summary>The credential id, unique among all people.</summary>
    public required string Id { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; init; }

    /// <summary>COSE key.</summary>
    public required string PublicKey { get; init; }

    /// <summary>How often the authenticator says that it has signed; 0 from those that do not count.</summary>
    public required long SignCount { get; init; }

    /// <summary>How browsers may reach the authenticator (<c>internal</c>, <c>usb</c>, ...).</summary>
    public IReadOnlyList<string> Transports { get; init; } = [];

    /// <summary>True when the authenticator checked its user (finger, face, PIN) as it made the key.</summary>
    public required bool IsUserVerified { get; init; }

    /// <summary>True when the key may be copied to other devices of its owner.</summary>
    public required bool IsBackupEligible { get; init; }

    public required bool IsBackedUp { get; init; }

    /// <summary>What the authenticator said when it made the key.</summary>
    public required string AttestationObject { get; init; }

    public required string ClientData { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null when nobody has come in with it.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}
