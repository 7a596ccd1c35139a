using System.Text;
using AuditService.Core;
using AuditService.Core.Catalogue;
using AuditService.Core.Classifications;
using AuditService.Core.Facts;

namespace AuditService.Authoring.Manifests;

/// <summary>Writes a commented <c>answers.yaml</c> with every question that a classification reads. An empty key answers nothing, so the file can be used as it is.</summary>
public static class AnswerTemplate
{
    public static string Write(Classification law, FactCatalogue catalogue, Language language)
    {
        var text = new StringBuilder();
        Line(0, "# " + law.Title.In(language));
        Line(0, language == Language.French
            ? "# Une question sans réponse laisse ouvert ce qui en dépend. Une question dont la condition n'est pas remplie n'est pas posée."
            : "# A question without an answer leaves open what depends on it. A question whose condition is not met is not asked.");
        Line(0, "answers:");
        foreach (var fact in law.Inputs.Select(catalogue.Find).OfType<FactDeclaration>())
        {
            text.Append('\n');
            Line(1, "# " + (fact.Question?.Text ?? fact.Title).In(language) + (fact.Choices.Count == 0 ? $" ({Answers.Expected(fact).In(language)})" : ""));
            if (fact.Question?.Help is { } help)
                Line(1, "# " + help.In(language));
            if (fact.Question?.AskWhen is { } asked)
                Line(1, (language == Language.French ? "# Posée selon : " : "# Asked depending on: ") + string.Join(", ", asked.FactKeys.Distinct(StringComparer.Ordinal)));
            foreach (var choice in fact.Choices)
                Line(1, $"#   {choice.Id}: {choice.Label.In(language)}");
            Line(1, fact.Type == FactType.TextList ? $"{fact.Key}:  # [a, b]" : fact.Key + ":");
        }

        return text.ToString();

        void Line(int indent, string line) => text.Append(' ', indent * 2).Append(line.ReplaceLineEndings(" ")).Append('\n');
    }
}
