using System.Text.RegularExpressions;
using AuditService.Collectors.PersonalData.Columns;
using AuditService.Collectors.PersonalData.Lexicons;
using AuditService.Core;
using static AuditService.Collectors.PersonalData.PersonalDataCategory;

namespace AuditService.Collectors.PersonalData.Texts;

/// <summary>
/// Postal addresses in sentences: 12 bis, rue de la Paix, 75002 Paris; Résidence Les Pins, bât. B, 13008 Marseille; and, where no street is said,
/// a postal code with its town, or the town after words such as « habite à ».
/// </summary>
internal static class AddressSpans
{
    private const int MostWords = 9;

    /// <summary>Kinds of street that nobody counts: what follows a number and one of these is an address, in whatever case.</summary>
    private const string Plain = @"rue|avenue|av|ave|boulevard|bd|bld|blvd|boul|impasse|imp|allee|allees|all|quai|faubourg|fbg|chemin|chem|che|venelle|ruelle|chaussee|rond-point|esplanade|lotissement|sentier|lieu-dit|lieudit|hameau|traverse|montee|promenade";

    /// <summary>Kinds that are also things one counts (3 cours de piano): a capital or a postal code has to follow.</summary>
    private const string Doubtful = @"place|pl|square|sq|cours|crs|passage|route|rte|residence|res|cite|villa|parc|clos|domaine|mail|parvis|port|pont|galerie|quartier|voie|zone|za|zi|zac|cote|corniche|terrasse|jardin|carrefour|halle|mas|tour|batiment|r|ch|rocade|resid";

    private static readonly BoundedRegex Numbered = new($@"\b\d{{1,4}}([-/]\d{{1,4}})?\s?(bis|ter|quater|[a-d])?\s?,?\s(?<type>{Plain}|{Doubtful})\b\.?\s");
    private static readonly BoundedRegex Unnumbered = new($@"\b(?<type>{Plain}|{Doubtful}|bp|cs|boite postale)\b\.?\s");
    private static readonly BoundedRegex Complement = new(@"^(\s?,?\s?-?\s?(bat(iment)?|appt?|apt|appartement|etage|esc(alier)?|res(idence)?|porte|bp|cs|lot|entree|immeuble|chez|lieu-dit)\.?\s?([a-z0-9°-]{1,20})(\s[a-z0-9-]{1,15}){0,2}?)");
    private static readonly BoundedRegex Floor = new(@"^\s?,?\s?\d{1,2}(er|e|eme|nd)\s(etage|droite|gauche)");
    private static readonly BoundedRegex Code = new(@"^[\s,;()\-–]{1,6}(a\s)?(f-|f )?(?<code>\d{5}|\d{2}\s\d{3})[\s,-]{1,3}");
    private static readonly BoundedRegex BareTown = new(@"^(,\s?|\sa\s|\s-\s|\s?\()(?<town>[a-z])");
    private static readonly BoundedRegex CodeAndTown = new(@"\b(f-)?(?<code>\d{5})[ ,]{1,2}(?<town>[a-z])");
    private static readonly BoundedRegex Residence = new(@"\b(habite|habitent|habitant|habitait|reside|residant|residait|demeurant|demeure|domicilie|domiciliee|domicilies|vit|vivant|installe|installee|demenage)\s(a|au|aux|sur)\s(?<town>[a-z])|\bville\s?:\s?(?<town>[a-z])");

    /// <summary>54 Baker Street, Flat 3, London NW1 6XE: the number, the name in capitals, the kind of street behind.</summary>
    private static readonly BoundedRegex English = new(@"\b\d{1,5}[a-z]?\s(?<name>([a-z][a-z'.-]{0,20}\s){1,4})(street|st|road|rd|avenue|ave|lane|ln|drive|dr|court|boulevard|blvd|terrace|close|crescent)\b\.?(,?\s(apt|flat|suite|unit|apartment)\.?\s?#?[a-z0-9]{1,5})?(?<town>(,\s[a-z][a-z'-]+\b(\s[a-z][a-z'-]+\b)?){1,2})?(,?\s([a-z]{2}\s\d{5}(-\d{4})?|[a-z]{1,2}\d{1,2}[a-z]?\s\d[a-z]{2})\b)?");

    /// <summary>Hauptstraße 12, Bahnhofstr. 5.</summary>
    private static readonly BoundedRegex German = new(@"\b(?<name>[a-z]{3,30})(strasse|straße|stra.e|str\.|gasse|platz|weg)\s\d{1,4}[a-z]?(,\s\d{5}\s[a-z]{3,30})?\b");

    private static readonly string[] HomeCues = ["habite", "resid", "demeur", "domicil", "adresse", "loge", "livr", "vit au", "chez"];

    public static void Find(ScannedText text, List<PersonalDataSpan> found)
    {
        var numbered = new List<(int Start, int End)>();
        foreach (Match match in Numbered.Matches(text.Folded))
        {
            if ((numbered.Count > 0 && match.Index < numbered[^1].End) || (match.Index > 0 && text.Folded[match.Index - 1] is '.' or ',' or '/' && match.Index > 1 && char.IsDigit(text.Folded[match.Index - 2]))) continue;
            if (Street(text, match, numbered: true) is not { } end) continue;
            found.Add(new(match.Index, end, Address, 0.92));
            numbered.Add((match.Index, end));
        }

        Foreign(text, found);
        var passed = 0;

        foreach (Match match in Unnumbered.Matches(text.Folded))
        {
            while (passed < numbered.Count && numbered[passed].End <= match.Index) passed++;
            if (passed < numbered.Count && numbered[passed].Start <= match.Index) continue;
            if (Street(text, match, numbered: false) is { } end) found.Add(new(match.Index, end, Address, 0.8));
        }

        foreach (Match match in CodeAndTown.Matches(text.Folded)) LooseCode(text, match, found);
        foreach (Match match in Residence.Matches(text.Folded))
        {
            var start = match.Groups["town"].Index;
            if (char.IsUpper(text.Original[start]) && Town.At(text, start) is { } end && !Lexicon.CommonWords.Contains(text.Folded.AsSpan(start, end - start)) | Lexicon.Communes.Contains(text.Folded.AsSpan(start, end - start))) found.Add(new(start, end, City, 0.7));
        }
    }

    private static void Foreign(ScannedText text, List<PersonalDataSpan> found)
    {
        foreach (Match match in English.Matches(text.Folded))
        {
            if (!AreCapitalised(text, match.Groups["name"])) continue;
            var town = match.Groups["town"];
            var end = town.Success && !AreCapitalised(text, town) ? town.Index : match.Index + match.Length;
            found.Add(new(match.Index, end, Address, 0.85));
        }

        foreach (Match match in German.Matches(text.Folded))
        {
            if (char.IsUpper(text.Original[match.Index])) found.Add(new(match.Index, match.Index + match.Length, Address, 0.8));
        }
    }

    private static bool AreCapitalised(ScannedText text, Group group)
    {
        for (var i = group.Index; i < group.Index + group.Length; i++)
        {
            if (char.IsLetter(text.Folded[i]) && (i == 0 || !(char.IsLetterOrDigit(text.Folded[i - 1]) || text.Folded[i - 1] is '\'' or '-')) && !char.IsUpper(text.Original[i])) return false;
        }

        return true;
    }

    /// <returns>The offset after the whole address, or null when this is none.</returns>
    private static int? Street(ScannedText text, Match match, bool numbered)
    {
        var type = match.Groups["type"].ValueSpan;
        var plain = IsPlain(type);
        var (end, capital) = Name(text, match.Index + match.Length, lowerCase: numbered && plain);
        var hasName = end > match.Index + match.Length;
        if (!hasName && type is not ("bp" or "cs")) return null;
        if (!hasName) end = NumberAfter(text, match.Index + match.Length);

        var full = WithTown(text, WithComplement(text, end));
        if (full is { } withTown) return withTown;
        if (!numbered) return plain && capital && text.IsNear(match.Index, 30, HomeCues) ? WithBareTown(text, end) : null;
        return plain || capital ? WithBareTown(text, WithComplement(text, end)) : null;
    }

    /// <summary>Reads the name of the street: capitalised words, the small words between them, a title, a date such as 8 mai 1945.</summary>
    private static (int End, bool Capital) Name(ScannedText text, int start, bool lowerCase)
    {
        var (end, i, capital, content) = (start, start, false, 0);
        var afterLink = true;
        for (var words = 0; words < MostWords && i < text.Folded.Length; words++)
        {
            var from = i;
            while (i < text.Folded.Length && (char.IsLetterOrDigit(text.Folded[i]) || (text.Folded[i] is '-' && i > from && i + 1 < text.Folded.Length && char.IsLetter(text.Folded[i + 1])))) i++;
            if (i == from) break;
            var word = text.Folded.AsSpan(from, i - from);
            if (char.IsDigit(word[0]))
            {
                // 8 mai 1945, 11 novembre: a number inside the name; anything else starts the postal code.
                if (word.Length > 2 && !(word.Length == 4 && content > 0 && word[0] == '1' && i - from == 4 && IsMonthBefore(text, from))) break;
                if (word.Length <= 2 && !IsMonthAfter(text, i)) break;
                end = i;
                content++;
                afterLink = true;
            }
            else if (char.IsUpper(text.Original[from]))
            {
                if (content > 0 && !afterLink && Lexicon.CommonWords.Contains(word) && !PersonNames.IsParticle(word)) break;
                capital = true;
                end = i;
                content++;
                afterLink = false;
            }
            else if (IsLink(word))
            {
                afterLink = true;
            }
            else if (DateReading.IsMonthName(word) || (lowerCase && (afterLink || content == 0)) || IsTitle(word))
            {
                if (content == 0 && Lexicon.CommonWords.Contains(word)) break;
                end = i;
                content++;
                afterLink = IsTitle(word);
            }
            else
            {
                break;
            }

            if (i >= text.Folded.Length || !(text.Folded[i] is ' ' or '\'' || (text.Folded[i] is '.' && i - from <= 3 && i + 1 < text.Folded.Length && text.Folded[i + 1] == ' '))) break;
            i += text.Folded[i] == '.' ? 2 : 1;
        }

        return content > 0 ? (end, capital) : (start, false);
    }

    private static int WithComplement(ScannedText text, int end)
    {
        for (var turns = 0; turns < 3; turns++)
        {
            var rest = text.Folded[end..Math.Min(text.Folded.Length, end + 60)];
            var match = Floor.Match(rest);
            if (!match.Success) match = Complement.Match(rest);
            if (!match.Success) break;
            end += match.Length;
        }

        return end;
    }

    /// <summary>With the postal code and town that follow, on the same line or the next; null when none does.</summary>
    private static int? WithTown(ScannedText text, int end)
    {
        var match = Code.Match(text.Folded[end..Math.Min(text.Folded.Length, end + 30)]);
        if (!match.Success) return null;
        var code = match.Groups["code"].Value.Replace(" ", "", StringComparison.Ordinal);
        if (!PostalCodes.IsFrench(code)) return null;
        return Town.At(text, end + match.Length) ?? end + match.Groups["code"].Index + match.Groups["code"].Length;
    }

    /// <summary>With the town alone: 12 rue des Lilas, Lyon; 4 quai Voltaire à Paris.</summary>
    private static int WithBareTown(ScannedText text, int end)
    {
        var match = BareTown.Match(text.Folded[end..Math.Min(text.Folded.Length, end + 8)]);
        if (!match.Success) return end;
        var start = end + match.Groups["town"].Index;
        if (Town.At(text, start) is not { } townEnd) return end;
        var town = text.Folded.AsSpan(start, townEnd - start);
        var known = Lexicon.Communes.Contains(town.ToString().Replace(' ', '-'));
        return known || (char.IsUpper(text.Original[start]) && match.ValueSpan.Contains('a') && match.ValueSpan.StartsWith(" a ")) ? townEnd : end;
    }

    private static void LooseCode(ScannedText text, Match match, List<PersonalDataSpan> found)
    {
        var code = match.Groups["code"];
        var start = match.Groups["town"].Index;
        if (!PostalCodes.IsFrench(code.Value) || !char.IsUpper(text.Original[start]) || Town.At(text, start) is not { } end) return;
        var town = text.Folded.AsSpan(start, end - start);
        var known = Lexicon.Communes.Contains(town.ToString().Replace(' ', '-')) || town.Contains("cedex", StringComparison.Ordinal) || town.Contains('-');
        if (!known && !text.IsNear(code.Index, 40, HomeCues) && !text.IsNear(code.Index, 25, "postal", "cp", "ville")) return;
        found.Add(new(code.Index, code.Index + code.Length, PostalCode, 0.75));
        found.Add(new(start, end, City, 0.75));
    }

    private static int NumberAfter(ScannedText text, int start)
    {
        while (start < text.Folded.Length && char.IsAsciiDigit(text.Folded[start])) start++;
        return start;
    }

    private static bool IsPlain(ReadOnlySpan<char> type)
    {
        foreach (var range in Plain.AsSpan().Split('|'))
        {
            if (type.SequenceEqual(Plain.AsSpan(range))) return true;
        }

        return false;
    }

    private static bool IsLink(ReadOnlySpan<char> word) => word is "de" or "du" or "des" or "la" or "le" or "les" or "l" or "d" or "aux" or "au" or "en" or "sur" or "sous" or "et" or "a" or "saint" or "sainte" or "st" or "ste";

    private static bool IsTitle(ReadOnlySpan<char> word) => word is "general" or "gal" or "marechal" or "mal" or "docteur" or "dr" or "president" or "pdt" or "professeur" or "pr" or "abbe" or "capitaine" or "colonel" or "commandant" or "cdt" or "lieutenant" or "amiral" or "cardinal" or "pasteur" or "jean" or "moulin" or "gare" or "eglise" or "mairie" or "ecole";

    private static bool IsMonthAfter(ScannedText text, int end)
    {
        if (end >= text.Folded.Length || text.Folded[end] != ' ') return false;
        var rest = text.Folded.AsSpan(end + 1);
        var length = rest.IndexOfAnyExceptInRange('a', 'z');
        return DateReading.IsMonthName(length < 0 ? rest : rest[..length]);
    }

    private static bool IsMonthBefore(ScannedText text, int start)
    {
        var before = text.Folded.AsSpan(0, start).TrimEnd();
        var space = before.LastIndexOf(' ');
        return DateReading.IsMonthName(before[(space + 1)..]);
    }
}
