using System.Text.RegularExpressions;
using AuditService.Collectors.PersonalData.Identifiers;
using AuditService.Core;
using static AuditService.Collectors.PersonalData.PersonalDataCategory;

namespace AuditService.Collectors.PersonalData.Texts;

/// <summary>Values that only their label names: the number of a passport, a login, a password, a customer number.</summary>
internal static class LabelledSpans
{
    private const string Number = @"\s?(numero|num\.?|n\s?°|no\.?|nb|#)?\s?(est|est le|is)?\s?[:=]?\s?";

    private static readonly (BoundedRegex Pattern, PersonalDataCategory Category, double Confidence, Func<ReadOnlySpan<char>, bool> Holds)[] Labels =
    [
        (Labelled(@"\bpasse?port( francais| biometrique)?" + Number + @"(?<v>[a-z0-9]{8,9})\b"), Passport, 0.92, HasDigits),
        (Labelled(@"\b(cni|carte (nationale )?d'identite|piece d'identite|carte d'id)" + Number + @"(?<v>[a-z0-9]{9}|[0-9]{12})\b"), IdentityCard, 0.9, HasDigits),
        (Labelled(@"\bpermis( de conduire)?( b)?" + Number + @"(?<v>[0-9]{12}|[0-9]{2}[a-z]{2}[0-9]{5})\b"), DrivingLicence, 0.9, HasDigits),
        (Labelled(@"\b(ine|bea|rnie|identifiant national)( etudiant| eleve)?" + Number + @"(?<v>[0-9]{9}[a-z]{2}|[0-9]{10}[a-z]|[0-9]{4}a[0-9]{5}[a-z])\b"), Ine, 0.95, text => RegisteredPeople.HasIneShape(text)),
        (Labelled(@"\b(titre de sejour|carte de sejour|numero etranger|agdref)" + Number + @"(?<v>[0-9]{10}|[0-9a-z]{9})\b"), ResidencePermit, 0.9, text => OfficialDocuments.HasResidencePermitShape(text) && HasDigits(text)),
        (Labelled(@"\bimei" + Number + @"(?<v>\d{2}[ -]?\d{6}[ -]?\d{6}[ -]?\d|\d{15})\b"), Imei, 0.95, text => MobileNumbers.IsImei(text)),
        (Labelled(@"\bimsi" + Number + @"(?<v>\d{14,15})\b"), Imsi, 0.9, text => MobileNumbers.HasImsiShape(text)),
        (Labelled(@"\b(cvv|cvc|cryptogramme)2?" + Number + @"(?<v>\d{3,4})\b"), CardCode, 0.9, HasDigits),
        (Labelled(@"\brpps" + Number + @"(?<v>\d{11})\b"), Rpps, 0.95, text => RegisteredPeople.IsRpps(text)),
        (Labelled(@"\badeli" + Number + @"(?<v>[0-9ab]{9}|\d{2} \d \d{5} \d)\b"), Adeli, 0.95, text => RegisteredPeople.HasAdeliShape(text)),
        (Labelled(@"\brib" + Number + @"(?<v>\d{5}\s?\d{5}\s?[a-z0-9]{11}\s?\d{2})\b"), Rib, 0.95, text => BankAccounts.IsRib(text)),
        (Labelled(@"\b((code postal|cp)\s?[:=]\s?|mon code postal\s(est\s)?(le\s)?)(?<v>\d{5})\b"), PostalCode, 0.85, text => PostalCodes.IsFrench(text)),
        (Labelled(@"\b(pseudo|pseudonyme|login|nom d'utilisateur|username|user name)\b\s?(est|is)?\s?[:=]?\s?[«""']?(?<v>@?[a-z0-9][a-z0-9._-]{2,39})"), Username, 0.8, IsLogin),
        (Labelled(@"\b(invalid user|session (opened|closed) for user|(accepted|failed) (password|publickey) for( invalid user)?)\s(?<v>[a-z0-9][a-z0-9._-]{1,31})\b"), Username, 0.75, IsAccount),
        (Labelled(@"\b(identifiant|user|compte|twitter|instagram|insta|snapchat|discord|tiktok)\s?[:=]\s?[«""']?(?<v>@?[a-z0-9][a-z0-9._-]{2,39})"), Username, 0.7, IsLogin),
        (Labelled(@"\b(mot de passe|mdp|password|passwd|pwd|code secret)(\s?(est|is)\s?[:=]?|\s?[:=])\s?[«""']?(?<v>[^\s«»"",;]{4,60})"), Password, 0.9, text => text is not ("oublie" or "perdu" or "valide" or "incorrect" or "requis")),
        (Labelled(@"\b(numero|num\.?|n\s?°|no\.?|id|identifiant|code|ref\.?|reference)\s?(de\s|d')?(client|cliente|adherent|adherente|patient|patiente|abonne|abonnee|allocataire|salarie|employe|etudiant|assure|beneficiaire|membre|usager|locataire)" + Number + @"(?<v>[a-z]{0,6}[-_]?\d[a-z0-9-]{2,19})\b"), CustomerId, 0.85, HasDigits),
        (Labelled(@"\b(client|cliente|adherent|patient|patiente|abonne|allocataire|salarie|employe|agent)\s?(numero|num\.?|n\s?°|no\.|id|#)\s?[:=]?\s?(?<v>[a-z]{0,6}[-_]?\d[a-z0-9-]{2,19})\b"), CustomerId, 0.85, HasDigits),
        (Labelled(@"\b(matricule|ipp|nda|customer id|user id|client id|patient id)" + Number + @"(?<v>[a-z]{0,6}[-_]?\d[a-z0-9-]{2,19})\b"), CustomerId, 0.85, HasDigits),
        (Labelled(@"\bnationalite\s?[:=]\s?(?<v>[a-z]{4,20}(-[a-z]{4,15})?)\b"), Nationality, 0.8, text => text is not ("inconnue" or "etrangere" or "autre" or "dans" or "pour" or "sont" or "avec")),
    ];

    public static void Find(ScannedText text, List<PersonalDataSpan> found)
    {
        foreach (var (pattern, category, confidence, holds) in Labels)
        {
            foreach (Match match in pattern.Matches(text.Folded))
            {
                var value = match.Groups["v"];
                var end = value.Index + value.Length;
                while (end > value.Index + 1 && text.Folded[end - 1] is '.' or '-' or ')' or '\'') end--;
                if (holds(text.Folded.AsSpan(value.Index, end - value.Index))) found.Add(new(value.Index, end, category, confidence));
            }
        }
    }

    private static bool HasDigits(ReadOnlySpan<char> value)
    {
        var digits = 0;
        foreach (var c in value)
        {
            if (char.IsAsciiDigit(c)) digits++;
        }

        return digits >= 3;
    }

    /// <summary>A word of a sentence is no login: it takes a letter, and a digit or a mark that no word holds.</summary>
    private static bool IsLogin(ReadOnlySpan<char> value) =>
        value.ContainsAny(Alphabets.LoginOnlyMarks) && value.IndexOfAnyInRange('a', 'z') >= 0;

    /// <summary>The account of a person in the lines of a server's log; those of the system are nobody's.</summary>
    private static bool IsAccount(ReadOnlySpan<char> value) =>
        value is not ("root" or "admin" or "invalid" or "user" or "daemon" or "nobody" or "guest" or "test" or "mysql" or "postgres" or "oracle" or "www-data" or "nginx" or "git" or "ftp" or "ubuntu" or "administrator" or "support" or "none" or "by" or "from");

    private static BoundedRegex Labelled(string pattern) => new(pattern);
}
