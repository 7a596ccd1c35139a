using AuditService.Core.Accessibility;

namespace AuditService.Authoring.Grids;

/// <summary>A grid that cannot be read at all: damaged, hostile, too large, or no grid.</summary>
public sealed class GridRefusedException(GridProblem problem) : Exception(problem.In(Core.Language.English))
{
    public GridRefusedException(string at, string fr, string en)
        : this(new GridProblem(at, new(fr, en)))
    {
    }

    public GridProblem Problem { get; } = problem;
}
