using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AuditService.App.People;

/// <summary>Random secrets that are shown once and kept as a hash. 256 random bits need no salt and no slow hash: nobody guesses them.</summary>
internal static class Secrets
{
    private const int Bytes = 32;

    /// <summary>43 characters, safe in an address and in a header.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>64 lower-case hexadecimal characters.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
