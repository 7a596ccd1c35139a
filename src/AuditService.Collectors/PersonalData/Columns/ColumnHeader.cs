using System.Collections.Frozen;
using System.Text;
using AuditService.Collectors.PersonalData.Lexicons;

namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>
/// A column's name as words: <c>dateNaissance</c>, <c>DATE_NAISS</c>, <c>Date de naissance (JJ/MM/AAAA)</c> and <c>datenaiss</c> all say
/// <c>date naissance</c>. Accents, case, separators, plurals and the usual cuts do not count.
/// </summary>
internal sealed class ColumnHeader
{
    private static readonly FrozenSet<string> Fillers = FrozenSet.ToFrozenSet(
        ["de", "du", "des", "la", "le", "les", "d", "l", "of", "the", "a", "en", "et", "and", "jj", "mm", "aaaa", "yyyy", "dd"], StringComparer.Ordinal);

    /// <summary>Cuts and spellings of the words that matter, each with the word it stands for.</summary>
    private static readonly (string Start, string Word)[] Stems =
    [
        ("naiss", "naissance"), ("nais", "naissance"), ("telep", "telephone"), ("adress", "adresse"), ("immat", "immatriculation"),
        ("prenom", "prenom"), ("postal", "postal"), ("posta", "postal"), ("nationalit", "nationalite"), ("identit", "identite"),
        ("commenta", "commentaire"), ("observ", "observation"), ("utilisat", "utilisateur"), ("coordonn", "coordonnees"),
        ("syndic", "syndicat"), ("religi", "religion"), ("handicap", "handicap"), ("diagnos", "diagnostic"), ("patholog", "pathologie"),
        ("allerg", "allergie"), ("condamn", "condamnation"), ("infraction", "infraction"), ("ethni", "ethnie"), ("benefic", "beneficiaire"),
        ("fumeu", "fumeur"), ("vaccin", "vaccin"), ("biometr", "biometrie"), ("genetiq", "genetique"),
    ];

    /// <summary>Cuts too short to be the beginning of one word only: they stand for it when they are the whole word.</summary>
    private static readonly FrozenDictionary<string, string> Cuts = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["emp"] = "employee",
        ["empl"] = "employe",
        ["cust"] = "customer",
        ["pat"] = "patient",
        ["clt"] = "client",
        ["cli"] = "client",
        ["adh"] = "adherent",
        ["etu"] = "etudiant",
        ["collab"] = "collaborateur",
        ["resp"] = "responsable",
        ["benef"] = "beneficiaire",
        ["prat"] = "praticien",
        ["alloc"] = "allocataire",
        ["nm"] = "nom",
        ["rev"] = "revenu",
        ["pren"] = "prenom",
        ["pnom"] = "prenom",
        ["tph"] = "telephone",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly string[] words;
    private readonly FrozenSet<string> set;

    /// <summary>Words of the last part of a path; null when the name is no path, or its last part says nothing.</summary>
    private readonly FrozenSet<string>? ending;

    private ColumnHeader(string text, string[] words, bool isCount, FrozenSet<string>? ending)
    {
        Text = text;
        IsCount = isCount;
        this.words = words;
        this.ending = ending;
        set = words.ToFrozenSet(StringComparer.Ordinal);
    }

    public string Text { get; }

    public IReadOnlyList<string> Words => words;

    /// <summary>Says how many there are: <c>nb_clients</c>, <c>number of patients</c>.</summary>
    public bool IsCount { get; }

    /// <summary>column3, Col_A, champ 2: a place, not a name. Files without a header are read so.</summary>
    public bool IsPlaceholder { get; private init; }

    /// <summary>age_0_14, 65+, « 75 ans et plus »: those who are counted between two ages, or beyond one.</summary>
    public bool IsRangeOfAges { get; private init; }

    /// <param name="text">The name as written.</param>
    /// <param name="isPath">See <see cref="ColumnSample.IsPath"/>.</param>
    public static ColumnHeader Of(string text, bool isPath = false)
    {
        if (!isPath || !text.Contains('.')) return Of(text, ending: null);
        for (var end = text.Length; end > 0;)
        {
            var dot = text.LastIndexOf('.', end - 1);
            var last = Of(text[(dot + 1)..end], ending: null);
            if (last.Words.Any(word => !HeaderLexicon.Wrappers.Contains(word))) return Of(text, last);
            end = Math.Max(dot, 0);
        }

        return Of(text, ending: null);
    }

    private static ColumnHeader Of(string text, ColumnHeader? ending)
    {
        var found = new List<string>();
        var isCount = false;
        string? before = null;
        foreach (var raw in Split(Repaired(text.Length > 200 ? text[..200] : text)))
        {
            isCount |= raw is "nb" or "nbr" or "nbre" or "nombre" or "count" or "cnt" or "effectif" or "total" or "taux" or "moyenne" || (raw == "of" && before == "number");
            before = raw;
            if (Fillers.Contains(raw)) continue;
            foreach (var word in Segmented(raw)) found.Add(word);
        }

        return new ColumnHeader(text, [.. found], ending?.IsCount ?? isCount, ending?.set) { IsRangeOfAges = HoldsRange(text), IsPlaceholder = found.Count > 0 && found.TrueForAll(word => word is "column" or "colonne" or "col" or "champ" or "field" or "var" or "variable" or "unnamed" || word.Length == 1) };
    }

    public bool Has(string word) => set.Contains(word);

    public bool HasAny(FrozenSet<string> candidates) => set.Overlaps(candidates);

    /// <summary>All the words of the phrase are there, in any order; of a path, at least one of them at its end.</summary>
    public bool Says(string phrase)
    {
        if (ending is not null && !EndsWithAny(phrase)) return false;
        foreach (var range in phrase.AsSpan().Split(' '))
        {
            if (!set.GetAlternateLookup<ReadOnlySpan<char>>().Contains(phrase.AsSpan(range))) return false;
        }

        return true;
    }

    private bool EndsWithAny(string phrase)
    {
        foreach (var range in phrase.AsSpan().Split(' '))
        {
            if (ending!.GetAlternateLookup<ReadOnlySpan<char>>().Contains(phrase.AsSpan(range))) return true;
        }

        return false;
    }

    private static bool HoldsRange(string text)
    {
        var (numbers, isOpen) = (0, text.Contains('+'));
        foreach (var part in text.Split([' ', '_', '-', '/', '(', ')', '[', ']', '.', ',', ':', '\u2013', '\u00E0', '+'], StringSplitOptions.RemoveEmptyEntries))
        {
            var word = part.AsSpan().TrimStart("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
            if (word.Length is > 0 and <= 3 && word.IndexOfAnyExceptInRange('0', '9') < 0) numbers++;
            else isOpen |= part.ToLowerInvariant() is "plus" or "over" or "under" or "moins" or "older" or "younger";
        }

        return numbers == 2 || (numbers == 1 && isOpen);
    }

    /// <summary>A header read in the wrong encoding (PrÃ©nom) says what it was meant to say.</summary>
    private static string Repaired(string text)
    {
        if (!text.Contains('Ã') || text.Any(c => c > 0xFF)) return text;
        var repaired = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text));
        return repaired.Contains('\uFFFD') ? text : repaired;
    }

    /// <summary>C.P. is CP, D.D.N. is DDN: letters that stand alone between their points.</summary>
    private static string WithoutPoints(string text)
    {
        if (!text.Contains('.')) return text;
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var isInitials = text[i] == '.' && i > 0 && char.IsLetter(text[i - 1]) && (i == 1 || !char.IsLetterOrDigit(text[i - 2]))
                && i + 1 < text.Length && char.IsLetter(text[i + 1]) && (i + 2 == text.Length || !char.IsLetterOrDigit(text[i + 2]));
            if (!isInitials) kept.Append(text[i]);
        }

        return kept.ToString();
    }

    private static IEnumerable<string> Split(string text)
    {
        text = WithoutPoints(text);
        var word = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var starts = i > 0 && char.IsUpper(c) && (char.IsLower(text[i - 1]) || (i + 1 < text.Length && char.IsLower(text[i + 1]) && char.IsUpper(text[i - 1])));
            if ((!char.IsLetter(c) || starts) && word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }

            if (c is '%' or '€' or '#') yield return c.ToString();
            if (c == '°' && i > 0 && text[i - 1] is 'n' or 'N') yield return "numero";
            if (char.IsLetter(c)) word.Append(Folding.Of(c));
        }

        if (word.Length > 0) yield return word.ToString();
    }

    private static IEnumerable<string> Segmented(string word)
    {
        if (Canonical(word) is { } known) return [known];
        return word.Length is >= 5 and <= 40 && Cut(word) is { Count: > 0 } parts ? parts : [word];
    }

    /// <summary>The word of the vocabulary that this one is a spelling, cut or plural of.</summary>
    private static string? Canonical(string word)
    {
        var vocabulary = HeaderLexicon.Vocabulary;
        if (Cuts.TryGetValue(word, out var whole)) return whole;
        if (vocabulary.Contains(word)) return word;
        if (word.Length > 3 && word[^1] is 's' or 'x' && vocabulary.Contains(word[..^1])) return word[..^1];
        foreach (var (start, stem) in Stems)
        {
            if (word.StartsWith(start, StringComparison.Ordinal) && word.Length - start.Length <= 6) return stem;
        }

        return null;
    }

    /// <summary>Cuts a glued name (<c>datenaissance</c>, <c>numsecu</c>) when all of it is made of known words; the fewest words win.</summary>
    private static List<string>? Cut(string word)
    {
        var best = new List<string>?[word.Length + 1];
        best[0] = [];
        for (var end = 2; end <= word.Length; end++)
        {
            for (var start = 0; start <= end - 2; start++)
            {
                if (best[start] is not { } before) continue;
                var part = word[start..end];
                var known = part is "de" or "du" or "le" or "la" ? "" : KnownPart(part, end == word.Length);
                if (known is null) continue;
                if (best[end] is { } best1 && best1.Count <= before.Count + 1) continue;
                best[end] = known.Length == 0 ? [.. before] : [.. before, known];
            }
        }

        return best[word.Length];
    }

    private static string? KnownPart(string part, bool last)
    {
        if (part.Length >= 3 && HeaderLexicon.Vocabulary.Contains(part)) return part;
        if (part is "cp" or "ip" or "id" or "nb" or "dt" or "no") return part;
        return last && part.Length >= 4 ? Canonical(part) : null;
    }
}
