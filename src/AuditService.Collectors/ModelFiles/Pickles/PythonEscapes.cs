using System.Globalization;
using System.Text;

namespace AuditService.Collectors.ModelFiles.Pickles;

/// <summary>The escapes of Python literals that pickle's text opcodes and Jinja's strings use: a name may be spelt with them.</summary>
internal static class PythonEscapes
{
    /// <summary>Escapes of a byte literal: <c>\x6f</c>, <c>\157</c>, <c>\n</c> ...</summary>
    public static string Decode(ReadOnlySpan<byte> escaped) => Decode(Encoding.Latin1.GetString(escaped), unicode: false);

    /// <summary>Escapes of a text literal, with <c>\u006f</c> and <c>\U0000006f</c> too.</summary>
    public static string DecodeText(string escaped) => Decode(escaped, unicode: true);

    /// <summary>Python's raw-unicode-escape: only <c>\u</c> and <c>\U</c> are escapes.</summary>
    public static string DecodeRawUnicode(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        if (!text.Contains("\\u", StringComparison.OrdinalIgnoreCase))
            return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is 'u' or 'U' && TryHex(text, i + 2, text[i + 1] == 'u' ? 4 : 8, out var code))
            {
                Append(plain, code);
                i += text[i + 1] == 'u' ? 5 : 9;
                continue;
            }
            plain.Append(text[i]);
        }
        return plain.ToString();
    }

    public static bool IsIdentifierPath(string text) => text.Length > 0 && text.All(letter => letter is '_' or '.' || char.IsAsciiLetterOrDigit(letter));

    private static string Decode(string escaped, bool unicode)
    {
        if (!escaped.Contains('\\', StringComparison.Ordinal))
            return escaped;
        var plain = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '\\' || i + 1 == escaped.Length)
            {
                plain.Append(escaped[i]);
                continue;
            }
            var kind = escaped[++i];
            switch (kind)
            {
                case 'n':
                    plain.Append('\n');
                    break;
                case 'r':
                    plain.Append('\r');
                    break;
                case 't':
                    plain.Append('\t');
                    break;
                case '\n':
                    break;
                case 'x' when TryHex(escaped, i + 1, 2, out var code):
                    Append(plain, code);
                    i += 2;
                    break;
                case 'u' when unicode && TryHex(escaped, i + 1, 4, out var code):
                    Append(plain, code);
                    i += 4;
                    break;
                case 'U' when unicode && TryHex(escaped, i + 1, 8, out var code):
                    Append(plain, code);
                    i += 8;
                    break;
                case >= '0' and <= '7':
                    var value = kind - '0';
                    for (var digits = 1; digits < 3 && i + 1 < escaped.Length && escaped[i + 1] is >= '0' and <= '7'; digits++)
                        value = value * 8 + escaped[++i] - '0';
                    Append(plain, (uint)value);
                    break;
                case '\\' or '\'' or '"':
                    plain.Append(kind);
                    break;
                default:
                    plain.Append('\\').Append(kind);
                    break;
            }
        }
        return plain.ToString();
    }

    private static bool TryHex(string text, int at, int digits, out uint code)
    {
        code = 0;
        return at + digits <= text.Length && uint.TryParse(text.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code);
    }

    private static void Append(StringBuilder plain, uint code)
    {
        if (Rune.TryCreate(code, out var rune))
            plain.Append(rune.ToString());
        else
            plain.Append((char)(code & 0xFFFF));
    }
}
