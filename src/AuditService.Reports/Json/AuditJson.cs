using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AuditService.Core;
using AuditService.Core.Accessibility;
using AuditService.Core.Audits;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Reviews;
using AuditService.Core.Risks;
using AuditService.Core.Rules;
using AuditService.Core.Scoring;

namespace AuditService.Reports.Json;

/// <summary>
/// The audit as JSON, schema version 1: the names are a promise to other programs. Deterministic: the same input gives the same bytes, apart from
/// ids and times, which all stand under <c>audit</c>.
/// </summary>
public static class AuditJson
{
    public const int SchemaVersion = 1;

    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
        WriteIndented = true,
        // Readable French; the file is data, never put into a page as it is.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static async Task WriteAsync(ReportContext report, Stream output, CancellationToken cancellation)
    {
        await JsonSerializer.SerializeAsync(output, Of(report), Options, cancellation);
        await output.WriteAsync("\n"u8.ToArray(), cancellation);
    }

    public static AuditDocument Of(ReportContext report)
    {
        var audit = report.Audit;
        var explanation = report.Explanation;
        var rgaa = RgaaGrid.Of(audit.Facts);
        return new(
            SchemaVersion,
            new(audit.Id, audit.StartedAt, audit.FinishedAt, (long)audit.Duration.TotalMilliseconds, audit.Snapshot.Hash, audit.CachedFacts, audit.CollectedFacts) { Seal = audit.Seal },
            new(audit.Project),
            new(audit.Tools.AuditService, audit.Tools.Axe, audit.Tools.Chromium, audit.Tools.Rgaa, audit.Tools.Scoring, [.. audit.Tools.Packs.OrderBy(pack => pack.Id, StringComparer.Ordinal)]),
            [.. audit.Scorecard.Criteria.Select(Criterion)],
            audit.Scorecard.Result,
            [.. audit.Findings.Select(finding => FindingOf(finding, explanation, report))],
            [.. audit.Findings.Where(finding => finding.Outcome is Outcome.MissingEvidence or Outcome.Error).Select(finding => new NotAssessedEntry(finding.Rule.Id, SubjectOf(finding.Subject), explanation.Reason(finding)))],
            RgaaOf(rgaa, report),
            [.. (report.Risks?.Map.Risks ?? []).Select(risk => RiskOf(risk, report))],
            [.. audit.NotRead.Select(refused => new RefusedFile(refused.Path, refused.Reason.In(report.Language)))])
        {
            Questionnaires = [.. report.Questionnaires.Select(score => QuestionnaireEntry.Of(score, report.Catalogue, report.Language))],
        };
    }

    /// <summary>A risk of the map, in the report's language.</summary>
    public static RiskEntry RiskOf(Risk risk, ReportContext report)
    {
        var machine = report.Risks?.MachineOf(risk);
        return new(
            risk.Id,
            risk.Gravity.Level,
            risk.Initial,
            Words.Of(risk.InitialLevel).Fr,
            Residual(risk),
            risk.Findings,
            risk.Scenario.Title.In(report.Language),
            risk.Event.Id,
            risk.Event.Need,
            risk.Source.Source.Id,
            risk.IsSure,
            risk.AtMost,
            new RiskWords(report).Because(risk))
        {
            Machine = machine is null ? null : Residual(machine),
            GravityInferred = risk.Gravity.IsInferred,
            Planned = new(risk.PlannedGravity, risk.Planned, Words.Of(risk.PlannedLevel).Fr),
            Forced = risk.Forced.Count == 0 ? null : risk.Forced,
        };

        static ResidualRisk Residual(Risk risk) => new(risk.Gravity.Level, risk.Residual, Words.Of(risk.ResidualLevel).Fr);
    }

    private static RgaaEntry RgaaOf(RgaaGrid seen, ReportContext report)
    {
        IReadOnlyList<RgaaPageEntry> pages = [.. seen.Pages.Select(page => new RgaaPageEntry(page.Source, page.State, page.Viewport, [.. page.Tests.Select(test => new RgaaTestEntry(test.Test, test.Outcome, test.Elements))]))];
        if (report.Accessibility is not { Pages.Count: > 0 } grid)
            return new(pages, Rounded(seen.Rate), Rounded(seen.ProvenMaximum), null, null, null, null);
        return new(
            pages,
            Rounded(grid.Rate),
            Rounded(grid.ProvenMaximum),
            grid.RateWithheld?.In(report.Language),
            grid.Left.Count,
            Rounded(grid.MeanRate),
            new(
                grid.Referential.Name,
                [.. grid.Pages.Select(page => new RgaaSampleEntry(page.Sheet, page.Name, page.Id))],
                [.. grid.Referential.Criteria.Select(criterion => new RgaaCriterionEntry(
                    criterion.Number,
                    grid.StatusOf(criterion).Code(),
                    [.. grid.Columns.Select(page => grid.Find(criterion.Number, page.Id)!)
                        .Where(cell => !cell.Page.IsShared || cell.Status != CriterionStatus.NotTested)
                        .Select(cell => new RgaaCellEntry(cell.Page.Id, cell.Status.Code(), cell.Machine.Code(), cell.Derogation, cell.Changes, cell.DerogationComment, cell.Human?.Author, cell.Human?.At))]))],
                grid.HumanVerdicts,
                [.. grid.Contradictions.Select(cell => new RgaaContradictionEntry(cell.Criterion.Number, cell.Page.Id, cell.Status.Code(), cell.MachineChanges))],
                [.. AccessibilityIssue.Of(report.Audit, grid).Select(issue => new RgaaIssueEntry(
                    issue.Rule, issue.Criterion, issue.Test, issue.Title.In(report.Language), issue.Pages, issue.Component, issue.Impact, issue.Remedy.In(report.Language), issue.Concerns?.In(report.Language), issue.Author))]));
    }

    /// <summary>The grid as people have left it, and as the machine left it.</summary>
    public static ReviewedGridDocument GridOf(ReviewedAudit reviewed) => new(
        reviewed.Counted.Id,
        [.. reviewed.Counted.Scorecard.Criteria.Select(Criterion)],
        reviewed.Counted.Scorecard.Result,
        new([.. reviewed.Machine.Criteria.Select(Criterion)], reviewed.Machine.Result),
        reviewed.States.Count);

    private static GridEntry Criterion(CriterionScore score) => new(
        score.Criterion,
        Rounded(score.Floor),
        Rounded(score.Ceiling),
        Rounded(score.Coverage),
        Rounded(score.Confidence),
        score.Verdict,
        score.Blocking,
        score.Requirements,
        Rounded(score.NotApplicableShare)!.Value);

    public static FindingEntry FindingOf(Finding finding, Explanation explanation, ReportContext report) => new(
        finding.Id,
        finding.Rule.Id,
        finding.Rule.Pack,
        SubjectOf(finding.Subject),
        finding.Rule.Title.In(report.Language),
        report.Reviews?.Of(finding)?.Machine ?? finding.Outcome,
        finding.Rule.Severity,
        finding.Rule.Criteria,
        [.. finding.Rule.References],
        explanation.Because(finding),
        [.. finding.Evidence.Select(evidence => EvidenceOf(evidence, explanation, report))],
        finding.EvidenceTotal,
        finding.Rule.Remedy.Text.In(report.Language),
        finding.Rule.Remedy.Effort)
    {
        Review = report.Reviews is { } reviews && reviews.Of(finding) is { Decision: { } decision } state
            ? new(state.State, state.Outcome, reviews.AuthorOf(decision), decision.At, decision.Reason, decision.Owner, decision.Until)
            : null,
    };

    private static EvidenceEntry EvidenceOf(Evidence evidence, Explanation explanation, ReportContext report)
    {
        var observation = evidence.Observation;
        var where = observation.Where;
        return new(
            where.Path,
            where.Line,
            PageOf(where),
            where.Selector,
            where.DataColumn,
            observation.Excerpt,
            explanation.Detail(evidence),
            report.Scoring.Grades[evidence.Grade],
            Rounded(observation.Confidence)!.Value,
            evidence.Collector.Name);
    }

    /// <summary>A web page by its address, a page of a document by its number.</summary>
    internal static string? PageOf(Location where) => where.Page ?? where.Sheet?.ToString(System.Globalization.CultureInfo.InvariantCulture);

    internal static SubjectEntry SubjectOf(Subject subject) => new(subject.Kind.Id(), subject.Id);

    internal static double? Rounded(double? value) => value is { } number ? Math.Round(number, 4, MidpointRounding.AwayFromZero) : null;
}

public sealed record AuditDocument(
    int SchemaVersion,
    AuditHeader Audit,
    ProjectHeader Project,
    ToolsEntry Tools,
    IReadOnlyList<GridEntry> Grid,
    Verdict Result,
    IReadOnlyList<FindingEntry> Findings,
    IReadOnlyList<NotAssessedEntry> NotAssessed,
    RgaaEntry Rgaa,
    IReadOnlyList<RiskEntry> Risks,
    IReadOnlyList<RefusedFile> RefusedFiles)
{
    /// <summary>The sets of questions that only people can answer, with what the answers earn.</summary>
    public IReadOnlyList<QuestionnaireEntry> Questionnaires { get; init; } = [];
}

public sealed record AuditHeader(string Id, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, long DurationMs, string Snapshot, int CachedFacts, int CollectedFacts)
{
    /// <summary>Hash over all that the store keeps of the audit, for <c>audit verify --seal</c>; absent where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Seal { get; init; }
}

public sealed record ProjectHeader(string Name);

public sealed record ToolsEntry(string AuditService, string? Axe, string? Chromium, string Rgaa, string Scoring, IReadOnlyList<PackPin> Packs);

public sealed record GridEntry(
    string Criterion,
    double? Floor,
    double? Ceiling,
    double? Coverage,
    double? Confidence,
    Verdict Verdict,
    IReadOnlyList<string> Blocking,
    int Requirements,
    double NotApplicableShare);

public sealed record SubjectEntry(string Kind, string Id);

public sealed record FindingEntry(
    string Id,
    string Rule,
    string Pack,
    SubjectEntry Subject,
    string Title,
    Outcome Outcome,
    Severity Severity,
    IReadOnlyList<string> Criteria,
    IReadOnlyList<LegalReference> References,
    IReadOnlyList<string> Because,
    IReadOnlyList<EvidenceEntry> Evidence,
    int EvidenceTotal,
    string Remedy,
    Effort Effort)
{
    /// <summary>What a person decided, where one did; <c>outcome</c> stays the machine's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReviewEntry? Review { get; init; }
}

/// <param name="Outcome">What is shown and counted.</param>
/// <param name="By">Name of whoever decided.</param>
public sealed record ReviewEntry(ReviewState State, Outcome Outcome, string By, DateTimeOffset At, string Reason, string? Owner, DateOnly? Until);

/// <param name="Decisions">On how many findings somebody has decided.</param>
public sealed record ReviewedGridDocument(string Audit, IReadOnlyList<GridEntry> Grid, Verdict Result, MachineGrid Machine, int Decisions);

public sealed record MachineGrid(IReadOnlyList<GridEntry> Grid, Verdict Result);

public sealed record EvidenceEntry(
    string? Path,
    int? Line,
    string? Page,
    string? Selector,
    string? Column,
    string? Excerpt,
    string? Detail,
    double Grade,
    double Confidence,
    string Collector);

public sealed record NotAssessedEntry(string Rule, SubjectEntry Subject, string Reason);

/// <param name="RateWithheld">Why there is no rate; null where there is one.</param>
/// <param name="CriteriaLeft">How many criteria are left to test before there is one.</param>
/// <param name="MeanRate">The mean of the rates of the pages, where every criterion is tested on every page.</param>
/// <param name="Grid">Null where the referential of the audit is not known, or no page was seen.</param>
public sealed record RgaaEntry(IReadOnlyList<RgaaPageEntry> Pages, double? Rate, double? ProvenMaximum, string? RateWithheld, int? CriteriaLeft, double? MeanRate, RgaaGridEntry? Grid);

/// <summary>The grid as auditors fill it: what counts for each criterion on each page of the sample.</summary>
/// <param name="Verdicts">How many verdicts of people count.</param>
/// <param name="Contradictions">Where they stand against a failure that the machine has proven.</param>
/// <param name="Issues">The failures as records.</param>
public sealed record RgaaGridEntry(
    string Referential,
    IReadOnlyList<RgaaSampleEntry> Sample,
    IReadOnlyList<RgaaCriterionEntry> Criteria,
    int Verdicts,
    IReadOnlyList<RgaaContradictionEntry> Contradictions,
    IReadOnlyList<RgaaIssueEntry> Issues);

public sealed record RgaaSampleEntry(string Number, string Name, string Source);

/// <param name="Status">Over the sample: C, NC, NA or NT.</param>
public sealed record RgaaCriterionEntry(string Criterion, string Status, IReadOnlyList<RgaaCellEntry> Pages);

/// <param name="Source">The page; <c>*</c> for the shared elements.</param>
/// <param name="Machine">What the machine proved.</param>
public sealed record RgaaCellEntry(string Source, string Status, string Machine, bool Derogation, string Changes, string DerogationComment, string? Author, DateTimeOffset? At);

public sealed record RgaaContradictionEntry(string Criterion, string Source, string Status, string Proven);

public sealed record RgaaIssueEntry(
    string Rule, string Criterion, string? Test, string Title, IReadOnlyList<string> Pages, string Component, AccessibilityImpact Impact, string Remedy, string? Concerns, string? Author);

public sealed record RgaaPageEntry(string Source, string State, string Viewport, IReadOnlyList<RgaaTestEntry> Tests);

public sealed record RgaaTestEntry(string Test, RgaaOutcome Outcome, int Elements);

/// <summary>A scenario of the risk map, gravity and likelihood from 1 to 4.</summary>
/// <param name="Gravity">Null where nothing in the dossier tells: unknown is never low.</param>
/// <param name="Likelihood">Counting no measure.</param>
/// <param name="Level">Of the grid, in French: <c>faible</c>, <c>moyen</c>, <c>élevé</c>, or <c>indéterminé</c> where the gravity is not known.</param>
/// <param name="Residual">After the measures that are proven.</param>
/// <param name="Sure">False where something that bears on it is not known.</param>
/// <param name="LikelihoodAtMost">The residual likelihood if all that could not be checked were open.</param>
public sealed record RiskEntry(
    string Id,
    int? Gravity,
    int Likelihood,
    string Level,
    ResidualRisk Residual,
    IReadOnlyList<string> Findings,
    string Title,
    string Event,
    ProtectionNeed Need,
    string Source,
    bool Sure,
    int LikelihoodAtMost,
    IReadOnlyList<string> Because)
{
    /// <summary>The residual risk as the machine alone weighs it, where people's decisions changed it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ResidualRisk? Machine { get; init; }

    /// <summary>True where the gravity is that of what the components seen usually carry, and nobody said that they do.</summary>
    public bool GravityInferred { get; init; }

    /// <summary>Once the measures that the dossier's plan names are done.</summary>
    public ResidualRisk? Planned { get; init; }

    /// <summary>Values that a person rates otherwise, with the machine's; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ForcedValue>? Forced { get; init; }
}

public sealed record ResidualRisk(int? Gravity, int Likelihood, string Level);

public sealed record RefusedFile(string Path, string Reason);
