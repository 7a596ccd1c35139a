namespace AuditService.Collectors.SourceCode.Secrets;

/// <summary>
/// Tells words from random text by their pairs of letters: <c>th</c> is common in English and French words and names of code, <c>qz</c> is not,
/// and a generator writes both alike.
/// </summary>
internal static class Wordiness
{
    /// <summary>
    /// For each pair of letters, twice the base-2 logarithm of how much more often it stands in words than chance would have it, plus 16, as a
    /// letter from <c>a</c>. Counted over the 16,644 distinct words of public Python, TypeScript, C# and Java projects and of French and English
    /// prose, each weighted by the logarithm of its count. Rows are first letters, columns second letters.
    /// </summary>
    private const string Pairs =
        "lsutknsjsipwsvhtiwuxrqnprk" + // a
        "rlmlrkhhrneskjqkcpplqhfbmc" + // b
        "ukpmulgusbsslkwlhrpurigfnb" + // c
        "smlpwmmiuigomlslcoroqliklc" + // d
        "upuwrrrlpjlutwospxxuorptnn" + // e
        "qhllrrjftdfqkjskaqmoqfggme" + // f
        "qhlktmnqqbcolpplarplpjhejg" + // g
        "tkgithearbgllksgbolondgdmb" + // h
        "srustrsgjhnttyvrlrvvjseodr" + // i
        "maaeneaaiafagengaajenafaca" + // j
        "midjsijhqcfnhllidipjkbkeja" + // k
        "ukmqwlkhvgktlkumgirrqmhjtf" + // l
        "vpilvjietbinqkstflplqjdhmb" + // m
        "uluuuqwltkonmqsoilvwqqjjmi" + // n
        "pqssmoqkqjottxrsiwsstqrmlh" + // o
        "thlmuljorajtjjtrauprphhgqg" + // p
        "gaagecaadaakadbebhferaaaaa" + // q
        "wlqrxnqivgposqvogsttqnkcqd" + // r
        "rjslvnjsucqoomssmltwtlnhof" + // s
        "ukpnxnktxehpomuncvtrrkljsi" + // t
        "qrqorooeqfgsrumrbtstfkdlff" + // u
        "shijugidrachigogbjjfieagdc" + // v
        "qhhkqffnqagkfnofaonjdfhbga" + // w
        "memkojdhoaaijhipaekphgdjjc" + // x
        "ljklnkjbmaemnmmrcjoohjjfgj" + // y
        "maderfcemabeealebadeeaaehi"; // z

    /// <summary>
    /// The mean weight of the pairs of a text, in bits: above zero for words put together, below for random text. A change between letter and digit,
    /// or from a small to a capital letter, speaks for chance.
    /// </summary>
    public static double Of(ReadOnlySpan<char> text)
    {
        if (text.Length < 2)
            return 0;
        var sum = 0.0;
        for (var i = 1; i < text.Length; i++)
            sum += Weight(text[i - 1], text[i]);
        return sum / (text.Length - 1);
    }

    private static double Weight(char first, char second)
    {
        if (char.IsAsciiLetter(first) && char.IsAsciiLetter(second))
        {
            if (char.IsAsciiLetterLower(first) && char.IsAsciiLetterUpper(second))
                return -0.6;
            var pair = (Pairs[((first | 0x20) - 'a') * 26 + (second | 0x20) - 'a'] - 'a' - 16) / 2.0;
            return char.IsAsciiLetterUpper(first) && char.IsAsciiLetterLower(second) ? Math.Max(-1.5, pair) : pair;
        }
        var isBorder = char.IsAsciiDigit(first) && char.IsAsciiLetter(second) || char.IsAsciiLetter(first) && char.IsAsciiDigit(second);
        return isBorder ? -1 : 0;
    }
}
