using System.Collections.Frozen;
using AuditService.Collectors.DataQuality;
using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Columns;
using AuditService.Core;

namespace AuditService.Collectors.PersonalRecords;

/// <summary>
/// Columns that are no special category by themselves and let one be guessed (RGPD art. 9; CJEU C-184/20), and vectors by which a body is recognised. A person
/// weighs each: none is proof.
/// </summary>
internal static class SensitiveClues
{
    private const double ToWeigh = 0.5;

    private const double MostCodes = 0.8;

    private const int LeastCodes = 3;

    private const int LeastDimensions = 64;

    private static readonly (FrozenSet<string> Words, LocalizedText What)[] Clues =
    [
        (Set("mosquee", "mosque", "eglise", "church", "synagogue", "temple", "paroisse", "parish", "aumonerie"), new("lieu de culte : la religion se devine", "place of worship: religion can be guessed")),
        (Set("halal", "casher", "cacher", "kosher", "vegan", "menu", "alimentaire"), new("régime ou menu : la religion ou la santé se devine", "diet or menu: religion or health can be guessed")),
        (Set("maternite", "maternity", "grossesse", "paternite"), new("congé lié à une naissance : la grossesse se devine", "leave for a birth: pregnancy can be guessed")),
        (Set("conjoint", "partenaire", "partner", "spouse", "epoux", "epouse"), new("sexe ou prénom du conjoint : l'orientation se devine", "sex or first name of the partner: orientation can be guessed")),
        (Set("cotisation", "delegue", "greve", "strike"), new("cotisation, mandat ou grève : l'appartenance syndicale se devine", "fee, mandate or strike: union membership can be guessed")),
    ];

    private static readonly FrozenSet<string> Bodies = Set("face", "facial", "visage", "voix", "voice", "vocal", "speaker", "locuteur", "iris", "empreinte", "fingerprint", "palm", "gait", "demarche");

    private static readonly FrozenSet<string> Vectors = Set("emb", "embedding", "embeddings", "encoding", "vec", "vector", "vecteur", "feat", "feature", "features", "f", "v", "x", "dim", "template", "gabarit", "descriptor");

    /// <summary>What a vector of words or goods is called after.</summary>
    private static readonly FrozenSet<string> Texts = Set("text", "texte", "doc", "document", "phrase", "sentence", "word", "mot", "token", "produit", "product", "article", "query", "requete", "commentaire", "comment", "titre", "title");

    private static readonly int[] FaceDimensions = [128, 512];

    private static readonly FrozenSet<string> PartnerAttributes = Set("sexe", "sex", "genre", "gender", "prenom", "civilite");

    /// <param name="teaches">The set is learnt from: there a name is a feature, not a label on a file.</param>
    public static IEnumerable<ColumnFinding> Proxies(PeopleTable people, bool teaches)
    {
        if (!people.IsAboutPeople) yield break;
        foreach (var i in people.Table.Indices)
        {
            var categories = people.Table.Categories(i).ToList();
            if (people.Values(i) == 0 || categories.Exists(category => category.IsSpecial() || category.IsOffence())) continue;
            if (Clue(people, i, categories, teaches) is { } what) yield return new(people.Name(i), what, ToWeigh);
        }
    }

    public static IEnumerable<ColumnFinding> Biometric(PeopleTable people)
    {
        foreach (var i in people.Table.Indices)
        {
            if (people.Is(i, PersonalDataCategory.Biometric))
                yield return new(people.Name(i), new("biométrie", "biometrics"), 0.8);
            else if (people.Headers[i].HasAny(Bodies) && IsVector(people.Table, i))
                yield return new(people.Name(i), new($"vecteurs de {LeastDimensions} nombres ou plus tirés d'un visage, d'une voix ou d'une empreinte", $"vectors of {LeastDimensions} numbers or more drawn from a face, a voice or a print"), 0.8);
        }

        var spread = people.Table.Indices.Where(i => people.Table.IsNumeric(i) && people.Headers[i].HasAny(Bodies)).GroupBy(i => people.Name(i).TrimEnd("0123456789".ToCharArray()), StringComparer.Ordinal).Where(group => group.Count() >= LeastDimensions);
        foreach (var group in spread)
            yield return new(people.Name(group.First()), new($"{group.Count()} colonnes d'un même vecteur tiré du corps", $"{group.Count()} columns of one vector drawn from the body"), 0.8);
        foreach (var found in PerhapsBiometric(people)) yield return found;
    }

    /// <summary>Vectors as long as those of usual face recognisers beside who somebody is: what they were drawn from, the file does not say.</summary>
    private static IEnumerable<ColumnFinding> PerhapsBiometric(PeopleTable people)
    {
        if (!people.IsAboutPeople && !people.Headers.Any(header => header.HasAny(HeaderLexicon.RoleWords))) yield break;
        var detail = new LocalizedText("vecteur de la longueur d'un gabarit de visage (128 ou 512 nombres), à côté de personnes : de quoi est-il tiré ?", "vector as long as a face template (128 or 512 numbers), beside people: what was it drawn from?");
        foreach (var i in people.Table.Indices.Where(i => !people.Headers[i].HasAny(Bodies) && !people.Headers[i].HasAny(Texts) && people.Headers[i].HasAny(Vectors) && people.Table.Type(i) == ColumnType.Text))
        {
            var lengths = people.Table.Ask($"SELECT count(*) FROM {people.Table.SampledRows} WHERE regexp_matches(c{i}, '^\\s*[\\[(]?\\s*-?[0-9]') AND 1 + length(c{i}) - length(replace(replace(replace(c{i}, ',', ''), ';', ''), chr(31), '')) IN ({string.Join(", ", FaceDimensions)})", row => row.GetInt64(0))[0];
            if (lengths > 0) yield return new(people.Name(i), detail, ToWeigh);
        }

        var spread = people.Table.Indices.Where(i => people.Table.IsNumeric(i) && !people.Headers[i].HasAny(Bodies))
            .GroupBy(i => people.Name(i).TrimEnd("0123456789".ToCharArray()), StringComparer.Ordinal)
            .Where(group => FaceDimensions.Contains(group.Count()) && ColumnHeader.Of(group.Key).Words.All(word => Vectors.Contains(word)));
        foreach (var group in spread) yield return new(people.Name(group.First()), detail, ToWeigh);
    }

    private static LocalizedText? Clue(PeopleTable people, int column, List<PersonalDataCategory> categories, bool teaches)
    {
        var header = people.Headers[column];
        if (header.IsCount) return null;
        if (categories.Contains(PersonalDataCategory.Nationality)) return new("nationalité : l'origine se devine", "nationality: origin can be guessed");
        if (categories.Contains(PersonalDataCategory.BirthPlace)) return new("lieu de naissance : l'origine se devine", "place of birth: origin can be guessed");
        if (teaches && categories.Exists(category => category is PersonalDataCategory.Name or PersonalDataCategory.FirstName or PersonalDataCategory.LastName))
            return new("nom dans un jeu d'entraînement : l'origine se devine et s'apprend", "name in a training set: origin can be guessed and learnt");
        if (IsAtc(people.Table, column)) return new("codes de médicaments (ATC) : la santé se devine", "drug codes (ATC): health can be guessed");
        foreach (var (words, what) in Clues)
        {
            if (!header.HasAny(words)) continue;
            // The partner's own sex or first name says it; that there is a partner does not.
            if (words.Contains("conjoint") && !header.HasAny(PartnerAttributes)) continue;
            // A social contribution is on every pay slip; the union's is named so.
            if (words.Contains("cotisation") && header.Has("cotisation") && !header.Words.Any(word => word.StartsWith("syndic", StringComparison.Ordinal))) continue;
            return what;
        }

        return null;
    }

    private static bool IsAtc(QualityTable table, int column)
    {
        if (table.Type(column) != ColumnType.Text || table.Distinct(column) < LeastCodes) return false;
        var codes = table.Ask($"SELECT count(*) FROM {QualityTable.Rows} WHERE regexp_full_match(upper(trim(c{column})), '[ABCDGHJLMNPRSV][0-9]{{2}}[A-Z]{{2}}[0-9]{{2}}')", row => row.GetInt64(0))[0];
        return codes > 0 && codes >= MostCodes * (table.Count - table.Missing(column));
    }

    private static bool IsVector(QualityTable table, int column) => table.Type(column) == ColumnType.Text && table.Ask(
        $"SELECT count(*) FROM {QualityTable.Rows} WHERE regexp_matches(c{column}, '^\\s*[\\[(]?\\s*-?[0-9]') AND length(c{column}) - length(replace(replace(c{column}, ',', ''), ';', '')) >= {LeastDimensions - 1}", row => row.GetInt64(0))[0] >= MostCodes * Math.Max(1, table.Count - table.Missing(column));

    private static FrozenSet<string> Set(params string[] words) => FrozenSet.ToFrozenSet(words, StringComparer.Ordinal);
}
