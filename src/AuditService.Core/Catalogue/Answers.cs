using System.Globalization;
using System.Text.RegularExpressions;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Core.Catalogue;

/// <summary>Answers as their authors write them, and as the facts that they state.</summary>
public static class Answers
{
    /// <returns>Null when the answer is not of the type of the fact, or none of its choices.</returns>
    public static FactValue? ValueOf(FactDeclaration fact, AnswerEntry answer) => fact.Type switch
    {
        FactType.Boolean => answer.Value switch { "true" or "oui" or "yes" => new BooleanValue(true), "false" or "non" or "no" => new BooleanValue(false), _ => null },
        FactType.Number => double.TryParse(answer.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? new NumberValue(number) : null,
        FactType.Date => DateOnly.TryParseExact(answer.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? new DateValue(date) : null,
        FactType.TextList => answer.Values is { } values ? new TextListValue(values) : answer.Value is { } single ? new TextListValue([single]) : null,
        FactType.Text when fact.Choices.Count > 0 => fact.Choices.FirstOrDefault(choice => string.Equals(choice.Id, answer.Value, StringComparison.OrdinalIgnoreCase)) is { } choice ? new TextValue(choice.Id) : null,
        FactType.Text => string.IsNullOrWhiteSpace(answer.Value) ? null : new TextValue(answer.Value.Trim()),
        _ => null,
    };

    /// <summary>"À compléter", "n/a", a lone dash and the like hold the place of an answer and are none; "aucun" is one.</summary>
    public static bool IsPlaceholder(string text) => Placeholder.IsMatch(text);

    private static readonly BoundedRegex Placeholder = new(@"^\W*(todo|tbd|n\s*/\s*a|n\.a\.?|x{1,3}|[àa]\s+(d[ée]finir|faire|pr[ée]ciser|compl[ée]ter|r[ée]diger|venir|d[ée]signer)|to\s+(do|be\s+(done|defined|completed|written)))?\W*$", RegexOptions.IgnoreCase);

    /// <summary>How an answer is written.</summary>
    public static LocalizedText Expected(FactDeclaration fact) => fact.Type switch
    {
        FactType.Boolean => LocalizedText.Same("true | false"),
        FactType.Date => new("une date, AAAA-MM-JJ", "a date, YYYY-MM-DD"),
        FactType.Number when fact.Unit is { } unit => new($"un nombre, en {unit.Fr}", $"a number, in {unit.En}"),
        FactType.Number => new("un nombre", "a number"),
        FactType.TextList when fact.Choices.Count > 0 => new($"une liste parmi {Ids(fact)}", $"a list of {Ids(fact)}"),
        _ when fact.Choices.Count > 0 => LocalizedText.Same(Ids(fact)),
        FactType.TextList => new("une liste de textes, [a, b]", "a list of texts, [a, b]"),
        _ => new("un texte", "a text"),
    };

    private static string Ids(FactDeclaration fact) => string.Join(" | ", fact.Choices.Select(choice => choice.Id));
}
