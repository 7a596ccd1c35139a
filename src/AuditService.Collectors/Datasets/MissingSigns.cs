using System.Collections.Frozen;
using System.Globalization;
using AuditService.Collectors.PersonalData.Columns;
using AuditService.Collectors.PersonalData.Lexicons;

namespace AuditService.Collectors.Datasets;

/// <summary>Signs that people and programs put where they have nothing to put. They are counted apart from empty cells: only an author can say what 9999 meant.</summary>
internal static class MissingSigns
{
    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(
    [
        "na", "n/a", "n.a.", "n.a", "#n/a", "#na", "<na>", "nan", "-nan", "null", "(null)", "\\n", "nil", "none", "-", "--", "---", "?", "??", "???", ".", "..", "...", "#value!", "#ref!", "#div/0!", "#nom?",
        "#valeur!", "inconnu", "inconnue", "unknown", "unk", "non renseigne", "non renseignee", "nonrenseigne", "non communique", "non precise", "non precisee", "non disponible", "non defini",
        "non applicable", "non connu", "a completer", "a renseigner", "nc", "n/c", "n.c.", "nr", "n/r", "n.r.", "nsp", "n.s.p.", "ne sait pas", "sans objet", "s/o", "vide", "missing", "undefined",
        "not available", "not specified", "not provided", "nd", "n/d", "n.d.", "xxx", "xxxx", "xx/xx/xxxx", "tbd", "to be defined", "(vide)", "(blank)", "blank", "empty", "aucune donnee", "pas de donnees",
        "00/00/0000", "0000-00-00", "0000-00-00 00:00:00", "01/01/1900", "1900-01-01", "1900-01-01 00:00:00", "1900-01-01t00:00:00", "01/01/0001", "0001-01-01", "31/12/9999", "9999-12-31", "01/01/9999", "1899-12-30",
    ], StringComparer.Ordinal);

    /// <summary>No shorter text that begins with a digit is a sign: almost every cell of a table of numbers is told by that.</summary>
    private static readonly int LeastOfDigits = Words.Where(word => char.IsAsciiDigit(word[0])).Min(word => word.Length);

    /// <summary>SQL: the signs as people write them, in lower, upper and title case, with and without the accents of French: what a query compares with, see <see cref="Contains"/>.</summary>
    public static string Written { get; } = string.Join(", ", Words
        .Concat(["non renseigné", "non renseignée", "nonrenseigné", "non communiqué", "non précisé", "non précisée", "non défini", "à compléter", "à completer", "à renseigner", "aucune donnée", "pas de données"])
        .SelectMany(word => new[] { word, word.ToUpperInvariant(), char.ToUpperInvariant(word[0]) + word[1..], CultureInfo.InvariantCulture.TextInfo.ToTitleCase(word) })
        .Concat(["NaN", "-NaN", "n/A", "N/a", "N.a."])
        .Where(word => Contains(word))
        .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(DuckDbSandbox.Quote));

    /// <summary>Numbers that stand for nothing when they lie far outside the others of their column.</summary>
    public static IReadOnlyList<double> Numbers { get; } = [-1, -9, -99, -999, -9999, -99999, 99, 999, 9999, 99999, 999999, 9999999, 99999999, 999999999];

    /// <summary>Words of headers of quantities of which a living person, a dwelling or a calendar never has zero; each phrase in any order.</summary>
    private static readonly string[] NeverZero =
    [
        "imc", "bmi", "poids", "weight", "taille", "height", "glucose", "glycemie", "insulin", "insuline", "cholesterol", "hemoglobine", "hemoglobin", "creatinine", "pouls", "pulse",
        "blood pressure", "pression arterielle", "tension arterielle", "systolique", "systolic", "diastolique", "diastolic", "heart rate", "frequence cardiaque", "skin thickness",
        "surface", "superficie", "annee", "year", "code postal", "zip",
    ];

    /// <summary>Words beside them that do not change what is measured.</summary>
    private static readonly FrozenSet<string> Units = FrozenSet.ToFrozenSet(["kg", "g", "cm", "m", "m2", "mm", "hg", "mg", "dl", "l", "patient", "client", "person", "personne", "candidat", "naissance", "birth", "habitable"], StringComparer.Ordinal);

    /// <summary>True for a column whose name tells that zero is no value of it: a body mass index, a year.</summary>
    public static bool IsNeverZero(ColumnHeader header) => !header.IsCount && Array.Exists(NeverZero, phrase =>
    {
        var words = phrase.Split(' ');
        // taille_du_foyer, sample_weight: of something else.
        return header.Words.Intersect(words, StringComparer.Ordinal).Count() == words.Length && header.Words.Except(words, StringComparer.Ordinal).All(Units.Contains);
    });

    public static bool Contains(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length is 0 or > 20) return false;
        if (text.Length < LeastOfDigits && char.IsAsciiDigit(text[0])) return false;
        // "none" is often an answer (no alcohol, no allergy); "None" is what Python prints.
        if (text is "none" or "NONE") return false;
        Span<char> folded = stackalloc char[text.Length];
        return Words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(folded[..Folding.Into(text, folded)]);
    }
}
