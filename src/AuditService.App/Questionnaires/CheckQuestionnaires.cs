using AuditService.App.Dossiers;
using AuditService.App.RulePacks;
using AuditService.App.Scans;
using AuditService.Authoring.Binding;
using AuditService.Authoring.Manifests;
using AuditService.Collectors.CrossChecks;
using AuditService.Collectors.Questionnaires;
using AuditService.Core;
using AuditService.Core.Catalogue;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Core.Questionnaires;
using AuditService.Core.Rules;

namespace AuditService.App.Questionnaires;

/// <summary>The sets of questions without an audit: a sheet to fill in, and what answers earn so far.</summary>
public sealed class CheckQuestionnaires(RuleLibraries rules, TakeDossier takeDossier)
{
    /// <summary>The library that asks.</summary>
    public RuleLibrary Library => rules.Load();

    /// <summary>The sets with these ids, all when none is named. Throws <see cref="AuthorMistakesException"/> for an id that no set has.</summary>
    public IReadOnlyList<QuestionSet> Sets(IReadOnlyList<string> ids)
    {
        var sets = Library.QuestionSets;
        if (ids.Count == 0)
            return sets;
        var unknown = ids.Where(id => sets.All(set => set.Id != id)).ToList();
        return unknown.Count == 0
            ? [.. sets.Where(set => ids.Contains(set.Id, StringComparer.Ordinal))]
            : throw new AuthorMistakesException([.. unknown.Select(id => Unknown(id, sets))]);
    }

    /// <summary>A sheet of answers to fill in.</summary>
    /// <param name="ids">Ids of the sets; empty for all.</param>
    /// <param name="dossier">A folder or zip whose answers are left out, or null.</param>
    public async Task<string> TemplateAsync(IReadOnlyList<string> ids, string? dossier, Language language, CancellationToken cancellation)
    {
        var sets = Sets(ids);
        var answered = dossier is null ? [] : (await takeDossier.FromAsync(dossier, cancellation)).Manifest.Answers.Keys;
        return AnswerTemplate.Write(sets, Library.Catalogue, answered.ToHashSet(StringComparer.Ordinal), language);
    }

    /// <summary>What the answers of a dossier (folder or zip), or of sheets, earn, and which of them contradict each other. Throws <see cref="AuthorMistakesException"/> with every mistake of the answers.</summary>
    /// <param name="paths">One dossier, or sheets that are read as one.</param>
    public async Task<CheckedAnswers> CheckAsync(IReadOnlyList<string> paths, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var library = Library;
        var facts = paths is [var single] && !IsSheet(single) ? await FactsOfDossierAsync(single, library, cancellation) : await FactsOfSheetsAsync(paths, library, cancellation);
        var counted = Questionnaire.WithoutHiddenAnswers(facts, library.Catalogue);
        var inert = facts.Of(Subject.Dossier).Where(fact => fact.Value is not null && counted.Find(Subject.Dossier, fact.Key) is null).Select(fact => fact.Key).ToList();
        return new([.. SetsOf(facts, ids).Select(set => new QuestionSetScorer(set, library.Catalogue).Score(counted))], new AnswerContradictions(library.Contradictions, library.Catalogue).Find(counted), inert);
    }

    /// <summary>The sets that are asked for; where none is, those that are answered at all, or all of them.</summary>
    private IReadOnlyList<QuestionSet> SetsOf(FactSet facts, IReadOnlyList<string> ids)
    {
        var sets = Sets(ids);
        var answered = sets.Where(set => set.Questions.Any(question => question.Key.StartsWith(set.Id + ".", StringComparison.Ordinal) && facts.Find(Subject.Dossier, question.Key)?.Value is not null)).ToList();
        return ids.Count > 0 || answered.Count == 0 ? sets : answered;
    }

    private static bool IsSheet(string path) => Path.GetExtension(path).ToUpperInvariant() is ".YAML" or ".YML" or ".JSON";

    private static async Task<FactSet> FactsOfSheetsAsync(IReadOnlyList<string> paths, RuleLibrary library, CancellationToken cancellation)
    {
        var problems = new List<AuthorProblem>();
        IReadOnlyDictionary<string, AnswerEntry> answers = new Dictionary<string, AnswerEntry>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (IsSheet(path))
                answers = AnswerMerge.Merge(answers, ManifestReader.ReadAnswers(await AuthoredFile.TextAsync(path, problems, cancellation), path, problems), problems);
            else
                problems.Add(new(new(path, 1, 1), "Avec plusieurs chemins, chacun est une feuille de réponses (.yaml, .yml, .json).", "With several paths, each is a sheet of answers (.yaml, .yml, .json)."));
        }

        Refuse([.. problems, .. Mistakes(answers, library)]);
        return AnswerChecks.Facts(answers, library.Catalogue);
    }

    private async Task<FactSet> FactsOfDossierAsync(string path, RuleLibrary library, CancellationToken cancellation)
    {
        var dossier = await takeDossier.FromAsync(path, cancellation);
        Refuse([.. Mistakes(dossier.Manifest.Answers, library)]);
        return new FactSet([], AnswerFacts.State(dossier, library.Catalogue)).With(DeclaredFacts.State(dossier));
    }

    internal static IEnumerable<AuthorProblem> Mistakes(IReadOnlyDictionary<string, AnswerEntry> answers, RuleLibrary library)
    {
        foreach (var problem in AnswerChecks.Problems(answers, library))
            yield return problem;
        foreach (var (key, answer) in answers)
        {
            if (answer is { At: { } at, For.Count: 0 } && library.Catalogue.Find(key) is { Choices.Count: 0 } fact && Answers.ValueOf(fact, answer) is null)
                yield return new(at, $"La réponse à « {key} » n'est pas lisible ; attendu : {Answers.Expected(fact).Fr}.", $"The answer to \"{key}\" cannot be read; expected: {Answers.Expected(fact).En}.");
        }
    }

    private static void Refuse(IReadOnlyList<AuthorProblem> problems)
    {
        if (problems.Count > 0)
        {
            throw new AuthorMistakesException([.. problems.OrderBy(problem => problem.At.File, StringComparer.Ordinal).ThenBy(problem => problem.At.Line).ThenBy(problem => problem.At.Column)])
            {
                Title = new("Les réponses doivent être corrigées", "The answers must be mended"),
            };
        }
    }

    private static AuthorProblem Unknown(string id, IReadOnlyList<QuestionSet> sets)
    {
        var nearest = NearestWord.To(id, sets.Select(set => set.Id));
        var known = string.Join(", ", sets.Select(set => set.Id));
        return new(
            new(id, 1, 1),
            $"Questionnaire inconnu{(nearest is null ? "" : $" (vouliez-vous dire « {nearest} » ?)")} ; questionnaires : {known}.",
            $"Unknown questionnaire{(nearest is null ? "" : $" (did you mean \"{nearest}\"?)")}; questionnaires: {known}.");
    }
}
