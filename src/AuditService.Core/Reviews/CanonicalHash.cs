using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AuditService.Core.Reviews;

/// <summary>SHA-256 over a list of texts, each preceded by its length: no two lists give the same bytes, wherever their texts are cut.</summary>
public static class CanonicalHash
{
    private const int Absent = -1;

    /// <summary>64 lower-case hexadecimal characters.</summary>
    public static string Of(IEnumerable<string?> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var text in texts)
        {
            var bytes = text is null ? null : Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes?.Length ?? Absent);
            hash.AppendData(length);
            hash.AppendData(bytes ?? []);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
