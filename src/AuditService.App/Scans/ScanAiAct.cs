using AuditService.App.RulePacks;
using AuditService.Authoring.Manifests;
using AuditService.Core;
using AuditService.Core.Catalogue;
using AuditService.Core.Classifications;
using AuditService.Core.Conditions;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Rules;

namespace AuditService.App.Scans;

/// <summary><c>audit scan aiact</c>: what a system is under the AI Act, from a file of answers.</summary>
public sealed class ScanAiAct(RuleLibraries rules)
{
    private const string Law = "aiAct";

    /// <summary>Throws <see cref="AuthorMistakesException"/> with every mistake of the answers, those that contradict each other among them.</summary>
    /// <param name="on">The day at which the labels are looked at.</param>
    public async Task<AiActScanResult> RunAsync(string file, DateOnly on, Language language, CancellationToken cancellation)
    {
        var (library, law) = Load();
        var problems = new List<AuthorProblem>();
        var answers = Read(await AuthoredFile.TextAsync(file, problems, cancellation), file, law, library, problems);
        var classifier = new Classifier(law, library.Catalogue);
        problems.AddRange(AnswerChecks.Contradictions(answers, library.Catalogue, classifier));
        if (problems.Count > 0)
        {
            throw new AuthorMistakesException([.. problems.OrderBy(problem => problem.At.Line).ThenBy(problem => problem.At.Column)])
            {
                Title = new("Les réponses doivent être corrigées", "The answers must be mended"),
            };
        }

        var facts = Questionnaire.WithoutHiddenAnswers(AnswerChecks.Facts(answers, library.Catalogue), library.Catalogue);
        return Shown(classifier.Classify(facts, on), library.Catalogue, language);
    }

    /// <summary>A file of answers to fill in, every question with what it means.</summary>
    public string Template(Language language)
    {
        var (library, law) = Load();
        return AnswerTemplate.Write(law, library.Catalogue, language);
    }

    private (RuleLibrary Library, Classification Law) Load()
    {
        var library = rules.Load();
        return (library, library.Classifications.FirstOrDefault(law => law.Id == Law)
            ?? throw new AuthorMistakesException([new(new(Law, 1, 1), "Aucun pack chargé ne porte ce classement.", "No loaded pack has this classification.")]));
    }

    private static IReadOnlyDictionary<string, AnswerEntry> Read(string text, string file, Classification law, RuleLibrary library, List<AuthorProblem> problems)
    {
        var answers = ManifestReader.ReadAnswers(text, file, problems);
        var inputs = law.Inputs.ToHashSet(StringComparer.Ordinal);
        problems.AddRange(AnswerChecks.Problems(answers, library.Catalogue, inputs));
        foreach (var (key, answer) in answers.Where(pair => inputs.Contains(pair.Key) && pair.Value.At is not null))
        {
            if (library.Catalogue.Find(key) is { } fact && Answers.ValueOf(fact, answer) is null && (fact.Choices.Count == 0 || answer.Value is null))
                problems.Add(new(answer.At!, $"La réponse à « {key} » n'est pas lisible ; attendu : {Answers.Expected(fact).Fr}.", $"The answer to \"{key}\" cannot be read; expected: {Answers.Expected(fact).En}."));
        }

        return answers;
    }

    private static AiActScanResult Shown(Classified classified, FactCatalogue catalogue, Language language)
    {
        return new(
            [.. classified.Labels.Select(Shown)],
            [.. classified.Walk.Select(step => new AiActStep(step.Node.Key, Answer(step.Answer), step.Node.Article.In(language), step.Node.Title.In(language), Because(step.Because)))],
            classified.Open,
            [.. classified.Duties.Select(Shown)],
            [.. classified.Undecided.Select(label => new AiActUndecided(label.Label.Id, label.Label.Article.In(language), label.Label.Role, label.Label.Title.In(language), label.WaitsFor))],
            [.. classified.Unsettled.Select(point => new AiActUnsettled(point.Id, point.Article.In(language), point.AsOf, point.Text.In(language), point.Concerns))],
            classified.On,
            classified.Law.Version,
            [.. classified.Open.Select(key => new AiActQuestion(key, (catalogue.Find(key)?.Question?.Text ?? catalogue.Title(key)).In(language)))]);

        AiActLabel Shown(AppliedLabel label) => new(
            label.Label.Id, label.Label.Article.In(language), Because(label.Because), label.AppliesFrom, label.Label.Role, label.IsInForce(classified.On), label.Label.Title.In(language), label.Label.Whom.In(language));

        IReadOnlyList<string> Because(IReadOnlyList<Leaf> leaves) =>
            [.. leaves.Where(leaf => leaf.Fact?.Value is not null).DistinctBy(leaf => leaf.Comparison.FactKey, StringComparer.Ordinal).Select(leaf => Said(leaf.Comparison.FactKey, leaf))];

        string Said(string key, Leaf leaf) => $"{catalogue.Title(key).In(language)}{(language == Language.French ? " : " : ": ")}{catalogue.Said(key, leaf.Fact!.Value!, language)}";
    }

    private static string Answer(Truth truth) => truth switch
    {
        Truth.True => "yes",
        Truth.False => "no",
        _ => "open",
    };
}
