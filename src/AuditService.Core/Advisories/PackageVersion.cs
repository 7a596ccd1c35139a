using System.Globalization;
using System.Numerics;

namespace AuditService.Core.Advisories;

/// <summary>
/// A version of a package, ordered as its ecosystem orders it: Python by PEP 440 (epoch, release, development, pre- and post-releases, local part),
/// npm by Semantic Versioning 2.0, NuGet alike with a fourth number and without regard to case, Maven by its ComparableVersion (POM reference, "Version Order Specification").
/// </summary>
public sealed class PackageVersion
{
    private const int MaximumLength = 200;

    /// <summary>Numbers and words in the order in which they decide.</summary>
    private readonly IReadOnlyList<Piece> pieces;

    private PackageVersion(string text, IReadOnlyList<BigInteger> release, IReadOnlyList<Piece> pieces)
    {
        Text = text;
        Release = release;
        this.pieces = pieces;
    }

    public string Text { get; }

    /// <summary>The numbers of the release, without trailing zeros.</summary>
    public IReadOnlyList<BigInteger> Release { get; }

    /// <summary>Null when the text is no version of the ecosystem.</summary>
    /// <param name="text">The version as written.</param>
    /// <param name="ecosystem"><c>python</c>, <c>npm</c>, <c>nuget</c> or <c>maven</c>.</param>
    public static PackageVersion? Parse(string text, string ecosystem)
    {
        text = text.Trim();
        if (text.Length is 0 or > MaximumLength)
            return null;
        return ecosystem switch { "python" => Python(text), "maven" => Maven(text), _ => Semantic(text) };
    }

    /// <summary>Below zero before the other, above zero after it; null comes before all.</summary>
    public int OrderAgainst(PackageVersion? other)
    {
        if (other is null)
            return 1;
        var length = Math.Max(pieces.Count, other.pieces.Count);
        for (var i = 0; i < length; i++)
        {
            var compared = (i < pieces.Count ? pieces[i] : Piece.End).OrderAgainst(i < other.pieces.Count ? other.pieces[i] : Piece.End);
            if (compared != 0)
                return compared;
        }
        return 0;
    }

    /// <summary>PEP 440: "1.0.dev1" &lt; "1.0a1.dev1" &lt; "1.0a1" &lt; "1.0" &lt; "1.0+local" &lt; "1.0.post1".</summary>
    private static PackageVersion? Python(string text)
    {
        var rest = text.ToLowerInvariant().AsSpan();
        if (rest[0] == 'v')
            rest = rest[1..];
        var local = rest.IndexOf('+');
        var localPart = local < 0 ? "" : rest[(local + 1)..].ToString();
        if (local >= 0)
            rest = rest[..local];
        var epoch = BigInteger.Zero;
        var bang = rest.IndexOf('!');
        if (bang >= 0)
        {
            if (!Number(rest[..bang], out epoch))
                return null;
            rest = rest[(bang + 1)..];
        }

        var release = new List<BigInteger>();
        while (Digits(rest) is > 0 and var digits)
        {
            Number(rest[..digits], out var number);
            release.Add(number);
            rest = rest[digits..];
            if (rest.Length > 1 && rest[0] == '.' && char.IsAsciiDigit(rest[1]))
                rest = rest[1..];
            else
                break;
        }
        if (release.Count == 0)
            return null;

        (int Rank, BigInteger Number)? pre = null;
        BigInteger? post = null, development = null;
        while (rest.Length > 0)
        {
            var implicitPost = rest[0] == '-' && rest.Length > 1 && char.IsAsciiDigit(rest[1]);
            rest = rest.TrimStart(".-_");
            var letters = 0;
            while (letters < rest.Length && char.IsAsciiLetter(rest[letters]))
                letters++;
            var word = rest[..letters].ToString();
            rest = rest[letters..];
            if (letters > 0 && rest.Length > 1 && rest[0] is '.' or '-' or '_' && char.IsAsciiDigit(rest[1]))
                rest = rest[1..];
            var length = Digits(rest);
            Number(rest[..length], out var number);
            rest = rest[length..];
            switch (word)
            {
                case "a" or "alpha":
                    pre = (0, number);
                    break;
                case "b" or "beta":
                    pre = (1, number);
                    break;
                case "c" or "rc" or "pre" or "preview":
                    pre = (2, number);
                    break;
                case "post" or "rev" or "r":
                case "" when implicitPost:
                    post = number;
                    break;
                case "dev":
                    development = number;
                    break;
                default:
                    return null;
            }
        }

        // A development release of nothing comes before every pre-release; no pre-release comes after all of them.
        var rank = pre?.Rank ?? (post is null && development is not null ? -1 : 3);
        var trimmed = Trimmed(release);
        List<Piece> order = [Piece.Of(epoch), .. trimmed.Select(Piece.Of), Piece.End, Piece.Of(rank), Piece.Of(pre?.Number ?? 0), Piece.Of(post ?? -1), development is { } day ? Piece.Of(day) : Piece.Last];
        foreach (var part in localPart.Split(['.', '-', '_'], StringSplitOptions.RemoveEmptyEntries).Take(20))
            order.Add(Number(part, out var number) ? Piece.After(number) : Piece.Of(part));
        return new(text, trimmed, order);
    }

    /// <summary>Semantic Versioning 2.0, section 11: build metadata does not count, words after a hyphen come before the release.</summary>
    private static PackageVersion? Semantic(string text)
    {
        var rest = text.TrimStart('v', 'V', '=').Trim().Split('+')[0];
        var hyphen = rest.IndexOf('-', StringComparison.Ordinal);
        var words = hyphen < 0 ? [] : rest[(hyphen + 1)..].Split('.');
        var release = new List<BigInteger>();
        foreach (var part in (hyphen < 0 ? rest : rest[..hyphen]).Split('.'))
        {
            if (!Number(part, out var number))
                return null;
            release.Add(number);
        }
        if (release.Count > 4)
            return null;
        var trimmed = Trimmed(release);
        List<Piece> order = [.. trimmed.Select(Piece.Of), Piece.End, words.Length == 0 ? Piece.Last : Piece.Of(0)];
        foreach (var word in words)
            order.Add(Number(word, out var number) ? Piece.Of(number) : Piece.Of(word.ToLowerInvariant()));
        return new(text, trimmed, order);
    }

    /// <summary>"1-alpha" &lt; "1-beta" &lt; "1-milestone" &lt; "1-rc" &lt; "1-SNAPSHOT" &lt; "1" = "1.0" = "1-ga" &lt; "1-sp" &lt; "1-other" &lt; "1.1". Null for what begins with no digit.</summary>
    private static PackageVersion? Maven(string text)
    {
        if (!char.IsAsciiDigit(text[0]))
            return null;
        var order = new List<Piece>();
        var release = new List<BigInteger>();
        var isRelease = true;
        for (var at = 0; at < text.Length;)
        {
            if (text[at] is '.' or '-' or '_' or '+')
            {
                at++;
                continue;
            }

            var start = at;
            var isNumber = char.IsAsciiDigit(text[at]);
            while (at < text.Length && text[at] is not ('.' or '-' or '_' or '+') && char.IsAsciiDigit(text[at]) == isNumber)
                at++;
            if (isNumber && Number(text.AsSpan(start, at - start), out var number))
            {
                order.Add(Piece.AfterWords(number));
                if (isRelease)
                    release.Add(number);
                continue;
            }

            isRelease = false;
            // Zeros before a word say nothing: 1.0-rc1 is 1-rc1.
            while (order.Count > 1 && order[^1].IsZero)
                order.RemoveAt(order.Count - 1);
            if (Qualifier(text[start..at].ToLowerInvariant()) is { } qualifier)
                order.Add(qualifier);
        }

        while (order.Count > 1 && order[^1].IsZero)
            order.RemoveAt(order.Count - 1);
        return new(text, Trimmed(release), order);
    }

    /// <summary>Null for what means the release itself.</summary>
    private static Piece? Qualifier(string word) => word switch
    {
        "" or "ga" or "final" or "release" => null,
        "a" or "alpha" => Piece.Before(1),
        "b" or "beta" => Piece.Before(2),
        "m" or "milestone" => Piece.Before(3),
        "rc" or "cr" => Piece.Before(4),
        "snapshot" => Piece.Before(5),
        "sp" => Piece.Of(1),
        _ => Piece.Of(word),
    };

    private static IReadOnlyList<BigInteger> Trimmed(List<BigInteger> release)
    {
        var count = release.Count;
        while (count > 1 && release[count - 1].IsZero)
            count--;
        return release[..count];
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && char.IsAsciiDigit(text[length]))
            length++;
        return length;
    }

    private static bool Number(ReadOnlySpan<char> text, out BigInteger number)
    {
        number = BigInteger.Zero;
        return text.Length > 0 && Digits(text) == text.Length && BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>The end of a list comes before anything, numbers before words, and <see cref="Last"/> after all.</summary>
    private readonly record struct Piece(int Rank, BigInteger Number, string Word)
    {
        public static Piece End { get; } = new(0, 0, "");

        public static Piece Last { get; } = new(3, 0, "");

        public static Piece Of(BigInteger number) => new(1, number, "");

        public static Piece Of(int number) => new(1, number, "");

        /// <summary>In a local part numbers come after words (PEP 440).</summary>
        public static Piece After(BigInteger number) => new(4, number, "");

        public static Piece Of(string word) => new(2, 0, word);

        /// <summary>A word that comes before the release that it qualifies.</summary>
        public static Piece Before(int number) => new(-1, number, "");

        /// <summary>In Maven numbers come after words.</summary>
        public static Piece AfterWords(BigInteger number) => new(5, number, "");

        public bool IsZero => Rank == 5 && Number.IsZero;

        public int OrderAgainst(Piece other)
        {
            if (Rank != other.Rank)
                return Rank.CompareTo(other.Rank);
            return Rank == 2 ? string.CompareOrdinal(Word, other.Word) : Number.CompareTo(other.Number);
        }
    }
}
