using System.Data.Common;
using AuditService.Core.Audits;
using AuditService.Core.Comparisons;
using AuditService.Core.Dossiers;
using AuditService.Storage.Databases;
using Dapper;

namespace AuditService.Storage.Audits;

/// <summary>The memory of finished audits. An audit exists when its one transaction is committed, whole, and never before.</summary>
public sealed class AuditStore(AuditDatabase database)
{
    private const int MostMatches = 10;

    /// <summary>Keeps the audit with the list of its snapshot, its facts and findings, the rules as they judged, and the scores; returns it with its seal.</summary>
    public Task<Audit> SaveAsync(Audit audit, CancellationToken cancellation) => SaveAsync(audit, _ => Task.FromResult(true), cancellation);

    /// <param name="may">Asked first, in the same transaction: nothing is kept where it answers false.</param>
    internal async Task<Audit> SaveAsync(Audit audit, Func<DbTransaction, Task<bool>> may, CancellationToken cancellation)
    {
        // All that costs time is done before the turn to write: inside, there are only inserts.
        var rows = AuditRows.Of(audit);
        await database.WriteAsync(
            async transaction =>
            {
                if (await may(transaction))
                    await InsertAsync(transaction, rows, cancellation);
            },
            cancellation);
        return audit with { Seal = rows.Audit.Seal };
    }

    /// <summary>What the rows of an audit say of themselves, whether they can still be read as an audit or not; null when there is none of this id.</summary>
    public Task<StoredSeal?> FindSealAsync(string id, CancellationToken cancellation) =>
        database.ReadAsync(
            async transaction => await SelectAsync(transaction, id, cancellation) is { } rows
                ? new StoredSeal(
                    rows.Audit.Seal,
                    rows.Sealed(),
                    rows.Rules.Count,
                    [.. rows.Rules.Where(row => RuleRow.HashOf(row.Rule) != row.Hash).Select(row => row.Id).Order(StringComparer.Ordinal)],
                    [.. rows.Facts.Select(row => row.Fact).Concat(rows.Findings.Select(row => row.Evidence)).SelectMany(StoredJson.PicturesIn).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)])
                : null,
            cancellation);

    internal Task InsertSnapshotAsync(DbTransaction transaction, Snapshot snapshot, CancellationToken cancellation) =>
        InsertSnapshotAsync(transaction, snapshot.Hash, AuditRows.FilesOf(snapshot), AuditRows.RefusedOf(snapshot), cancellation);

    /// <summary>A snapshot that was submitted, or null.</summary>
    /// <param name="name">How it was called then; the name is no part of what the hash says.</param>
    public Task<Snapshot?> FindSnapshotAsync(string hash, string name, CancellationToken cancellation) => database.ReadAsync(
        async transaction =>
        {
            var ofSnapshot = new { SnapshotHash = hash };
            var files = await QueryAsync<SnapshotFileRow>(transaction, "Audits/SelectSnapshotFiles", ofSnapshot, cancellation);
            var refused = await QueryAsync<SnapshotRefusedRow>(transaction, "Audits/SelectSnapshotRefused", ofSnapshot, cancellation);
            return files.Count + refused.Count == 0 ? null : AuditRows.SnapshotOf(name, hash, files, refused);
        },
        cancellation);

    /// <summary>The whole audit whose id is this or begins so; the newest audit for null. Null when there is none, and when the beginning is not unique (<see cref="MatchAsync"/> tells).</summary>
    /// <remarks>Its rules are those of that time, without detectors and examples. Times are kept to the millisecond.</remarks>
    public async Task<Audit?> FindAsync(string? idOrPrefix, CancellationToken cancellation)
    {
        var matches = idOrPrefix is null ? await ListAsync(1, cancellation) : await MatchAsync(idOrPrefix, cancellation);
        if (matches is not [var match])
            return null;
        return await database.ReadAsync(async transaction => (await SelectAsync(transaction, match.Id, cancellation))?.ToAudit(), cancellation);
    }

    /// <summary>The audits whose id begins so: one when it is complete or unique, the newest ten when it is ambiguous, none when there is none.</summary>
    public async Task<IReadOnlyList<AuditLine>> MatchAsync(string idOrPrefix, CancellationToken cancellation)
    {
        var found = await LinesAsync("Audits/SelectByPrefix", new { Prefix = idOrPrefix, Take = MostMatches }, cancellation);
        return found.Count > 0 && found[0].Id == idOrPrefix ? [found[0]] : found;
    }

    /// <summary>The newest audits of all projects, newest first.</summary>
    public Task<IReadOnlyList<AuditLine>> ListAsync(int take, CancellationToken cancellation) => PageAsync(project: null, before: null, take, cancellation);

    /// <summary>One page of the list, newest first.</summary>
    /// <param name="project">Only the audits of the project of this name, or null for all.</param>
    /// <param name="before">Id of the last audit of the page before, or null to begin.</param>
    public Task<IReadOnlyList<AuditLine>> PageAsync(string? project, string? before, int take, CancellationToken cancellation) =>
        LinesAsync("Audits/SelectPage", new { Project = project, Before = before, Take = take }, cancellation);

    /// <summary>The newest audit of a project, or null.</summary>
    public async Task<AuditLine?> LatestAsync(string project, CancellationToken cancellation) =>
        await PageAsync(project, before: null, take: 1, cancellation) is [var latest] ? latest : null;

    /// <summary>Where the findings that fail in one of the two audits stood in the other audits of the project that began no later than <paramref name="after"/>.</summary>
    public Task<IReadOnlyList<EarlierFinding>> HistoryAsync(Audit before, Audit after, CancellationToken cancellation) =>
        database.ReadAsync(
            async transaction => (IReadOnlyList<EarlierFinding>)
            [
                .. (await QueryAsync<EarlierFindingRow>(
                    transaction,
                    "Audits/SelectEarlierFindings",
                    new { Before = before.Id, After = after.Id, after.Project, StartedAt = after.StartedAt.ToUnixTimeMilliseconds() },
                    cancellation)).Select(row => row.ToEarlierFinding()),
            ],
            cancellation);

    private Task<IReadOnlyList<AuditLine>> LinesAsync(string sql, object parameters, CancellationToken cancellation) =>
        database.ReadAsync(
            async transaction => (IReadOnlyList<AuditLine>)[.. (await QueryAsync<AuditLineRow>(transaction, sql, parameters, cancellation)).Select(row => row.ToLine())],
            cancellation);

    private async Task InsertAsync(DbTransaction transaction, AuditRows rows, CancellationToken cancellation)
    {
        await InsertSnapshotAsync(transaction, rows.Audit.SnapshotHash, rows.Files, rows.Refused, cancellation);
        await ExecuteAsync("Audits/InsertRule", rows.Rules);
        await ExecuteAsync("Audits/InsertAudit", rows.Audit);
        await ExecuteAsync("Audits/InsertAuditSubject", rows.Subjects);
        await ExecuteAsync("Audits/InsertFact", rows.Facts);
        await ExecuteAsync("Audits/InsertFinding", rows.Findings);
        await ExecuteAsync("Audits/InsertCriterionScore", rows.Scores);

        Task<int> ExecuteAsync(string sql, object parameters) => this.ExecuteAsync(transaction, sql, parameters, cancellation);
    }

    private async Task InsertSnapshotAsync(DbTransaction transaction, string hash, IReadOnlyList<SnapshotFileRow> files, IReadOnlyList<SnapshotRefusedRow> refused, CancellationToken cancellation)
    {
        if (await ExecuteAsync(transaction, "Audits/InsertSnapshot", new { SnapshotHash = hash }, cancellation) != 1)
            return;
        await ExecuteAsync(transaction, "Audits/InsertSnapshotFile", files, cancellation);
        await ExecuteAsync(transaction, "Audits/InsertSnapshotRefused", refused, cancellation);
    }

    private Task<int> ExecuteAsync(DbTransaction transaction, string sql, object parameters, CancellationToken cancellation) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(database.Sql(sql), parameters, transaction, cancellationToken: cancellation));

    private async Task<AuditRows?> SelectAsync(DbTransaction transaction, string id, CancellationToken cancellation)
    {
        if (await QueryAsync<AuditRow>(transaction, "Audits/SelectAudit", new { Id = id }, cancellation) is not [var audit])
            return null;

        var ofAudit = new { AuditId = id };
        var ofSnapshot = new { audit.SnapshotHash };
        return new()
        {
            Audit = audit,
            Files = await QueryAsync<SnapshotFileRow>(transaction, "Audits/SelectSnapshotFiles", ofSnapshot, cancellation),
            Refused = await QueryAsync<SnapshotRefusedRow>(transaction, "Audits/SelectSnapshotRefused", ofSnapshot, cancellation),
            Rules = await QueryAsync<RuleRow>(transaction, "Audits/SelectRules", ofAudit, cancellation),
            Subjects = await QueryAsync<SubjectRow>(transaction, "Audits/SelectAuditSubjects", ofAudit, cancellation),
            Facts = await QueryAsync<FactRow>(transaction, "Audits/SelectFacts", ofAudit, cancellation),
            Findings = await QueryAsync<FindingRow>(transaction, "Audits/SelectFindings", ofAudit, cancellation),
            Scores = await QueryAsync<CriterionScoreRow>(transaction, "Audits/SelectCriterionScores", ofAudit, cancellation),
        };
    }

    private async Task<IReadOnlyList<T>> QueryAsync<T>(DbTransaction transaction, string sql, object parameters, CancellationToken cancellation) =>
        [.. await transaction.Connection!.QueryAsync<T>(new CommandDefinition(database.Sql(sql), parameters, transaction, cancellationToken: cancellation))];
}
