using AuditService.Authoring.Binding;
using AuditService.Core;
using AuditService.Core.Catalogue;
using AuditService.Core.Dossiers.Manifests;

namespace AuditService.Authoring.Manifests;

/// <summary>The answers of an author against the questions of the loaded packs: an answer to no question would be lost in silence.</summary>
public static class AnswerChecks
{
    public static IEnumerable<AuthorProblem> Problems(IReadOnlyDictionary<string, AnswerEntry> answers, FactCatalogue catalogue)
    {
        foreach (var (key, answer) in answers)
        {
            if (answer.At is not { } at)
                continue;
            if (catalogue.Find(key) is not { Question: not null } question)
            {
                var nearest = NearestWord.To(key, catalogue.Questions.Select(fact => fact.Key));
                yield return new(
                    at,
                    $"Aucune question ne porte l'identifiant « {key} »{(nearest is null ? "" : $" (vouliez-vous dire « {nearest} » ?)")}.",
                    $"No question has the id \"{key}\"{(nearest is null ? "" : $" (did you mean \"{nearest}\"?)")}.");
                continue;
            }

            foreach (var problem in Choices(question, key, answer).Concat(answer.For.Values.SelectMany(one => Choices(question, key, one))))
                yield return problem;
        }
    }

    private static IEnumerable<AuthorProblem> Choices(FactDeclaration question, string key, AnswerEntry answer)
    {
        if (question.Choices.Count == 0 || answer.At is not { } at)
            yield break;
        var known = question.Choices.Select(choice => choice.Id).ToList();
        foreach (var word in (answer.Values ?? (answer.Value is { } one ? [one] : [])).Where(word => !known.Contains(word, StringComparer.OrdinalIgnoreCase)))
        {
            var nearest = NearestWord.To(word, known);
            yield return new(
                at,
                $"« {word} » n'est pas une réponse à {key}{(nearest is null ? "" : $" (vouliez-vous dire « {nearest} » ?)")} ; réponses : {string.Join(", ", known)}.",
                $"\"{word}\" is no answer to {key}{(nearest is null ? "" : $" (did you mean \"{nearest}\"?)")}; answers: {string.Join(", ", known)}.");
        }
    }
}
