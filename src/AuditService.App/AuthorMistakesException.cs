using AuditService.Core;

namespace AuditService.App;

/// <summary>What the author of a dossier or of a rule pack must mend before anything can be audited: all of it at once.</summary>
public sealed class AuthorMistakesException(IReadOnlyList<AuthorProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems.Select(problem => problem.In(Language.English))))
{
    public IReadOnlyList<AuthorProblem> Problems { get; } = problems;
}
