using AuditService.Core;

namespace AuditService.Collectors.PersonalData.Texts;

/// <summary>
/// What the words around two capitalised words say of their being somebody: who is hospitalised, aged forty or lives somewhere is a person, and so is who
/// signs, whom a complaint is against, or who is called a patient. Rare and foreign names, which no list holds, are read by it.
/// </summary>
internal static class NameCues
{
    /// <summary>Enough for a name on its own, whatever its words.</summary>
    public const int Strong = 2;

    /// <summary>A firm may stand there too: something about the words themselves has to come on top.</summary>
    public const int Weak = 1;

    private const int LongestLead = 40;

    /// <summary>People by their nature; an agent or a manager is often followed by a department.</summary>
    private static readonly HashSet<string> People = new(StringComparer.Ordinal)
    {
        "patient", "patiente", "salarie", "salariee", "locataire", "eleve", "etudiant", "etudiante", "stagiaire", "candidat", "candidate", "beneficiaire", "temoin", "victime", "plaignant", "plaignante",
        "assure", "assuree", "requerant", "requerante", "adherent", "adherente", "usager", "resident", "residente", "defunt", "defunte", "mineur", "mineure", "prevenu", "prevenue", "conjoint", "conjointe",
        "epoux", "epouse", "fils", "fille", "frere", "soeur", "mere", "pere", "oncle", "tante", "neveu", "niece", "collegue", "voisin", "voisine", "enfant", "soussigne", "soussignee", "nourrisson",
        "allocataire", "tuteur", "tutrice", "heritier", "heritiere", "mandataire", "auteur", "autrice", "docteur", "maitre", "interlocuteur", "interlocutrice", "redacteur", "redactrice", "correspondant", "correspondante",
    };

    /// <summary>Labels of lists of people.</summary>
    private static readonly HashSet<string> Lists = new(StringComparer.Ordinal)
    {
        "present", "presents", "presente", "presentes", "absent", "absente", "absents", "absentes", "excuse", "excusee", "excuses", "participant", "participants", "participantes", "intervenants", "intervenant",
        "destinataires", "signataires", "soussignes", "membres", "temoins", "beneficiaires", "eleves", "candidats", "patients", "interlocuteurs",
    };

    /// <summary>What is done by, to, with or about a person.</summary>
    private static readonly HashSet<(string, string)> Frames =
    [
        ("entretien", "avec"), ("rendez-vous", "avec"), ("rendez-vous", "de"), ("rdv", "avec"), ("rdv", "de"), ("plainte", "contre"), ("temoignage", "de"), ("audition", "de"), ("deces", "de"), ("naissance", "de"),
        ("domicile", "de"), ("absence", "de"), ("remplacement", "de"), ("remplace", "par"), ("remplacee", "par"), ("prescrit", "a"), ("prescrite", "a"), ("delivre", "a"), ("delivree", "a"), ("cles", "a"),
        ("message", "pour"), ("epouse", "de"), ("fils", "de"), ("fille", "de"), ("mere", "de"), ("pere", "de"), ("soeur", "de"), ("frere", "de"), ("hospitalisation", "de"), ("signe", "par"), ("signee", "par"),
        ("redige", "par"), ("redigee", "par"), ("suivi", "par"), ("suivie", "par"), ("recu", "par"), ("recue", "par"), ("presence", "de"), ("part", "de"), ("accompagne", "de"), ("accompagnee", "de"),
        ("assiste", "de"), ("assistee", "de"), ("represente", "par"), ("representee", "par"), ("depose", "par"), ("deposee", "par"), ("tutelle", "de"), ("curatelle", "de"), ("signature", "de"), ("temoins", "de"),
    ];

    private static readonly HashSet<string> Prepositions = new(StringComparer.Ordinal) { "de", "par", "avec", "a", "pour", "contre", "chez", "selon", "apres", "sans", "que", "et" };

    private static readonly HashSet<string> Farewells = new(StringComparer.Ordinal) { "cordialement", "salutations", "vous", "sincerement", "respectueusement", "amicalement", "toi", "distinguees", "meilleures" };

    private static readonly BoundedRegex Person = new(
        @"^,? ?\(?(se plaint|souffre|habite|reside|demeur|sollicite|rappellera|consulte|(a|avait|n'a pas) (appele|rappele|telephone|repondu|accouche|ete (hospitalise|admis|recu|opere|vaccine|entendu))"
        + @"|est (ne|nee|absent|absente|malade|decede|decedee|suivi|suivie|enceinte|sorti|sortie|hospitalisee?|domiciliee?|en (arret|conge|conges|vacances|retard|maladie))\b|nee? (le|en|a)\b|domiciliee?|agee? (de )?\d|epouse |veuf|veuve|\d{1,3} ans\b)");

    private static readonly BoundedRegex PersonOrFirm = new(@"^,? ?\(?(souhaite|demande|conteste|declare|affirme|explique|precise|indique|signale|confirme|refuse|accepte|(a|avait) (signe|declare|demande|depose|refuse|accepte|recu|envoye))\b");

    /// <summary>What stands before the word: 0 where it tells nothing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="i">The first word of what may be a name.</param>
    /// <param name="found">Names before it.</param>
    public static int Before(ScannedText text, int i, IReadOnlyList<PersonalDataSpan> found)
    {
        var words = text.Words;
        if (i == 0) return 0;
        var (word, before) = (words[i], words[i - 1]);
        var gap = text.Folded.AsSpan(before.End, word.Start - before.End);
        if (gap is " ")
        {
            if (before.Folded is "et" && found.Count > 0 && IsName(found[^1]) && before.Start - found[^1].End == 1) return Strong;
            if (People.Contains(before.Folded) && !before.IsGlued) return Strong;
            if (i > 1 && Frames.Contains((words[i - 2].Folded, before.Folded)) && text.Folded.AsSpan(words[i - 2].End, before.Start - words[i - 2].End) is " ") return Strong;
            return Prepositions.Contains(before.Folded) ? Weak : 0;
        }

        if (gap.Trim() is ":" && gap.Length <= 4)
        {
            if (Lists.Contains(before.Folded) || People.Contains(before.Folded)) return Strong;
            return IsCalledPerson(text, i - 1) ? Strong : 0;
        }

        if (gap is ", " && found.Count > 0 && IsName(found[^1]) && found[^1].End == before.End && IsInList(text, i)) return Strong;
        return gap.Contains('\n') && Farewells.Contains(before.Folded) && gap.Trim() is "," or "" && EndsLine(text, i) ? Strong : 0;
    }

    /// <summary>What stands behind the offset at which a name would end.</summary>
    public static int After(ScannedText text, int end)
    {
        var rest = text.Folded.AsSpan(end, Math.Min(LongestLead, text.Folded.Length - end));
        return Person.IsMatch(rest) ? Strong : PersonOrFirm.IsMatch(rest) ? Weak : 0;
    }

    /// <summary>« Auteur de la note : », « Interlocuteur habituel : »: the label begins with who it is.</summary>
    private static bool IsCalledPerson(ScannedText text, int last)
    {
        for (var back = last - 1; back >= 0 && last - back <= 3; back--)
        {
            if (text.Folded.AsSpan(text.Words[back].End, text.Words[back + 1].Start - text.Words[back].End) is not (" " or "'")) return false;
            if (People.Contains(text.Words[back].Folded)) return true;
        }

        return false;
    }

    /// <summary>« Présents : Jean Dupont, Léa Roux »: the label of the list stands on the same line.</summary>
    private static bool IsInList(ScannedText text, int i)
    {
        for (var back = i - 1; back >= 0 && i - back <= 24; back--)
        {
            var gap = text.Folded.AsSpan(text.Words[back].End, text.Words[back + 1].Start - text.Words[back].End);
            if (gap.Contains('.') || gap.Contains('\n')) return false;
            if (gap.Contains(':')) return Lists.Contains(text.Words[back].Folded);
        }

        return false;
    }

    /// <summary>Two or three words, and nothing else on their line.</summary>
    private static bool EndsLine(ScannedText text, int i)
    {
        var line = text.Original.AsSpan(text.Words[i].Start);
        var end = line.IndexOf('\n');
        if (end >= 0) line = line[..end];
        return line.Trim().Count(' ') is 1 or 2 && !line.ContainsAny('.', ',', ':');
    }

    private static bool IsName(PersonalDataSpan span) => span.Category is PersonalDataCategory.Name or PersonalDataCategory.LastName or PersonalDataCategory.FirstName;
}
