using AuditService.Core.Conditions;
using AuditService.Core.Facts;

namespace AuditService.Tests.Core.Conditions;

public sealed class ConditionTests
{
    [Theory]
    [InlineData("TT", Truth.True, Truth.True)]
    [InlineData("TF", Truth.False, Truth.True)]
    [InlineData("TU", Truth.Unknown, Truth.True)]
    [InlineData("FU", Truth.False, Truth.Unknown)]
    [InlineData("FF", Truth.False, Truth.False)]
    [InlineData("UU", Truth.Unknown, Truth.Unknown)]
    public void All_and_any_follow_Kleene(string truths, Truth all, Truth any)
    {
        var conditions = Enumerable.Range(0, truths.Length).Select(index => (Condition)Some.IsTrue($"k{index}")).ToList();

        Assert.Equal(all, new All(conditions).Evaluate(ScopeOf(truths)).Truth);
        Assert.Equal(any, new Any(conditions).Evaluate(ScopeOf(truths)).Truth);
    }

    [Fact]
    public void The_negation_of_ignorance_is_ignorance() =>
        Assert.Equal(Truth.Unknown, new Not(Some.IsTrue("k0")).Evaluate(ScopeOf("U")).Truth);

    [Fact]
    public void Only_the_leaves_that_decided_explain()
    {
        var condition = new All([Some.IsTrue("k0"), new Any([Some.IsTrue("k1"), Some.IsTrue("k2")])]);

        Assert.Equal(["k1", "k2"], Decisive(condition, "TFF"));
        Assert.Equal(["k0", "k1"], Decisive(condition, "TTF"));
        Assert.Equal(["k2"], Decisive(condition, "TFU"));
    }

    [Fact]
    public void A_comparison_with_another_fact_is_unknown_while_that_fact_is()
    {
        var condition = new Comparison("a", Operator.Table["isSubsetOf"], new FactOperand("b"));
        var a = Some.Fact("a", new TextListValue(["x"]));

        Assert.Equal(Truth.Unknown, condition.Evaluate(new FactSet([], [a]).About(Subject.Dossier)).Truth);
        Assert.Equal(Truth.True, condition.Evaluate(new FactSet([], [a, Some.Fact("b", new TextListValue(["x", "y"]))]).About(Subject.Dossier)).Truth);
    }

    private static IEnumerable<string> Decisive(Condition condition, string truths) =>
        condition.Evaluate(ScopeOf(truths)).Decisive.Select(leaf => leaf.Comparison.FactKey);

    private static FactScope ScopeOf(string truths) => new FactSet(
        [],
        truths.Select((truth, index) => (truth, index)).Where(pair => pair.truth != 'U').Select(pair => Some.Fact($"k{pair.index}", new BooleanValue(pair.truth == 'T')))).About(Subject.Dossier);
}
