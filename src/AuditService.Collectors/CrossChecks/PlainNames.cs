using System.Globalization;
using System.Text;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Names as people write them, compared without case, accents and leading article.</summary>
internal static class PlainNames
{
    private static readonly string[] Articles = ["le ", "la ", "les ", "l'", "l’", "the "];

    public static StringComparer Comparer => StringComparer.Ordinal;

    public static string Fold(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Trim().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                plain.Append(char.ToLowerInvariant(c));
        }

        var folded = plain.ToString();
        var article = Array.Find(Articles, article => folded.StartsWith(article, StringComparison.Ordinal));
        return article is null ? folded : folded[article.Length..].TrimStart();
    }

    /// <summary>The names in a text that lists several: "postgres, api et modèle".</summary>
    public static IEnumerable<string> List(string? text) => (text ?? "")
        .Replace(" et ", ",", StringComparison.OrdinalIgnoreCase)
        .Replace(" and ", ",", StringComparison.OrdinalIgnoreCase)
        .Split([',', ';', '/', '+', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(Fold)
        .Where(name => name.Length > 0);
}
