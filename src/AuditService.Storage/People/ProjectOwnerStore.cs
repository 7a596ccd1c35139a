using AuditService.Core.People;
using AuditService.Storage.Databases;

namespace AuditService.Storage.People;

/// <summary>Whose the projects are.</summary>
public sealed class ProjectOwnerStore(AuditDatabase database)
{
    /// <summary>Notes the owner of a project that has none, and gives whose it is from now on.</summary>
    public async Task<ProjectOwnership> ClaimAsync(ProjectOwnership ownership, CancellationToken cancellation)
    {
        await database.ExecuteAsync("People/InsertProjectOwner", ownership, cancellation);
        return await FindAsync(ownership.Project, cancellation) ?? ownership;
    }

    /// <summary>Null for a project that nobody submitted through the service.</summary>
    public async Task<ProjectOwnership?> FindAsync(string project, CancellationToken cancellation) =>
        (await database.QueryAsync<ProjectOwnership>("People/SelectProjectOwner", new { Project = project }, cancellation)).SingleOrDefault();
}
