using System.Collections.Frozen;
using System.Text.RegularExpressions;
using AuditService.Core;

namespace AuditService.Collectors.CrossChecks;

/// <summary>The words by which a purpose is told from another, and those that make it the development of a system, or its use.</summary>
internal static class PurposeWords
{
    private const RegexOptions Options = RegexOptions.IgnoreCase;

    private const int Shortest = 4;

    private static readonly BoundedRegex Learning = new(@"entra[iî]n\w*\s+(d|un|le|les|notre|nos|l.|du)|entra[iî]nement|apprentissage|am[ée]lior\w*\s+(d|l|nos|notre|le|les|la|un|ses|son)|[ée]valuer?\s+le\s+mod|mise\s+au\s+point|\btrain(ing|ed)?\b|fine[- ]?tun|improv\w*\s+(the|our|its|a|service|product|model)|machine\s+learning", Options);

    private const string Acts = "proposer|noter|classer|trier|recommander|r[ée]pondre|d[ée]tecter|pr[ée]dire|orienter|calculer|d[ée]cider|aider|assister|[ée]carter|attribuer|[ée]valuer\\s+les|suggest|answer|predict|route|detect|rank|score|sort|help|decide";

    private static readonly BoundedRegex Serving = new($@"\b({Acts})\b|\b(tri|notation|classement|recommandation|d[ée]tection|pr[ée]diction|r[ée]ponses?|orientation|ranking|scoring|detection|prediction)\b", Options);

    /// <summary>At the head of the purpose or of one of its parts: « entraîner un modèle à trier » does not sort.</summary>
    private static readonly BoundedRegex Acting = new($@"(^\W*|\b(et|puis|and|then)\s+(de\s+|d.|to\s+)?|[,;]\s*)({Acts})\b", Options);

    private static readonly FrozenSet<string> Empty = FrozenSet.ToFrozenSet(
        ["donnees", "personnelles", "traitement", "traitements", "personnes", "partir", "finalite", "pour", "leur", "leurs", "sans", "avoir", "etre", "that", "this", "with", "from", "your", "base", "bases", "votre", "notre", "dans", "avec", "cette", "selon", "using", "their", "processing", "personal", "purpose", "legal", "basis", "legale", "article"], StringComparer.Ordinal);

    public static bool SayLearning(string? text) => text is not null && Learning.IsMatch(text);

    public static bool SayServing(string? text) => text is not null && Serving.IsMatch(text);

    /// <summary>Using the system is itself what is done, not what is taught.</summary>
    public static bool SayActing(string? text) => text is not null && Acting.IsMatch(text);

    /// <summary>The telling words of a text, cut to their stem: « trier les candidatures » and « tri des candidatures » share one.</summary>
    public static HashSet<string> Of(params string?[] texts)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in texts.OfType<string>().SelectMany(text => text.Split([' ', ',', '.', ';', ':', '\'', '’', '(', ')', '/', '-', '«', '»', '"', '\u00A0'], StringSplitOptions.RemoveEmptyEntries)))
        {
            var folded = ColumnNames.Fold(word);
            if (folded.Length >= Shortest && !Empty.Contains(folded)) found.Add(folded[..Math.Min(folded.Length, 7)]);
        }

        return found;
    }
}
