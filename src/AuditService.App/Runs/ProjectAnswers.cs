using AuditService.Core.Catalogue;
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

/// <summary>A form that was filled from an older dossier, over the last one.</summary>
/// <param name="Held">What the last dossier answers.</param>
/// <param name="Answers">What the form says now, by key of the question: what its author changed, and for the rest what the last dossier says.</param>
/// <param name="Meanwhile">What somebody else changed, to something that the form did not say.</param>
public sealed record AnswersOverLast(ProjectAnswers Held, IReadOnlyDictionary<string, AnswerEntry> Answers, IReadOnlyList<AnswerMeanwhile> Meanwhile);

/// <param name="Now">What the last dossier says; null for nothing.</param>
/// <param name="IsContested">Whether the author of the form changed it as well.</param>
public sealed record AnswerMeanwhile(FactDeclaration Question, AnswerEntry? Now, bool IsContested);
