using AuditService.Authoring.Binding;
using AuditService.Core;
using AuditService.Core.Catalogue;
using AuditService.Core.Classifications;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Core.Rules;

namespace AuditService.Authoring.Manifests;

/// <summary>The answers of an author against the questions of the loaded packs: an answer to no question would be lost in silence.</summary>
public static class AnswerChecks
{
    /// <param name="declared">Keys that may be answered though a dossier says them elsewhere than in its answers.</param>
    public static IEnumerable<AuthorProblem> Problems(IReadOnlyDictionary<string, AnswerEntry> answers, FactCatalogue catalogue, IReadOnlySet<string>? declared = null)
    {
        foreach (var (key, answer) in answers)
        {
            if (answer.At is not { } at)
                continue;
            if (catalogue.Find(key) is not { } question || (question.Question is null && declared?.Contains(key) != true))
            {
                var nearest = NearestWord.To(key, catalogue.Questions.Select(fact => fact.Key).Concat(declared ?? Enumerable.Empty<string>()));
                yield return new(
                    at,
                    $"Aucune question ne porte l'identifiant « {key} »{(nearest is null ? "" : $" (vouliez-vous dire « {nearest} » ?)")}.",
                    $"No question has the id \"{key}\"{(nearest is null ? "" : $" (did you mean \"{nearest}\"?)")}.");
                continue;
            }

            foreach (var problem in answer.For.Values.Prepend(answer).SelectMany(one => Choices(question, key, one).Concat(Bounds(question, key, one))))
                yield return problem;
        }
    }

    /// <summary>The same, and the answers that contradict each other under a law.</summary>
    public static IEnumerable<AuthorProblem> Problems(IReadOnlyDictionary<string, AnswerEntry> answers, RuleLibrary library) =>
        Problems(answers, library.Catalogue).Concat(library.Classifiers.SelectMany(law => Contradictions(answers, library.Catalogue, law)));

    /// <summary>What the answers say of the dossier, as facts; an answer that cannot be read is left out.</summary>
    public static FactSet Facts(IReadOnlyDictionary<string, AnswerEntry> answers, FactCatalogue catalogue) => new(
        [],
        from pair in answers
        let declaration = catalogue.Find(pair.Key)
        where declaration is not null && !(pair.Value.Value is { } written && Answers.IsPlaceholder(written))
        let value = Answers.ValueOf(declaration, pair.Value)
        where value is not null
        select Fact.Known(Subject.Dossier, pair.Key, value, new(new("answers", 1), EvidenceGrade.Declared, pair.Value.At is { } at ? Location.File(at.File, at.Line, at.Column) : null)));

    /// <summary>Told at the last of the answers concerned: the first was written in good faith.</summary>
    public static IEnumerable<AuthorProblem> Contradictions(IReadOnlyDictionary<string, AnswerEntry> answers, FactCatalogue catalogue, Classifier law)
    {
        foreach (var (contradiction, keys) in law.Contradictions(Facts(answers, catalogue)))
        {
            var at = keys.Select(key => answers.GetValueOrDefault(key)?.At).OfType<SourcePosition>().OrderBy(place => place.File, StringComparer.Ordinal).ThenBy(place => place.Line).ThenBy(place => place.Column).LastOrDefault();
            var named = string.Join(", ", keys);
            yield return new(at ?? contradiction.At, $"{contradiction.Message.Fr} ({named}).", $"{contradiction.Message.En} ({named}).");
        }
    }

    /// <summary>A number that cannot be is a slip, and would earn points or lose them by chance.</summary>
    private static IEnumerable<AuthorProblem> Bounds(FactDeclaration question, string key, AnswerEntry answer)
    {
        if (answer.At is not { } at || Answers.ValueOf(question, answer) is not NumberValue { Value: var number } || question.Question is not { } asked)
            yield break;
        if (number >= (asked.Least ?? double.NegativeInfinity) && number <= (asked.Most ?? double.PositiveInfinity) && double.IsFinite(number))
            yield break;
        var unit = question.Unit;
        yield return new(
            at,
            $"« {answer.Value} » n'est pas possible pour {key} : {Range(asked, Language.French)}{(unit is null ? "" : $" {unit.Fr}")}.",
            $"\"{answer.Value}\" is not possible for {key}: {Range(asked, Language.English)}{(unit is null ? "" : $" {unit.En}")}.");
    }

    private static string Range(Question asked, Language language)
    {
        var isFrench = language == Language.French;
        return (asked.Least, asked.Most) switch
        {
            ({ } least, { } most) => isFrench ? $"de {Number(least)} à {Number(most)}" : $"{Number(least)} to {Number(most)}",
            ({ } least, null) => isFrench ? $"au moins {Number(least)}" : $"at least {Number(least)}",
            (null, { } most) => isFrench ? $"au plus {Number(most)}" : $"at most {Number(most)}",
            _ => isFrench ? "un nombre fini" : "a finite number",
        };

        static string Number(double bound) => bound.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
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
