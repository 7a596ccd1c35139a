using AuditService.App.RulePacks;
using AuditService.Authoring.Manifests;
using AuditService.Core;
using AuditService.Core.Catalogue;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Questionnaires;

namespace AuditService.App.Questionnaires;

/// <summary>A set of questions as somebody fills it in: which are asked, what the answers earn so far, and what is wrong with them. Nothing is kept.</summary>
public sealed class FillInQuestionnaire(RuleLibraries rules)
{
    public IReadOnlyList<QuestionSet> Sets => rules.Load().QuestionSets;

    /// <param name="id">Id of a set.</param>
    /// <param name="said">What is answered to a question; null where nothing is.</param>
    /// <returns>Null where no set has the id.</returns>
    public FilledQuestionnaire? Fill(string id, Func<FactDeclaration, AnswerEntry?> said)
    {
        var library = rules.Load();
        if (library.QuestionSets.FirstOrDefault(known => known.Id == id) is not { } set)
            return null;
        var answers = new Dictionary<string, AnswerEntry>(StringComparer.Ordinal);
        foreach (var question in set.Questions.Select(question => library.Catalogue.Find(question.Key)).OfType<FactDeclaration>())
        {
            if (said(question) is { } answer)
                answers[question.Key] = answer;
        }

        // The key stands for the place: a form has no lines.
        var placed = answers.ToDictionary(pair => pair.Key, pair => pair.Value with { At = new(pair.Key, 1, 1) }, StringComparer.Ordinal);
        var counted = Questionnaire.WithoutHiddenAnswers(AnswerChecks.Facts(answers, library.Catalogue), library.Catalogue);
        return new(
            set,
            library.Catalogue,
            answers,
            new QuestionSetScorer(set, library.Catalogue).Score(counted),
            [.. CheckQuestionnaires.Mistakes(placed, library).Select(problem => (problem.At.File, problem.Message))],
            [.. new AnswerContradictions(library.Contradictions, library.Catalogue).Find(counted).Select(one => one.Detail!)]);
    }
}

/// <param name="Answers">All that was said, to questions that are not asked as well.</param>
/// <param name="Problems">What must be mended, each with the key of its question.</param>
/// <param name="Contradictions">Answers that cannot all be true.</param>
public sealed record FilledQuestionnaire(
    QuestionSet Set,
    FactCatalogue Catalogue,
    IReadOnlyDictionary<string, AnswerEntry> Answers,
    QuestionSetScore Score,
    IReadOnlyList<(string Key, LocalizedText Message)> Problems,
    IReadOnlyList<LocalizedText> Contradictions)
{
    public bool IsAsked(string key) => Score.Questions.Any(question => question.Question.Key == key && question.Standing != QuestionStanding.Hidden);

    /// <summary>The sheet of the answers that count, for the folder <c>answers/</c> of a dossier.</summary>
    public string Sheet(bool asJson)
    {
        var said = Set.Questions.Select(question => question.Key).Distinct(StringComparer.Ordinal).Where(key => IsAsked(key) && Answers.ContainsKey(key)).Select(key => (Catalogue.Find(key)!, Answers[key])).ToList();
        return asJson ? AnswerSheetText.Json(said) : AnswerSheetText.Yaml(said);
    }
}
