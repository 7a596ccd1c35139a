using AuditService.Core;
using AuditService.Core.Accessibility;

namespace AuditService.App.Accessibility;

/// <summary>What the auditor must mend in a filled grid before it can be imported: all of it at once, each with its cell.</summary>
public sealed class GridMistakesException(IReadOnlyList<GridProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems.Select(problem => problem.In(Language.English))))
{
    public static LocalizedText Title { get; } = new("Cette grille est à corriger ; rien n'a été importé.", "This grid is to be mended; nothing was imported.");

    public IReadOnlyList<GridProblem> Problems { get; } = problems;
}
