using AuditService.Core.People;

namespace AuditService.Web.People;

/// <summary>What the account page says once, in answer to the form that asked for it.</summary>
public sealed record AccountNews
{
    public Done? Done { get; init; }

    /// <summary>A new token, and its secret.</summary>
    public (ApiToken Token, string Secret)? Token { get; init; }

    /// <summary>The key of a new authenticator in Base32, and the <c>otpauth:</c> address that holds it.</summary>
    public (string Key, string Address)? Authenticator { get; init; }

    /// <summary>True when a code is waited for, of an authenticator whose key was told before.</summary>
    public bool AsksForCode { get; init; }

    public IReadOnlyList<string>? RecoveryCodes { get; init; }
}
