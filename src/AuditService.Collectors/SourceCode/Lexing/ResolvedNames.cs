namespace AuditService.Collectors.SourceCode.Lexing;

/// <summary>What the names of a text mean.</summary>
/// <param name="Replacements">Start, length and meaning of each name that means another one, in ascending order, without overlap.</param>
/// <param name="Misleading">Starts of those that say something else than they mean, in ascending order.</param>
internal sealed record ResolvedNames(IReadOnlyList<(int Start, int Length, string Text)> Replacements, IReadOnlyList<int> Misleading)
{
    public static ResolvedNames None { get; } = new([], []);
}
