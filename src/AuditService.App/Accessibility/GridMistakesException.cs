using AuditService.Core;
using AuditService.Core.Accessibility;

namespace AuditService.App.Accessibility;

/// <summary>What the auditor must mend in a filled grid before it can be imported: all of it at once, each with its cell.</summary>
public sealed class GridMistakesException(IReadOnlyList<GridProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems.Select(problem => problem.In(Language.English))))
{
    public IReadOnlyList<GridProblem> Problems { get; } = problems;
}
