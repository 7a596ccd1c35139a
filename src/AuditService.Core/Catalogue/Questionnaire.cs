using AuditService.Core.Conditions;
using AuditService.Core.Facts;

namespace AuditService.Core.Catalogue;

/// <summary>The questions of the catalogue against the facts: which are asked, and which answers count.</summary>
public static class Questionnaire
{
    /// <summary>
    /// Drops the answers to questions that are not asked (their <c>askWhen</c> does not hold): a hidden answer is kept in the dossier and is inert.
    /// Where it is not known whether to ask, the answer counts.
    /// </summary>
    public static FactSet WithoutHiddenAnswers(FactSet facts, FactCatalogue catalogue)
    {
        var conditional = catalogue.Questions.Where(question => question.Question!.AskWhen is not null).ToDictionary(question => question.Key, StringComparer.Ordinal);
        return conditional.Count == 0
            ? facts
            : facts.Without(fact => conditional.TryGetValue(fact.Key, out var question) && question.Question!.AskWhen!.Evaluate(facts.About(fact.Subject)).Truth == Truth.False);
    }
}
