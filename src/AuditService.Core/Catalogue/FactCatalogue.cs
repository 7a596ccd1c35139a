using System.Collections.Frozen;
using AuditService.Core.Conditions;
using AuditService.Core.Facts;

namespace AuditService.Core.Catalogue;

/// <summary>Every fact that the rule packs may read, by key: what <c>facts.yaml</c> declares.</summary>
public sealed class FactCatalogue(IEnumerable<FactDeclaration> declarations)
{
    private readonly FrozenDictionary<string, FactDeclaration> byKey =
        declarations.DistinctBy(declaration => declaration.Key, StringComparer.Ordinal).ToFrozenDictionary(declaration => declaration.Key, StringComparer.Ordinal);

    public IEnumerable<FactDeclaration> All => byKey.Values.OrderBy(declaration => declaration.Key, StringComparer.Ordinal);

    public IEnumerable<FactDeclaration> Questions => All.Where(declaration => declaration.Question is not null);

    public FactDeclaration? Find(string key) => byKey.GetValueOrDefault(key);

    /// <summary>What a reader is shown for the key; the key itself when nobody declared it.</summary>
    public LocalizedText Title(string key) => Find(key)?.Title ?? LocalizedText.Same(key);

    /// <summary>A value of the fact in words: choices by their labels, numbers with their unit.</summary>
    public string Said(string key, FactValue value, Language language) => value switch
    {
        TextValue text => LabelOf(key, text.Value, language),
        TextListValue list => new TextListValue([.. list.Values.Select(element => LabelOf(key, element, language))]).In(language),
        NumberValue when Find(key)?.Unit is { } unit => $"{value.In(language)} {unit.In(language)}",
        _ => value.In(language),
    };

    private string LabelOf(string key, string word, Language language) =>
        Find(key)?.Choices.FirstOrDefault(choice => string.Equals(choice.Id, word, StringComparison.OrdinalIgnoreCase))?.Label.In(language) ?? word;
}

/// <summary>One fact that rules may read.</summary>
/// <param name="Key">For example <c>processing.dpia</c>; its first word tells the subject (<see cref="SubjectKinds.OfKey"/>).</param>
/// <param name="Type">The type of the value.</param>
/// <param name="Title">A noun phrase that a non-specialist reads in an explanation.</param>
/// <param name="Unit">Unit of a number (days, kWh ...), or null.</param>
/// <param name="Choices">For a text, or a list of texts, with a closed list of values: its values with their labels; otherwise empty.</param>
/// <param name="Question">Set where only a human knows.</param>
/// <param name="Pack">The pack whose <c>facts.yaml</c> declares it.</param>
/// <param name="At">Where it is declared.</param>
public sealed record FactDeclaration(
    string Key,
    FactType Type,
    LocalizedText Title,
    LocalizedText? Unit,
    IReadOnlyList<Choice> Choices,
    Question? Question,
    string Pack,
    SourcePosition At)
{
    public SubjectKind SubjectKind => SubjectKinds.OfKey(Key);
}

public sealed record Choice(string Id, LocalizedText Label);

/// <summary>A question of the questionnaire. When <paramref name="AskWhen"/> does not hold it is hidden, and an answer given to it is inert.</summary>
public sealed record Question(LocalizedText Text, LocalizedText? Help, Condition? AskWhen)
{
    /// <summary>An example of what shows that the answer is true; null where none is given.</summary>
    public LocalizedText? ExpectedEvidence { get; init; }

    /// <summary>The least that a number can be by its definition, in the unit of the fact; null where nothing bounds it.</summary>
    public double? Least { get; init; }

    /// <summary>The most that it can be.</summary>
    public double? Most { get; init; }
}
