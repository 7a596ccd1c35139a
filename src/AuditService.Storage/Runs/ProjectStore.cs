using AuditService.Core.People;
using AuditService.Core.Runs;
using AuditService.Storage.Databases;
using Dapper;

namespace AuditService.Storage.Runs;

/// <summary>Projects, each query bounded by who asks.</summary>
public sealed class ProjectStore(AuditDatabase database)
{
    public Task AddAsync(Project project, CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.Connection!.ExecuteAsync(new CommandDefinition(
            database.Sql("Runs/InsertProject"),
            new { project.Id, project.Name, project.Organisation, project.Owner, CreatedAt = project.CreatedAt.ToUnixTimeMilliseconds() },
            transaction,
            cancellationToken: cancellation)),
        cancellation);

    /// <returns>Null when there is no such project, or none that the viewer may see.</returns>
    public Task<Project?> FindAsync(string id, Viewer viewer, CancellationToken cancellation) => database.ReadAsync(
        async transaction => (await transaction.Connection!.QuerySingleOrDefaultAsync<ProjectRow>(new CommandDefinition(
            database.Sql("Runs/SelectProject"), Parameters(viewer, new { Id = id }), transaction, cancellationToken: cancellation)))?.ToProject(),
        cancellation);

    /// <summary>One page, in the order of the ids.</summary>
    /// <param name="after">Id of the last project of the page before, or null to begin.</param>
    public Task<IReadOnlyList<Project>> ListAsync(Viewer viewer, string? after, int take, CancellationToken cancellation) => database.ReadAsync(
        async transaction => (IReadOnlyList<Project>)[.. (await transaction.Connection!.QueryAsync<ProjectRow>(new CommandDefinition(
            database.Sql("Runs/SelectProjects"), Parameters(viewer, new { After = after, Take = take }), transaction, cancellationToken: cancellation))).Select(row => row.ToProject())],
        cancellation);

    private static DynamicParameters Parameters(Viewer viewer, object more)
    {
        var parameters = new DynamicParameters(more);
        parameters.AddDynamicParams(new { viewer.Organisation, viewer.UserId, SeesAll = viewer.SeesAll ? 1 : 0, SeesOrganisation = viewer.SeesOrganisation ? 1 : 0 });
        return parameters;
    }

    private sealed class ProjectRow
    {
        public string Id { get; init; } = "";

        public string Name { get; init; } = "";

        public string Organisation { get; init; } = "";

        public string Owner { get; init; } = "";

        public long CreatedAt { get; init; }

        public Project ToProject() => new(Id, Name, Organisation, Owner, DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt));
    }
}
