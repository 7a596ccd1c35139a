using AuditService.Core.Accessibility;
using AuditService.Core.Audits;
using AuditService.Core.People;
using AuditService.Core.Reviews;
using AuditService.Core.Runs;
using AuditService.Storage.Audits;
using AuditService.Storage.People;
using AuditService.Storage.Runs;

namespace AuditService.App.Accessibility;

/// <summary>The accessibility grids of a service: whoever sees an audit takes its grid away, an auditor of accessibility brings it back filled.</summary>
public sealed class ReviewGrids(AuditStore audits, RunStore runs, ProjectStore projects, PersonStore people, AccessibilityGrids grids)
{
    /// <summary>An audit with its grid as it counts today; null when there is none that the viewer may see. Throws <see cref="AuthorMistakesException"/> where the audit has no grid.</summary>
    public async Task<AuditGrid?> FindAsync(Viewer viewer, string auditId, CancellationToken cancellation) =>
        await SeenAsync(viewer, auditId, cancellation) is { Audit: var audit } ? new(audit, await grids.GetAsync(audit, cancellation)) : null;

    /// <summary>
    /// Takes a filled grid in, in the name of whoever brings it. Throws <see cref="RefusedException"/> for somebody who may not, and
    /// <see cref="GridMistakesException"/> with all that is wrong with the file, <see cref="GridChangedException"/> where the grid is no longer
    /// at this version; nothing is written then.
    /// </summary>
    public async Task<GridImport> ImportAsync(Viewer viewer, string auditId, string fileName, byte[] content, long? version, CancellationToken cancellation)
    {
        var (project, audit) = await SeenAsync(viewer, auditId, cancellation) ?? throw RefusedException.NotFound();
        if (!ReviewRules.MayFillGrid(viewer, project.Owner))
            throw RefusedException.Forbidden("Remplir la grille revient à un auditeur d'accessibilité, sur le projet d'un autre.", "Filling the grid is for an auditor of accessibility, on somebody else's project.");
        var author = await people.FindByIdAsync(viewer.UserId, cancellation) ?? throw RefusedException.NotFound();
        return await grids.ImportAsync(audit, fileName, content, author.Name, version, cancellation);
    }

    private async Task<(Project Project, Audit Audit)?> SeenAsync(Viewer viewer, string auditId, CancellationToken cancellation) =>
        await runs.FindByAuditAsync(auditId, cancellation) is { } run
        && await projects.FindAsync(run.ProjectId, viewer, cancellation) is { } project
        && await audits.FindAsync(auditId, cancellation) is { } audit
            ? (project, audit)
            : null;
}

/// <summary>An audit and its accessibility grid.</summary>
public sealed record AuditGrid(Audit Audit, AccessibilityGrid Grid);
