using System.Net;
using System.Net.Sockets;

namespace AuditService.Collectors.PersonalData.Identifiers;

/// <summary>E-mail, IP, MAC and URL, by their standards' grammar rather than by look.</summary>
internal static class OnlineIdentifiers
{
    private static readonly string[] ExampleDomains = ["example.com", "example.org", "example.net", ".example", ".test", ".invalid", ".localhost"];
    private static readonly string[] FileEndings = ["png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js", "ts", "py", "cs", "html", "json"];

    /// <summary>The addresses people really have: RFC 5321 without quoted local parts and address literals; accents in both parts (RFC 6531).</summary>
    public static bool IsEmail(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)) text = text[7..];
        var at = text.IndexOf('@');
        if (at is < 1 or > 64 || text.Length is < 6 or > 254) return false;
        var local = text[..at];
        var domain = text[(at + 1)..];
        if (local[0] == '.' || local[^1] == '.' || local.IndexOf("..") >= 0) return false;
        foreach (var c in local)
        {
            if (!char.IsLetterOrDigit(c) && !Alphabets.EmailMarks.Contains(c)) return false;
        }

        var lastDot = domain.LastIndexOf('.');
        if (lastDot < 1 || domain.Length - lastDot - 1 is < 2 or > 24) return false;
        foreach (var c in domain[(lastDot + 1)..])
        {
            if (!char.IsLetter(c)) return false;
        }

        foreach (var ending in FileEndings)
        {
            if (domain[(lastDot + 1)..].Equals(ending, StringComparison.OrdinalIgnoreCase)) return false;
        }

        foreach (var range in domain.Split('.'))
        {
            var label = domain[range];
            if (label.Length is < 1 or > 63 || label[0] == '-' || label[^1] == '-') return false;
            foreach (var c in label)
            {
                if (!char.IsLetterOrDigit(c) && c != '-') return false;
            }
        }

        return true;
    }

    /// <summary>A domain that RFC 2606 keeps for examples and tests: nobody has an address there.</summary>
    public static bool IsExampleEmail(ReadOnlySpan<char> text)
    {
        var domain = text.Trim()[(text.Trim().LastIndexOf('@') + 1)..];
        foreach (var reserved in ExampleDomains)
        {
            if (domain.EndsWith(reserved, StringComparison.OrdinalIgnoreCase) && (domain.Length == reserved.Length || reserved[0] == '.' || domain[^(reserved.Length + 1)] == '.')) return true;
        }

        return false;
    }

    public static bool IsIp(ReadOnlySpan<char> text) => IsIpV4(text) || IsIpV6(text);

    public static bool IsIpV4(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length is < 7 or > 15) return false;
        var octets = 0;
        foreach (var range in text.Split('.'))
        {
            var octet = text[range];
            if (++octets > 4 || octet.Length is < 1 or > 3 || !Compact.AllDigits(octet)) return false;
            if ((octet.Length > 1 && octet[0] == '0') || Checksums.Number(octet) > 255) return false;
        }

        return octets == 4;
    }

    /// <summary>RFC 4291, with at least two colons and no zone.</summary>
    public static bool IsIpV6(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length is < 3 or > 45 || text.Count(':') < 2 || text.IndexOfAnyExcept(Alphabets.IpV6) >= 0) return false;
        return IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;
    }

    /// <summary>The machine itself, an example, a mask or a group: no machine that a person sits at (RFC 1122, 5737, 5771).</summary>
    public static bool IsNobodysIp(ReadOnlySpan<char> text) =>
        IPAddress.TryParse(text.Trim(), out var address) && (IPAddress.IsLoopback(address) || address.GetAddressBytes() is [0, ..] or [192, 0, 2, _] or [198, 51, 100, _] or [203, 0, 113, _] or [>= 224, _, _, _] or [_, _, _, 0]);

    /// <summary>Addresses that name no machine of anybody: private, loopback, link-local, documentation, unspecified.</summary>
    public static bool IsReservedIp(ReadOnlySpan<char> text)
    {
        if (!IPAddress.TryParse(text.Trim(), out var address)) return false;
        if (IPAddress.IsLoopback(address)) return true;
        var bytes = address.GetAddressBytes();
        if (bytes.Length == 16) return address.IsIPv6LinkLocal || (bytes[0] & 0xFE) == 0xFC || bytes is [0x20, 0x01, 0x0D, 0xB8, ..] || address.Equals(IPAddress.IPv6Any);
        return bytes is [10, ..] or [0, ..] or [192, 168, ..] or [169, 254, ..] or [192, 0, 2, _] or [198, 51, 100, _] or [203, 0, 113, _] or [>= 224, ..]
            || bytes is [172, >= 16 and <= 31, ..];
    }

    /// <summary>Six pairs of hexadecimal digits with one separator throughout, or three groups of four with dots.</summary>
    public static bool IsMac(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length == 14) return IsGrouped(text, 4, '.');
        return text.Length == 17 && text[2] is ':' or '-' && IsGrouped(text, 2, text[2]);
    }

    /// <summary>A MAC address without separators: nothing but its column's name tells it from any hexadecimal code.</summary>
    public static bool HasBareMacShape(ReadOnlySpan<char> text) => text.Trim() is { Length: 12 } mac && IsHexadecimal(mac);

    public static bool IsUrl(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.StartsWith("www.", StringComparison.OrdinalIgnoreCase)) return text.Length > 7 && text[4..].Contains('.') && text.IndexOfAny(Alphabets.NotInUrl) < 0;
        if (!text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            && !text.StartsWith("ftp://", StringComparison.OrdinalIgnoreCase)) return false;
        return text.Length > 10 && text.IndexOfAny(Alphabets.NotInUrl) < 0;
    }

    private static bool IsGrouped(ReadOnlySpan<char> text, int size, char separator)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var isSeparator = i % (size + 1) == size;
            if (isSeparator ? text[i] != separator : !char.IsAsciiHexDigit(text[i])) return false;
        }

        return true;
    }

    private static bool IsHexadecimal(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(Alphabets.Hexadecimal) < 0;
}
