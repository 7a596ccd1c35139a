using System.Data.Common;
using AuditService.Core;
using AuditService.Core.Audits;
using AuditService.Core.Dossiers;
using AuditService.Core.Runs;
using AuditService.Storage.Audits;
using AuditService.Storage.Databases;
using Dapper;

namespace AuditService.Storage.Runs;

/// <summary>The orders to audit. Every write of a worker names its attempt, and does nothing when another has taken the run over.</summary>
public sealed class RunStore(AuditDatabase database, AuditStore audits, TimeProvider clock)
{
    /// <summary>As the column <c>audit_step.memory</c> keeps them.</summary>
    private const long ByItself = 1;

    private const long LeftOut = 2;

    private static readonly LocalizedText Cancelled = new("annulé", "cancelled");

    private static readonly LocalizedText Superseded = new("remplacé par un envoi plus récent", "replaced by a newer submission");

    /// <summary>
    /// Keeps the order with its snapshot, in one transaction. The same key of the same person, or the same open order, gives the run that there is;
    /// an open order of another snapshot is replaced, and one that was to be cancelled is.
    /// </summary>
    /// <param name="after">The snapshot that must still be the project's last when the order is kept; null for whichever.</param>
    /// <returns>Null when another came in between, and nothing was kept.</returns>
    public async Task<(AuditRun Run, bool IsNew)?> SubmitAsync(AuditRun run, Snapshot snapshot, string? idempotencyKey, CancellationToken cancellation, string? after = null)
    {
        (AuditRun, bool)? result = (run, true);
        await database.WriteAsync(
            async transaction =>
            {
                if (idempotencyKey is not null && await OneAsync(transaction, "SelectRunByKey", new { run.SubmittedBy, IdempotencyKey = idempotencyKey }, cancellation) is { } known)
                {
                    result = (known, false);
                    return;
                }

                // Where nobody else can write: what the caller read before is too old to go by.
                if (after is not null && (await OneAsync(transaction, "SelectLatestRun", new { run.ProjectId }, cancellation))?.Snapshot != after)
                {
                    result = null;
                    return;
                }

                await ExecuteAsync(transaction, "EndCancelledRunOfProject", new { run.ProjectId, Now = Now(), ReasonFr = Cancelled.Fr, ReasonEn = Cancelled.En }, cancellation);
                if (await OneAsync(transaction, "SelectOpenRunOfProject", new { run.ProjectId }, cancellation) is { } open)
                {
                    if (open.AsksTheSameAs(run))
                    {
                        result = (open, false);
                        await KeepKeyAsync(transaction, run.SubmittedBy, idempotencyKey, open.Id, cancellation);
                        return;
                    }

                    await ExecuteAsync(transaction, "EndRun", new { open.Id, State = nameof(RunState.Cancelled), Now = Now(), ReasonFr = Superseded.Fr, ReasonEn = Superseded.En, Attempt = (int?)null }, cancellation);
                }

                await audits.InsertSnapshotAsync(transaction, snapshot, cancellation);
                await ExecuteAsync(
                    transaction,
                    "InsertRun",
                    new
                    {
                        run.Id,
                        run.ProjectId,
                        SnapshotHash = run.Snapshot,
                        run.SnapshotName,
                        Packs = string.Join(',', run.Packs),
                        UseBrowser = run.UseBrowser ? 1 : 0,
                        NeedsBrowser = run.NeedsBrowser ? 1 : 0,
                        TriggeredBy = run.Trigger.ToString(),
                        run.SubmittedBy,
                        SubmittedAt = run.SubmittedAt.ToUnixTimeMilliseconds(),
                    },
                    cancellation);
                await KeepKeyAsync(transaction, run.SubmittedBy, idempotencyKey, run.Id, cancellation);
            },
            cancellation);
        return result;
    }

    public Task<AuditRun?> FindAsync(string id, CancellationToken cancellation) => database.ReadAsync(transaction => OneAsync(transaction, "SelectRun", new { Id = id }, cancellation), cancellation);

    /// <summary>The order that made an audit, or null for an audit of the command line.</summary>
    public Task<AuditRun?> FindByAuditAsync(string auditId, CancellationToken cancellation) => database.ReadAsync(transaction => OneAsync(transaction, "SelectRunByAudit", new { AuditId = auditId }, cancellation), cancellation);

    /// <summary>Id of the newest audit of a project, or null.</summary>
    public Task<string?> LatestAuditAsync(string projectId, CancellationToken cancellation) => database.ReadAsync(
        transaction => transaction.Connection!.ExecuteScalarAsync<string?>(new CommandDefinition(database.Sql("Runs/SelectLatestAudit"), new { ProjectId = projectId }, transaction, cancellationToken: cancellation)),
        cancellation);

    /// <summary>Id of the audit before this one in the same project, or null.</summary>
    public Task<string?> PreviousAuditAsync(string projectId, string auditId, CancellationToken cancellation) => database.ReadAsync(
        transaction => transaction.Connection!.ExecuteScalarAsync<string?>(new CommandDefinition(database.Sql("Runs/SelectPreviousAudit"), new { ProjectId = projectId, AuditId = auditId }, transaction, cancellationToken: cancellation)),
        cancellation);

    /// <summary>Every order that is not ended, the oldest first, with the job that carries it.</summary>
    public Task<IReadOnlyList<(AuditRun Run, string? JobId)>> OpenAsync(CancellationToken cancellation) => database.ReadAsync(
        async transaction => (IReadOnlyList<(AuditRun, string?)>)[.. (await RowsAsync(transaction, "SelectOpenRuns", new { }, cancellation)).Select(row => (row.ToRun(), row.JobId))], cancellation);

    /// <summary>The order of a project that is not ended, with the job that carries it, or null.</summary>
    public Task<(AuditRun Run, string? JobId)?> FindOpenAsync(string projectId, CancellationToken cancellation) => database.ReadAsync(
        async transaction => (await RowsAsync(transaction, "SelectOpenRunOfProject", new { ProjectId = projectId }, cancellation)).SingleOrDefault() is { } row ? (row.ToRun(), row.JobId) : ((AuditRun, string?)?)null, cancellation);

    /// <summary>The newest order of a project that was not cancelled, or null.</summary>
    public Task<AuditRun?> LatestAsync(string projectId, CancellationToken cancellation) => database.ReadAsync(transaction => OneAsync(transaction, "SelectLatestRun", new { ProjectId = projectId }, cancellation), cancellation);

    /// <summary>The orders of a project, the newest first.</summary>
    public Task<IReadOnlyList<AuditRun>> OfProjectAsync(string projectId, string? before, int take, CancellationToken cancellation) => database.ReadAsync(
        async transaction => (IReadOnlyList<AuditRun>)[.. (await RowsAsync(transaction, "SelectRunsOfProject", new { ProjectId = projectId, Before = before, Take = take }, cancellation)).Select(row => row.ToRun())], cancellation);

    public Task SetJobAsync(string id, string jobId, CancellationToken cancellation) => WriteAsync("SetJob", new { Id = id, JobId = jobId }, cancellation);

    /// <summary>Takes the run for one more attempt. Null when it has ended, or is to be cancelled.</summary>
    public async Task<AuditRun?> ClaimAsync(string id, CancellationToken cancellation) =>
        await WriteAsync("ClaimRun", new { Id = id, Now = Now() }, cancellation) == 1 ? await FindAsync(id, cancellation) : null;

    /// <summary>Says how far the run has come. False when it was taken over, cancelled or ended: whoever runs it must stop.</summary>
    public async Task<bool> PulseAsync(AuditRun run, string? step, int ended, int planned, CancellationToken cancellation) =>
        await WriteAsync("PulseRun", new { run.Id, run.Attempt, Step = step, StepsEnded = ended, StepsPlanned = planned, Now = Now() }, cancellation) == 1;

    /// <summary>Keeps the audit and ends the run with it, in one transaction. False, and nothing kept, when the run is no longer this attempt's.</summary>
    public async Task<bool> PublishAsync(AuditRun run, Audit audit, CancellationToken cancellation)
    {
        var isOurs = false;
        await audits.SaveAsync(
            audit,
            async transaction => isOurs = await ExecuteAsync(transaction, "FinishRun", new { run.Id, run.Attempt, AuditId = audit.Id, Now = Now() }, cancellation) == 1,
            cancellation);
        return isOurs;
    }

    /// <param name="attempt">The attempt that ends it, or null for whoever has it.</param>
    public async Task<bool> EndAsync(string id, RunState state, LocalizedText reason, int? attempt, CancellationToken cancellation) =>
        await WriteAsync("EndRun", new { Id = id, State = state.ToString(), Now = Now(), ReasonFr = reason.Fr, ReasonEn = reason.En, Attempt = attempt }, cancellation) == 1;

    /// <summary>Asks whoever runs it to stop. False when it has ended already.</summary>
    public async Task<bool> RequestCancelAsync(string id, CancellationToken cancellation) => await WriteAsync("RequestCancel", new { Id = id }, cancellation) == 1;

    public Task BeginStepAsync(AuditRun run, string collector, string step, CancellationToken cancellation) => WriteAsync("BeginStep", new { RunId = run.Id, Collector = collector, Step = step, run.Attempt }, cancellation);

    public Task EndStepAsync(string runId, string collector, string step, CancellationToken cancellation) => WriteAsync("EndStep", new { RunId = runId, Collector = collector, Step = step }, cancellation);

    /// <summary>The steps of which earlier attempts have taught something.</summary>
    /// <param name="deaths">A step in which the process died so often is deadly.</param>
    public Task<IReadOnlyDictionary<(string Collector, string Step), StepFate>> FatesAsync(string runId, int deaths, CancellationToken cancellation) => database.ReadAsync(
        async transaction => (IReadOnlyDictionary<(string, string), StepFate>)(await transaction.Connection!.QueryAsync<(string Collector, string Step, long Deaths, long Memory)>(new CommandDefinition(
                database.Sql("Runs/SelectMarkedSteps"), new { RunId = runId }, transaction, cancellationToken: cancellation)))
            .Select(row => (row.Collector, row.Step, Fate: FateOf(row.Memory, isDeadly: row.Deaths >= deaths)))
            .Where(row => row.Fate != StepFate.Free)
            .ToDictionary(row => (row.Collector, row.Step), row => row.Fate),
        cancellation);

    /// <summary>This step was told to stop for the memory that its audit held, and went on: the next attempt leaves it out.</summary>
    public Task LeaveOutForMemoryAsync(string runId, string collector, string step, CancellationToken cancellation) =>
        WriteAsync("MarkStep", new { RunId = runId, Collector = collector, Step = step, Memory = LeftOut }, cancellation);

    /// <summary>
    /// The process of this order died of the memory that it held. The one step that it had in hand is left out from now on; of several each is to run
    /// by itself, unless one of them is known to have been told to stop. False when it had none in hand: nothing that could be left out took the memory.
    /// </summary>
    public async Task<bool> NoteDeathByMemoryAsync(string runId, CancellationToken cancellation)
    {
        var hadSteps = false;
        await database.WriteAsync(
            async transaction =>
            {
                var inHand = (await transaction.Connection!.QueryAsync<(string Collector, string Step, long Memory)>(new CommandDefinition(
                    database.Sql("Runs/SelectStepsInHand"), new { RunId = runId }, transaction, cancellationToken: cancellation))).AsList();
                hadSteps = inHand.Count > 0;
                if (inHand.Exists(step => step.Memory == LeftOut))
                    return;
                foreach (var (collector, step, _) in inHand)
                    await ExecuteAsync(transaction, "MarkStep", new { RunId = runId, Collector = collector, Step = step, Memory = inHand.Count == 1 ? LeftOut : ByItself }, cancellation);
            },
            cancellation);
        return hadSteps;
    }

    private static StepFate FateOf(long memory, bool isDeadly) => memory switch
    {
        LeftOut => StepFate.TooLarge,
        _ when isDeadly => StepFate.Deadly,
        ByItself => StepFate.Alone,
        _ => StepFate.Free,
    };

    private async Task KeepKeyAsync(DbTransaction transaction, string submittedBy, string? idempotencyKey, string runId, CancellationToken cancellation)
    {
        if (idempotencyKey is not null)
            await ExecuteAsync(transaction, "InsertSubmissionKey", new { SubmittedBy = submittedBy, IdempotencyKey = idempotencyKey, RunId = runId }, cancellation);
    }

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task<int> WriteAsync(string sql, object parameters, CancellationToken cancellation)
    {
        var rows = 0;
        await database.WriteAsync(async transaction => rows = await ExecuteAsync(transaction, sql, parameters, cancellation), cancellation);
        return rows;
    }

    private Task<int> ExecuteAsync(DbTransaction transaction, string sql, object parameters, CancellationToken cancellation) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(database.Sql("Runs/" + sql), parameters, transaction, cancellationToken: cancellation));

    private async Task<AuditRun?> OneAsync(DbTransaction transaction, string sql, object parameters, CancellationToken cancellation) =>
        (await RowsAsync(transaction, sql, parameters, cancellation)).SingleOrDefault()?.ToRun();

    private Task<IEnumerable<RunRow>> RowsAsync(DbTransaction transaction, string sql, object parameters, CancellationToken cancellation) =>
        transaction.Connection!.QueryAsync<RunRow>(new CommandDefinition(database.Sql("Runs/" + sql), parameters, transaction, cancellationToken: cancellation));

    private sealed class RunRow
    {
        public string Id { get; init; } = "";

        public string ProjectId { get; init; } = "";

        public string SnapshotHash { get; init; } = "";

        public string SnapshotName { get; init; } = "";

        public string Packs { get; init; } = "";

        public int UseBrowser { get; init; }

        public int NeedsBrowser { get; init; }

        public string TriggeredBy { get; init; } = "";

        public string State { get; init; } = "";

        public string SubmittedBy { get; init; } = "";

        public long SubmittedAt { get; init; }

        public long? StartedAt { get; init; }

        public long? EndedAt { get; init; }

        public int Attempt { get; init; }

        public string? Step { get; init; }

        public int StepsEnded { get; init; }

        public int StepsPlanned { get; init; }

        public string? AuditId { get; init; }

        public string? ReasonFr { get; init; }

        public string? ReasonEn { get; init; }

        public string? JobId { get; init; }

        public AuditRun ToRun() => new()
        {
            Id = Id,
            ProjectId = ProjectId,
            Snapshot = SnapshotHash,
            SnapshotName = SnapshotName,
            Packs = Packs.Split(',', StringSplitOptions.RemoveEmptyEntries),
            UseBrowser = UseBrowser != 0,
            NeedsBrowser = NeedsBrowser != 0,
            Trigger = Enum.Parse<RunTrigger>(TriggeredBy),
            State = Enum.Parse<RunState>(State),
            SubmittedBy = SubmittedBy,
            SubmittedAt = At(SubmittedAt)!.Value,
            StartedAt = At(StartedAt),
            EndedAt = At(EndedAt),
            Attempt = Attempt,
            Step = Step,
            StepsEnded = StepsEnded,
            StepsPlanned = StepsPlanned,
            AuditId = AuditId,
            Reason = ReasonFr is null || ReasonEn is null ? null : new(ReasonFr, ReasonEn),
        };

        private static DateTimeOffset? At(long? milliseconds) => milliseconds is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;
    }
}
