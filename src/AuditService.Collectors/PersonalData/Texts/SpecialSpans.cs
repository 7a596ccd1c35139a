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

    private const int WordsOfAnExpression = 3;

    private const int LongestComplement = 40;

    private static readonly BoundedRegex Complement = new(@"^\s(conjugales?|volontaires?|involontaires?|sexuelle?s?|aggravee?s?|intrafamiliales?|physiques?|fiscale|routiere|morale?)\b|^\s(du|de la|de l'|des|au|a la)\s?(?<of>[a-z-]{3,20})");

    /// <summary>Ma femme a un cancer du sein, il a une sclérose en plaques: somebody who has it.</summary>
    private static readonly BoundedRegex Bearer = new($@"\b(je|j'|tu|on|nous|ils|elles|he|she|they|{Somebody}|soeur|cousine?|grand-mere|grand-pere|ami|amie|collegue|voisine?)\s?(a|ai|as|avait|avais|ont|has|have|had)\s(un\s|une\s|des\s|le\s|la\s|a\s|an\s)?(?<v>[a-z])");

    /// <summary>Words after which somebody is said to have done or suffered an offence; what follows has to be one.</summary>
    private static readonly BoundedRegex Accused = new(@"\b((plainte|plaintes|poursuivie?s?|juge|jugee|interpellee?|interpelles|ecrouee?|mise?\sen\scause|arretee?|garde\sa\svue|inculpee?|casier|condamnations?|enquete|signalement|accusee?|soupconnee?|suspectee?|victime|auteur)(\s(deposee?|contre\s[a-z]+(\s[a-z]+)?|ouverte))?\s(pour\s|de\s|d'|du\s|des\s))(des\s|un\s|une\s)?(?<v>[a-z])");

    /// <summary>Words after which a state of health is told of somebody; what follows has to be one.</summary>
    private static readonly BoundedRegex Sufferer = new(@"\b(souffr(e|ait|ant)|atteinte?|porteu(r|se)|soignee?|traitee?|suivie?|hospitalisee?|operee?|suspicion|diagnostic|diagnostiquee?|antecedents?|suffers|suffering|diagnosed|treated)\s(d'une?\s|d'un\s|d'|de\s(la\s|l')?|du\s|des\s|pour\s(une?\s)?|from\s|with\s|for\s)(?<v>[a-z])");

    private const string Somebody = @"patiente?|malade|residente?|usagere?|salariee?|agent|eleve|etudiante?|enfant|fils|fille|candidate?|employee?|assuree?|allocataire|beneficiaire|locataire|cliente?|homme|femme|personne|mari|epouse|mere|pere|frere|soeur|il|elle|adherente?|jeune|mineure?";

    private const string State = @"seropositi(f|ve)|diabetique|asthmatique|epileptique|hypertendue?|schizophrene|bipolaire|depressi(f|ve)|suicidaire|autiste|dyslexique|dyspraxique|trisomique|alcoolique|toxicomane|malentendante?|malvoyante?|sourde?|aveugle|paraplegique|tetraplegique|hemiplegique|hemophile|obese|anorexique|boulimique|immunodeprimee?|invalide|cardiaque|handicapee?|hiv-positive|diabetic|asthmatic|epileptic|alcoholic";

    private static readonly (BoundedRegex Pattern, PersonalDataCategory Category)[] Frames =
    [
        (new($@"\b({Somebody})\s(est|etait|is)\s(?<v>{State})\b"), Health),
        // « Patient diabétique », as files are kept, or « mon fils asthmatique »; « un usager malvoyant » is anybody.
        (new($@"(^|[.!?:;\n]\s?)(patiente?|malade|residente?|eleve|enfant|assuree?|allocataire|salariee?|candidate?)\s(?<v>{State})\b"), Health),
        (new($@"\b(mon|ma|son|sa|notre|leur|my|his|her)\s({Somebody})\s(?<v>{State})\b"), Health),
        (new($@"\b(suis|is|am)\s(?<v>{State})\b"), Health),
        (new(@"\b(fait|fais|font|observe|respecte|pratique)\s(le\s|la\s)(?<v>ramadan|careme|shabbat|sabbat)\b"), Religion),
        (new(@"\b(porte|portait|portent)\s(le\s|la\s|un\s|une\s)(?<v>voile|kippa|hijab|niqab|foulard\sislamique)\b"), Religion),
        (new(@"\bcouple\s(?<v>gay|lesbien|homosexuel)\b"), SexLife),
        (new(@"\bsous\s(?<v>insuline|chimiotherapie|dialyse|antidepresseurs?|methadone|subutex|anticoagulants?|neuroleptiques?|antipsychotiques?|anxiolytiques?|corticoides?|trith?erapie|oxygene|ritaline|lithium)\b"), Health),
        (new(@"\b(a\sfait|fait|victime\sd'|eu|had)\s?(un\s|une\s|a\s)(?<v>avc|infarctus|fausse\scouche|burn-?\s?out|depression|tentative\sde\ssuicide|ivg|crise\scardiaque|crise\sd'epilepsie|embolie|stroke|heart\sattack|miscarriage)\b"), Health),
        (new(@"\ben\s(?<v>arret\s(de\s)?(maladie|travail)|conge\s(de\s)?(longue\s)?maladie|mi-temps\stherapeutique|invalidite|cure\sde\sdesintoxication)\b"), Health),
        (new(@"\b(militante?s?|sympathisante?|adherente?|elue?|encartee?|membre|partisane?)\s(actif\s|active\s)?(du|de\sla|des|de|au|a|chez)\s(?<v>rassemblement\snational|front\snational|parti\s(socialiste|communiste|radical)|france\sinsoumise|republicains|reconquete|renaissance|modem|lutte\souvriere|rn|fn|ps|lfi|eelv|pcf|npa|ump|lr)\b"), Politics),
        (new(@"\b(a|ai|avait|avons)\s(toujours\s)?vote\s(pour\s)?(?<v>(marine\s)?le\spen|macron|melenchon|zemmour|bardella|hollande|sarkozy|hidalgo|jadot|roussel|fillon|hamon|poutou|pecresse|a\s(gauche|droite|l'extreme\s(gauche|droite)))\b"), Politics),
        (new(@"(^|[.!?]\s)(?<v>d'origine\s(maghrebine|africaine|asiatique|arabe|turque|algerienne|marocaine|tunisienne|malienne|senegalaise|rom|antillaise|subsaharienne|kabyle|kurde|congolaise|comorienne|gitane))\s?,\s(il|elle|je|ils|elles|ce|cette|le|la|monsieur|madame|m\.|mme)\b"), Ethnicity),
        (new($@"\b(est|suis|{Somebody}|individu|parents|famille)\sd'origine\s(?<v>maghrebine|africaine|asiatique|arabe|turque|algerienne|marocaine|tunisienne|malienne|senegalaise|rom|antillaise|subsaharienne|kabyle|kurde|congolaise|comorienne|gitane)\b"), Ethnicity),
        (new(@"\b(he|she|is|am|are)\s(of\s)(?<v>(african|asian|arab|north\safrican|caribbean|hispanic|roma|jewish)\s(origin|descent))\b"), Ethnicity),
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

        foreach (Match match in Bearer.Matches(text.Folded))
        {
            var start = match.Groups["v"].Index;
            if (Disease(text.Folded, start) is { } end) found.Add(new(start, end, Health, Said));
        }

        foreach (Match match in Accused.Matches(text.Folded))
        {
            var start = match.Groups["v"].Index;
            if (Expression(text.Folded, start, ValueVocabulary.Offence) is { } end) found.Add(new(start, end, Offence, Said));
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
        var first = Expression(folded, start, ValueVocabulary.Disease);
        for (var words = 0; words < MostWords && end < folded.Length; words++)
        {
            while (end < folded.Length && (char.IsLetterOrDigit(folded[end]) || folded[end] is '-' or '\'')) end++;
            if (ValueVocabulary.NamedDisease.Holds(folded[start..end])) known = end;
            if (end >= folded.Length || folded[end] != ' ') break;
            end++;
        }

        return known ?? first;
    }

    /// <returns>The offset after an expression known by its beginning: a word, with an adjective that it needs (violences conjugales) or what it is of (cancer du côlon); null when none begins there.</returns>
    private static int? Expression(string folded, int start, ValueTest test)
    {
        var end = start;
        for (var words = 0; words < WordsOfAnExpression && end < folded.Length; words++)
        {
            while (end < folded.Length && (char.IsLetterOrDigit(folded[end]) || folded[end] is '-' or '\'')) end++;
            if (end > start && test.Holds(folded[start..end])) return Completed(folded, end);
            if (end >= folded.Length || folded[end] != ' ') return null;
            end++;
        }

        return null;
    }

    private static int Completed(string folded, int end)
    {
        var rest = folded[end..Math.Min(folded.Length, end + LongestComplement)];
        var match = Complement.Match(rest);
        return match.Success && match.Groups["of"].Value is not ("les" or "une" or "mois" or "jour" or "ans" or "fait" or "mon" or "son" or "ses" or "leur") ? end + match.Length : end;
    }
}
