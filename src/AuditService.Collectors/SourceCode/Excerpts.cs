using System.Globalization;
using System.Text;
using AuditService.Collectors.SourceCode.Secrets;
using AuditService.Core;
using AuditService.Core.Facts;

namespace AuditService.Collectors.SourceCode;

/// <summary>Quotes the line of a sighting so that a reader recognises it, without any secret or personal datum of it.</summary>
internal static class Excerpts
{
    private const int Width = 160;
    private const int LongestName = 14;
    private const int LeastNames = 3;

    private static readonly LocalizedText PublishedKey = new("clé de démonstration publiée par l'éditeur : sans danger en local, elle ouvre tout si elle est déployée", "demonstration key that its maker publishes: harmless on one's own machine, it opens all where it is deployed");

    /// <summary>Credentials of addresses, e-mail addresses and long numbers: telephone, NIR, card, account.</summary>
    private static readonly BoundedRegex Personal = new(@"://[^/\s""']+@|[\w.+%-]+@[\w-]+(?:\.[\w-]+)+|\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){3,7}\b|\+?\d(?:[ .-]?\d){8,}");

    /// <summary>A quoted run without blanks, long enough to be a key.</summary>
    private static readonly BoundedRegex Opaque = new(@"[A-Za-z0-9+/=_.~-]{20,}");

    public static IEnumerable<Sighting> Make(SourceText text, HitList hits, IReadOnlyList<SecretHit> secrets)
    {
        var seen = new HashSet<(string, string, int)>();
        // What tests do, they do to themselves: it does not prove anything of the product.
        // What others wrote is looked at by a person too: a library may do what the project may not.
        var weight = text.IsOfOthers ? 0.5 : SecretJudge.ContextOf(text.Path) == SecretContext.Tests ? 0.55 : 1;
        foreach (var (detector, place, certainty) in hits.Kept.OrderBy(hit => text.Position(hit.Place).Line).ThenByDescending(hit => hit.Detector.Detector.Confidence * hit.Certainty).ThenBy(hit => hit.Place))
        {
            var (line, column) = text.Position(place);
            if (seen.Add((detector.Detector.Rule, detector.Detector.Fact, line)))
                yield return new(detector.Detector.Fact, detector.Detector.Rule, text.Path, line, column, Quote(text, place, secrets), Math.Round(detector.Detector.Confidence * certainty * weight, 2), ValueHash: null, text.Place?.Invoke(text.LineIndex(place)), text.IsOutput);
        }
        foreach (var secret in secrets)
        {
            var (line, column) = text.Position(secret.Start);
            var hash = SecretValue.Hash(text.Text.AsSpan(secret.Start, secret.Length));
            var detail = SecretValue.IsPublishedServiceKey(text.Text.Substring(secret.Start, secret.Length)) ? PublishedKey : text.Place?.Invoke(text.LineIndex(secret.Start));
            yield return new(secret.Detector.Detector.Fact, secret.Detector.Detector.Rule, text.Path, line, column, Quote(text, secret.Start, secrets), secret.Confidence, hash, detail, text.IsOutput);
        }
    }

    /// <summary>The line around a place, shortened where it is long.</summary>
    public static string Quote(SourceText text, int place, IReadOnlyList<SecretHit> secrets)
    {
        var start = text.LineStart(place);
        var end = text.LineEnd(place);
        if (end - start > Width)
        {
            start = Math.Max(start, Math.Min(place - Width / 3, end - Width));
            end = Math.Min(end, start + Width);
        }
        var quote = new StringBuilder();
        var from = start;
        foreach (var secret in secrets)
        {
            if (secret.Start >= end || secret.Start + secret.Length <= start)
                continue;
            if (secret.Start > from)
                quote.Append(Masked(text.Text[from..secret.Start]));
            quote.Append(SecretValue.Mask(text.Text.AsSpan(secret.Start, secret.Length)));
            from = Math.Max(from, Math.Min(end, EndOf(text.Text, secret.Start + secret.Length, end)));
        }
        if (from < end)
            quote.Append(Masked(text.Text[from..end]));
        return Cut(quote.ToString().Trim());
    }

    /// <summary>A pattern may stop where a password goes on: signs that separate nothing belong to it still.</summary>
    private static int EndOf(string text, int at, int end)
    {
        if (at >= end || text[at] is not ('#' or '$' or '%' or '^' or '&' or '*' or '!' or '~'))
            return at;
        while (at < end && !char.IsWhiteSpace(text[at]) && text[at] is not ('"' or '\''))
            at++;
        return at;
    }

    /// <summary>A short text of the dossier, masked and cut to what an excerpt may hold: an address may carry a token.</summary>
    public static string Shorten(string text) => Cut(Masked(text));

    private static string Cut(string text) => text.Length <= Observation.MaximumExcerpt ? text : text[..Observation.MaximumExcerpt];

    /// <summary>What no detector called a secret may be one all the same.</summary>
    private static string Masked(string quote)
    {
        var personal = quote;
        quote = Personal.Replace(personal, match => IsOfAnAdvisory(personal.AsSpan(0, match.Index)) || IsVersion(match.Value) ? match.Value : "…");
        return Opaque.Replace(quote, match => SecretValue.Entropy(match.Value) >= 3.5 && SecretValue.LooksRandom(match.Value) && !IsPathOfNames(match.Value) ? SecretValue.Mask(match.Value) : match.Value);
    }

    /// <summary>The year and the number of a CVE look like a telephone.</summary>
    private static bool IsOfAnAdvisory(ReadOnlySpan<char> before) => before.EndsWith("CVE-", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// A version with a date in it (<c>2.31.0.20240406</c>): three to five parts between full stops, the first short or a year, and the day in one of
    /// eight digits, which no address, telephone, card or NIR that is written with full stops has.
    /// </summary>
    private static bool IsVersion(string value)
    {
        var parts = value.Split('.');
        return parts.Length is >= 3 and <= 5
            && parts.All(part => part.Length > 0 && part.All(char.IsAsciiDigit))
            && (parts[0].Length <= 2 || parts[0].Length == 4 && parts[0].StartsWith("20", StringComparison.Ordinal))
            && parts.Skip(1).Any(part => DateTime.TryParseExact(part, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 2100);
    }

    /// <summary>An image, a host or a repository: <c>mcr.microsoft.com/openjdk/jdk</c>. What a generator draws has capitals or digits, or no separators.</summary>
    private static bool IsPathOfNames(ReadOnlySpan<char> value)
    {
        var names = 0;
        foreach (var range in value.SplitAny('/', '.', '-', '_'))
        {
            var name = value[range];
            if (name.Length > LongestName || name.ContainsAnyExceptInRange('a', 'z'))
                return false;
            names++;
        }

        return names >= LeastNames;
    }
}
