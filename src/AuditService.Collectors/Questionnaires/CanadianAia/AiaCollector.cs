using System.Globalization;
using System.Text;
using System.Text.Json;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Questionnaires.CanadianAia;

/// <summary>
/// Finds the definition of the Canadian Algorithmic Impact Assessment and a file of its answers in the dossier, by their content, and states the level that
/// the tool gives. With several files of answers the highest level is stated: the others are lines of the result.
/// </summary>
internal sealed class AiaCollector : IFactCollector
{
    /// <summary>The files of answers that were scored, one line each; empty where the dossier holds none.</summary>
    public const string Results = "aia.results";

    public const string Level = "aia.level";

    /// <summary>Scored questions without an answer: each counts for nothing, so the level is not established while there are any.</summary>
    public const string Unanswered = "aia.unanswered";

    private const int MostAnswers = 20;

    public CollectorIdentity Identity { get; } = new("canadian-aia", 1);

    public IReadOnlyCollection<string> States { get; } = [Results, Level, Unanswered];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        var files = context.Dossier.Files.Where(file => file.Nature.SetApart is null && file.Size is > 0 and <= AiaInput.MaximumBytes && file.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)).ToList();
        var input = string.Join('\n', files.Select(file => $"{file.Path}|{file.Sha256}"));
        yield return new("aia", input, [], cancellation => Task.FromResult(State(files, context, cancellation)));
    }

    private IReadOnlyList<Fact> State(IReadOnlyList<DossierFile> files, CollectionContext context, CancellationToken cancellation)
    {
        Candidate? definition = null;
        var answers = new List<Candidate>();
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Look(file, context) is not { } candidate)
                continue;
            if (candidate.IsDefinition)
                definition ??= candidate;
            else if (answers.Count < MostAnswers)
                answers.Add(candidate);
        }

        if (answers.Count == 0)
            return Nothing(new("aucun résultat de l'outil canadien (ÉIA) dans le dossier", "no result of the Canadian tool (AIA) in the dossier"));
        if (definition is null)
            return Unreadable(answers[0].File, new("le résultat de l'outil canadien est là sans sa définition (survey-enfr.json) : son niveau ne peut pas être recalculé", "the result of the Canadian tool is there without its definition (survey-enfr.json): its level cannot be computed again"));
        return Scored(definition, answers, context);
    }

    private IReadOnlyList<Fact> Scored(Candidate definition, IReadOnlyList<Candidate> answers, CollectionContext context)
    {
        var scores = new List<(DossierFile File, AiaScore Score)>();
        var problems = new List<AuthorProblem>();
        foreach (var sheet in answers)
        {
            if (AlgorithmicImpact.Compute(definition.Bytes, definition.File.Path, sheet.Bytes, sheet.File.Path, problems) is { } score)
                scores.Add((sheet.File, score));
        }

        if (scores.Count == 0)
            return Unreadable(answers[0].File, new(problems[0].Message.Fr, problems[0].Message.En));
        var worst = scores.MaxBy(one => one.Score.Level);
        return
        [
            Known(Results, new ObservationsValue([.. scores.Take(context.Settings.MaximumObservations).Select(one => new Observation(Location.File(one.File.Path), Detail: Told(one.Score)))], scores.Count), null),
            Known(Level, new NumberValue(worst.Score.Level), Location.File(worst.File.Path)),
            Known(Unanswered, new NumberValue(worst.Score.Unanswered), Location.File(worst.File.Path)),
        ];
    }

    /// <summary>A definition has pages with scored questions; a sheet has answers by the names of such questions.</summary>
    private static Candidate? Look(DossierFile file, CollectionContext context)
    {
        using var stream = context.Content.Open(file.Sha256);
        var bytes = new byte[file.Size];
        stream.ReadExactly(bytes);
        if (!IsMarked(bytes) || AiaInput.Parse(bytes, file.Path, []) is not { } root)
            return null;
        if (root.TryGetProperty("pages", out var pages) && pages.ValueKind == JsonValueKind.Array)
            return SurveyDefinition.Read(root, file.Path, []).Questions.Any(question => question.Scored != ScoreKind.None) ? new(file, bytes, IsDefinition: true) : null;
        var data = root.TryGetProperty("data", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : root;
        return data.EnumerateObject().Any(property => property.Name.EndsWith("-RS", StringComparison.Ordinal) || property.Value.ValueKind == JsonValueKind.String && IsChoice(property.Value.GetString()!)) ? new(file, bytes, IsDefinition: false) : null;
    }

    /// <summary>Cheap, for most JSON files of a dossier are something else.</summary>
    private static bool IsMarked(ReadOnlySpan<byte> bytes) => bytes.IndexOf("-RS\""u8) >= 0 || bytes.IndexOf("\"item"u8) >= 0;

    /// <summary><c>item3-2</c>: the third choice, with a weight of 2.</summary>
    private static bool IsChoice(string value) =>
        value.StartsWith("item", StringComparison.Ordinal) && value.LastIndexOf('-') is > 4 and var hyphen && value[4..hyphen].All(char.IsAsciiDigit) && int.TryParse(value[(hyphen + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static LocalizedText Told(AiaScore score)
    {
        return new(
            new StringBuilder($"niveau {score.Level} sur 4 : risque {Number(score.Raw, "fr-FR")} sur {Number(score.Maximum, "fr-FR")}, atténuation {Number(score.Mitigation, "fr-FR")}, total {Number(score.Total, "fr-FR")}")
                .Append(score.Unanswered == 0 ? "" : $" ; {score.Unanswered} question(s) notée(s) sans réponse comptent pour zéro").ToString(),
            new StringBuilder($"level {score.Level} of 4: risk {Number(score.Raw, "en-GB")} of {Number(score.Maximum, "en-GB")}, mitigation {Number(score.Mitigation, "en-GB")}, total {Number(score.Total, "en-GB")}")
                .Append(score.Unanswered == 0 ? "" : $"; {score.Unanswered} scored question(s) without an answer count for nothing").ToString());

        static string Number(double value, string culture) => value.ToString("0.##", CultureInfo.GetCultureInfo(culture));
    }

    private IReadOnlyList<Fact> Nothing(LocalizedText why) =>
        [Known(Results, new ObservationsValue([]), null), Unavailable(Level, new(UnavailableBecause.NotFound, why), null), Unavailable(Unanswered, new(UnavailableBecause.NotFound, why), null)];

    private IReadOnlyList<Fact> Unreadable(DossierFile file, LocalizedText why) => [.. States.Select(key => Unavailable(key, new(UnavailableBecause.Unreadable, why), Location.File(file.Path)))];

    /// <summary>Their author's answers, put through the tool's own arithmetic.</summary>
    private Fact Known(string key, FactValue value, Location? at) => Fact.Known(Subject.Dossier, key, value, new(Identity, EvidenceGrade.Attached, at));

    private Fact Unavailable(string key, Unavailability why, Location? at) => Fact.Unavailable(Subject.Dossier, key, why, new(Identity, EvidenceGrade.Attached, at));

    private sealed record Candidate(DossierFile File, byte[] Bytes, bool IsDefinition);
}
