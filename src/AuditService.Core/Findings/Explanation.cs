using AuditService.Core.Conditions;
using AuditService.Core.Facts;

namespace AuditService.Core.Findings;

/// <summary>Says in words why a finding came out as it did: each decisive leaf with its fact, or with the reason why the fact is not known.</summary>
public sealed class Explanation(FactCatalogue catalogue, Language language)
{
    public IReadOnlyList<string> Because(Finding finding)
    {
        if (finding.Note is { } note)
            return [note.In(language)];
        if (finding.Decisive.Count == 0)
            return [language == Language.French ? "Seul un humain peut en juger." : "Only a human can judge."];
        // A partial finding tests the same fact twice: once is enough to read.
        return [.. finding.Decisive.DistinctBy(leaf => leaf.Comparison.FactKey, StringComparer.Ordinal).Select(Say)];
    }

    /// <summary>Why a finding has no verdict, in one line.</summary>
    public string Reason(Finding finding) => string.Join(" ; ", Because(finding));

    private string Say(Leaf leaf)
    {
        var title = catalogue.Title(leaf.Comparison.FactKey).In(language);
        if (leaf.Fact?.Value is not { } value)
            return $"{title} : {WhyUnknown(leaf.Fact)}";

        var found = Label(leaf.Comparison.FactKey, value);
        if (leaf.Comparison.Operand is FactOperand reference)
        {
            var other = catalogue.Title(reference.Key).In(language);
            return leaf.Other?.Value is { } compared
                ? $"{title} : {found} ; {other} : {Label(reference.Key, compared)}"
                : $"{other} : {WhyUnknown(leaf.Other)}";
        }

        return leaf.Comparison.Operator.Shape is OperandShape.Flag or OperandShape.Pattern || value.Type is FactType.Boolean
            ? $"{title} : {found}"
            : $"{title} : {found} ({Criterion(leaf)})";
    }

    private string Criterion(Leaf leaf)
    {
        var row = leaf.Comparison.Operator;
        var operand = leaf.Comparison.Operand is ScalarOperand or ListOperand
            ? string.Join(", ", Values(leaf.Comparison.Operand).Select(value => Label(leaf.Comparison.FactKey, value)))
            : leaf.Comparison.Operand.In(language);
        var tested = language == Language.French ? "testé" : "tested";
        return $"{tested} : {row.Phrase.In(language)} {operand}";
    }

    private static IEnumerable<FactValue> Values(Operand operand) => operand is ListOperand list ? list.Values : [((ScalarOperand)operand).Value];

    private string Label(string key, FactValue value)
    {
        var declaration = catalogue.Find(key);
        if (value is TextValue text && declaration?.Choices.FirstOrDefault(choice => string.Equals(choice.Id, text.Value, StringComparison.OrdinalIgnoreCase)) is { } chosen)
            return chosen.Label.In(language);
        return declaration?.Unit is { } unit && value is NumberValue ? $"{value.In(language)} {unit}" : value.In(language);
    }

    private string WhyUnknown(Fact? fact)
    {
        if (fact?.Why is { } why)
            return why.Detail.In(language);
        return language == Language.French ? "inconnu, aucun élément du dossier ne le dit" : "unknown, nothing in the dossier says it";
    }
}
