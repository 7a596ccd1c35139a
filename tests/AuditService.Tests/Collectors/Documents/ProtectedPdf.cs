using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AuditService.Tests.Collectors.Documents;

/// <summary>Protects a small PDF with an empty user password (ISO 32000-1, 7.6.3: revision 2, RC4 with 40 bits): it opens for everyone, in cipher.</summary>
internal static class ProtectedPdf
{
    private const int Permissions = -4;
    private const string Id = "00112233445566778899AABBCCDDEEFF";

    private static readonly byte[] Padding = Convert.FromHexString("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A");

    /// <param name="strings">Texts of the catalog, as they are written between parentheses.</param>
    /// <param name="streams">Numbers of the objects that are streams.</param>
    public static SomePdf Protected(this SomePdf pdf, IEnumerable<string> strings, IEnumerable<int> streams)
    {
        var owner = new byte[32];
        var key = Md5([.. Padding, .. owner, .. BitConverter.GetBytes(Permissions), .. Convert.FromHexString(Id)])[..5];
        foreach (var text in strings)
            pdf.Replace(1, $"({text})", $"<{Convert.ToHexString(Rc4(KeyOf(key, 1), Encoding.Latin1.GetBytes(text)))}>");
        foreach (var number in streams)
        {
            const string opening = "\nstream\n", closing = "\nendstream";
            var whole = pdf[number];
            var from = whole.IndexOf(opening, StringComparison.Ordinal) + opening.Length;
            var to = whole.LastIndexOf(closing, StringComparison.Ordinal);
            pdf[number] = whole[..from] + Encoding.Latin1.GetString(Rc4(KeyOf(key, number), Encoding.Latin1.GetBytes(whole[from..to]))) + whole[to..];
        }

        pdf.Trailer = string.Create(CultureInfo.InvariantCulture, $"/ID [<{Id}> <{Id}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P {Permissions} /O <{Convert.ToHexString(owner)}> /U <{Convert.ToHexString(Rc4(key, Padding))}> >>");
        return pdf;
    }

    private static byte[] KeyOf(byte[] file, int number) => Md5([.. file, (byte)number, (byte)(number >> 8), (byte)(number >> 16), 0, 0])[..(file.Length + 5)];

#pragma warning disable CA5351 // The format prescribes it.
    private static byte[] Md5(byte[] bytes) => MD5.HashData(bytes);
#pragma warning restore CA5351

    private static byte[] Rc4(byte[] key, byte[] content)
    {
        var state = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();
        for (int i = 0, j = 0; i < 256; i++)
        {
            j = (j + state[i] + key[i % key.Length]) & 255;
            (state[i], state[j]) = (state[j], state[i]);
        }

        var cipher = new byte[content.Length];
        for (int n = 0, i = 0, j = 0; n < content.Length; n++)
        {
            i = (i + 1) & 255;
            j = (j + state[i]) & 255;
            (state[i], state[j]) = (state[j], state[i]);
            cipher[n] = (byte)(content[n] ^ state[(state[i] + state[j]) & 255]);
        }

        return cipher;
    }
}
