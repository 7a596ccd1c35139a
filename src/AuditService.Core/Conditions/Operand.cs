using AuditService.Core.Facts;

namespace AuditService.Core.Conditions;

/// <summary>What a fact is compared with. A closed family.</summary>
public abstract record Operand;

/// <summary>One value of the fact's own type.</summary>
public sealed record ScalarOperand(FactValue Value) : Operand;

/// <summary>A list of values of the fact's own type, or of texts for a list of texts.</summary>
public sealed record ListOperand(IReadOnlyList<FactValue> Values) : Operand;

/// <summary>Another fact of the same subject or of the dossier, of the same type: this is how declared, found and promised are compared.</summary>
public sealed record FactOperand(string Key) : Operand;

/// <summary>A pattern without backtracking: linear in the length of the text.</summary>
public sealed record PatternOperand(string Pattern) : Operand
{
    public BoundedRegex Regex { get; } = new(Pattern);
}
