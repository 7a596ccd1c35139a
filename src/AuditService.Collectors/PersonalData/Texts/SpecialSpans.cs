using System.Text.RegularExpressions;
using AuditService.Collectors.PersonalData.Columns;
using AuditService.Core;
using static AuditService.Collectors.PersonalData.PersonalDataCategory;

namespace AuditService.Collectors.PersonalData.Texts;

/// <summary>
/// Data of RGPD art. 9 and 10 in sentences, where the sentence says them of somebody: « souffre de schizophrénie », « membre du syndicat CGT », « condamné pour vol ».
/// The word alone, as in a law, a lesson or a leaflet, is nobody's.
/// </summary>
internal static class SpecialSpans
{
    private const double Said = 0.75;

    private const int MostWords = 4;

    /// <summary>Words after which a state of health is told of somebody; what follows has to be one.</summary>
    private static readonly BoundedRegex Sufferer = new(@"\b(souffr(e|ait|ant)|atteinte?|porteu(r|se)|soignee?|traitee?|suivie?|hospitalisee?|operee?|suspicion|diagnostic|diagnostiquee?|antecedents?|suffers|suffering|diagnosed|treated)\s(d'une?\s|d'un\s|d'|de\s(la\s|l')?|du\s|des\s|pour\s(une?\s)?|from\s|with\s|for\s)(?<v>[a-z])");

    private static readonly (BoundedRegex Pattern, PersonalDataCategory Category)[] Frames =
    [
        (new(@"\b(est|suis|etait|soit|etre|is|was|am|reconnue?|declaree?)\s(comme\s|toujours\s|deja\s)?(?<v>seropositi(f|ve)|sidaique|enceinte(\sde\s(\d+|deux|trois|quatre|cinq|six|sept|huit)\s(mois|semaines))?|travailleu(r|se) handicapee?|hiv positive|pregnant)\b"), Health),
        (new(@"\b(membre|adherente?|deleguee?|militante?|representante?|elue?|permanente?|secretaire|mandatee?|carte)\s(du\ssyndicat\s|syndicale?\s|a\sla\s|a\s|de\sla\s|de\s|au\s|pour\sla\s)*(?<v>cgt|cfdt|cftc|cfe-cgc|force ouvriere|unsa|solidaires|fsu)\b"), PersonalDataCategory.Union),
        (new(@"\b(est|suis|etait|etre)\s(?<v>syndiquee?)\b"), PersonalDataCategory.Union),
        (new(@"\b(vote|votait|votera|milite|militait|encartee?|adherente?|membre|sympathisante?|elue?|candidate?)\s(pour\s|au\s|a\s|chez\s|du\sparti\s|du\s|des\s|le\s|la\s|les\s)*(?<v>rn|fn|lfi|eelv|pcf|npa|parti socialiste|rassemblement national|front national|france insoumise|les republicains|reconquete)\b"), Politics),
        (new(@"\b(de\s(confession|religion)\s|est\s|suis\s|etait\s)(?<v>musulmane?|juive?|catholique|protestante?|bouddhiste|hindouiste|evangelique|sikh|temoin de jehovah)\b"), Religion),
        (new(@"\b(est|suis|etait|se dit|couple|is|am)\s(ouvertement\s|openly\s)?(?<v>homosexuel(le)?|bisexuel(le)?|lesbienne|transgenre|transsexuel(le)?|homosexual|bisexual|lesbian|transgender)\b"), SexLife),
        (new(@"\b(?<v>condamnee?s?\s(a\s(\d+|un|une|deux|trois|six|dix)\s(mois|ans?|jours)(\sde\sprison)?|pour\s[a-z']{3,20}|par\sle\stribunal)|mise?\sen\sexamen|incarceree?s?|en\sgarde\sa\svue|reconnue?\scoupable|arrested\sfor\s[a-z]{3,20}|convicted\sof\s[a-z]{3,20})\b"), Offence),
        (new(@"\b(est|suis|personne|homme|femme|famille)\s(d'origine\s)(?<v>maghrebine|africaine|asiatique|arabe|turque|algerienne|marocaine|tunisienne|malienne|senegalaise|rom|antillaise)\b"), Ethnicity),
    ];

    public static void Find(ScannedText text, List<PersonalDataSpan> found)
    {
        foreach (Match match in Sufferer.Matches(text.Folded))
        {
            var start = match.Groups["v"].Index;
            if (Disease(text.Folded, start) is { } end) found.Add(new(start, end, Health, Said));
        }

        foreach (var (pattern, category) in Frames)
        {
            foreach (Match match in pattern.Matches(text.Folded))
            {
                var told = match.Groups["v"];
                found.Add(new(told.Index, told.Index + told.Length, category, Said));
            }
        }
    }

    /// <returns>The offset after the longest known disease that begins there, or null.</returns>
    private static int? Disease(string folded, int start)
    {
        int? known = null;
        var end = start;
        for (var words = 0; words < MostWords && end < folded.Length; words++)
        {
            while (end < folded.Length && (char.IsLetterOrDigit(folded[end]) || folded[end] is '-' or '\'')) end++;
            if (ValueVocabulary.Disease.Holds(folded[start..end])) known = end;
            if (end >= folded.Length || folded[end] != ' ') break;
            end++;
        }

        return known;
    }
}
