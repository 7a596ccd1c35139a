using System.Globalization;
using AuditService.Core.Conditions;
using AuditService.Core.Facts;

namespace AuditService.Tests.Core.Conditions;

/// <summary>The table of cases beside the operator table: value, operator, operand, what holds.</summary>
public sealed class OperatorTests
{
    [Theory]
    [InlineData("true", "equals", "true", true)]
    [InlineData("true", "equals", "false", false)]
    [InlineData("12", "equals", "12", true)]
    [InlineData("'Consent'", "equals", "'consent'", true)]
    [InlineData("2026-02-01", "equals", "2026-02-01", true)]
    [InlineData("12", "notEquals", "13", true)]
    [InlineData("'a'", "notEquals", "'A'", false)]
    [InlineData("'b'", "in", "'a' 'b'", true)]
    [InlineData("3", "in", "1 2", false)]
    [InlineData("'c'", "notIn", "'a' 'b'", true)]
    [InlineData("'B'", "notIn", "'a' 'b'", false)]
    [InlineData("2", "atLeast", "2", true)]
    [InlineData("1.9", "atLeast", "2", false)]
    [InlineData("2", "atMost", "2", true)]
    [InlineData("2.1", "atMost", "2", false)]
    [InlineData("2", "moreThan", "2", false)]
    [InlineData("2.1", "moreThan", "2", true)]
    [InlineData("2", "lessThan", "2", false)]
    [InlineData("1.9", "lessThan", "2", true)]
    [InlineData("2026-01-31", "before", "2026-02-01", true)]
    [InlineData("2026-02-01", "before", "2026-02-01", false)]
    [InlineData("2026-02-02", "after", "2026-02-01", true)]
    [InlineData("2026-02-01", "after", "2026-02-01", false)]
    [InlineData("[]", "isEmpty", "true", true)]
    [InlineData("[x]", "isEmpty", "true", false)]
    [InlineData("[x]", "isEmpty", "false", true)]
    [InlineData("'  '", "isEmpty", "true", true)]
    [InlineData("#0", "isEmpty", "true", true)]
    [InlineData("#2", "isEmpty", "true", false)]
    [InlineData("~0.59", "noneSure", "true", true)]
    [InlineData("~0.6", "noneSure", "true", false)]
    [InlineData("#0", "noneSure", "true", true)]
    [InlineData("[x y]", "countAtLeast", "2", true)]
    [InlineData("#1", "countAtLeast", "2", false)]
    [InlineData("#2", "countAtMost", "2", true)]
    [InlineData("[x y z]", "countAtMost", "2", false)]
    [InlineData("[x y]", "includes", "'Y'", true)]
    [InlineData("[x]", "includes", "'y'", false)]
    [InlineData("[x y]", "includesAny", "'z' 'y'", true)]
    [InlineData("[]", "includesAny", "'z'", false)]
    [InlineData("[x y]", "includesAll", "'y' 'x'", true)]
    [InlineData("[x]", "includesAll", "'y' 'x'", false)]
    [InlineData("[x]", "includesNone", "'y'", true)]
    [InlineData("[x y]", "includesNone", "'y'", false)]
    [InlineData("[x]", "isSubsetOf", "'x' 'y'", true)]
    [InlineData("[x z]", "isSubsetOf", "'x' 'y'", false)]
    [InlineData("[]", "isSubsetOf", "'x'", true)]
    [InlineData("'24 mois'", "matches", @"/^\d+ (mois|ans)$/", true)]
    [InlineData("'longtemps'", "matches", @"/^\d+ (mois|ans)$/", false)]
    public void Holds(string value, string name, string operand, bool expected) =>
        Assert.Equal(expected, Operator.Table[name].Holds(ValueOf(value), OperandOf(Operator.Table[name], operand)));

    [Fact]
    public void Every_operator_has_a_case_that_holds_and_one_that_does_not()
    {
        var cases = typeof(OperatorTests).GetMethod(nameof(Holds))!.GetCustomAttributes(typeof(InlineDataAttribute), inherit: false)
            .Cast<InlineDataAttribute>()
            .Select(data => data.Data)
            .Select(data => (Name: (string)data[1]!, Expected: (bool)data[3]!))
            .ToList();

        Assert.All(Operator.Table.Keys, name => Assert.Equal([false, true], cases.Where(row => row.Name == name).Select(row => row.Expected).Distinct().Order()));
    }

    private static FactValue ValueOf(string text) => text switch
    {
        "true" or "false" => new BooleanValue(text == "true"),
        ['\'', .., '\''] => new TextValue(text[1..^1]),
        ['[', .., ']'] => new TextListValue(text[1..^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)),
        ['~', ..] => new ObservationsValue([new Observation(Location.File("a.py"), Confidence: double.Parse(text[1..], CultureInfo.InvariantCulture))]),
        ['#', ..] => new ObservationsValue([], int.Parse(text[1..], CultureInfo.InvariantCulture)),
        _ when DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date) => new DateValue(date),
        _ => new NumberValue(double.Parse(text, CultureInfo.InvariantCulture)),
    };

    private static Operand OperandOf(Operator row, string text) => row.Shape switch
    {
        OperandShape.List => new ListOperand([.. text.Split(' ').Select(ValueOf)]),
        OperandShape.Pattern => new PatternOperand(text[1..^1]),
        _ => new ScalarOperand(ValueOf(text)),
    };
}
