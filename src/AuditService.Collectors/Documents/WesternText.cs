using System.Text;
using AuditService.Collectors.Inventory;

namespace AuditService.Collectors.Documents;

/// <summary>Bytes of a document to text: what is no Unicode is taken for Windows-1252, where French quotation marks and "œ" live.</summary>
internal static class WesternText
{
    private const int Head = 65_536;

    public static bool IsText(ReadOnlySpan<byte> bytes) => TextDecoding.Detect(bytes[..Math.Min(bytes.Length, Head)]) is not null;

    public static string Decode(ReadOnlySpan<byte> bytes) =>
        TextDecoding.Detect(bytes) is { } encoding && !Equals(encoding, Encoding.Latin1) ? TextDecoding.Decode(bytes)! : CodePage(1252).GetString(bytes);

    /// <summary>A Windows code page, or Windows-1252 when there is none of that number.</summary>
    public static Encoding CodePage(int number)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(number) ?? Encoding.GetEncoding(number);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        }
    }
}
