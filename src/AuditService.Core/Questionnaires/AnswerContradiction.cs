using AuditService.Core.Conditions;

namespace AuditService.Core.Questionnaires;

/// <summary>Answers that cannot all be true, or an answer that cannot be true beside what the dossier declares and shows; as data.</summary>
/// <param name="Id">Its name in its pack, never given to another.</param>
/// <param name="When">True where they contradict each other.</param>
/// <param name="Message">Why they cannot all be true.</param>
public sealed record AnswerContradiction(string Id, Condition When, LocalizedText Message, SourcePosition At)
{
    /// <summary>The facts that it holds against each other, in the order of writing.</summary>
    public IReadOnlyList<string> Keys => [.. When.FactKeys.Distinct(StringComparer.Ordinal)];
}
