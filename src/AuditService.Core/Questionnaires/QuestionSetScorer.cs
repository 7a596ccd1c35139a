using AuditService.Core.Catalogue;
using AuditService.Core.Conditions;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Core.Questionnaires;

/// <summary>Scores the answers to a set. Pure; an unanswered question is ignorance and never a pass, so that an empty sheet has no rate at all.</summary>
public sealed class QuestionSetScorer(QuestionSet set, FactCatalogue catalogue)
{
    private const int Named = 5;

    private static readonly CollectorIdentity Identity = new("questionnaire", 1);

    /// <param name="facts">Hidden answers already dropped.</param>
    public QuestionSetScore Score(FactSet facts) => new(set, [.. set.Questions.Select(question => StateOf(question, facts))]);

    /// <summary>The same as facts that rules read.</summary>
    public IReadOnlyList<Fact> State(FactSet facts)
    {
        var score = Score(facts);
        var answers = score.Answered.Select(question => question.Answer).OfType<Fact>().ToList();
        var provenance = new Provenance(
            Identity,
            answers.Count == 0 ? EvidenceGrade.Declared : answers.Min(answer => answer.Provenance.Grade),
            answers.Select(answer => answer.Provenance.Pointer).FirstOrDefault(place => place is not null));
        var unanswered = score.Unanswered.ToList();
        return
        [
            unanswered.Count == 0 ? Known(set.CompleteFact, new BooleanValue(true)) : Unknown(set.CompleteFact, Missing(unanswered, score)),
            score.Floor is { } rate && !score.Open.Any() ? Known(set.RateFact, new NumberValue(Percent(rate))) : Unknown(set.RateFact, Missing([.. score.Open], score)),
            score.Floor is { } floor && answers.Count > 0 ? Known(set.FloorFact, new NumberValue(Percent(floor))) : Unknown(set.FloorFact, Missing(unanswered, score)),
            score.Ceiling is { } ceiling && answers.Count > 0 ? Known(set.CeilingFact, new NumberValue(Percent(ceiling))) : Unknown(set.CeilingFact, Missing(unanswered, score)),
            Known(set.UnansweredFact, Sightings(unanswered)),
            answers.Count > 0 ? Known(set.ShortfallsFact, Sightings(score.Shortfalls)) : Unknown(set.ShortfallsFact, Missing(unanswered, score)),
            answers.Count > 0 ? Known(set.UnprovenFact, Sightings(score.Unproven)) : Unknown(set.UnprovenFact, Missing(unanswered, score)),
        ];

        Fact Known(string key, FactValue value) => Fact.Known(Subject.Dossier, key, value, provenance);

        Fact Unknown(string key, Unavailability why) => Fact.Unavailable(Subject.Dossier, key, why, provenance);
    }

    /// <summary>Down to a tenth: a rate is never told better than it is.</summary>
    private static double Percent(double share) => Math.Floor((share * 1000) + 1e-9) / 10;

    /// <summary>Each question at the place of its answer, or where the answer would be written.</summary>
    private ObservationsValue Sightings(IEnumerable<QuestionState> questions) => new([.. questions.Select(question => new Observation(
        question.Answer?.Provenance.Pointer ?? Location.File(Dossier.AnswersFileName),
        Detail: Told(question.Question)))]);

    private LocalizedText Told(AskedQuestion question)
    {
        var title = catalogue.Title(question.Key);
        var number = question.Criterion is { } criterion ? criterion + " · " : "";
        return new($"{number}{title.Fr} ({question.Key})", $"{number}{title.En} ({question.Key})");
    }

    private Unavailability Missing(IReadOnlyList<QuestionState> open, QuestionSetScore score)
    {
        if (open.Count == 0)
            return new(UnavailableBecause.NotAnswered, new($"aucune question notée de « {set.Title.Fr} » ne s'applique", $"no scored question of \"{set.Title.En}\" applies"));
        var asked = score.Asked.Count();
        var more = open.Count > Named ? " …" : "";
        return new(
            UnavailableBecause.NotAnswered,
            new(
                $"{open.Count} question(s) sur {asked} sans réponse dans « {set.Title.Fr} » : {string.Join(", ", open.Take(Named).Select(question => question.Question.Key))}{more}",
                $"{open.Count} question(s) of {asked} without an answer in \"{set.Title.En}\": {string.Join(", ", open.Take(Named).Select(question => question.Question.Key))}{more}"));
    }

    private QuestionState StateOf(AskedQuestion question, FactSet facts)
    {
        var scope = facts.About(Subject.Dossier);
        if (catalogue.Find(question.Key)?.Question?.AskWhen is { } askWhen && askWhen.Evaluate(scope).Truth == Truth.False)
            return new(question, QuestionStanding.Hidden, null, null);
        if (facts.Find(Subject.Dossier, question.Key) is not { Value: { } value } answer)
            return new(question, QuestionStanding.Unanswered, null, null);
        if (value is TextValue { Value: var choice } && question.Outside.Contains(choice, StringComparer.Ordinal))
            return new(question, QuestionStanding.Outside, answer, null);
        return new(question, QuestionStanding.Answered, answer, question.IsScored ? EarnedBy(question, value, scope) : null);
    }

    private double? EarnedBy(AskedQuestion question, FactValue value, FactScope scope)
    {
        if (question.MetWhen is { } met)
        {
            return met.Evaluate(scope).Truth switch
            {
                Truth.True => 1,
                Truth.False => 0,
                _ => null,
            };
        }

        return value switch
        {
            BooleanValue said => said.Value ? 1 : 0,
            TextValue text => question.Points.GetValueOrDefault(text.Value) / question.Points.Values.Max(),
            TextListValue list => list.Values.Distinct(StringComparer.OrdinalIgnoreCase).Sum(word => PointsOf(question, word)) / question.Points.Values.Sum(),
            _ => null,
        };
    }

    private static double PointsOf(AskedQuestion question, string word) =>
        question.Points.FirstOrDefault(pair => string.Equals(pair.Key, word, StringComparison.OrdinalIgnoreCase)).Value;
}
