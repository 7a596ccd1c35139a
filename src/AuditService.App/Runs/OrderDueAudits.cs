using AuditService.App.Dossiers;
using AuditService.Core.People;
using AuditService.Core.Runs;
using AuditService.Storage.Audits;
using AuditService.Storage.Runs;
using Microsoft.Extensions.Logging;

namespace AuditService.App.Runs;

/// <summary>
/// Orders the audits that are due: the last dossier of the project once more, with the rules and the law of today and its addresses visited anew.
/// However many moments were missed while nobody was there, one audit makes up for all.
/// </summary>
public sealed class OrderDueAudits(ScheduleStore schedules, ProjectStore projects, RunStore runs, AuditStore audits, DossierReader reader, SubmitDossier submit, TimeProvider clock, ILogger<OrderDueAudits> log)
{
    private const int AtOnce = 200;

    /// <returns>How many were ordered.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var ordered = 0;
        foreach (var due in await schedules.DueAsync(now, AtOnce, cancellation))
        {
            if (await schedules.TakeMomentAsync(due, NextMoment.After(due, now), cancellation) && await OrderAsync(due, cancellation))
                ordered++;
        }

        return ordered;
    }

    private async Task<bool> OrderAsync(Schedule due, CancellationToken cancellation)
    {
        if (await projects.FindAsync(due.ProjectId, Viewer.LocalOperator, cancellation) is not { } project || await runs.LatestAsync(project.Id, cancellation) is not { IsOpen: false } last)
            return false;
        if (await audits.FindSnapshotAsync(last.Snapshot, last.SnapshotName, cancellation) is not { } snapshot)
            return false;
        try
        {
            var (_, isNew) = await submit.OrderAsync(project, reader.Read(snapshot), new(last.Packs, last.UseBrowser), RunTrigger.Schedule, last.SubmittedBy, idempotencyKey: null, cancellation);
            return isNew;
        }
        catch (AuthorMistakesException mistakes)
        {
            // Sound when it was submitted, refused by the program of today: the others are due all the same.
            log.LogWarning("The dossier of project {Project} is refused now: {Mistakes}", project.Id, mistakes.Message);
            return false;
        }
    }
}
