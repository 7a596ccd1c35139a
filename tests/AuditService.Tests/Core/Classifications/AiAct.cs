using AuditService.Authoring.Manifests;
using AuditService.Authoring.RulePacks;
using AuditService.Collectors;
using AuditService.Collectors.Documents;
using AuditService.Core;
using AuditService.Core.Catalogue;
using AuditService.Core.Classifications;
using AuditService.Core.Rules;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.Tests.Core.Classifications;

/// <summary>The tree of the house, and answers to it as an author writes them.</summary>
internal static class AiAct
{
    /// <summary>A system in scope, of a provider, with nothing that any branch asks about.</summary>
    public const string Harmless = """
        aiAct.isAiSystem: true
        aiAct.inUnion: true
        aiAct.exclusions: [none]
        aiAct.openSource: false
        aiAct.roles: [provider]
        aiAct.providerOutsideUnion: false
        aiAct.providesGpaiModel: false
        impact.manipulation: false
        impact.exploitsVulnerability: false
        impact.socialScoring: false
        impact.crimePrediction: false
        impact.faceScraping: false
        impact.emotionAtWorkOrSchool: false
        impact.biometricCategorisation: false
        impact.realTimeBiometrics: false
        impact.intimateImagery: false
        aiAct.annexI: [none]
        impact.annexIII: [none]
        impact.interactsWithPeople: false
        impact.generatesContent: false
        aiAct.emotionRecognition: false
        aiAct.biometricCategorisation: false
        deployment.since: 2029-01-01
        """;

    private static readonly Lazy<RuleLibrary> Loaded = new(() => new RuleLibraryReader(
        Senses.Find(new ServiceCollection().AddSingleton(TimeProvider.System).AddSingleton(new IsolatedDocumentReader(new("none", []), new())).BuildServiceProvider()).StatedKeys)
        .Read([Repository.PathOf("rules")], verify: false).Library);

    public static DateOnly Today { get; } = new(2026, 11, 30);

    public static RuleLibrary Library => Loaded.Value;

    public static Classification Law => Library.Classifications.Single(law => law.Id == "aiAct");

    public static Classifier Classifier => new(Law, Library.Catalogue);

    public static Classified Of(string answers) => Of(Read(answers));

    public static Classified Of(IReadOnlyDictionary<string, AuditService.Core.Dossiers.Manifests.AnswerEntry> answers) =>
        Classifier.Classify(Questionnaire.WithoutHiddenAnswers(AnswerChecks.Facts(answers, Library.Catalogue), Library.Catalogue), Today);

    /// <summary>The harmless system, with other answers in the place of its own, or beside them.</summary>
    public static Classified But(string answers)
    {
        var merged = Read(Harmless).ToDictionary(StringComparer.Ordinal);
        foreach (var (key, answer) in Read(answers))
            merged[key] = answer;
        Assert.Empty(AnswerChecks.Contradictions(merged, Library.Catalogue, Classifier));
        return Of(merged);
    }

    public static IReadOnlyDictionary<string, AuditService.Core.Dossiers.Manifests.AnswerEntry> Read(string answers)
    {
        var problems = new List<AuthorProblem>();
        var read = ManifestReader.ReadAnswers(answers.Replace("; ", "\n", StringComparison.Ordinal), "answers.yaml", problems);
        problems.AddRange(AnswerChecks.Problems(read, Library.Catalogue, Law.Inputs.ToHashSet(StringComparer.Ordinal)));
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems.Select(problem => problem.In(Language.English))));
        return read;
    }

    public static IEnumerable<string> Ids(this IEnumerable<AppliedLabel> labels) => labels.Select(label => label.Label.Id);
}
