using System.Data.Common;
using AuditService.Core.Runs;
using AuditService.Storage.Databases;
using Dapper;

namespace AuditService.Storage.Runs;

/// <summary>When each project is due.</summary>
public sealed class ScheduleStore(AuditDatabase database)
{
    public Task SaveAsync(Schedule schedule, CancellationToken cancellation) => database.WriteAsync(
        transaction => ExecuteAsync(
            transaction,
            "UpsertSchedule",
            new { schedule.ProjectId, IsOn = schedule.IsOn ? 1 : 0, schedule.Cron, schedule.Zone, schedule.WindowMinutes, NextAt = schedule.NextAt?.ToUnixTimeMilliseconds() },
            cancellation),
        cancellation);

    public Task<Schedule?> FindAsync(string projectId, CancellationToken cancellation) => database.ReadAsync(
        async transaction => (await RowsAsync(transaction, "SelectSchedule", new { ProjectId = projectId }, cancellation)).SingleOrDefault()?.ToSchedule(), cancellation);

    /// <summary>What is due by now, the longest overdue first.</summary>
    public Task<IReadOnlyList<Schedule>> DueAsync(DateTimeOffset now, int take, CancellationToken cancellation) => database.ReadAsync(
        async transaction => (IReadOnlyList<Schedule>)[.. (await RowsAsync(transaction, "SelectDueSchedules", new { Now = now.ToUnixTimeMilliseconds(), Take = take }, cancellation)).Select(row => row.ToSchedule())],
        cancellation);

    /// <summary>Takes the planned moment and sets the next one, in one transaction. False when another has taken it: then nothing is to be done.</summary>
    public async Task<bool> TakeMomentAsync(Schedule schedule, DateTimeOffset? next, CancellationToken cancellation)
    {
        var isOurs = false;
        var planned = schedule.NextAt!.Value.ToUnixTimeMilliseconds();
        await database.WriteAsync(
            async transaction =>
            {
                isOurs = await ExecuteAsync(transaction, "AdvanceSchedule", new { schedule.ProjectId, PlannedAt = planned, NextAt = next?.ToUnixTimeMilliseconds() }, cancellation) == 1
                    && await ExecuteAsync(transaction, "InsertMoment", new { schedule.ProjectId, PlannedAt = planned }, cancellation) == 1;
            },
            cancellation);
        return isOurs;
    }

    private Task<int> ExecuteAsync(DbTransaction transaction, string sql, object parameters, CancellationToken cancellation) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(database.Sql("Runs/" + sql), parameters, transaction, cancellationToken: cancellation));

    private Task<IEnumerable<ScheduleRow>> RowsAsync(DbTransaction transaction, string sql, object parameters, CancellationToken cancellation) =>
        transaction.Connection!.QueryAsync<ScheduleRow>(new CommandDefinition(database.Sql("Runs/" + sql), parameters, transaction, cancellationToken: cancellation));

    private sealed class ScheduleRow
    {
        public string ProjectId { get; init; } = "";

        public int IsOn { get; init; }

        public string Cron { get; init; } = "";

        public string Zone { get; init; } = "";

        public int WindowMinutes { get; init; }

        public long? NextAt { get; init; }

        public Schedule ToSchedule() => new(ProjectId, IsOn != 0, Cron, Zone, WindowMinutes, NextAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);
    }
}
