using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AuditService.Core.People;
using Konscious.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace AuditService.App.People;

/// <summary>
/// Argon2id in the usual text form, <c>$argon2id$v=19$m=…,t=…,p=…$salt$hash</c>. Work: the first choice of the OWASP password storage cheat sheet
/// that fits a shared server, 19 MiB and two passes.
/// </summary>
internal sealed class Argon2PasswordHasher : IPasswordHasher<Account>
{
    private const int KibiBytes = 19 * 1024;
    private const int Passes = 2;
    private const int Lanes = 1;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    /// <summary>A stored hash that asks for more is not ours: it must not be able to exhaust the machine.</summary>
    private const int MostKibiBytes = 1024 * 1024;
    private const int MostPasses = 20;

    private static readonly string Work = string.Create(CultureInfo.InvariantCulture, $"m={KibiBytes},t={Passes},p={Lanes}");

    public string HashPassword(Account user, string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return $"$argon2id$v=19${Work}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Hash(password, salt, KibiBytes, Passes, Lanes))}";
    }

    public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
    {
        // The algorithm takes no empty text, and nobody's password is one.
        if (providedPassword.Length == 0 || hashedPassword.Split('$') is not ["", "argon2id", "v=19", var work, var salt, var hash] || !TryReadWork(work, out var kibiBytes, out var passes, out var lanes))
            return PasswordVerificationResult.Failed;
        var expected = Convert.FromBase64String(hash);
        var actual = Hash(providedPassword, Convert.FromBase64String(salt), kibiBytes, passes, lanes);
        if (!CryptographicOperations.FixedTimeEquals(expected, actual))
            return PasswordVerificationResult.Failed;
        return work == Work ? PasswordVerificationResult.Success : PasswordVerificationResult.SuccessRehashNeeded;
    }

    private static byte[] Hash(string password, byte[] salt, int kibiBytes, int passes, int lanes)
    {
        using var argon2 = new Argon2id(Encoding.UTF8.GetBytes(password.Normalize(NormalizationForm.FormKC))) { Salt = salt, MemorySize = kibiBytes, Iterations = passes, DegreeOfParallelism = lanes };
        return argon2.GetBytes(HashBytes);
    }

    private static bool TryReadWork(string work, out int kibiBytes, out int passes, out int lanes)
    {
        kibiBytes = passes = lanes = 0;
        return work.Split(',') is [['m', '=', .. var m], ['t', '=', .. var t], ['p', '=', .. var p]]
            && int.TryParse(m, NumberStyles.None, CultureInfo.InvariantCulture, out kibiBytes) && kibiBytes is >= 8 and <= MostKibiBytes
            && int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out passes) && passes is >= 1 and <= MostPasses
            && int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out lanes) && lanes is >= 1 and <= 16;
    }
}
