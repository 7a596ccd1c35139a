using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Columns;
using AuditService.Collectors.PersonalData.Lexicons;
using AuditService.Core;

namespace AuditService.Collectors.DataQuality;

/// <summary>What each column is for: as the author says, else as its name and values leave no doubt.</summary>
internal sealed class ColumnRoles
{
    private const int MostQuasi = 12;

    /// <summary>A column of more values is no class that could be guessed.</summary>
    private const int MostClasses = 20;

    private static readonly string[] LabelNames = ["label", "target", "cible", "etiquette", "y_true", "ground_truth", "verite_terrain"];

    private static readonly string[] PredictionNames = ["prediction", "predictions", "predicted", "pred", "y_pred", "predicted_label", "prediction_label", "predicted_class"];

    private static readonly string[] ProtectedNames = ["sexe", "sex", "gender", "genre"];

    /// <summary>Categories of the detector that tell people apart together without naming one.</summary>
    private static readonly PersonalDataCategory[] QuasiCategories =
        [PersonalDataCategory.BirthDate, PersonalDataCategory.BirthPlace, PersonalDataCategory.PostalCode, PersonalDataCategory.City, PersonalDataCategory.Gender, PersonalDataCategory.Nationality];

    private static readonly HashSet<string> QuasiWords = new(
    [
        "age", "naissance", "birth", "dob", "sexe", "sex", "gender", "genre", "civilite", "postal", "zip", "commune", "ville", "city", "departement", "dept", "region", "csp", "profession", "metier", "occupation", "job",
        "diplome", "education", "marital", "matrimonial", "matrimoniale", "nationalite", "nationality", "citizenship",
    ], StringComparer.Ordinal);

    /// <summary>Words of columns that only the row of a person has.</summary>
    private static readonly HashSet<string> PersonWords = new(
        ["age", "naissance", "birth", "dob", "sexe", "sex", "gender", "genre", "civilite", "profession", "metier", "occupation", "diplome", "marital", "matrimonial", "matrimoniale", "nationalite"], StringComparer.Ordinal);

    private readonly List<string> guessed = [];

    private ColumnRoles(QualityTable table, QualityOptions options, List<LocalizedText> notes)
    {
        // What the author names and this set lacks is not replaced by something else.
        Label = Named(table, options.Label) ?? (options is { Guesses: true, Label: null } ? Guess("label", table, LabelNames) : null);
        Prediction = Named(table, options.Prediction) ?? (options is { Guesses: true, Prediction: null } ? Guess("prediction", table, PredictionNames) : null);
        var compares = Label is not null || Prediction is not null;
        Protected = Named(table, options.Protected) ?? (options is { Guesses: true, Protected: null } && compares ? Guess("protected", table, ProtectedNames) : null);
        Positive = options.Positive;
        Quasi = [.. options.Quasi.Select(name => table.Find(name)).OfType<int>().Distinct()];
        if (options.Quasi.Count == 0 && ProposeQuasi(table) is { Count: > 0 } proposed)
        {
            Quasi = proposed;
            guessed.Add("quasi");
        }

        if (guessed.Count > 0)
            notes.Add(new($"rôles proposés par le programme, à confirmer : {string.Join(", ", guessed)}", $"roles proposed by the program, to be confirmed: {string.Join(", ", guessed)}"));
        foreach (var (name, place) in new[] { (options.Label, Label), (options.Prediction, Prediction), (options.Protected, Protected) }.Concat(options.Quasi.Select(name => ((string?)name, table.Find(name)))))
        {
            if (name is not null && place is null) notes.Add(new($"la colonne « {name} » n'est pas dans ce jeu", $"the column \"{name}\" is not in this set"));
        }
    }

    public IReadOnlyList<int> Quasi { get; }

    public int? Label { get; }

    public int? Prediction { get; }

    public int? Protected { get; }

    public string? Positive { get; }

    public static ColumnRoles Of(QualityTable table, QualityOptions options, List<LocalizedText> notes) => new(table, options, notes);

    public AssignedRoles In(QualityTable table) => new(
        [.. Quasi.Select(i => table.Columns[i])], Name(table, Label), Name(table, Prediction), Name(table, Protected), Positive, guessed);

    private static string? Name(QualityTable table, int? column) => column is { } i ? table.Columns[i] : null;

    private static int? Named(QualityTable table, string? name) => name is null ? null : table.Find(name);

    private int? Guess(string role, QualityTable table, string[] names)
    {
        var found = table.Indices.Where(i => names.Contains(Folding.Of(table.Columns[i].Trim()), StringComparer.Ordinal) && table.Distinct(i) is >= 2 and <= MostClasses).ToList();
        // Two that could be it is a doubt.
        if (found.Count != 1) return null;
        guessed.Add(role);
        return found[0];
    }

    /// <summary>At least two columns, of which one only a person's row has; columns that name a person, those of art. 9 and 10 (what one could infer), roles and constants left out.</summary>
    private List<int> ProposeQuasi(QualityTable table)
    {
        if (table.Count == 0 || table.IsOfThings) return [];
        var (quasi, people) = (new List<int>(), false);
        foreach (var i in table.Indices)
        {
            if (i == Label || i == Prediction || table.Distinct(i) < 2) continue;
            var categories = table.Categories(i).ToList();
            if (categories.Exists(category => category.IsDirectIdentifier() || category.IsSpecial() || category.IsOffence() || category is PersonalDataCategory.FreeText or PersonalDataCategory.CustomerId)) continue;
            var header = ColumnHeader.Of(table.Columns[i]);
            // The name alone of a town or a region says little: what the detector saw there decides.
            var named = !header.IsCount && header.Words.Count <= 3 && header.Words.Any(QuasiWords.Contains);
            if (!named && !categories.Exists(category => QuasiCategories.Contains(category))) continue;
            quasi.Add(i);
            people |= categories.Exists(category => category is PersonalDataCategory.BirthDate or PersonalDataCategory.Gender or PersonalDataCategory.Nationality) || header.Words.Any(PersonWords.Contains);
        }

        return people && quasi.Count >= 2 ? [.. quasi.Take(MostQuasi)] : [];
    }
}
