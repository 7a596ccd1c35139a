using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AuditService.Core;
using AuditService.Core.Audits;
using AuditService.Core.Comparisons;
using AuditService.Core.Conditions;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Reviews;
using AuditService.Core.Rules;
using AuditService.Core.Scoring;

namespace AuditService.Storage.Audits;

/// <summary>An audit as rows of tables, both ways. Enumerations are written by name; structures that no query looks into, as JSON.</summary>
internal sealed class AuditRows
{
    public required AuditRow Audit { get; init; }

    public required IReadOnlyList<SnapshotFileRow> Files { get; init; }

    public required IReadOnlyList<SnapshotRefusedRow> Refused { get; init; }

    public required IReadOnlyList<RuleRow> Rules { get; init; }

    public required IReadOnlyList<SubjectRow> Subjects { get; init; }

    public required IReadOnlyList<FactRow> Facts { get; init; }

    public required IReadOnlyList<FindingRow> Findings { get; init; }

    public required IReadOnlyList<CriterionScoreRow> Scores { get; init; }

    public static AuditRows Of(Audit audit)
    {
        var subjects = audit.Facts.AllSubjects.Union(audit.Findings.Select(finding => finding.Subject)).Order().ToList();
        var seqOf = subjects.Index().ToDictionary(each => each.Item, each => each.Index);
        var rules = audit.Findings.Select(finding => finding.Rule).Distinct(ReferenceEqualityComparer.Instance).Cast<Rule>().ToDictionary(rule => rule, RuleRow.Of, (IEqualityComparer<Rule>)ReferenceEqualityComparer.Instance);
        var rows = new AuditRows
        {
            Audit = AuditRow.Of(audit),
            Files = FilesOf(audit.Snapshot),
            Refused = RefusedOf(audit.Snapshot),
            Rules = [.. rules.Values],
            Subjects = [.. subjects.Select((subject, seq) => new SubjectRow { AuditId = audit.Id, Seq = seq, Kind = subject.Kind.Id(), Id = StoredJson.Of(subject.Id) })],
            Facts = [.. audit.Facts.All.Select(fact => new FactRow { AuditId = audit.Id, SubjectSeq = seqOf[fact.Subject], Key = fact.Key, IsKnown = fact.Value is not null, Fact = StoredJson.Of(fact) })],
            Findings = [.. audit.Findings.Select((finding, seq) => FindingRow.Of(audit.Id, seq, finding, rules[finding.Rule].Hash, seqOf[finding.Subject]))],
            Scores = [.. audit.Scorecard.Criteria.Select((score, seq) => CriterionScoreRow.Of(audit.Id, seq, score))],
        };
        rows.Audit.Seal = rows.Sealed();
        return rows;
    }

    /// <summary>
    /// The hash over the texts as they stand in the rows, so that no later version of the records changes it. Files are in it by the hash of the
    /// snapshot, rules by theirs; facts are ordered by their text, for engines order keys differently.
    /// </summary>
    public string Sealed() => CanonicalHash.Of(
    [
        SealVersion,
        Audit.Id,
        Audit.Project,
        Text(Audit.StartedAt),
        Text(Audit.FinishedAt),
        Audit.JudgedOn,
        Audit.SnapshotHash,
        Audit.SnapshotName,
        Audit.HasManifest ? "1" : "0",
        Audit.Tools,
        Audit.Steps,
        Audit.SchemeVersion,
        Audit.Result,
        Audit.Mean?.ToString("R", CultureInfo.InvariantCulture),
        .. Subjects.OrderBy(row => row.Seq).SelectMany(row => new[] { Text(row.Seq), row.Kind, row.Id }),
        Text(Facts.Count),
        .. Facts.Select(row => row.Fact).Order(StringComparer.Ordinal),
        Text(Findings.Count),
        .. Findings.OrderBy(row => row.Seq).SelectMany(row => new[]
        {
            row.Id, row.RuleHash, Text(row.SubjectSeq), row.Outcome, row.Grade, row.Decisive, row.Evidence, Text(row.EvidenceTotal), row.Note,
        }),
        .. Scores.Select(row => row.Score),
    ]);

    private const string SealVersion = "audit/1";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static IReadOnlyList<SnapshotFileRow> FilesOf(Snapshot snapshot) =>
        [.. snapshot.Files.Select(file => new SnapshotFileRow { SnapshotHash = snapshot.Hash, Path = file.Path, Sha256 = file.Sha256, Size = file.Size })];

    public static IReadOnlyList<SnapshotRefusedRow> RefusedOf(Snapshot snapshot) =>
        [.. snapshot.Refused.Select((entry, seq) => new SnapshotRefusedRow { SnapshotHash = snapshot.Hash, Seq = seq, Path = entry.Path, ReasonFr = entry.Reason.Fr, ReasonEn = entry.Reason.En, LeavesAGap = entry.LeavesAGap ? 1 : 0 })];

    public static Snapshot SnapshotOf(string name, string hash, IReadOnlyList<SnapshotFileRow> files, IReadOnlyList<SnapshotRefusedRow> refused) =>
        new(name, hash, [.. files.Select(row => row.ToFile()).OrderBy(file => file.Path, StringComparer.Ordinal)], [.. refused.Select(row => row.ToEntry())]);

    public Audit ToAudit()
    {
        var rules = Rules.ToDictionary(row => row.Hash, row => StoredJson.Read<Rule>(row.Rule), StringComparer.Ordinal);
        var subjects = Subjects.ToDictionary(row => row.Seq, row => row.ToSubject());
        var facts = new FactSet(subjects.Values, Facts.Select(row => StoredJson.Read<Fact>(row.Fact)));
        return Audit.ToAudit(
            SnapshotOf(Audit.SnapshotName, Audit.SnapshotHash, Files, Refused),
            facts,
            [.. Findings.Select(row => row.ToFinding(rules[row.RuleHash], facts.About(subjects[row.SubjectSeq])))],
            [.. Scores.Select(row => StoredJson.Read<CriterionScore>(row.Score))]);
    }
}

internal sealed class SnapshotFileRow
{
    public string SnapshotHash { get; init; } = "";

    public required string Path { get; init; }

    public required string Sha256 { get; init; }

    public required long Size { get; init; }

    public SnapshotFile ToFile() => new(Path, Sha256, Size);
}

internal sealed class SnapshotRefusedRow
{
    public string SnapshotHash { get; init; } = "";

    public int Seq { get; init; }

    public required string Path { get; init; }

    public required string ReasonFr { get; init; }

    public required string ReasonEn { get; init; }

    public int LeavesAGap { get; init; }

    public RefusedEntry ToEntry() => new(Path, new LocalizedText(ReasonFr, ReasonEn), LeavesAGap != 0);
}

internal sealed class RuleRow
{
    public required string Hash { get; init; }

    public string Id { get; init; } = "";

    public required string Rule { get; init; }

    /// <summary>What shows and judges is kept; what only looks or proves the rule itself is not.</summary>
    public static RuleRow Of(Rule rule)
    {
        var json = StoredJson.Of(rule with { Detectors = [], Examples = [] });
        return new() { Hash = HashOf(json), Id = rule.Id, Rule = json };
    }

    public static string HashOf(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
}

internal sealed class SubjectRow
{
    public string AuditId { get; init; } = "";

    public required int Seq { get; init; }

    public required string Kind { get; init; }

    /// <summary>JSON: the name of a data set's column may hold any character, NUL included, which no engine keeps in a text.</summary>
    public required string Id { get; init; }

    public Subject ToSubject() => new(SubjectKinds.TryParse(Kind, out var kind) ? kind : throw new InvalidDataException($"Unknown subject kind {Kind}"), StoredJson.Read<string>(Id));
}

internal sealed class FactRow
{
    public string AuditId { get; init; } = "";

    public int SubjectSeq { get; init; }

    public string Key { get; init; } = "";

    public bool IsKnown { get; init; }

    public required string Fact { get; init; }
}

internal sealed class FindingRow
{
    public string AuditId { get; init; } = "";

    public int Seq { get; init; }

    /// <summary>JSON, for it ends with the id of the subject.</summary>
    public required string Id { get; init; }

    public string RuleId { get; init; } = "";

    public required string RuleHash { get; init; }

    public string Pack { get; init; } = "";

    public required int SubjectSeq { get; init; }

    public required string Outcome { get; init; }

    public string Severity { get; init; } = "";

    public bool IsBlocking { get; init; }

    public string? Grade { get; init; }

    /// <summary>The comparisons that decided, each with its truth; their facts are found again among the audit's own.</summary>
    public required string Decisive { get; init; }

    public required string Evidence { get; init; }

    public required int EvidenceTotal { get; init; }

    public string? Note { get; init; }

    public static FindingRow Of(string auditId, int seq, Finding finding, string ruleHash, int subjectSeq) => new()
    {
        AuditId = auditId,
        Seq = seq,
        Id = StoredJson.Of(finding.Id),
        RuleId = finding.Rule.Id,
        RuleHash = ruleHash,
        Pack = finding.Rule.Pack,
        SubjectSeq = subjectSeq,
        Outcome = finding.Outcome.ToString(),
        Severity = finding.Rule.Severity.ToString(),
        IsBlocking = finding.IsBlocking,
        Grade = finding.Grade?.ToString(),
        Decisive = StoredJson.Of<IReadOnlyList<StoredLeaf>>([.. finding.Decisive.Select(leaf => new StoredLeaf(leaf.Comparison, leaf.Truth))]),
        Evidence = StoredJson.Of(finding.Evidence),
        EvidenceTotal = finding.EvidenceTotal,
        Note = finding.Note is null ? null : StoredJson.Of(finding.Note),
    };

    public Finding ToFinding(Rule rule, FactScope scope) => new(
        StoredJson.Read<string>(Id),
        rule,
        scope.Subject,
        Enum.Parse<Outcome>(Outcome),
        [.. StoredJson.Read<IReadOnlyList<StoredLeaf>>(Decisive).Select(leaf => leaf.ToLeaf(scope))],
        StoredJson.Read<IReadOnlyList<Evidence>>(Evidence),
        EvidenceTotal,
        Grade is null ? null : Enum.Parse<EvidenceGrade>(Grade),
        Note is null ? null : StoredJson.Read<LocalizedText>(Note));
}

/// <summary>What is needed of a finding to tell where it stood.</summary>
internal sealed class EarlierFindingRow
{
    public required string AuditId { get; init; }

    public required long StartedAt { get; init; }

    public required string Id { get; init; }

    public required string Outcome { get; init; }

    public required bool HasDecided { get; init; }

    /// <summary>Only where it matters what the rule is able to prove.</summary>
    public string? Rule { get; init; }

    public EarlierFinding ToEarlierFinding() => new(
        AuditId,
        DateTimeOffset.FromUnixTimeMilliseconds(StartedAt),
        StoredJson.Read<string>(Id),
        Standings.Of(Enum.Parse<Outcome>(Outcome), HasDecided, Rule is null ? Proves.Both : StoredJson.Read<Rule>(Rule).Proves));
}

/// <summary>A comparison that decided, with its truth.</summary>
internal sealed record StoredLeaf(Comparison Comparison, Truth Truth)
{
    public Leaf ToLeaf(FactScope scope) => new(Comparison, scope.Find(Comparison.FactKey), Comparison.Operand is FactOperand other ? scope.Find(other.Key) : null, Truth);
}

internal sealed class CriterionScoreRow
{
    public string AuditId { get; init; } = "";

    public int Seq { get; init; }

    public string Criterion { get; init; } = "";

    public double? Floor { get; init; }

    public double? Ceiling { get; init; }

    public double? Coverage { get; init; }

    public double? Confidence { get; init; }

    public string Verdict { get; init; } = "";

    /// <summary>The whole score; the columns beside it are for those who draw curves.</summary>
    public required string Score { get; init; }

    public static CriterionScoreRow Of(string auditId, int seq, CriterionScore score) => new()
    {
        AuditId = auditId,
        Seq = seq,
        Criterion = score.Criterion,
        Floor = score.Floor,
        Ceiling = score.Ceiling,
        Coverage = score.Coverage,
        Confidence = score.Confidence,
        Verdict = score.Verdict.ToString(),
        Score = StoredJson.Of(score),
    };
}
