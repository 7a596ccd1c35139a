using AuditService.Core.People;
using AuditService.Storage.People;

namespace AuditService.App.People;

/// <summary>Whose the projects are: the first who submits one under a name owns it.</summary>
public sealed class ProjectOwners(ProjectOwnerStore store)
{
    /// <summary>Takes the project, unless it is taken. Throws <see cref="RefusedException"/> when it is somebody's whom the viewer may not see.</summary>
    public async Task<ProjectOwnership> ClaimAsync(string project, Viewer viewer, CancellationToken cancellation) =>
        Seen(await store.ClaimAsync(new(project, viewer.Organisation, viewer.UserId), cancellation), viewer);

    /// <summary>Throws <see cref="RefusedException"/> when there is no such project, or the viewer may not see it. A project of the command line is its operator's.</summary>
    public async Task<ProjectOwnership> FindAsync(string project, Viewer viewer, CancellationToken cancellation) =>
        Seen(await store.FindAsync(project, cancellation) ?? new(project, Viewer.LocalOperator.Organisation, Viewer.LocalOperator.UserId), viewer);

    private static ProjectOwnership Seen(ProjectOwnership ownership, Viewer viewer) =>
        viewer.MaySee(ownership.Organisation, ownership.Owner) ? ownership : throw RefusedException.NotFound();
}
