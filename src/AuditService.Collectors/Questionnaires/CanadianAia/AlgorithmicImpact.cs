using System.Text.Json;
using AuditService.Core;

namespace AuditService.Collectors.Questionnaires.CanadianAia;

/// <summary>
/// Computes the Canadian Algorithmic Impact Assessment from its definition and a file of answers: weights and maxima are the definition's, and an answer
/// to a question that is not shown counts for nothing, as on the tool's page of results.
/// </summary>
public static class AlgorithmicImpact
{
    /// <summary>The share of the mitigation that one phase can give, from which the risk is reduced.</summary>
    private const double MitigationShare = 0.80;

    private const double Deduction = 0.15;

    /// <summary>The questions on mitigation are there twice, for design and for implementation; a project answers one of both.</summary>
    private const int Phases = 2;

    private const int MostUnknown = 100;

    private const int LongestName = 100;

    /// <returns>Null where a file is mistaken; then <paramref name="problems"/> says how.</returns>
    public static AiaScore? Compute(ReadOnlyMemory<byte> definition, string definitionFile, ReadOnlyMemory<byte> answers, string answersFile, ICollection<AuthorProblem> problems)
    {
        var survey = AiaInput.Parse(definition, definitionFile, problems) is { } root ? SurveyDefinition.Read(root, definitionFile, problems) : null;
        var given = AiaInput.Parse(answers, answersFile, problems) is { } sheet ? Values(sheet, answersFile, problems) : null;
        if (survey is null || given is null)
            return null;
        foreach (var question in survey.Questions.Where(question => question.Scored != ScoreKind.None && given.ContainsKey(question.Name)))
            Check(question, given[question.Name], answersFile, problems);
        if (problems.Count > 0)
            return null;
        var unknown = Unknown(survey.Questions, given.Keys);
        return Score(survey.Questions, given) with { UnknownAnswers = unknown };
    }

    /// <summary>The file that the tool saves keeps the answers under <c>data</c>; a bare object is taken as the answers.</summary>
    private static Dictionary<string, SurveyValue> Values(JsonElement sheet, string file, ICollection<AuthorProblem> problems)
    {
        var data = sheet.TryGetProperty("data", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : sheet;
        var values = new Dictionary<string, SurveyValue>(StringComparer.Ordinal);
        foreach (var property in data.EnumerateObject())
        {
            if (SurveyValue.Of(property.Value) is { } value)
                values[property.Name] = value;
            else
                problems.Add(new(new(file, 1, 1), $"La réponse à « {property.Name} » n'est ni une valeur ni une liste de valeurs.", $"The answer to \"{property.Name}\" is neither a value nor a list of values."));
        }

        return values;
    }

    /// <summary>A comment is beside the answer to its question, under the question's name.</summary>
    private static string[] Unknown(IReadOnlyList<SurveyQuestion> questions, IEnumerable<string> answered)
    {
        var known = questions.SelectMany(question => new[] { question.Name, question.Name + "-Comment" }).ToHashSet(StringComparer.Ordinal);
        return answered.Where(name => !known.Contains(name)).Take(MostUnknown).Select(name => name.Length > LongestName ? name[..LongestName] + "…" : name).ToArray();
    }

    private static void Check(SurveyQuestion question, SurveyValue answer, string file, ICollection<AuthorProblem> problems)
    {
        if (answer.IsMany && !question.Multiple)
            problems.Add(new(new(file, 1, 1), $"« {question.Name} » attend une seule réponse.", $"\"{question.Name}\" expects one answer."));
        foreach (var unknown in answer.Items.Where(item => item.Length > 0 && !question.OpenChoices && !question.Weights.ContainsKey(item)).Distinct(StringComparer.Ordinal))
            problems.Add(new(new(file, 1, 1), $"« {unknown} » n'est pas un choix de « {question.Name} ».", $"\"{unknown}\" is no choice of \"{question.Name}\"."));
        if (answer.Items.Distinct(StringComparer.Ordinal).Count() < answer.Items.Count)
            problems.Add(new(new(file, 1, 1), $"« {question.Name} » a deux fois la même réponse.", $"\"{question.Name}\" has the same answer twice."));
    }

    private static AiaScore Score(IReadOnlyList<SurveyQuestion> questions, Dictionary<string, SurveyValue> answers)
    {
        var shown = Shown(questions, answers);
        var scored = questions.Where(question => question.Scored != ScoreKind.None).ToList();
        var raw = Sum(ScoreKind.Risk);
        var mitigation = Sum(ScoreKind.Mitigation);
        var maximum = scored.Where(question => question.Scored == ScoreKind.Risk).Sum(question => question.Maximum);
        var mitigationMaximum = scored.Where(question => question.Scored == ScoreKind.Mitigation).Sum(question => question.Maximum);
        // Half goes up, as in the tool's own language; the rounding of this one would give another total.
        var total = mitigation >= MitigationShare * (mitigationMaximum / Phases) ? Math.Floor(((1 - Deduction) * raw) + 0.5) : raw;
        return new(raw, mitigation, total, LevelOf(total, maximum), scored.Count(question => shown.Contains(question) && IsUnanswered(question)), maximum, mitigationMaximum);

        double Sum(ScoreKind kind) => scored
            .Where(question => question.Scored == kind && answers.ContainsKey(question.Name))
            .Sum(question => answers[question.Name].Items.Sum(item => question.Weights.GetValueOrDefault(item)));

        bool IsUnanswered(SurveyQuestion question) => !answers.TryGetValue(question.Name, out var answer) || answer.IsEmpty;
    }

    /// <summary>Drops the answers of hidden questions until none is left: a question may be shown because of one that is hidden itself.</summary>
    private static HashSet<SurveyQuestion> Shown(IReadOnlyList<SurveyQuestion> questions, Dictionary<string, SurveyValue> answers)
    {
        while (true)
        {
            var shown = questions.Where(question => !question.IsHidden && question.VisibleIf.All(condition => condition.Holds(answers))).ToHashSet();
            var inert = questions.Where(question => !shown.Contains(question) && answers.ContainsKey(question.Name)).Select(question => question.Name).ToList();
            if (inert.Count == 0)
                return shown;
            foreach (var name in inert)
                answers.Remove(name);
        }
    }

    private static int LevelOf(double total, double maximum) => total switch
    {
        _ when total <= maximum * 0.25 => 1,
        _ when total <= maximum * 0.5 => 2,
        _ when total <= maximum * 0.75 => 3,
        _ => 4,
    };
}
