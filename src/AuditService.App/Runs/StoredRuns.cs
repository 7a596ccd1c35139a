using AuditService.Core.Audits;
using AuditService.Core.People;
using AuditService.Core.Runs;
using AuditService.Storage.Audits;
using AuditService.Storage.Runs;

namespace AuditService.App.Runs;

/// <summary>Projects, orders and audits, for those who may see them. What a viewer may not see does not exist.</summary>
public sealed class StoredRuns(ProjectStore projects, RunStore runs, ScheduleStore schedules, AuditStore audits, TimeProvider clock)
{
    public async Task<Project> CreateProjectAsync(string name, Viewer viewer, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var project = new Project(Guid.CreateVersion7(now).ToString("N"), name, viewer.Organisation, viewer.UserId, DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()));
        await projects.AddAsync(project, cancellation);
        var schedule = Schedule.Default(project.Id);
        await schedules.SaveAsync(schedule with { NextAt = NextMoment.After(schedule, now) }, cancellation);
        return project;
    }

    public async Task<Schedule?> FindScheduleAsync(string projectId, Viewer viewer, CancellationToken cancellation) =>
        await projects.FindAsync(projectId, viewer, cancellation) is null ? null : await schedules.FindAsync(projectId, cancellation);

    /// <returns>The schedule as it is kept, with its next moment; null when there is no such project for this viewer.</returns>
    /// <remarks>Throws <see cref="AuthorMistakesException"/> when its words make no sense.</remarks>
    public async Task<Schedule?> ChangeScheduleAsync(Schedule schedule, Viewer viewer, CancellationToken cancellation)
    {
        if (await projects.FindToChangeAsync(schedule.ProjectId, viewer, cancellation) is null)
            return null;
        if (NextMoment.Problems(schedule, clock.GetUtcNow()) is { Count: > 0 } problems)
            throw new AuthorMistakesException(problems) { Title = new("L'horaire doit être corrigé", "The schedule must be mended") };
        var kept = schedule with { NextAt = NextMoment.After(schedule, clock.GetUtcNow()) };
        await schedules.SaveAsync(kept, cancellation);
        return kept;
    }

    public Task<Project?> FindProjectAsync(string id, Viewer viewer, CancellationToken cancellation) => projects.FindAsync(id, viewer, cancellation);

    public Task<IReadOnlyList<Project>> ListProjectsAsync(Viewer viewer, string? after, int take, CancellationToken cancellation) => projects.ListAsync(viewer, after, take, cancellation);

    public async Task<AuditRun?> FindRunAsync(string id, Viewer viewer, CancellationToken cancellation) =>
        await runs.FindAsync(id, cancellation) is { } run && await projects.FindAsync(run.ProjectId, viewer, cancellation) is not null ? run : null;

    public async Task<IReadOnlyList<AuditRun>?> RunsOfAsync(string projectId, Viewer viewer, string? before, int take, CancellationToken cancellation) =>
        await projects.FindAsync(projectId, viewer, cancellation) is null ? null : await runs.OfProjectAsync(projectId, before, take, cancellation);

    public async Task<IReadOnlyList<AuditRun>> OpenRunsAsync(CancellationToken cancellation) => [.. (await runs.OpenAsync(cancellation)).Select(open => open.Run)];

    /// <summary>The whole audit of a finished order, or null.</summary>
    public async Task<Audit?> FindAuditAsync(string auditId, Viewer viewer, CancellationToken cancellation) =>
        await runs.FindByAuditAsync(auditId, cancellation) is { } run && await projects.FindAsync(run.ProjectId, viewer, cancellation) is not null
            ? await audits.FindAsync(auditId, cancellation)
            : null;

    /// <summary>Id of the audit before this one in the same project; null when it is the first, or none that the viewer may see.</summary>
    public async Task<string?> PreviousAuditAsync(string auditId, Viewer viewer, CancellationToken cancellation) =>
        await runs.FindByAuditAsync(auditId, cancellation) is { } run && await projects.FindAsync(run.ProjectId, viewer, cancellation) is not null
            ? await runs.PreviousAuditAsync(run.ProjectId, auditId, cancellation)
            : null;

    /// <summary>Asks for the end of an order. False when it has ended already; null when there is none for this viewer.</summary>
    /// <remarks>Throws <see cref="RefusedException"/> for whoever only reviews the project.</remarks>
    public async Task<bool?> CancelAsync(string id, Viewer viewer, CancellationToken cancellation)
    {
        if (await runs.FindAsync(id, cancellation) is not { } run || await projects.FindToChangeAsync(run.ProjectId, viewer, cancellation) is null)
            return null;
        if (run.State == RunState.Queued && await runs.EndAsync(id, RunState.Cancelled, new("annulé", "cancelled"), run.Attempt, cancellation))
            return true;
        return await runs.RequestCancelAsync(id, cancellation);
    }
}
