using AuditService.Core.Facts;

namespace AuditService.Core.Conditions;

/// <summary>A closed tree: all, any, not, and one comparison of a fact with an operand.</summary>
public abstract record Condition
{
    /// <summary>Where the author wrote it, for the verifier.</summary>
    public SourcePosition? At { get; init; }

    /// <summary>The truth of the condition for one subject, with the leaves that decided it.</summary>
    public abstract Evaluated Evaluate(FactScope scope);

    /// <summary>All comparisons of the tree.</summary>
    public abstract IEnumerable<Comparison> Leaves { get; }

    /// <summary>Every fact that the condition reads.</summary>
    public IEnumerable<string> FactKeys => Leaves.SelectMany(leaf => leaf.Operand is FactOperand other ? [leaf.FactKey, other.Key] : (string[])[leaf.FactKey]);
}

/// <summary>A truth and the leaves that decided it: those whose change could change it.</summary>
public readonly record struct Evaluated(Truth Truth, IReadOnlyList<Leaf> Decisive);

/// <summary>A comparison as it came out: on which fact, with which truth. <paramref name="Fact"/> is null where nobody stated it.</summary>
public sealed record Leaf(Comparison Comparison, Fact? Fact, Fact? Other, Truth Truth);

public sealed record All(IReadOnlyList<Condition> Conditions) : Condition
{
    public override IEnumerable<Comparison> Leaves => Conditions.SelectMany(condition => condition.Leaves);

    public override Evaluated Evaluate(FactScope scope) => Deciding.Combine(Conditions, scope, Truth.True, Kleene.And);
}

public sealed record Any(IReadOnlyList<Condition> Conditions) : Condition
{
    public override IEnumerable<Comparison> Leaves => Conditions.SelectMany(condition => condition.Leaves);

    public override Evaluated Evaluate(FactScope scope) => Deciding.Combine(Conditions, scope, Truth.False, Kleene.Or);
}

public sealed record Not(Condition Condition) : Condition
{
    public override IEnumerable<Comparison> Leaves => Condition.Leaves;

    public override Evaluated Evaluate(FactScope scope)
    {
        var inner = Condition.Evaluate(scope);
        return inner with { Truth = Kleene.Not(inner.Truth) };
    }
}

public sealed record Comparison(string FactKey, Operator Operator, Operand Operand) : Condition
{
    public override IEnumerable<Comparison> Leaves => [this];

    public override Evaluated Evaluate(FactScope scope)
    {
        var fact = scope.Find(FactKey);
        var other = Operand is FactOperand reference ? scope.Find(reference.Key) : null;
        var truth = Compare(fact?.Value, other?.Value);
        return new(truth, [new Leaf(this, fact, other, truth)]);
    }

    private Truth Compare(FactValue? value, FactValue? other)
    {
        if (value is null)
            return Truth.Unknown;
        if (Operand is not FactOperand)
            return Kleene.Of(Operator.Holds(value, Operand));
        return other is null ? Truth.Unknown : Kleene.Of(Operator.Holds(value, new ScalarOperand(other)));
    }
}

file static class Deciding
{
    /// <summary>Folds the truths, and keeps the leaves of those branches whose own truth is the result's.</summary>
    public static Evaluated Combine(IReadOnlyList<Condition> conditions, FactScope scope, Truth start, Func<Truth, Truth, Truth> fold)
    {
        var truth = start;
        var branches = new Evaluated[conditions.Count];
        for (var i = 0; i < branches.Length; i++)
        {
            branches[i] = conditions[i].Evaluate(scope);
            truth = fold(truth, branches[i].Truth);
        }

        return new(truth, DecisiveOf(branches, truth));
    }

    // Every rule passes here for every subject: the list of a lone deciding branch is shared, and no other list is made than the one that is kept.
    private static IReadOnlyList<Leaf> DecisiveOf(Evaluated[] branches, Truth truth)
    {
        IReadOnlyList<Leaf> only = [];
        var (deciding, count) = (0, 0);
        foreach (var branch in branches)
        {
            if (branch.Truth != truth)
                continue;
            deciding++;
            count += branch.Decisive.Count;
            only = branch.Decisive;
        }

        if (deciding <= 1)
            return only;
        var all = new Leaf[count];
        var next = 0;
        foreach (var branch in branches)
        {
            if (branch.Truth != truth)
                continue;
            for (var i = 0; i < branch.Decisive.Count; i++)
                all[next++] = branch.Decisive[i];
        }

        return all;
    }
}
