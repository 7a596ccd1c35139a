using System.Collections.Frozen;
using AuditService.Core.Facts;

namespace AuditService.Core.Conditions;

/// <summary>One row of the operator table.</summary>
/// <param name="Name">The key in YAML.</param>
/// <param name="Shape">The form of the operand.</param>
/// <param name="AppliesTo">The types of fact it can compare.</param>
/// <param name="Phrase">How an explanation says what is wanted; <c>{0}</c> stands for the operand.</param>
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
    private static readonly FactType[] Sightings = [FactType.Observations];
    private static readonly FactType[] Empties = [FactType.Text, FactType.TextList, FactType.Observations];

    /// <summary>The one table. A new operator is one row here and its rows in the table of cases of the tests.</summary>
    public static FrozenDictionary<string, Operator> Table { get; } = new Operator[]
    {
        new("equals", OperandShape.Scalar, Scalars, new("{0}", "{0}"), (value, operand) => Same(value, One(operand))),
        new("notEquals", OperandShape.Scalar, Scalars, new("autre que « {0} »", "other than \"{0}\""), (value, operand) => !Same(value, One(operand))),
        new("in", OperandShape.List, Words, new("{0}", "{0}"), (value, operand) => List(operand).Any(item => Same(value, item))),
        new("notIn", OperandShape.List, Words, new("aucune de ces valeurs : {0}", "none of these values: {0}"), (value, operand) => !List(operand).Any(item => Same(value, item))),
        new("atLeast", OperandShape.Scalar, Numbers, new("au moins {0}", "at least {0}"), (value, operand) => Number(value) >= Number(One(operand))),
        new("atMost", OperandShape.Scalar, Numbers, new("au plus {0}", "at most {0}"), (value, operand) => Number(value) <= Number(One(operand))),
        new("moreThan", OperandShape.Scalar, Numbers, new("plus de {0}", "more than {0}"), (value, operand) => Number(value) > Number(One(operand))),
        new("lessThan", OperandShape.Scalar, Numbers, new("moins de {0}", "less than {0}"), (value, operand) => Number(value) < Number(One(operand))),
        new("before", OperandShape.Scalar, Dates, new("avant le {0}", "before {0}"), (value, operand) => Date(value) < Date(One(operand))),
        new("after", OperandShape.Scalar, Dates, new("après le {0}", "after {0}"), (value, operand) => Date(value) > Date(One(operand))),
        new("isEmpty", OperandShape.Flag, Empties, new("rien", "nothing"), (value, operand) => (Count(value) == 0) == ((BooleanValue)One(operand)).Value),
        new("noneSure", OperandShape.Flag, Sightings, new("rien de sûr", "nothing sure"), (value, operand) => ((ObservationsValue)value).Items.All(item => item.Confidence < Observation.Sure) == ((BooleanValue)One(operand)).Value),
        new("countAtLeast", OperandShape.Count, Many, new("au moins {0}", "at least {0}"), (value, operand) => Count(value) >= Number(One(operand))),
        new("countAtMost", OperandShape.Count, Many, new("au plus {0}", "at most {0}"), (value, operand) => Count(value) <= Number(One(operand))),
        new("includes", OperandShape.Scalar, TextLists, new("{0}", "{0}"), (value, operand) => Set(value).Contains(Text(One(operand)))),
        new("includesAny", OperandShape.List, TextLists, new("au moins un parmi {0}", "at least one of {0}"), (value, operand) => Set(value).Overlaps(WordsOf(operand))),
        new("includesAll", OperandShape.List, TextLists, new("tous parmi {0}", "all of {0}"), (value, operand) => Set(value).IsSupersetOf(WordsOf(operand))),
        new("includesNone", OperandShape.List, TextLists, new("aucun parmi {0}", "none of {0}"), (value, operand) => !Set(value).Overlaps(WordsOf(operand))),
        new("isSubsetOf", OperandShape.List, TextLists, new("rien d'autre que {0}", "nothing but {0}"), (value, operand) => Set(value).IsSubsetOf(WordsOf(operand))),
        new("matches", OperandShape.Pattern, Texts, new("la forme {0}", "the form {0}"), (value, operand) => ((PatternOperand)operand).Regex.IsMatch(Text(value))),
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
