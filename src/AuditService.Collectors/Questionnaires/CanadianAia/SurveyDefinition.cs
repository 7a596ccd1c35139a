using System.Globalization;
using System.Text.Json;
using AuditService.Core;

namespace AuditService.Collectors.Questionnaires.CanadianAia;

/// <summary>The questions of a SurveyJS definition, in their order.</summary>
internal sealed class SurveyDefinition
{
    private const int MaximumQuestions = 5_000;
    private const double MaximumWeight = 1_000_000;

    private readonly List<SurveyQuestion> questions = [];
    private readonly string file;
    private readonly ICollection<AuthorProblem> problems;

    private SurveyDefinition(string file, ICollection<AuthorProblem> problems)
    {
        this.file = file;
        this.problems = problems;
    }

    public IReadOnlyList<SurveyQuestion> Questions => questions;

    public static SurveyDefinition Read(JsonElement root, string file, ICollection<AuthorProblem> problems)
    {
        var definition = new SurveyDefinition(file, problems);
        if (root.TryGetProperty("pages", out var pages))
            definition.ReadAll(pages, new([], Name: "", IsHidden: false));
        definition.ReadElements(root, new([], Name: "", IsHidden: false));
        foreach (var twice in definition.questions.GroupBy(question => question.Name, StringComparer.Ordinal).Where(same => same.Skip(1).Any()))
            definition.Problem($"La question « {twice.Key} » est définie deux fois.", $"The question \"{twice.Key}\" is defined twice.");
        if (definition.questions.TrueForAll(question => question.Scored == ScoreKind.None))
            definition.Problem("Aucune question notée (-RS, -MS) : ce n'est pas la définition de l'outil canadien.", "No scored question (-RS, -MS): this is not the definition of the Canadian tool.");
        return definition;
    }

    private void ReadElements(JsonElement container, Around around)
    {
        foreach (var key in new[] { "elements", "questions" })
        {
            if (container.TryGetProperty(key, out var elements))
                ReadAll(elements, around);
        }
    }

    private void ReadAll(JsonElement elements, Around around)
    {
        if (elements.ValueKind != JsonValueKind.Array)
        {
            Problem("Une liste d'éléments est attendue.", "A list of elements is expected.");
            return;
        }

        foreach (var element in elements.EnumerateArray())
        {
            if (questions.Count >= MaximumQuestions)
            {
                Problem($"Plus de {MaximumQuestions} questions.", $"More than {MaximumQuestions} questions.");
                return;
            }

            if (element.ValueKind == JsonValueKind.Object)
                ReadOne(element, around);
        }
    }

    private void ReadOne(JsonElement element, Around around)
    {
        var name = Text(element, "name") ?? "";
        var within = new Around(around.VisibleIf, name, around.IsHidden || (element.TryGetProperty("visible", out var visible) && visible.ValueKind == JsonValueKind.False));
        if (Text(element, "visibleIf") is { } condition && !string.IsNullOrWhiteSpace(condition))
        {
            if (SurveyCondition.Parse(condition) is { } parsed)
                within = within with { VisibleIf = [.. around.VisibleIf, parsed] };
            else
                Problem($"La condition de « {name} » ne peut pas être lue : {Excerpt(condition)}", $"The condition of \"{name}\" cannot be read: {Excerpt(condition)}");
        }

        var type = Text(element, "type");
        if (type is null or "panel")
        {
            ReadElements(element, within);
            return;
        }

        if (name.Length == 0 || type is "html" or "image")
            return;
        var isChoice = type is "radiogroup" or "dropdown" or "checkbox";
        var kind = isChoice ? KindOf(name) ?? KindOf(around.Name) ?? ScoreKind.None : ScoreKind.None;
        questions.Add(new(name, kind, type == "checkbox", isChoice ? Weights(element, name) : new Dictionary<string, double>(StringComparer.Ordinal), HasOpenChoices(element), within.VisibleIf, within.IsHidden));
    }

    /// <summary>Null where the name says nothing, and the name around it decides.</summary>
    private static ScoreKind? KindOf(string name) => name switch
    {
        _ when name.EndsWith("-RS", StringComparison.Ordinal) => ScoreKind.Risk,
        _ when name.EndsWith("-MS", StringComparison.Ordinal) => ScoreKind.Mitigation,
        _ when name.EndsWith("-NS", StringComparison.Ordinal) => ScoreKind.None,
        _ => null,
    };

    private Dictionary<string, double> Weights(JsonElement element, string name)
    {
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        if (!element.TryGetProperty("choices", out var choices) || choices.ValueKind != JsonValueKind.Array)
            return weights;
        foreach (var choice in choices.EnumerateArray())
        {
            var value = choice.ValueKind == JsonValueKind.Object && choice.TryGetProperty("value", out var inner) ? inner : choice;
            if (SurveyValue.Text(value) is not { } text)
                continue;
            var weight = value.ValueKind == JsonValueKind.Number ? value.GetDouble() : WeightOf(text);
            if (!double.IsFinite(weight) || Math.Abs(weight) > MaximumWeight)
                Problem($"Le poids de « {Excerpt(text)} » ({name}) n'est pas un nombre raisonnable.", $"The weight of \"{Excerpt(text)}\" ({name}) is no reasonable number.");
            else if (!weights.TryAdd(text, weight))
                Problem($"Le choix « {Excerpt(text)} » est donné deux fois ({name}).", $"The choice \"{Excerpt(text)}\" is given twice ({name}).");
        }

        return weights;
    }

    /// <summary>The number after the last hyphen; a value without one, or with something else there, weighs nothing.</summary>
    private static double WeightOf(string value)
    {
        var hyphen = value.LastIndexOf('-');
        return hyphen >= 0 && double.TryParse(value[(hyphen + 1)..].Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && !double.IsNaN(weight) ? weight : 0;
    }

    private static bool HasOpenChoices(JsonElement element) =>
        element.TryGetProperty("choicesByUrl", out _) || element.TryGetProperty("choicesFromQuestion", out _)
        || new[] { "hasOther", "hasNone", "hasSelectAll", "showOtherItem", "showNoneItem", "showSelectAllItem" }.Any(key => element.TryGetProperty(key, out var flag) && flag.ValueKind == JsonValueKind.True);

    private static string? Text(JsonElement element, string key) => element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Excerpt(string text) => text.Length <= 80 ? text : text[..80] + "…";

    private void Problem(string fr, string en) => problems.Add(new(new(file, 1, 1), fr, en));

    /// <summary>What stands around an element.</summary>
    private sealed record Around(IReadOnlyList<SurveyCondition> VisibleIf, string Name, bool IsHidden);
}
