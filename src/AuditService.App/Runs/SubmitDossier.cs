using AuditService.App.Dossiers;
using AuditService.App.RulePacks;
using AuditService.Core;
using AuditService.Core.Dossiers;
using AuditService.Core.People;
using AuditService.Core.Runs;
using AuditService.Storage.Intakes;
using AuditService.Storage.Runs;

namespace AuditService.App.Runs;

/// <summary>Takes a dossier in and orders its audit. What its author must mend is told at once, before anything is ordered.</summary>
public sealed class SubmitDossier(TakeDossier takeDossier, RuleLibraries rules, ProjectStore projects, RunStore runs, AuditQueue queue, AuditServiceSettings settings, TimeProvider clock)
{
    private static readonly LocalizedText RequestTitle = new("La demande doit être corrigée", "The request must be mended");

    /// <param name="path">A folder or a zip on this machine.</param>
    /// <param name="idempotencyKey">The same key of the same person gives the order that there is; null for none.</param>
    /// <returns>The order, and whether it is a new one; null when there is no such project for this viewer.</returns>
    /// <remarks>
    /// Throws <see cref="AuthorMistakesException"/> when the dossier is refused, is empty or its manifest has mistakes, <see cref="RefusedException"/> when the
    /// project is somebody else's or the key was used for something else.
    /// </remarks>
    public async Task<(AuditRun Run, bool IsNew)?> ExecuteAsync(
        string projectId, string path, SubmissionOptions options, Viewer viewer, string? idempotencyKey, CancellationToken cancellation)
    {
        if (await projects.FindToChangeAsync(projectId, viewer, cancellation) is not { } project)
            return null;
        RefuseUnknownPacks(options.Packs);
        var dossier = await takeDossier.FromAsync(path, cancellation);
        if (dossier.Snapshot.Files.Count == 0)
            throw new AuthorMistakesException([new(new(path, 1, 1), "Il n'y a aucun fichier à auditer : l'archive ou le dossier est vide.", "There is no file to audit: the archive or the folder is empty.")]);
        return await OrderAsync(project, dossier, options, RunTrigger.Submission, viewer.UserId, idempotencyKey, cancellation);
    }

    /// <summary>What an operator names on this machine: neither our own data, which holds everybody's, nor what the system only pretends to be files.</summary>
    public async Task<(AuditRun Run, bool IsNew)?> FromMachineAsync(
        string projectId, string? path, SubmissionOptions options, Viewer viewer, string? idempotencyKey, CancellationToken cancellation)
    {
        path ??= "";
        // What is no path at all is refused where every dossier is taken in.
        if (Intake.IsPath(path) && new[] { settings.DataDirectory, "/proc", "/sys", "/dev" }.FirstOrDefault(folder => IsWithin(path, folder)) is { } closed)
            throw new AuthorMistakesException([new(new(path, 1, 1), $"{closed} n'est pas un dossier de projet.", $"{closed} is no project's folder.")]) { Title = RequestTitle };
        return await ExecuteAsync(projectId, path, options, viewer, idempotencyKey, cancellation);
    }

    /// <summary>Where the links on the way lead counts, not how the path is written.</summary>
    private static bool IsWithin(string path, string folder) =>
        Path.GetRelativePath(RealPath.Of(folder), RealPath.Of(path)) is var relative && relative != ".." && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) && !Path.IsPathRooted(relative);

    internal async Task<(AuditRun Run, bool IsNew)> OrderAsync(
        Project project, Dossier dossier, SubmissionOptions options, RunTrigger trigger, string submittedBy, string? idempotencyKey, CancellationToken cancellation) =>
        await OrderAfterAsync(project, dossier, options, trigger, submittedBy, idempotencyKey, after: null, cancellation) ?? throw new InvalidOperationException("An order that comes after whichever is always kept.");

    /// <param name="after">The snapshot that the dossier was made from, and that must still be the project's last.</param>
    /// <returns>Null when another was submitted in between, and nothing was ordered.</returns>
    internal async Task<(AuditRun Run, bool IsNew)?> OrderAfterAsync(
        Project project, Dossier dossier, SubmissionOptions options, RunTrigger trigger, string submittedBy, string? idempotencyKey, string? after, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var order = new AuditRun
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            ProjectId = project.Id,
            Snapshot = dossier.Snapshot.Hash,
            SnapshotName = dossier.Snapshot.Name,
            Packs = options.Packs,
            UseBrowser = options.UseBrowser,
            NeedsBrowser = options.UseBrowser && dossier.Of(FileKind.Page).Any(),
            Trigger = trigger,
            SubmittedBy = submittedBy,
            SubmittedAt = now,
        };
        // Not only at the next round of upkeep: whoever submits again at once must not get the order that was given up.
        if (await runs.FindOpenAsync(project.Id, cancellation) is { } open)
            await queue.CancelDeletedAsync(open.Run, open.JobId, cancellation);
        if (await runs.SubmitAsync(order, dossier.Snapshot, idempotencyKey, cancellation, after) is not var (run, isNew))
            return null;
        if (!order.AsksTheSameAs(run))
            throw RefusedException.Conflict("Cette clé d'idempotence a déjà servi pour un autre dépôt.", "This idempotency key was used for another submission.");
        // After the commit: a job that is lost here is made up for by the reconciler.
        if (isNew)
            await queue.EnqueueAsync(run, cancellation);
        return (run, isNew);
    }

    private void RefuseUnknownPacks(IReadOnlyList<string> packs)
    {
        var known = rules.Load().Packs.Select(pack => pack.Id).ToList();
        var problems = packs.Except(known, StringComparer.Ordinal)
            .Select(id => new AuthorProblem(new("packs", 1, 1), $"Pack inconnu « {id} » ; packs : {string.Join(", ", known)}.", $"Unknown pack \"{id}\"; packs: {string.Join(", ", known)}."))
            .ToList();
        if (problems.Count > 0)
            throw new AuthorMistakesException(problems) { Title = RequestTitle };
    }
}

/// <param name="Packs">Ids of the packs to apply; empty for all.</param>
/// <param name="UseBrowser">False to read pages as source only.</param>
public sealed record SubmissionOptions(IReadOnlyList<string> Packs, bool UseBrowser = true)
{
    public static SubmissionOptions All { get; } = new([]);
}
