using AuditService.Core.People;
using AuditService.Core.Runs;
using AuditService.Storage.Runs;

namespace AuditService.App;

/// <summary>Who may see a project does not thereby change it.</summary>
internal static class ChangeableProjects
{
    /// <returns>Null when there is no such project for this viewer.</returns>
    /// <remarks>Throws <see cref="RefusedException"/> when they may see it and not change it.</remarks>
    public static async Task<Project?> FindToChangeAsync(this ProjectStore projects, string id, Viewer viewer, CancellationToken cancellation)
    {
        if (await projects.FindAsync(id, viewer, cancellation) is not { } project)
            return null;
        return viewer.MayChange(project.Owner)
            ? project
            : throw RefusedException.Forbidden("Ce projet est celui d'une autre personne : elle seule, ou un exploitant, le change.", "This is somebody else's project: only they, or an operator, change it.");
    }
}
