using System.Collections.Frozen;
using AuditService.Core.Facts;

namespace AuditService.Core.Conditions;

/// <summary>One row of the operator table.</summary>
/// <param name="Name">The key in YAML.</param>
/// <param name="Shape">The form of the operand.</param>
/// <param name="AppliesTo">The types of fact it can compare.</param>
/// <param name="Phrase">How an explanation says it, between the fact's title and the operand.</param>
/// <param name="Holds">The comparison, on known values only.</param>
public sealed record Operator(string Name, OperandShape Shape, IReadOnlyList<FactType> AppliesTo, LocalizedText Phrase, Func<FactValue, Operand, bool> Holds)
{
    private static readonly FactType[] Scalars = [FactType.Boolean, FactType.Number, FactType.Text, FactType.Date];
    private static readonly FactType[] Numbers = [FactType.Number];
    private static readonly FactType[] Dates = [FactType.Date];
    private static readonly FactType[] Words = [FactType.Text, FactType.Number];
    private static readonly FactType[] Texts = [FactType.Text];
    private static readonly FactType[] TextLists = [FactType.TextList];
    private static readonly FactType[] Many = [FactType.TextList, FactType.Observations];
    private static readonly FactType[] Empties = [FactType.Text, FactType.TextList, FactType.Observations];

    /// <summary>The one table. A new operator is one row here and its rows in the table of cases of the tests.</summary>
    public static FrozenDictionary<string, Operator> Table { get; } = new Operator[]
    {
        new("equals", OperandShape.Scalar, Scalars, new("vaut", "equals"), (value, operand) => Same(value, One(operand))),
        new("notEquals", OperandShape.Scalar, Scalars, new("diffère de", "differs from"), (value, operand) => !Same(value, One(operand))),
        new("in", OperandShape.List, Words, new("est parmi", "is one of"), (value, operand) => List(operand).Any(item => Same(value, item))),
        new("notIn", OperandShape.List, Words, new("n'est pas parmi", "is none of"), (value, operand) => !List(operand).Any(item => Same(value, item))),
        new("atLeast", OperandShape.Scalar, Numbers, new("est au moins", "is at least"), (value, operand) => Number(value) >= Number(One(operand))),
        new("atMost", OperandShape.Scalar, Numbers, new("est au plus", "is at most"), (value, operand) => Number(value) <= Number(One(operand))),
        new("moreThan", OperandShape.Scalar, Numbers, new("dépasse", "is more than"), (value, operand) => Number(value) > Number(One(operand))),
        new("lessThan", OperandShape.Scalar, Numbers, new("est inférieur à", "is less than"), (value, operand) => Number(value) < Number(One(operand))),
        new("before", OperandShape.Scalar, Dates, new("précède", "is before"), (value, operand) => Date(value) < Date(One(operand))),
        new("after", OperandShape.Scalar, Dates, new("suit", "is after"), (value, operand) => Date(value) > Date(One(operand))),
        new("isEmpty", OperandShape.Flag, Empties, new("est vide :", "is empty:"), (value, operand) => (Count(value) == 0) == ((BooleanValue)One(operand)).Value),
        new("countAtLeast", OperandShape.Count, Many, new("compte au moins", "counts at least"), (value, operand) => Count(value) >= Number(One(operand))),
        new("countAtMost", OperandShape.Count, Many, new("compte au plus", "counts at most"), (value, operand) => Count(value) <= Number(One(operand))),
        new("includes", OperandShape.Scalar, TextLists, new("contient", "includes"), (value, operand) => Set(value).Contains(Text(One(operand)))),
        new("includesAny", OperandShape.List, TextLists, new("contient l'un de :", "includes one of"), (value, operand) => Set(value).Overlaps(WordsOf(operand))),
        new("includesAll", OperandShape.List, TextLists, new("contient tous :", "includes all of"), (value, operand) => Set(value).IsSupersetOf(WordsOf(operand))),
        new("includesNone", OperandShape.List, TextLists, new("ne contient aucun de :", "includes none of"), (value, operand) => !Set(value).Overlaps(WordsOf(operand))),
        new("isSubsetOf", OperandShape.List, TextLists, new("ne contient que :", "includes nothing but"), (value, operand) => Set(value).IsSubsetOf(WordsOf(operand))),
        new("matches", OperandShape.Pattern, Texts, new("a la forme", "matches"), (value, operand) => ((PatternOperand)operand).Regex.IsMatch(Text(value))),
    }.ToFrozenDictionary(row => row.Name, StringComparer.Ordinal);

    private static FactValue One(Operand operand) => ((ScalarOperand)operand).Value;

    private static IReadOnlyList<FactValue> List(Operand operand) => operand switch
    {
        ListOperand list => list.Values,
        ScalarOperand { Value: TextListValue texts } => [.. texts.Values.Select(text => new TextValue(text))],
        ScalarOperand scalar => [scalar.Value],
        _ => throw new InvalidOperationException($"A list was expected, not {operand.GetType().Name}"),
    };

    private static bool Same(FactValue left, FactValue right) => (left, right) switch
    {
        (TextValue a, TextValue b) => string.Equals(a.Value, b.Value, StringComparison.OrdinalIgnoreCase),
        (NumberValue a, NumberValue b) => a.Value.Equals(b.Value),
        _ => left.Equals(right),
    };

    private static double Number(FactValue value) => ((NumberValue)value).Value;

    private static DateOnly Date(FactValue value) => ((DateValue)value).Value;

    private static string Text(FactValue value) => ((TextValue)value).Value;

    private static HashSet<string> Set(FactValue value) => new(((TextListValue)value).Values, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> WordsOf(Operand operand) => List(operand).Select(Text);

    private static int Count(FactValue value) => value switch
    {
        TextValue text => string.IsNullOrWhiteSpace(text.Value) ? 0 : 1,
        TextListValue list => list.Values.Count,
        ObservationsValue observations => observations.Total,
        _ => throw new InvalidOperationException($"{value.Type} cannot be counted"),
    };
}

/// <summary>What an operator's operand looks like in YAML.</summary>
public enum OperandShape
{
    /// <summary>One value of the fact's type, or <c>{ fact: other.key }</c>.</summary>
    Scalar,

    /// <summary>A list of values, or <c>{ fact: other.key }</c> naming a list of texts.</summary>
    List,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>A whole number, compared with the number of elements.</summary>
    Count,

    /// <summary>A regular expression.</summary>
    Pattern,
}
