using System.Globalization;
using AuditService.Core;
using AuditService.Core.Audits;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Rules;
using AuditService.Core.Scoring;

namespace AuditService.Storage.Audits;

/// <summary>The header of an audit as a row.</summary>
internal sealed class AuditRow
{
    private const string DateFormat = "yyyy-MM-dd";

    public required string Id { get; init; }

    public required string Project { get; init; }

    /// <summary>UTC milliseconds since 1970, as all times of the database.</summary>
    public required long StartedAt { get; init; }

    public required long FinishedAt { get; init; }

    public required string JudgedOn { get; init; }

    public required string SnapshotHash { get; init; }

    public required string SnapshotName { get; init; }

    public required bool HasManifest { get; init; }

    public required string Tools { get; init; }

    public required string Steps { get; init; }

    public required string SchemeVersion { get; init; }

    public required string Result { get; init; }

    public double? Mean { get; init; }

    public int Findings { get; init; }

    public int NonCompliant { get; init; }

    public int Blocking { get; init; }

    /// <summary>Null for an audit that was stored before there were seals.</summary>
    public string? Seal { get; set; }

    public static AuditRow Of(Audit audit) => new()
    {
        Id = audit.Id,
        Project = audit.Project,
        StartedAt = audit.StartedAt.ToUnixTimeMilliseconds(),
        FinishedAt = audit.FinishedAt.ToUnixTimeMilliseconds(),
        JudgedOn = audit.On.ToString(DateFormat, CultureInfo.InvariantCulture),
        SnapshotHash = audit.Snapshot.Hash,
        SnapshotName = audit.Snapshot.Name,
        HasManifest = audit.HasManifest,
        Tools = StoredJson.Of(audit.Tools),
        Steps = StoredJson.Of(audit.Steps),
        SchemeVersion = audit.Scorecard.SchemeVersion,
        Result = audit.Scorecard.Result.ToString(),
        Mean = audit.Scorecard.Mean,
        Findings = audit.Findings.Count,
        NonCompliant = audit.Findings.Count(finding => finding.Outcome == Outcome.NonCompliant),
        Blocking = audit.Findings.Count(finding => finding.IsBlocking),
    };

    public Audit ToAudit(Snapshot snapshot, FactSet facts, IReadOnlyList<Finding> findings, IReadOnlyList<CriterionScore> scores) => new()
    {
        Id = Id,
        Project = Project,
        Snapshot = snapshot,
        HasManifest = HasManifest,
        StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(StartedAt),
        FinishedAt = DateTimeOffset.FromUnixTimeMilliseconds(FinishedAt),
        On = DateOnly.ParseExact(JudgedOn, DateFormat, CultureInfo.InvariantCulture),
        Tools = StoredJson.Read<AuditTools>(Tools),
        Steps = StoredJson.Read<IReadOnlyList<StepRun>>(Steps),
        Facts = facts,
        Findings = findings,
        Scorecard = new(scores, Enum.Parse<Verdict>(Result), Mean, SchemeVersion),
        Seal = Seal,
    };
}

/// <summary>What a list shows of an audit, as a row.</summary>
internal sealed class AuditLineRow
{
    public required string Id { get; init; }

    public required string Project { get; init; }

    public required long StartedAt { get; init; }

    public required long FinishedAt { get; init; }

    public required string Snapshot { get; init; }

    public required string Result { get; init; }

    public double? Mean { get; init; }

    public required int Findings { get; init; }

    public required int NonCompliant { get; init; }

    public required int Blocking { get; init; }

    public AuditLine ToLine() => new(
        Id,
        Project,
        DateTimeOffset.FromUnixTimeMilliseconds(StartedAt),
        DateTimeOffset.FromUnixTimeMilliseconds(FinishedAt),
        Snapshot,
        Enum.Parse<Verdict>(Result),
        Mean,
        Findings,
        NonCompliant,
        Blocking);
}
