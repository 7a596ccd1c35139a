using AuditService.App.Dossiers;
using AuditService.Core.People;
using AuditService.Core.Runs;
using AuditService.Storage.Audits;
using AuditService.Storage.Runs;

namespace AuditService.App.Runs;

/// <summary>The last dossier of a project once more, with the rules and the law of today and its addresses visited anew.</summary>
public sealed class AuditAgain(ProjectStore projects, RunStore runs, AuditStore audits, DossierReader reader, SubmitDossier submit)
{
    /// <summary>For who does not want to wait for the night.</summary>
    /// <returns>The order, and whether it is a new one; null when there is no such project for this viewer, or nothing was ever submitted to it.</returns>
    /// <remarks>Throws <see cref="AuthorMistakesException"/> when today's program refuses the dossier, <see cref="RefusedException"/> for whoever only reviews the project.</remarks>
    public async Task<(AuditRun Run, bool IsNew)?> ExecuteAsync(string projectId, Viewer viewer, string? idempotencyKey, CancellationToken cancellation)
    {
        if (await projects.FindToChangeAsync(projectId, viewer, cancellation) is not { } project || await runs.LatestAsync(projectId, cancellation) is not { } last)
            return null;
        return last.IsOpen ? (last, false) : await OrderAsync(project, last, RunTrigger.Submission, viewer.UserId, idempotencyKey, cancellation);
    }

    /// <returns>Null when the dossier is no longer kept.</returns>
    internal async Task<(AuditRun Run, bool IsNew)?> OrderAsync(Project project, AuditRun last, RunTrigger trigger, string submittedBy, string? idempotencyKey, CancellationToken cancellation) =>
        await audits.FindSnapshotAsync(last.Snapshot, last.SnapshotName, cancellation) is { } snapshot
            ? await submit.OrderAsync(project, reader.Read(snapshot), new(last.Packs, last.UseBrowser), trigger, submittedBy, idempotencyKey, cancellation)
            : null;
}
