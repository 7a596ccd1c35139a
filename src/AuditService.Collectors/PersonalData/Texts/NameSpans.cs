using AuditService.Collectors.PersonalData.Lexicons;
using static AuditService.Collectors.PersonalData.PersonalDataCategory;

namespace AuditService.Collectors.PersonalData.Texts;

/// <summary>
/// Names of people in French text: after a civility, a known given name with the capitalised words that follow, a surname in capitals with the given
/// name behind, an initial, the words after « je m'appelle » or « Nom : », and a plain given name alone.
/// </summary>
internal static class NameSpans
{
    private static readonly HashSet<string> Places = new(StringComparer.Ordinal)
    {
        "rue", "avenue", "boulevard", "bd", "av", "place", "square", "quai", "pont", "allee", "impasse", "chemin", "cours", "lycee", "college", "ecole", "universite", "hopital", "clinique",
        "institut", "fondation", "prix", "stade", "gare", "aeroport", "station", "musee", "theatre", "parc", "salle", "centre", "maison", "residence", "ehpad", "chu", "chru", "societe",
        "entreprise", "cabinet", "groupe", "sarl", "sas", "sasu", "eurl", "ets", "etablissements", "association", "banque", "restaurant", "hotel", "cafe", "boulangerie", "boutique",
        "laboratoire", "laboratoires", "prison", "tour", "caserne", "amphi", "amphitheatre", "loi", "theoreme", "methode", "algorithme", "syndrome", "maladie", "test", "faubourg", "route",
        "saint", "sainte", "st", "ste", "notre-dame", "barrage", "fort", "complexe", "gymnase", "piscine", "mediatheque", "bibliotheque", "espace", "echelle", "score", "loge", "campus",
        "porte", "metro", "port", "ile", "mont", "lac", "village", "domaine", "chateau", "villa", "marque", "parfums", "champagne", "editions", "galerie", "magasin", "pharmacie", "garage",
        "coefficient", "indice", "filtre", "transformee", "distance", "processus", "modele", "transports", "transport", "atelier", "ateliers", "menuiserie", "plomberie", "maconnerie", "boucherie", "bourse", "chaire", "master", "supercalculateur", "calculateur",
        "imprimerie", "librairie", "fromagerie", "taxi", "taxis", "ambulances", "camping", "assurances", "agence", "notaires", "office", "etude", "scp", "selarl", "holding", "immobilier",
        "construction", "constructions", "electricite", "peinture", "projet", "programme", "plan", "operation", "produit", "logiciel", "norme", "serie", "gamme", "collection", "edition",
        "auto-ecole", "couverture", "travaux", "conseil", "consulting", "groupement", "federation", "club", "equipe", "credit", "caisse", "mutuelle", "assurance", "bureau", "rapport",
        "arret", "ligne", "parking", "hameau", "lieu-dit", "lieudit", "quartier", "cite", "promenade", "esplanade", "halle", "halles", "marche", "rond-point", "passage", "sentier", "voie",
        "pavillon", "auditorium", "amphitheatre", "batiment", "tram", "tramway", "pole", "maternite", "creche", "foyer", "cimetiere", "basilique", "cathedrale", "eglise", "chapelle", "paroisse",
        "crypte", "statue", "buste", "fontaine", "jardin", "jardins", "bois", "plage", "col", "pic", "refuge", "palais", "hall", "studio", "cinema", "conservatoire", "mediatheque", "ludotheque",
    };

    /// <summary>Firms and characters that bear a civility: Mr Bricolage, Dr Martens, Madame Figaro.</summary>
    private static readonly HashSet<string> Brands = new(StringComparer.Ordinal)
    {
        "bricolage", "meuble", "propre", "figaro", "oetker", "martens", "pepper", "hauschka", "bean", "store", "cuisine", "web", "minute", "jekyll", "hyde", "potato", "patate", "robot", "pop",
    };

    /// <summary>Of a name after a civility inside the name of a place: « hôpital du Pr Martin » speaks of the hospital.</summary>
    private const double NamedAfter = 0.6;

    /// <summary>Pairs of words after which somebody is named.</summary>
    private static readonly HashSet<(string, string)> LeadIns =
    [
        ("part", "de"), ("appartient", "a"), ("appartenant", "a"), ("delivre", "a"), ("delivree", "a"), ("aupres", "de"), ("nom", "de"), ("attribue", "a"), ("attribuee", "a"),
        ("represente", "par"), ("representee", "par"), ("signe", "par"), ("signee", "par"), ("redige", "par"), ("redigee", "par"), ("confie", "a"), ("adresse", "a"), ("adressee", "a"),
        ("remis", "a"), ("remise", "a"), ("pour", "le"), ("recu", "par"), ("suivi", "par"), ("suivie", "par"), ("traite", "par"), ("celui", "de"), ("celle", "de"), ("dossier", "de"),
    ];

    private static readonly HashSet<string> Introductions = new(StringComparer.Ordinal)
    {
        "appelle", "appelles", "nomme", "nommee", "prenomme", "prenommee", "denomme", "denommee", "surnomme", "soussigne", "soussignee", "utilisateur", "utilisatrice",
    };

    private static readonly HashSet<string> Greetings = new(StringComparer.Ordinal)
    {
        "bonjour", "bonsoir", "salut", "cher", "chere", "merci", "coucou", "hello", "prenom", "fils", "fille", "frere", "soeur", "mari", "femme", "epouse", "epoux", "conjoint", "conjointe",
        "collegue", "ami", "amie", "voisin", "voisine", "compagnon", "compagne", "copain", "copine", "enfant", "bebe", "petit", "petite", "oncle", "tante", "cousin", "cousine", "papa", "maman",
        "appelle", "nomme", "nommee", "prenomme", "prenommee", "patiente", "patient", "cliente", "client", "eleve", "stagiaire", "hey", "dear", "hi",
    };

    private static readonly HashSet<string> RoleLabels = new(StringComparer.Ordinal)
    {
        "patient", "patiente", "client", "cliente", "contact", "candidat", "candidate", "beneficiaire", "titulaire", "salarie", "salariee", "signataire", "interlocuteur", "interlocutrice",
        "conseiller", "conseillere", "responsable", "auteur", "autrice", "demandeur", "requerant", "assure", "assuree", "locataire", "proprietaire", "eleve", "etudiant", "etudiante",
        "destinataire", "expediteur", "temoin", "victime", "redacteur", "gestionnaire", "technicien", "technicienne", "agent", "referent", "referente", "collaborateur", "collaboratrice",
        "employe", "employee", "signe", "appelant", "adherent", "usager", "conjoint", "conjointe", "plaignant", "plaignante", "medecin", "infirmier", "infirmiere", "avocat", "avocate",
        "formateur", "tuteur", "tutrice", "manager", "commercial", "vendeur", "name", "author", "employee", "customer", "student", "identite", "assistant", "assistante", "utilisateur",
    };

    public static void Find(ScannedText text, List<PersonalDataSpan> found)
    {
        var words = text.Words;
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].IsGlued) continue;
            if (AfterCivility(text, i, found) is { } afterCivility) i = afterCivility;
            else if (AfterLabel(text, i, found) is { } afterLabel) i = afterLabel;
            else if (SurnameFirst(text, i, found) is { } afterSurname) i = afterSurname;
            else if (SurnameAndInitial(text, i, found) is { } afterItsInitial) i = afterItsInitial;
            else if (GivenFirst(text, i, found) is { } afterGiven) i = afterGiven;
            else if (Initial(text, i, found) is { } afterInitial) i = afterInitial;
            else if (Greeted(text, i, found) is { } afterGreeting) i = afterGreeting;
            else if (Cued(text, i, found) is { } afterCued) i = afterCued;
            else if (UnknownGiven(text, i, found) is { } afterUnknown) i = afterUnknown;
        }
    }

    /// <summary>M. Dupont, Mme Le Gall, Dr J. Martin, Maître Éloïse de La Tour, M. et Mme Durand.</summary>
    private static int? AfterCivility(ScannedText text, int i, List<PersonalDataSpan> found)
    {
        var words = text.Words;
        var word = words[i];
        if (!PersonNames.IsCivility(word.Folded)) return null;
        // M, Me, Pr ... are also other things: a capital is required, and a point or a capital after it.
        if (word.Folded.Length <= 2 && !word.IsCapitalised && word.Folded is not "mr" and not "dr") return null;
        if (word.Folded == "m" && !(word.End < text.Original.Length && text.Original[word.End] is '.' or ' ' or '\u00A0' or '\u202F')) return null;
        if (i + 1 >= words.Count || !IsNext(text, word, words[i + 1], allowPoint: true)) return null;

        var last = ReadName(text, i + 1, strict: false);
        if (last < 0 && !words[i + 1].IsCapitalised && IsKnownName(words[i + 1].Folded))
        {
            last = i + 1;
            while (last + 1 < words.Count && last < i + 3 && IsNext(text, words[last], words[last + 1]) && IsKnownName(words[last + 1].Folded)) last++;
        }

        if (last < 0) return null;
        if (Brands.Contains(words[i + 1].Folded)) return last;
        var (end, at) = WithInitial(text, last);
        found.Add(new(words[i + 1].Start, end, Name, IsNamedAfter(text, i) ? NamedAfter : 0.92));
        return at;
    }

    /// <summary>Nom : DUPONT, Prénom : Marie, Patient : Jean Dupont, je m'appelle Awa Ndiaye, de la part de Paul Roy, la famille Morel.</summary>
    private static int? AfterLabel(ScannedText text, int i, List<PersonalDataSpan> found)
    {
        var words = text.Words;
        var word = words[i];
        if (i + 1 >= words.Count) return null;
        var next = words[i + 1];
        var gap = text.Folded.AsSpan(word.End, next.Start - word.End);
        var colon = gap.Trim() is ":" or "=" or ": " || gap.Trim() is "(s) :" or "(e) :" or "(s):" or "(e):";

        var isName = word.Folded is "nom" or "noms" or "lastname" or "surname";
        var isFirst = word.Folded is "prenom" or "prenoms" or "firstname";
        if (colon && gap.Length <= 8 && (isName || isFirst || RoleLabels.Contains(word.Folded)))
        {
            var both = (isFirst && Precedes(words, i, "nom")) || (isName && Precedes(words, i, "prenom"));
            var birth = i >= 2 && words[i - 1].Folded is "de" && isName;
            var start = i + 1;
            while (start < words.Count - 1 && PersonNames.IsCivility(words[start].Folded) && IsNext(text, words[start], words[start + 1], allowPoint: true)) start++;
            var last = ReadName(text, start, strict: !isName && !isFirst && !both);
            if (last < 0 && (isName || isFirst) && IsKnownName(words[start].Folded)) last = start;
            if (last < 0) return null;
            // Élève : NDIAYE Hyacinthe.
            if (!isName && !isFirst && words[last].IsUpper && !text.IsShouted && last + 1 < words.Count && IsNext(text, words[last], words[last + 1]) && !words[last + 1].IsUpper && !Lexicon.Communes.Contains(words[last + 1].Folded) && CanBeName(text, last + 1)) last++;
            var category = both || birth ? Name : isFirst ? FirstName : isName && last == start ? LastName : Name;
            found.Add(new(words[start].Start, words[last].End, category, isName || isFirst ? 0.92 : 0.85));
            return last;
        }

        if (!IsNext(text, word, next)) return null;
        var led = i > 0 && LeadIns.Contains((words[i - 1].Folded, word.Folded));
        if (Introductions.Contains(word.Folded) || led)
        {
            var last = PersonNames.IsParticle(next.Folded) || Places.Contains(next.Folded) ? -1 : ReadName(text, i + 1, strict: led || word.Folded is "utilisateur" or "utilisatrice");
            if (last < 0 || (led && last == i + 1 && !PersonNames.IsGivenName(next.Folded))) return null;
            if (led && !Enumerable.Range(i + 1, last - i).Any(at => IsKnownName(words[at].Folded))) return null;
            var alone = last == i + 1;
            found.Add(new(next.Start, words[last].End, alone && PersonNames.IsGivenName(next.Folded) ? FirstName : Name, 0.85));
            return last;
        }

        if (word.Folded is "famille" or "epoux" or "consorts" && next.IsCapitalised && !next.IsGlued && !Lexicon.CommonWords.Contains(next.Folded))
        {
            var last = ReadName(text, i + 1, strict: false);
            if (last < 0) return null;
            found.Add(new(next.Start, words[last].End, Name, 0.7));
            return last;
        }

        return null;
    }

    /// <summary>Jean Dupont, Marie-Claude Le Goff, Jean-Luc de La Tour, Fatima Ez-Zahra, and a plain given name alone.</summary>
    private static int? GivenFirst(ScannedText text, int i, List<PersonalDataSpan> found)
    {
        var words = text.Words;
        var word = words[i];
        if (word.Folded.Length < 2 || !PersonNames.IsGivenName(word.Folded)) return null;
        if (!word.IsCapitalised) return LowerCasePair(text, i, found);
        if (IsNamedAfter(text, i)) return SkipName(text, i);
        // Son, Mai, Ange: everyday words first, at least where a sentence begins or an abbreviation follows (« Son IBAN »).
        if (Lexicon.CommonWords.Contains(word.Folded) && (IsSentenceStart(text, word.Start) || i + 1 >= words.Count || words[i + 1].IsUpper)) return null;

        var last = i;
        // Jean Pierre Marie ...: further given names, as long as a surname can still follow.
        while (last + 1 < words.Count && last - i < 2 && IsNext(text, words[last], words[last + 1]) && words[last + 1].IsCapitalised
            && PersonNames.IsPlainlyGivenName(words[last + 1].Folded) && last + 2 < words.Count && IsNext(text, words[last + 1], words[last + 2]) && IsSurnameLike(text, last + 2)) last++;
        var surname = last + 1 < words.Count && IsNext(text, words[last], words[last + 1], allowInitial: true) ? ReadSurname(text, last + 1) : -1;
        var plain = PersonNames.IsPlainlyGivenName(word.Folded);
        if (surname >= 0)
        {
            if (IsCompany(text, surname) || words[surname].Folded == word.Folded) return surname;
            var known = PersonNames.IsSurname(words[surname].Folded);
            var certain = plain || known || words[surname].IsUpper || IsNameShaped(text, last + 1, surname) || NameCues.Before(text, i, found) == NameCues.Strong;
            // La Rose de Noël, une Marguerite Duras: what is also a flower or a stone stays one behind an article.
            if (!plain && i > 0 && words[i - 1].Folded is "la" or "le" or "une" or "un" or "des" or "les" or "cette" or "ce" && IsNext(text, words[i - 1], word)) return null;
            if (!certain && (IsSentenceStart(text, word.Start) || word.Folded is "france")) return null;
            found.Add(new(word.Start, words[surname].End, Name, known || words[surname].IsUpper ? 0.9 : plain ? 0.85 : 0.65));
            return surname;
        }

        // « le petit Robert » is a child, « Petit Robert » a dictionary.
        var greeted = i > 0 && Greetings.Contains(words[i - 1].Folded) && words[i - 1].End + 3 > word.Start && !(words[i - 1].IsCapitalised && words[i - 1].Folded is "petit" or "petite");
        if (!plain && !greeted) return null;
        if (!greeted && (IsTail(text, i) || IsHeadOfThing(text, i))) return null;
        if (text.IsShouted && !greeted) return null;
        if (word.IsUpper && word.Folded.Length <= 3) return null;
        while (last + 1 < words.Count && last - i < 2 && IsNext(text, words[last], words[last + 1]) && words[last + 1].IsCapitalised && PersonNames.IsPlainlyGivenName(words[last + 1].Folded)) last++;
        found.Add(new(word.Start, words[last].End, last > i ? Name : FirstName, greeted ? 0.8 : 0.6));
        return last;
    }

    /// <summary>DUPONT Jean, Le Gall Marie, Dupont, Jean.</summary>
    private static int? SurnameFirst(ScannedText text, int i, List<PersonalDataSpan> found)
    {
        var words = text.Words;
        var word = words[i];
        if (!word.IsCapitalised || word.Folded.Length < 2 || IsNamedAfter(text, i)) return null;
        var known = PersonNames.IsSurname(word.Folded) && !PersonNames.IsPlainlyGivenName(word.Folded);
        var upper = word.IsUpper && !text.IsShouted && (word.Folded.Length >= 3 || (PersonNames.IsParticle(word.Folded) && i + 1 < words.Count && words[i + 1].IsUpper));
        if (!known && !upper) return null;
        if (Lexicon.CommonWords.Contains(word.Folded) && !PersonNames.IsParticle(word.Folded)) return null;
        // Petit Robert, Grand Jean: an adjective before a name, unless it is written as surnames are.
        if (!upper && EverydaySurnames.Contains(word.Folded)) return null;

        var at = i + 1;
        while (upper && at < words.Count && at < i + 3 && words[at].IsUpper && IsNext(text, words[at - 1], words[at])) at++;
        if (at >= words.Count) return null;
        var comma = text.Folded.AsSpan(words[at - 1].End, words[at].Start - words[at - 1].End) is ", ";
        if (!comma && !IsNext(text, words[at - 1], words[at])) return null;
        if (comma && !known) return null;
        var given = words[at];
        if (!given.IsCapitalised || given.IsGlued || (upper && given.IsUpper) || !(upper ? PersonNames.IsGivenName(given.Folded) : PersonNames.IsPlainlyGivenName(given.Folded))) return null;
        // Jean Martin, Paul Durand: the comma parts two people when the first already has a given name, or the second a surname.
        if (at + 1 < words.Count && IsNext(text, given, words[at + 1]) && IsSurnameLike(text, at + 1) && !PersonNames.IsGivenName(words[at + 1].Folded)) return null;
        found.Add(new(word.Start, given.End, Name, upper ? 0.88 : comma ? 0.7 : 0.8));
        return at;
    }

    /// <summary>J. Dupont, J.-P. Martin; with words around that speak of a person, or two initials, a surname that no list holds: A. de Villemeur.</summary>
    private static int? Initial(ScannedText text, int i, List<PersonalDataSpan> found)
    {
        var words = text.Words;
        if (InitialEnd(text, i) is not { } at || at + 1 >= words.Count) return null;
        var first = at + 1;
        if (words[first].Start - words[at].End > 2 || words[first].IsGlued) return null;
        var last = ReadSurname(text, first);
        if (last < 0 || Lexicon.CommonWords.Contains(words[last].Folded) || IsCompany(text, last)) return null;
        if (!PersonNames.IsSurname(words[last].Folded))
        {
            if (text.IsShouted || !words[last].IsCapitalised || LooksLikeANoun(words[last].Folded)) return null;
            var isDouble = at > i;
            if (!isDouble && NameCues.Before(text, i, found) + NameCues.After(text, words[last].End) < NameCues.Weak) return null;
        }

        found.Add(new(words[i].Start, words[last].End, Name, PersonNames.IsSurname(words[last].Folded) ? 0.75 : 0.65));
        return last;
    }

    /// <summary>DUPONT J., DA SILVA A.-M.</summary>
    private static int? SurnameAndInitial(ScannedText text, int i, List<PersonalDataSpan> found)
    {
        var words = text.Words;
        if (text.IsShouted || !words[i].IsUpper || Lexicon.CommonWords.Contains(words[i].Folded) && !PersonNames.IsParticle(words[i].Folded)) return null;
        var last = i;
        while (last + 1 < words.Count && last < i + 2 && words[last + 1].IsUpper && IsNext(text, words[last], words[last + 1])) last++;
        if (last + 1 >= words.Count || !IsNext(text, words[last], words[last + 1]) || InitialEnd(text, last + 1) is not { } at || words[last].Folded.Length < 3) return null;
        var isKnown = PersonNames.IsSurname(words[last].Folded) && !EverydaySurnames.Contains(words[last].Folded);
        if (!isKnown && NameCues.Before(text, i, found) + NameCues.After(text, words[at].End + 1) < NameCues.Weak) return null;
        found.Add(new(words[i].Start, words[at].End + 1, Name, isKnown ? 0.8 : 0.65));
        return at;
    }

    /// <summary>Bonjour Théodule, : whom a letter greets by one word and a comma.</summary>
    private static int? Greeted(ScannedText text, int i, List<PersonalDataSpan> found)
    {
        var words = text.Words;
        var word = words[i];
        if (i == 0 || !word.IsCapitalised || word.Folded.Length < 3 || text.IsShouted || Lexicon.CommonWords.Contains(word.Folded) || Everybody.Contains(word.Folded) || LooksLikeANoun(word.Folded)) return null;
        if (words[i - 1].Folded is not ("bonjour" or "bonsoir" or "salut" or "cher" or "chere" or "coucou" or "hello" or "hey" or "dear") || !IsNext(text, words[i - 1], word)) return null;
        if (word.End >= text.Original.Length || text.Original[word.End] is not (',' or '!' or '\n' or '\r')) return null;
        found.Add(new(word.Start, word.End, FirstName, 0.65));
        return i;
    }

    /// <summary>
    /// Théodule Le Quintrec, QUILLIVIC Azilis: capitalised words that no list holds, where how they are written and the words around them speak of a
    /// person together. See <see cref="NameCues"/>.
    /// </summary>
    private static int? Cued(ScannedText text, int i, List<PersonalDataSpan> found)
    {
        var words = text.Words;
        var word = words[i];
        if (i + 1 >= words.Count || text.IsShouted || !CanBeName(text, i) || IsNamedAfter(text, i)) return null;
        var before = NameCues.Before(text, i, found);
        int last, weight;
        if (word.IsUpper)
        {
            // The surname first, in capitals: the given name behind it is not.
            last = i;
            while (last + 1 < words.Count && last < i + 2 && words[last + 1].IsUpper && IsNext(text, words[last], words[last + 1])) last++;
            if (word.Folded.Length < 3 && last == i || last + 1 >= words.Count || !IsNext(text, words[last], words[last + 1]) || words[last + 1].IsUpper || !CanBeName(text, last + 1)) return null;
            weight = PersonNames.IsSurname(words[last].Folded) ? EverydaySurnames.Contains(words[last].Folded) ? 1 : NameCues.Strong : 0;
            last++;
        }
        else
        {
            if (!IsNext(text, word, words[i + 1], allowInitial: true)) return null;
            last = ReadSurname(text, i + 1);
            if (last < 0 || !CanBeName(text, last, isSurname: true)) return null;
            // Auchan DRIVE, Bouygues TELECOM: capitals alone say little, but nobody is « contre » or « d'après » a thing so written.
            var isShownAsSurname = words[last].IsUpper && words[last].Folded.Length > 3 && i > 0 && words[i - 1].Folded is "contre" or "selon" or "apres";
            weight = PersonNames.IsSurname(words[last].Folded) || isShownAsSurname || IsNameShaped(text, i + 1, last) ? 1 : 0;
        }

        if (IsCompany(text, last)) return null;
        weight += before + NameCues.After(text, words[last].End);
        if (weight < NameCues.Strong) return null;
        found.Add(new(word.Start, words[last].End, Name, weight > NameCues.Strong ? 0.75 : 0.65));
        return last;
    }

    private static bool CanBeName(ScannedText text, int at, bool isSurname = false)
    {
        var word = text.Words[at];
        return word.IsCapitalised && !word.IsGlued && word.Folded.Length >= 2 && !PersonNames.IsParticle(word.Folded) && !PersonNames.IsCivility(word.Folded)
            && !Lexicon.CommonWords.Contains(word.Folded) && (!Places.Contains(word.Folded) || (isSurname && PersonNames.IsSurname(word.Folded))) && !Brands.Contains(word.Folded) && !Everybody.Contains(word.Folded) && !LooksLikeANoun(word.Folded);
    }

    /// <summary>« Formation », « Numérique », « Assistance »: no name ends so, but those that the lists hold.</summary>
    private static bool LooksLikeANoun(string folded) => !IsKnownName(folded) && Array.Exists(NounEndings, ending => folded.Length > ending.Length + 2 && folded.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>de Villemeur, N'Guessan, Grandpré-Voisin: written as surnames are.</summary>
    private static bool IsNameShaped(ScannedText text, int first, int last)
    {
        var word = text.Words[last];
        if (last > first && PersonNames.IsParticle(text.Words[first].Folded) && text.Words[first].IsCapitalised | text.Words[first].Folded is "de" or "d" or "du" && !Lexicon.Communes.Contains(word.Folded)) return true;
        var joint = word.Folded.AsSpan().IndexOfAny('-', '\'');
        return joint > 0 && joint + 1 < word.Folded.Length && char.IsUpper(text.Original[word.Start + joint + 1]) && !Lexicon.Communes.Contains(word.Folded);
    }

    /// <summary>Leroy Merlin, Restaurant Chez Paul: what follows a capitalised word inside a sentence belongs to its name.</summary>
    private static bool IsTail(ScannedText text, int i)
    {
        if (i == 0 || !IsNext(text, text.Words[i - 1], text.Words[i])) return false;
        var before = text.Words[i - 1];
        return before.IsCapitalised && !before.IsGlued && (!IsSentenceStart(text, before.Start) || EverydaySurnames.Contains(before.Folded)) && !PersonNames.IsCivility(before.Folded) && !RoleLabels.Contains(before.Folded);
    }

    /// <summary>Max Pooling, Max Tokens: a given name, and behind it a capitalised word of every day.</summary>
    private static bool IsHeadOfThing(ScannedText text, int i) =>
        i + 1 < text.Words.Count && IsNext(text, text.Words[i], text.Words[i + 1]) && text.Words[i + 1].IsCapitalised && !text.Words[i + 1].IsUpper && Lexicon.CommonWords.Contains(text.Words[i + 1].Folded);

    /// <summary>The initial, or the two of a compound given name, that begin at a word, with their points.</summary>
    /// <returns>Index of the last of them, or null.</returns>
    private static int? InitialEnd(ScannedText text, int i)
    {
        var words = text.Words;
        if (!IsInitial(i)) return null;
        return i + 1 < words.Count && IsInitial(i + 1) && words[i + 1].Start - words[i].End <= 2 ? i + 1 : i;

        bool IsInitial(int at) => words[at].Folded.Length == 1 && words[at].IsCapitalised && words[at].End < text.Original.Length && text.Original[words[at].End] == '.';
    }

    /// <summary>Dr NGUYEN T.: the initial behind a surname in capitals is part of the name.</summary>
    private static (int End, int Last) WithInitial(ScannedText text, int last)
    {
        var words = text.Words;
        return words[last].IsUpper && last + 1 < words.Count && IsNext(text, words[last], words[last + 1]) && InitialEnd(text, last + 1) is { } at
            ? (words[at].End + 1, at)
            : (words[last].End, last);
    }

    private static readonly HashSet<string> Everybody = new(StringComparer.Ordinal) { "tous", "toutes", "tout", "equipe", "team", "all", "monde", "chacun", "collegues", "amis", "service", "support", "webmaster" };

    private static readonly string[] NounEndings = ["tion", "tions", "sion", "sions", "ement", "ements", "ique", "iques", "isme", "ence", "ences", "ance", "ances", "ite", "ites", "able", "ables", "tif", "tifs", "tive", "tives", "aires", "ciale", "cial", "ciales", "nal", "nale", "nales", "ologie", "erie"];

    /// <summary>jean dupont, without capitals: only when both are known and neither is an everyday word.</summary>
    private static int? LowerCasePair(ScannedText text, int i, List<PersonalDataSpan> found)
    {
        var words = text.Words;
        if (i + 1 >= words.Count || !PersonNames.IsPlainlyGivenName(words[i].Folded) || words[i].Folded.Length < 3 || Lexicon.CommonWords.Contains(words[i].Folded)) return null;
        var next = words[i + 1];
        if (!IsNext(text, words[i], next) || next.IsCapitalised || next.Folded.Length < 4 || !PersonNames.IsSurname(next.Folded) || Lexicon.CommonWords.Contains(next.Folded) || EverydaySurnames.Contains(next.Folded)) return null;
        found.Add(new(words[i].Start, next.End, Name, 0.7));
        return i + 1;
    }

    /// <summary>Kéziah Robin: a capitalised word that no list knows, inside a sentence, and a known surname.</summary>
    private static int? UnknownGiven(ScannedText text, int i, List<PersonalDataSpan> found)
    {
        var words = text.Words;
        var word = words[i];
        if (i + 1 >= words.Count || text.IsShouted || !word.IsCapitalised || word.IsUpper || word.Folded.Length < 3 || words[i + 1].Folded.Length < 3) return null;
        var next = words[i + 1];
        if (!next.IsCapitalised || next.IsGlued || !IsNext(text, word, next) || !PersonNames.IsSurname(next.Folded) || EverydaySurnames.Contains(next.Folded)) return null;
        if (Lexicon.CommonWords.Contains(word.Folded) || Lexicon.CommonWords.Contains(next.Folded) || Lexicon.Communes.Contains(word.Folded) || Lexicon.Communes.Contains(next.Folded)) return null;
        if (Places.Contains(word.Folded) || EverydaySurnames.Contains(word.Folded) || IsNamedAfter(text, i) || IsCompany(text, i + 1) || PersonNames.IsParticle(word.Folded)) return null;
        if (IsSentenceStart(text, word.Start) && !next.IsUpper && !PersonNames.IsSurname(word.Folded)) return null;
        found.Add(new(word.Start, next.End, Name, 0.6));
        return i + 1;
    }

    private static readonly HashSet<string> EverydaySurnames = new(StringComparer.Ordinal)
    {
        "petit", "grand", "blanc", "roux", "brun", "noir", "rouge", "rose", "gros", "long", "bell", "green", "white", "brown", "king", "young", "hall", "moulin", "fontaine", "riviere", "lacroix",
        "roche", "roches", "leroux", "marchand", "boulanger", "mercier", "berger", "charpentier", "meunier", "chevalier", "bourgeois", "baron", "comte", "marin", "parent", "neveu", "cousin",
        "voisin", "maitre", "serre", "vallee", "montagne", "chapelle", "combe", "costes", "cote", "mouton", "poisson", "loiseau", "renard", "pigeon", "masse", "price", "long", "cook",
        "taylor", "miller", "baker", "hill", "wood", "stone", "gentil", "sauvage", "bonnet", "chardon", "racine", "baptiste", "contant", "constant", "hardy", "gras", "grasset", "laine",
        "champion", "gateau", "bouquet", "bourdon", "boulet", "carre", "jourdan", "vivier", "verger", "granger", "picot", "tournier", "bureau", "canal", "glaive", "couturier", "fort",
    };

    /// <summary>Reads a name of one to five words: capitalised ones, particles, initials.</summary>
    /// <returns>Index of its last word, or -1.</returns>
    private static int ReadName(ScannedText text, int i, bool strict)
    {
        var words = text.Words;
        var (last, content) = (-1, 0);
        var known = false;
        for (var at = i; at < words.Count && at < i + 5; at++)
        {
            var word = words[at];
            if (word.IsGlued || (at > i && !IsNext(text, words[at - 1], word, allowInitial: true))) break;
            var particle = PersonNames.IsParticle(word.Folded);
            if (!word.IsCapitalised)
            {
                if (!particle || at + 1 >= words.Count || !words[at + 1].IsCapitalised || (at == i && word.Folded is "le" or "la" or "les" or "et" or "a" or "de" or "du" or "des")) break;
                if (content > 0 && word.Folded is "et" or "a" or "y" or "e" or "le" or "la" or "les" or "des") break;
                continue;
            }

            if (!particle && Lexicon.CommonWords.Contains(word.Folded)) break;
            if (content > 0 && words[last].IsUpper && !word.IsUpper && !text.IsShouted && !PersonNames.IsGivenName(word.Folded)) break;
            if (text.IsShouted && content >= 1 && !IsKnownName(word.Folded) && known) break;
            if (content >= 2 && !IsKnownName(word.Folded) && !PersonNames.IsParticle(words[at - 1].Folded)) break;
            last = at;
            content++;
            known |= IsKnownName(word.Folded);
            if (content == 3) break;
        }

        // Mme Durand La ...: an article that begins what follows.
        while (last > i && PersonNames.IsParticle(words[last].Folded)) last--;
        if (last >= 0 && last == i && PersonNames.IsParticle(words[i].Folded) && words[i].Folded.Length <= 2) return -1;
        return strict && !known && content < 2 ? -1 : last;
    }

    /// <summary>Reads a surname: particles, then one capitalised word, or two when the second is a known surname or both are in capitals.</summary>
    private static int ReadSurname(ScannedText text, int i)
    {
        var words = text.Words;
        var at = i;
        var particles = 0;
        // The initial of a second given name: Jean M. Dupont.
        if (words[at].Folded.Length == 1 && words[at].IsCapitalised && words[at].End < text.Original.Length && text.Original[words[at].End] == '.' && at + 1 < words.Count && words[at + 1].Start - words[at].End == 2) at++;
        while (at + 1 < words.Count && particles < 3 && PersonNames.IsParticle(words[at].Folded) && words[at].Folded is not ("et" or "y" or "e" or "saint" or "mac" or "o" or "n") && IsNextOrElided(text, words[at], words[at + 1]) && (!words[at].IsCapitalised || words[at + 1].IsCapitalised))
        {
            at++;
            particles++;
        }

        if (at >= words.Count || !IsSurnameLike(text, at)) return -1;
        var lowerParticle = particles > 0 && !words[at - 1].IsCapitalised;
        if (lowerParticle && (Lexicon.Communes.Contains(words[at].Folded) || words[i].Folded is "la" or "le" or "les" or "des" or "l")) return -1;
        if (text.IsShouted && !PersonNames.IsSurname(words[at].Folded) && particles == 0 && at > i + 1) return -1;

        if (at + 1 < words.Count && IsNext(text, words[at], words[at + 1]) && words[at + 1].IsCapitalised && !words[at + 1].IsGlued && !Lexicon.CommonWords.Contains(words[at + 1].Folded))
        {
            var second = words[at + 1];
            if (words[at].IsUpper && second.IsUpper && !text.IsShouted) return at + 1;
            if (!words[at].IsUpper && !second.IsUpper && PersonNames.IsSurname(second.Folded) && !PersonNames.IsGivenName(second.Folded) && !Lexicon.Communes.Contains(second.Folded)) return at + 1;
        }

        return at;
    }

    private static bool IsSurnameLike(ScannedText text, int at)
    {
        var word = text.Words[at];
        if (!word.IsCapitalised || word.IsGlued || word.Folded.Length < 2 || Lexicon.CommonWords.Contains(word.Folded)) return false;
        return !text.IsShouted || word.Folded.Length >= 3;
    }

    private static bool IsKnownName(string folded) => PersonNames.IsGivenName(folded) || PersonNames.IsSurname(folded);

    /// <summary>Only a space, or an ordinary one after a point when points are allowed, between the two.</summary>
    private static bool IsNext(ScannedText text, TextWord word, TextWord next, bool allowPoint = false, bool allowInitial = false)
    {
        var gap = text.Folded.AsSpan(word.End, next.Start - word.End);
        if (gap is " " or "  " or "'") return gap is not "'" || word.Folded is "d" or "l";
        if (allowPoint && gap is ". " or "." or ".  ") return true;
        return allowInitial && word.Folded.Length == 1 && gap is ". ";
    }

    private static bool IsNextOrElided(ScannedText text, TextWord word, TextWord next) => IsNext(text, word, next);

    /// <summary>rue Victor Hugo, lycée Jean Moulin, prix Albert Londres: named after a person, about nobody here.</summary>
    private static bool IsNamedAfter(ScannedText text, int i)
    {
        var words = text.Words;
        for (var back = 1; back <= 3 && i - back >= 0; back++)
        {
            var before = words[i - back];
            if (!IsNext(text, before, words[i - back + 1])) return false;
            if (Places.Contains(before.Folded)) return true;
            if (before.Folded is not ("de" or "du" or "des" or "d" or "la" or "le" or "l" or "general" or "marechal" or "president" or "docteur" or "professeur")) return false;
        }

        return false;
    }

    /// <summary>Passes over the whole name after which a place is called, so that its surname is not found alone.</summary>
    private static int SkipName(ScannedText text, int i)
    {
        var at = i;
        while (at + 1 < text.Words.Count && at < i + 3 && text.Words[at + 1].IsCapitalised && IsNext(text, text.Words[at], text.Words[at + 1])) at++;
        return at;
    }

    private static bool IsCompany(ScannedText text, int last)
    {
        var end = text.Words[last].End;
        var rest = text.Folded.AsSpan(end);
        return rest.StartsWith(" & ") || rest.StartsWith(" et fils") || rest.StartsWith(" sarl") || rest.StartsWith(" sas") || rest.StartsWith(" sa ") || rest.StartsWith(" eurl") || rest.StartsWith(" conseil") || rest.StartsWith(" et associes");
    }

    private static bool IsSentenceStart(ScannedText text, int start)
    {
        var before = text.Folded.AsSpan(0, start).TrimEnd();
        return before.IsEmpty || before[^1] is '.' or '!' or '?' or ':' or '\n' or '-' or '•';
    }

    /// <summary>« Nom et prénom », « Nom Prénom »: the label asks for both.</summary>
    private static bool Precedes(IReadOnlyList<TextWord> words, int i, string word) =>
        (i > 0 && words[i - 1].Folded == word && words[i].Start - words[i - 1].End <= 3) || (i > 1 && words[i - 1].Folded == "et" && words[i - 2].Folded == word);
}
