using System.Buffers;

namespace AuditService.Collectors.PersonalData.Identifiers;

/// <summary>The characters that shapes are made of.</summary>
internal static class Alphabets
{
    public static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF");
    public static readonly SearchValues<char> IpV6 = SearchValues.Create("0123456789abcdefABCDEF:.");
    public static readonly SearchValues<char> NotInUrl = SearchValues.Create(" \t\r\n\"<>");
    public static readonly SearchValues<char> CapitalCode = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -");
    public static readonly SearchValues<char> ScientificNumber = SearchValues.Create("0123456789.,Ee+");
    public static readonly SearchValues<char> Nucleotides = SearchValues.Create("ACGT/|-");
    public static readonly SearchValues<char> LoginMarks = SearchValues.Create("0123456789._-@");
    public static readonly SearchValues<char> LoginOnlyMarks = SearchValues.Create("0123456789._@");
    public static readonly SearchValues<char> NotInLogin = SearchValues.Create(" ,;:/");
    public static readonly SearchValues<char> EmailMarks = SearchValues.Create("!#$%&'*+/=?^_`{|}~.-");
}
