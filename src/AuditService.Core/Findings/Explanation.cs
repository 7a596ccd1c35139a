using AuditService.Core.Catalogue;
using AuditService.Core.Conditions;
using AuditService.Core.Facts;

namespace AuditService.Core.Findings;

/// <summary>Says in words why a finding came out as it did: each decisive leaf with its fact, or with the reason why the fact is not known.</summary>
public sealed class Explanation(FactCatalogue catalogue, Language language)
{
    private bool IsFrench => language == Language.French;

    private string Colon => IsFrench ? " : " : ": ";

    public IReadOnlyList<string> Because(Finding finding)
    {
        if (finding.Note is { } note)
            return [note.In(language)];
        if (finding.Decisive.Count == 0)
            return [IsFrench ? "Seul un humain peut en juger." : "Only a human can judge."];
        // A partial finding tests the same fact twice: once is enough to read.
        return [.. finding.Decisive.DistinctBy(leaf => leaf.Comparison.FactKey, StringComparer.Ordinal).Select(leaf => Say(leaf, finding)), .. HowToConfirm(finding)];
    }

    /// <summary>Where nothing was found and a person has to look: the answers by which that person says so, since no other part of the finding names them.</summary>
    private IEnumerable<string> HowToConfirm(Finding finding)
    {
        if (finding is not { Outcome: Outcome.NeedsReview, Rule.ConfirmedWhen: { } confirmed })
            yield break;
        foreach (var comparison in confirmed.Leaves.Where(comparison => catalogue.Find(comparison.FactKey)?.Question is not null))
        {
            var title = catalogue.Title(comparison.FactKey).In(language);
            var wanted = comparison.Operator.Shape is OperandShape.Flag or OperandShape.Pattern || comparison.Operand is FactOperand ? "" : $" ({Criterion(comparison, Values(comparison.Operand))})";
            yield return IsFrench
                ? $"une personne qui l'a vérifié le dit dans answers.yaml par « {comparison.FactKey} » : {title}{wanted}"
                : $"a person who checked it says so in answers.yaml by \"{comparison.FactKey}\": {title}{wanted}";
        }
    }


    /// <summary>Why a finding has no verdict, in one line.</summary>
    public string Reason(Finding finding) => string.Join(" ; ", Because(finding));

    /// <summary>What was seen at the place of an evidence; where a value is all that was seen, the fact that it is the value of.</summary>
    public string? Detail(Evidence evidence) => evidence.Observation.Detail?.In(language) is { } detail && catalogue.Find(evidence.FactKey) is { Type: not FactType.Observations } fact
        ? Titled(evidence.FactKey, fact is { Type: FactType.Number, Unit: { } unit } ? $"{detail} {unit.In(language)}" : detail)
        : evidence.Observation.Detail?.In(language);

    private string Say(Leaf leaf, Finding finding)
    {
        var key = leaf.Comparison.FactKey;
        if (leaf.Fact?.Value is not { } value)
            return Titled(key, WhyUnknown(leaf.Fact));
        if (leaf.Comparison.Operand is not FactOperand reference)
            return Titled(key, Compared(leaf, value, finding));
        return leaf.Other?.Value is { } other
            ? $"{Titled(key, Label(key, value))} ; {Titled(reference.Key, Label(reference.Key, other))}"
            : Titled(reference.Key, WhyUnknown(leaf.Other));
    }

    /// <summary>The value, and beside it what the rule wants wherever the value alone does not tell.</summary>
    private string Compared(Leaf leaf, FactValue value, Finding finding)
    {
        var row = leaf.Comparison.Operator;
        var found = Label(leaf.Comparison.FactKey, value);
        if (row.Shape is OperandShape.Flag or OperandShape.Pattern || value.Type is FactType.Boolean)
            return found;

        var isForbidden = IsNegated(finding, leaf.Comparison);
        var wanted = Values(leaf.Comparison.Operand);
        if (value is TextListValue list && leaf.Truth == Truth.False && !isForbidden)
        {
            var key = leaf.Comparison.FactKey;
            switch (row.Name)
            {
                // Among many elements, those that the rule objects to are the explanation.
                case "includesNone":
                    return Label(key, Only(list, element => IsAmong(element, wanted)));
                case "isSubsetOf":
                    return Label(key, Only(list, element => !IsAmong(element, wanted)));
                case "includesAll":
                    return $"{found} ({(IsFrench ? "il manque" : "missing")}{Colon}{Label(key, new TextListValue([.. wanted.OfType<TextValue>().Select(text => text.Value).Where(text => !IsAmong(text, list))]))})";
            }
        }

        // Held: which elements there are besides is of no interest.
        if (value is TextListValue && row.Name == "includesNone" && leaf.Truth == Truth.True && !isForbidden)
            return $"{(IsFrench ? "aucun parmi" : "none of")} {string.Join(", ", wanted.Select(each => Label(leaf.Comparison.FactKey, each)))}";

        var tellsAll = (row.Name, leaf.Truth) is ("equals", Truth.True) or ("notEquals" or "notIn", Truth.False);
        return tellsAll && !isForbidden ? found : $"{found} ({Wish(finding, isForbidden)}{Colon}{Criterion(leaf.Comparison, wanted)})";
    }

    private string Wish(Finding finding, bool isForbidden) => (finding.Outcome, isForbidden) switch
    {
        (Outcome.NotApplicable, false) => IsFrench ? "la règle ne vise que" : "the rule is only about",
        (Outcome.NotApplicable, true) => IsFrench ? "la règle ne vise pas" : "the rule is not about",
        (_, true) => IsFrench ? "à éviter" : "to avoid",
        _ => IsFrench ? "attendu" : "expected",
    };

    private string Criterion(Comparison comparison, IReadOnlyList<FactValue> wanted)
    {
        var labels = wanted.Select(value => Label(comparison.FactKey, value)).ToList();
        var alternatives = labels.Count > 1 ? $"{string.Join(", ", labels.SkipLast(1))} {(IsFrench ? "ou" : "or")} {labels[^1]}" : labels[0];
        return string.Format(comparison.Operator.Phrase.In(language), alternatives);
    }

    private string Titled(string key, string said) => catalogue.Title(key).In(language) + Colon + said;

    private static IReadOnlyList<FactValue> Values(Operand operand) => operand is ListOperand list ? list.Values : [((ScalarOperand)operand).Value];

    private static TextListValue Only(TextListValue list, Func<string, bool> concerns) => new([.. list.Values.Where(concerns)]);

    private static bool IsAmong(string element, IEnumerable<FactValue> values) => values.OfType<TextValue>().Any(value => string.Equals(value.Value, element, StringComparison.OrdinalIgnoreCase));

    private static bool IsAmong(string element, TextListValue list) => list.Values.Contains(element, StringComparer.OrdinalIgnoreCase);

    private string Label(string key, FactValue value) => catalogue.Said(key, value, language);

    private string WhyUnknown(Fact? fact)
    {
        if (fact?.Why is { } why)
            return why.Detail.In(language);
        return IsFrench ? "inconnu, aucun élément du dossier ne le dit" : "unknown, nothing in the dossier says it";
    }

    /// <summary>Whether the rule states the comparison under an odd number of <c>not</c>.</summary>
    private static bool IsNegated(Finding finding, Comparison comparison)
    {
        var rule = finding.Rule;
        return new[] { rule.When, rule.Expect, rule.PartialWhen, rule.ConfirmedWhen, rule.RefutedWhen }.Any(condition => condition is not null && Negates(condition, isNegated: false));

        bool Negates(Condition condition, bool isNegated) => condition switch
        {
            Not not => Negates(not.Condition, !isNegated),
            All all => all.Conditions.Any(part => Negates(part, isNegated)),
            Any any => any.Conditions.Any(part => Negates(part, isNegated)),
            Comparison same => isNegated && same.FactKey == comparison.FactKey && same.Operator.Name == comparison.Operator.Name,
            _ => false,
        };
    }
}
