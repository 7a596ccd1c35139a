using System.Collections.Frozen;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>Language codes of ISO 639, as RGAA's glossary admits them: two letters, or three.</summary>
internal static class LanguageCodes
{
    private const string Resource = "AuditService.Collectors.WebPages.Dom.language-codes.txt";

    private static readonly Lazy<(FrozenSet<string> Two, FrozenDictionary<string, string?> Three)> Codes = new(Read);

    public static LanguageCode Judge(string lang)
    {
        var parts = lang.Trim().Split('-');
        var code = parts[0].ToLowerInvariant();
        if (Codes.Value.Two.Contains(code))
            return new LanguageCode(code, IsValid: true, HasShorterTwin: false, parts.Skip(1).All(IsWellFormedSubtag));
        return Codes.Value.Three.TryGetValue(code, out var twin)
            ? new LanguageCode(twin ?? code, IsValid: true, HasShorterTwin: twin is not null, parts.Skip(1).All(IsWellFormedSubtag))
            : new LanguageCode(code, IsValid: false, HasShorterTwin: false, IsWellFormed: false);
    }

    /// <summary>Shape of a subtag in BCP 47: script, region, variant, extension. A lone letter other than a singleton at the end is none.</summary>
    private static bool IsWellFormedSubtag(string subtag) =>
        (subtag.Length is >= 2 and <= 8 && subtag.All(char.IsAsciiLetterOrDigit)) || (subtag.Length == 1 && subtag is "x" or "u" or "t");

    private static (FrozenSet<string> Two, FrozenDictionary<string, string?> Three) Read()
    {
        using var stream = typeof(LanguageCodes).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#')).ToList();
        var three = lines.Skip(1).SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(entry => entry.Split('='));
        return (lines[0].Split(' ').ToFrozenSet(StringComparer.Ordinal), three.ToFrozenDictionary(entry => entry[0], entry => entry.Length > 1 ? entry[1] : null, StringComparer.Ordinal));
    }
}

/// <param name="Code">The part before the hyphen, in its two-letter form where it has one.</param>
/// <param name="HasShorterTwin">Three letters where two exist, which browsers expect.</param>
/// <param name="IsWellFormed">The rest of the tag has the shape that BCP 47 asks for.</param>
internal sealed record LanguageCode(string Code, bool IsValid, bool HasShorterTwin, bool IsWellFormed);
