using System.Buffers.Text;
using AuditService.Core.People;
using AuditService.Storage.People;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace AuditService.App.People;

/// <summary>ASP.NET Core Identity's view of <see cref="PersonStore"/>. Names to sign in with are e-mail addresses.</summary>
internal sealed class AccountStore(PersonStore people, PasskeyStore passkeys, IDataProtectionProvider protection) :
    IUserPasswordStore<Account>,
    IUserEmailStore<Account>,
    IUserLockoutStore<Account>,
    IUserSecurityStampStore<Account>,
    IUserTwoFactorStore<Account>,
    IUserAuthenticatorKeyStore<Account>,
    IUserTwoFactorRecoveryCodeStore<Account>,
    IUserPasskeyStore<Account>
{
    private const int MostTransports = 10;
    private const int LongestTransport = 32;
    private static readonly IdentityErrorDescriber Errors = new();

    private readonly IDataProtector keys = protection.CreateProtector("AuditService.AuthenticatorKey.v1");

    public void Dispose()
    {
    }

    public async Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) =>
        await people.AddAsync(user, cancellationToken) ? IdentityResult.Success : IdentityResult.Failed(Errors.DuplicateEmail(user.Email));

    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken) =>
        await people.UpdateAsync(user, cancellationToken) ? IdentityResult.Success : IdentityResult.Failed(Errors.ConcurrencyFailure());

    /// <summary>People are disabled, never deleted: the trail names them.</summary>
    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => throw new NotSupportedException("Disable the account instead");

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) => people.FindByIdAsync(userId, cancellationToken);

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => people.FindByEmailAsync(normalizedUserName, cancellationToken);

    public Task<Account?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken) => people.FindByEmailAsync(normalizedEmail, cancellationToken);

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => SetEmailAsync(user, userName, cancellationToken);

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.NormalizedEmail);

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => SetNormalizedEmailAsync(user, normalizedName, cancellationToken);

    public Task<string?> GetEmailAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    public Task SetEmailAsync(Account user, string? email, CancellationToken cancellationToken) => Done(user.Email = email ?? "");

    public Task<string?> GetNormalizedEmailAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.NormalizedEmail);

    public Task SetNormalizedEmailAsync(Account user, string? normalizedEmail, CancellationToken cancellationToken) => Done(user.NormalizedEmail = normalizedEmail ?? "");

    /// <summary>An administrator vouches for the address.</summary>
    public Task<bool> GetEmailConfirmedAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetEmailConfirmedAsync(Account user, bool confirmed, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken) => Done(user.PasswordHash = passwordHash);

    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken) => Done(user.SecurityStamp = stamp);

    public Task<bool> GetTwoFactorEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.HasSecondFactor);

    public Task SetTwoFactorEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) => Done(user.HasSecondFactor = enabled);

    public Task<string?> GetAuthenticatorKeyAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.AuthenticatorKey is null ? null : keys.Unprotect(user.AuthenticatorKey));

    public Task SetAuthenticatorKeyAsync(Account user, string key, CancellationToken cancellationToken) => Done(user.AuthenticatorKey = keys.Protect(key));

    public Task<bool> GetLockoutEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetLockoutEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<int> GetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.FailedSignIns);

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.LockedUntil);

    /// <summary>Written at once, as the count is: attempts at the same moment all count.</summary>
    public Task SetLockoutEndDateAsync(Account user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) =>
        people.LockAsync(user.Id, user.LockedUntil = lockoutEnd, cancellationToken);

    public async Task<int> IncrementAccessFailedCountAsync(Account user, CancellationToken cancellationToken) =>
        user.FailedSignIns = await people.CountFailedSignInAsync(user.Id, cancellationToken);

    public Task ResetAccessFailedCountAsync(Account user, CancellationToken cancellationToken)
    {
        user.FailedSignIns = 0;
        return people.ForgetFailedSignInsAsync(user.Id, cancellationToken);
    }

    public Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        people.ReplaceRecoveryCodesAsync(user.Id, recoveryCodes.Select(code => HashOf(user, code)), cancellationToken);

    public Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken) => people.SpendRecoveryCodeAsync(user.Id, HashOf(user, code), cancellationToken);

    public Task<int> CountCodesAsync(Account user, CancellationToken cancellationToken) => people.CountRecoveryCodesAsync(user.Id, cancellationToken);

    /// <summary>For a new key; what a key's use changes is written by <see cref="Passkeys"/>, which cannot bring one back that is removed meanwhile.</summary>
    public async Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        if (!await passkeys.PutAsync(user.Id, ToPasskey(passkey), cancellationToken))
            throw RefusedException.Conflict("Cette clé d'accès est déjà enregistrée.", "This passkey is registered already.");
    }

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        [.. (await passkeys.ListAsync(user.Id, cancellationToken)).Select(ToInfo)];

    public async Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await passkeys.FindAsync(Base64Url.EncodeToString(credentialId), cancellationToken) is var (owner, _) ? await people.FindByIdAsync(owner, cancellationToken) : null;

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        await passkeys.FindAsync(Base64Url.EncodeToString(credentialId), cancellationToken) is var (owner, passkey) && owner == user.Id ? ToInfo(passkey) : null;

    public Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        passkeys.RemoveAsync(user.Id, Base64Url.EncodeToString(credentialId), cancellationToken);

    private static Passkey ToPasskey(UserPasskeyInfo info) => new()
    {
        Id = Base64Url.EncodeToString(info.CredentialId),
        Name = info.Name ?? "",
        PublicKey = Base64Url.EncodeToString(info.PublicKey),
        SignCount = info.SignCount,
        // As the browser tells them: words of a closed set, which grows.
        Transports = [.. (info.Transports ?? []).Where(IsWord).Take(MostTransports)],
        IsUserVerified = info.IsUserVerified,
        IsBackupEligible = info.IsBackupEligible,
        IsBackedUp = info.IsBackedUp,
        AttestationObject = Base64Url.EncodeToString(info.AttestationObject),
        ClientData = Base64Url.EncodeToString(info.ClientDataJson),
        CreatedAt = info.CreatedAt,
    };

    private static UserPasskeyInfo ToInfo(Passkey passkey) => new(
        Base64Url.DecodeFromChars(passkey.Id),
        Base64Url.DecodeFromChars(passkey.PublicKey),
        passkey.CreatedAt,
        (uint)passkey.SignCount,
        [.. passkey.Transports],
        passkey.IsUserVerified,
        passkey.IsBackupEligible,
        passkey.IsBackedUp,
        Base64Url.DecodeFromChars(passkey.AttestationObject),
        Base64Url.DecodeFromChars(passkey.ClientData))
    {
        Name = passkey.Name,
    };

    private static bool IsWord(string transport) => transport.Length is > 0 and <= LongestTransport && transport.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');

    /// <summary>Recovery codes are random (over 50 bits), and only count after the right password: a plain hash with the person in it is enough.</summary>
    private static string HashOf(Account user, string code) => Secrets.HashOf($"{user.Id}:{code.Trim().ToUpperInvariant()}");

    private static Task Done<T>(T set)
    {
        _ = set;
        return Task.CompletedTask;
    }
}
