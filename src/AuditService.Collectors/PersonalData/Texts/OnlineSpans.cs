using System.Text.RegularExpressions;
using AuditService.Collectors.PersonalData.Identifiers;
using AuditService.Core;

namespace AuditService.Collectors.PersonalData.Texts;

/// <summary>E-mail addresses, URLs, IP and MAC addresses, coordinates, plates and VAT numbers: what a pattern proposes and an exact test confirms.</summary>
internal static class OnlineSpans
{
    private static readonly BoundedRegex Url = new(@"(https?|ftp)://[^\s<>""]+|\bwww\.[^\s<>""]+");
    private static readonly BoundedRegex Email = new(@"[\p{L}\d._%+'-]+@[\p{L}\d-]+(\.[\p{L}\d-]+)+");
    private static readonly BoundedRegex SpelledEmail = new(@"[a-z\d._-]+\s?[\[(]\s?(at|arobase|a)\s?[\])]\s?[a-z\d-]+(\s?([\[(]\s?(dot|point)\s?[\])]|\.)\s?[a-z\d-]+)+");
    private static readonly BoundedRegex IpV4 = new(@"\b\d{1,3}(\.\d{1,3}){3}\b");
    private static readonly BoundedRegex IpV6 = new(@"[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7}");
    private static readonly BoundedRegex Mac = new(@"\b([0-9a-f]{2}:){5}[0-9a-f]{2}\b|\b([0-9a-f]{2}-){5}[0-9a-f]{2}\b|\b([0-9a-f]{4}\.){2}[0-9a-f]{4}\b");
    private static readonly BoundedRegex Pair = new(@"[-+]?\d{1,2}\.\d{3,}\s?°?\s?n?\s?[,;/ ]\s?[-+]?\d{1,3}\.\d{3,}(\s?°?\s?[eo]\b)?");
    private static readonly BoundedRegex Sexagesimal = new(@"\d{1,2}\s?°\s?\d{1,2}\s?['′]\s?[\d.,]{1,8}\s?(""|''|″)?\s?[ns][\s,]{0,3}\d{1,3}\s?°\s?\d{1,2}\s?['′]\s?[\d.,]{1,8}\s?(""|''|″)?\s?[eow]");
    private static readonly BoundedRegex OneCoordinate = new(@"\b(latitude|longitude|lat|lon|lng|long)\s?[:=]?\s?(?<v>[-+]?\d{1,3}[.,]\d{3,})");
    /// <summary>A line of the machine-readable zone of a passport or card.</summary>
    private static readonly BoundedRegex Zone = new(@"[a-z0-9<]{30,45}");

    private static readonly BoundedRegex Vat = new(@"\bfr\s?[0-9a-z]{2}[\s.]?\d{3}[\s.]?\d{3}[\s.]?\d{3}\b");
    private static readonly BoundedRegex Plate = new(@"\b[a-z]{2}[- ]?\d{3}[- ]?[a-z]{2}\b");
    private static readonly BoundedRegex OldPlate = new(@"\b\d{1,4}[- ]?[a-z]{1,3}[- ]?(\d{2,3}|2[ab])\b");

    private static readonly string[] VehicleCues = ["immatricul", "plaque", "vehicule", "voiture", "scooter", "moto", "camion", "automobile", "carte grise"];
    private static readonly string[] ReferenceCues = ["ref ", "ref.", "ref:", "ref=", "reference", "article", "lot", "modele", "commande", "sku", "dossier", "serie", "produit"];
    private static readonly string[] AddressCues = ["ip", "adresse", "address", "host", "hote", "serveur", "server", "client", "from", "depuis", "dns"];
    private static readonly string[] VersionCues = ["version", "v.", "release", "section", "chapitre", "article", "rev", "firmware", "paragraphe", "build"];

    public static void Find(ScannedText text, List<PersonalDataSpan> found)
    {
        foreach (Match match in Url.Matches(text.Folded)) Add(found, match.Index, TrimmedEnd(text.Folded, match), PersonalDataCategory.Url, 0.95);

        if (text.Folded.Contains('@')) Emails(text, found);
        foreach (Match match in SpelledEmail.Matches(text.Folded)) Add(found, match.Index, match.Index + match.Length, PersonalDataCategory.Email, 0.85);

        foreach (Match match in IpV4.Matches(text.Folded))
        {
            if (!OnlineIdentifiers.IsIpV4(match.ValueSpan) || !IsIsolated(text.Folded, match) || text.IsNear(match.Index, 12, VersionCues)) continue;
            if (match.Index > 0 && text.Folded[match.Index - 1] == 'v') continue;
            // 1.2.3.4 numbers a section as well as a machine; 127.0.0.1 and 255.255.255.0 are nobody's.
            if (match.Length == "1.2.3.4".Length && !text.IsNear(match.Index, 12, AddressCues)) continue;
            if (OnlineIdentifiers.IsNobodysIp(match.ValueSpan)) continue;
            Add(found, match.Index, match.Index + match.Length, PersonalDataCategory.Ip, OnlineIdentifiers.IsReservedIp(match.ValueSpan) ? 0.55 : 0.92);
        }

        foreach (Match match in IpV6.Matches(text.Folded))
        {
            if (match.Length < 6 || match.ValueSpan.Count(':') < 3 || !text.StandsAlone(match.Index, match.Index + match.Length)) continue;
            if (OnlineIdentifiers.IsIpV6(match.ValueSpan) && match.ValueSpan.ContainsAnyInRange('0', '9')) Add(found, match.Index, match.Index + match.Length, PersonalDataCategory.Ip, 0.92);
        }

        foreach (Match match in Mac.Matches(text.Folded)) Add(found, match.Index, match.Index + match.Length, PersonalDataCategory.Mac, 0.96);
        foreach (Match match in Pair.Matches(text.Folded))
        {
            if (IsIsolated(text.Folded, match)) Add(found, match.Index, match.Index + match.Length, PersonalDataCategory.Gps, 0.85);
        }

        foreach (Match match in Sexagesimal.Matches(text.Folded)) Add(found, match.Index, match.Index + match.Length, PersonalDataCategory.Gps, 0.95);
        foreach (Match match in OneCoordinate.Matches(text.Folded)) Add(found, match.Groups["v"].Index, match.Index + match.Length, PersonalDataCategory.Gps, 0.8);
        foreach (Match match in Vat.Matches(text.Folded))
        {
            if (CompanyNumbers.IsVat(match.ValueSpan)) Add(found, match.Index, match.Index + match.Length, PersonalDataCategory.Vat, 0.97);
        }

        Plates(text, found);
        foreach (Match match in Zone.Matches(text.Folded))
        {
            var line = text.Original.AsSpan(match.Index, match.Length);
            if (MachineReadableZone.IsPassportLine(line)) Add(found, match.Index, match.Index + match.Length, PersonalDataCategory.Passport, 0.97);
            else if (MachineReadableZone.IsCardLine(line)) Add(found, match.Index, match.Index + match.Length, PersonalDataCategory.IdentityCard, 0.95);
        }
    }

    private static void Emails(ScannedText text, List<PersonalDataSpan> found)
    {
        foreach (Match match in Email.Matches(text.Folded))
        {
            var (start, end) = (match.Index, TrimmedEnd(text.Folded, match));
            while (start < end && text.Folded[start] is '.' or '\'' or '-') start++;
            // l'adresse d'untel@exemple.fr: the article belongs to the sentence.
            var apostrophe = text.Folded.AsSpan(start, end - start).IndexOf('\'');
            if (apostrophe is 1 or 2 && text.Folded.AsSpan(start, apostrophe) is "l" or "d" or "qu") start += apostrophe + 1;
            if (OnlineIdentifiers.IsEmail(text.Folded.AsSpan(start, end - start))) Add(found, start, end, PersonalDataCategory.Email, 0.98);
        }
    }

    private static void Plates(ScannedText text, List<PersonalDataSpan> found)
    {
        foreach (Match match in Plate.Matches(text.Folded))
        {
            var hyphened = match.ValueSpan.Count('-') == 2;
            var context = text.IsNear(match.Index, 60, VehicleCues);
            if (!Identifiers.Plate.IsSiv(match.ValueSpan) || (!hyphened && !context)) continue;
            if (!context && text.IsNear(match.Index, 25, ReferenceCues)) continue;
            Add(found, match.Index, match.Index + match.Length, PersonalDataCategory.Plate, context ? 0.95 : 0.85);
        }

        foreach (Match match in OldPlate.Matches(text.Folded))
        {
            var capitals = text.Original.AsSpan(match.Index, match.Length).IndexOfAnyInRange('a', 'z') < 0;
            if (capitals && Identifiers.Plate.HasFniShape(match.ValueSpan) && text.IsNear(match.Index, 40, VehicleCues)) Add(found, match.Index, match.Index + match.Length, PersonalDataCategory.Plate, 0.85);
        }
    }

    /// <summary>No digit or point hangs on either side: not the middle of a longer number.</summary>
    private static bool IsIsolated(string text, Match match)
    {
        var (before, after) = (match.Index - 1, match.Index + match.Length);
        if (before >= 0 && (char.IsLetterOrDigit(text[before]) || (text[before] is '.' && before > 0 && char.IsDigit(text[before - 1])))) return false;
        return after >= text.Length || (!char.IsLetterOrDigit(text[after]) && !(text[after] is '.' && after + 1 < text.Length && char.IsDigit(text[after + 1])));
    }

    /// <summary>The punctuation of the sentence around it is not part of an address.</summary>
    private static int TrimmedEnd(string text, Match match)
    {
        var end = match.Index + match.Length;
        while (end > match.Index + 1 && text[end - 1] is '.' or ',' or ';' or ':' or '!' or '?' or ')' or ']' or '\'' or '»' or '*' or '-') end--;
        return end;
    }

    private static void Add(List<PersonalDataSpan> found, int start, int end, PersonalDataCategory category, double confidence) => found.Add(new(start, end, category, confidence));
}
