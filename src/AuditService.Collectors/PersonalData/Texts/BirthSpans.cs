using System.Text.RegularExpressions;
using AuditService.Collectors.PersonalData.Columns;
using AuditService.Core;
using static AuditService.Collectors.PersonalData.PersonalDataCategory;

namespace AuditService.Collectors.PersonalData.Texts;

/// <summary>Dates and places of birth: a date is one only when the words before it say so.</summary>
internal static class BirthSpans
{
    private const string Month = "janvier|janv|fevrier|fevr|fev|mars|avril|avr|mai|juin|juillet|juil|aout|septembre|sept|octobre|oct|novembre|nov|decembre|dec|january|february|march|april|may|june|july|august|september|october|november|december";

    private static readonly BoundedRegex Date = new($@"\b(\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?(\d{{4}}|\d{{2}})|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}(er)?[\s-]({Month})\.?[\s-](\d{{4}}|\d{{2}})|({Month})\s\d{{1,2}}(st|nd|rd|th)?,?\s\d{{4}}|\d{{2}}\s\d{{2}}\s(19|20)\d{{2}})\b");

    /// <summary>né le, née à Lyon le, né(e) en, date de naissance, DDN, born on ...</summary>
    private static readonly BoundedRegex Cue = new(@"\b(?<born>nee?s?)\b|\bne\(e\)|\bnaissance\b|\bddn\b|\bdob\b|\bd\.o\.b\b|\bborn\b|\bbirth(day|date)?\b|\bdate of birth\b|\bnaiss\b|\banniversaire\b|\bne le\b");

    private static readonly BoundedRegex Year = new(@"\b((?<born>nee?)|ne\(e\)|born|naissance)\s?(:|en|in|en l'annee)\s?(?<v>(19|20)\d{2})\b");

    private static readonly BoundedRegex Place = new(@"\b(?<born>nee?)\s(le\s[^\n,;]{6,25},?\s|en\s\d{4},?\s)?(a|au|aux|en)\s(?<v>[a-z])|\bne\(e\)\s(le\s[^\n,;]{6,25},?\s|en\s\d{4},?\s)(a|au|aux|en)\s(?<v>[a-z])|\b(lieu|ville|commune) de naissance\s?[:=]?\s?(?<v>[a-z])");

    private static readonly BoundedRegex Unaccented = new(@"^nes? ?((le|en) ?)?[:=]? ?\d");

    private static readonly string[] NotBirth = ["embauch", "entree", "signature", "signe le", "commande", "mariage", "deces", "decede", "expir", "valable", "delivre", "depuis", "decret", "arrete", "loi ", "ordonnance", "directive", "reglement", "circulaire", "deliberation", "convention", "article"];

    public static void Find(ScannedText text, List<PersonalDataSpan> found)
    {
        var previousEnd = 0;
        foreach (Match match in Date.Matches(text.Folded))
        {
            var from = Math.Max(previousEnd, match.Index - 70);
            previousEnd = match.Index + match.Length;
            var before = text.Folded[from..match.Index];
            var cue = Cue.Matches(before).LastOrDefault(candidate => IsBorn(text, candidate, from));
            if (cue is null || before.AsSpan(cue.Index).ContainsAny(".!?;") && cue.Index + 12 < before.Length) continue;
            var between = before[(cue.Index + cue.Length)..];
            if (Array.Exists(NotBirth, word => between.Contains(word, StringComparison.Ordinal))) continue;
            if (DateReading.TryRead(text.Folded.Substring(match.Index, match.Length).Replace(" /", "/", StringComparison.Ordinal), out _)) found.Add(new(match.Index, previousEnd, BirthDate, 0.95));
        }

        foreach (var match in Year.Matches(text.Folded).Where(match => IsBorn(text, match, 0))) found.Add(new(match.Groups["v"].Index, match.Index + match.Length, BirthDate, 0.85));

        foreach (var match in Place.Matches(text.Folded).Where(match => IsBorn(text, match, 0)))
        {
            var start = match.Groups["v"].Index;
            if (Town.At(text, start) is { } end) found.Add(new(start, end, BirthPlace, 0.85));
        }
    }

    /// <summary>Without its accent « né » reads as the « ne » of a negation: figures then have to follow at once.</summary>
    private static bool IsBorn(ScannedText text, Match match, int offset)
    {
        var born = match.Groups["born"];
        if (!born.Success || born.Value is not ("ne" or "nes")) return true;
        var start = offset + born.Index;
        return text.Original.AsSpan(start, born.Length).ContainsAny('é', 'É') || Unaccented.IsMatch(text.Folded[start..Math.Min(text.Folded.Length, start + 20)]);
    }
}
