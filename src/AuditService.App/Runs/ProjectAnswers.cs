using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Runs;

namespace AuditService.App.Runs;

/// <summary>The answers of the last dossier of a project.</summary>
/// <param name="Last">The order that it came with.</param>
/// <param name="Answers">By key of the question.</param>
public sealed record ProjectAnswers(Project Project, AuditRun Last, IReadOnlyDictionary<string, AnswerEntry> Answers)
{
    /// <summary>The answer to a question about the dossier, as a form shows it; null where there is none, or only a placeholder.</summary>
    public AnswerEntry? Find(string key) => Answers.TryGetValue(key, out var answer) && Says(answer) && answer.For.Count == 0 ? answer : null;

    internal static bool Says(AnswerEntry answer) => answer.Values is not null || answer.For.Count > 0 || (answer.Value is { } text && !string.IsNullOrWhiteSpace(text) && !Core.Catalogue.Answers.IsPlaceholder(text));

    internal static bool AreEqual(AnswerEntry one, AnswerEntry other) =>
        (one.Value, one.Evidence, one.ReviewedBy) == (other.Value, other.Evidence, other.ReviewedBy)
        && (one.Values ?? []).SequenceEqual(other.Values ?? [], StringComparer.Ordinal)
        && one.For.Count == other.For.Count
        && one.For.All(pair => other.For.TryGetValue(pair.Key, out var same) && AreEqual(pair.Value, same));
}

/// <param name="Run">The order of the new audit; that of the last dossier where nothing changed.</param>
/// <param name="Changed">How many answers differ from the version before; 0: no new version was made.</param>
public sealed record SavedAnswers(AuditRun Run, int Changed);
