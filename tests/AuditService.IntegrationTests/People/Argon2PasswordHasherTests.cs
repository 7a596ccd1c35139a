using AuditService.App.People;
using AuditService.Core.People;
using Microsoft.AspNetCore.Identity;

namespace AuditService.IntegrationTests.People;

public sealed class Argon2PasswordHasherTests
{
    private static readonly Account Somebody = new() { Id = "1", Email = "a@b.example", Name = "A", Organisation = "o", CreatedAt = DateTimeOffset.UnixEpoch };
    private readonly Argon2PasswordHasher hasher = new();

    [Fact]
    public void A_password_is_recognised_and_another_is_not()
    {
        var hash = hasher.HashPassword(Somebody, "pässwörd à retenir");

        Assert.StartsWith("$argon2id$v=19$m=19456,t=2,p=1$", hash, StringComparison.Ordinal);
        Assert.NotEqual(hash, hasher.HashPassword(Somebody, "pässwörd à retenir"));
        Assert.Equal(PasswordVerificationResult.Success, hasher.VerifyHashedPassword(Somebody, hash, "pässwörd à retenir"));
        Assert.Equal(PasswordVerificationResult.Failed, hasher.VerifyHashedPassword(Somebody, hash, "pässwörd à retenir "));
    }

    /// <summary>RFC 9106 has no vector without secret and associated data; this hash was made by the reference implementation.</summary>
    [Fact]
    public void A_hash_of_other_work_is_recognised_and_made_anew() =>
        Assert.Equal(
            PasswordVerificationResult.SuccessRehashNeeded,
            hasher.VerifyHashedPassword(Somebody, "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ=$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc=", "password"));

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHQ=$AAAA")]
    [InlineData("$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ=$AAAA")]
    public void What_is_no_hash_of_ours_lets_nobody_in(string hash) =>
        Assert.Equal(PasswordVerificationResult.Failed, hasher.VerifyHashedPassword(Somebody, hash, "password"));
}
