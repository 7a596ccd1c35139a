using AuditService.Core;

namespace AuditService.App;

/// <summary>What the author of a dossier, of a rule pack or of a setting must mend before anything can be done: all of it at once.</summary>
public sealed class AuthorMistakesException(IReadOnlyList<AuthorProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems.Select(problem => problem.In(Language.English))))
{
    public IReadOnlyList<AuthorProblem> Problems { get; } = problems;

    /// <summary>What must be mended.</summary>
    public LocalizedText Title { get; init; } = new("Le dossier doit être corrigé", "The dossier must be mended");
}
