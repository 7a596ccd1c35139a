using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Reviews;
using AuditService.Core.Rules;

namespace AuditService.Core.Risks;

/// <summary>
/// What is to be done about the risks: the measures that findings ask for, then those that the author declares. What nobody said stays blank: owner, date and
/// acceptance are for people to fill in (EBIOS RM, workshop 5).
/// </summary>
public sealed record TreatmentPlan(IReadOnlyList<TreatmentLine> Lines)
{
    /// <param name="states">What people decided on findings, by their ids: an accepted risk names its owner and its last day.</param>
    /// <param name="authorNames">Names of those who decided, by their ids.</param>
    public static TreatmentPlan Of(RiskMap map, IReadOnlyList<RiskEntry> declared, IReadOnlyDictionary<string, ReviewedFinding> states, IReadOnlyDictionary<string, string> authorNames, IReadOnlyList<TreatmentEntry>? treatments = null)
    {
        var plan = treatments ?? [];
        var risksOf = map.Risks.SelectMany(risk => risk.Rules.Select(rule => (rule.Rule, risk.Id))).ToLookup(pair => pair.Rule, pair => pair.Id, StringComparer.Ordinal);
        var measures = map.Risks
            .SelectMany(risk => risk.Rules)
            .DistinctBy(rule => rule.Rule, StringComparer.Ordinal)
            .Where(rule => StatusOf(rule.State) is not null && rule.Findings.Count > 0)
            .OrderBy(rule => StatusOf(rule.State))
            .ThenByDescending(rule => rule.Findings[0].Rule.Severity)
            // The measure that serves most risks comes first.
            .ThenByDescending(rule => risksOf[rule.Rule].Count())
            .ThenBy(rule => rule.Rule, StringComparer.Ordinal)
            .Select(rule => Completed(Measure(rule, [.. risksOf[rule.Rule].Order(StringComparer.Ordinal)], states, authorNames), plan));
        return new([.. measures, .. plan.Where(entry => !string.IsNullOrWhiteSpace(entry.Measure)).Select(Planned), .. declared.SelectMany(Declared)]);
    }

    private static TreatmentLine Measure(WeighedRule rule, IReadOnlyList<string> risks, IReadOnlyDictionary<string, ReviewedFinding> states, IReadOnlyDictionary<string, string> authorNames)
    {
        IReadOnlyList<Finding> concerned = [.. rule.Findings.Where(finding => finding.Outcome is not (Outcome.Compliant or Outcome.NotApplicable) || rule.State == RuleState.Declared)];
        var accepted = concerned
            .Select(finding => states.GetValueOrDefault(finding.Id))
            .Where(state => state is { State: ReviewState.Accepted })
            .Select(state => state!.Decision!)
            .MinBy(decision => decision.Until);
        return new()
        {
            Measure = rule.Findings[0].Rule.Remedy.Text,
            Rule = rule.Rule,
            Risks = risks,
            Concerned = [.. concerned.Where(finding => finding.Subject.Kind != SubjectKind.Dossier).Select(finding => finding.Subject.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Owner = accepted?.Owner,
            Effort = rule.Findings[0].Rule.Remedy.Effort,
            Status = StatusOf(rule.State)!.Value,
            Acceptance = accepted is null ? null : new(authorNames.GetValueOrDefault(accepted.Author, accepted.Author), accepted.At, accepted.Until, accepted.Reason),
        };
    }

    /// <summary>What the dossier's own plan says of a measure that a finding asks for; what was decided on the finding itself goes first.</summary>
    private static TreatmentLine Completed(TreatmentLine line, IReadOnlyList<TreatmentEntry> plan) => plan.FirstOrDefault(entry => entry.Rules.Contains(line.Rule, StringComparer.Ordinal)) is not { } entry ? line : line with
    {
        Category = Said(entry.Category),
        Owner = line.Owner ?? Said(entry.Owner),
        Cost = Said(entry.Cost),
        Due = entry.Due,
        Progress = ProgressOf(entry),
        Comment = string.Join(" ; ", new[] { Said(entry.Measure), Said(entry.Comment) }.OfType<string>()) is { Length: > 0 } comment ? comment : null,
    };

    private static TreatmentLine Planned(TreatmentEntry entry) => new()
    {
        Measure = LocalizedText.Same(entry.Measure!.Trim()),
        Risks = entry.Risks,
        Concerned = Said(entry.Element) is { } element ? [element] : [],
        Category = Said(entry.Category),
        Owner = Said(entry.Owner),
        Cost = Said(entry.Cost),
        Due = entry.Due,
        Progress = ProgressOf(entry),
        Comment = Said(entry.Comment),
        Status = TreatmentStatus.Declared,
    };

    private static int? ProgressOf(TreatmentEntry entry) => entry.Progress is >= 0 and <= 100 ? entry.Progress : null;

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static IEnumerable<TreatmentLine> Declared(RiskEntry risk, int index) =>
        risk.Measures.Where(measure => !string.IsNullOrWhiteSpace(measure)).Select(measure => new TreatmentLine
        {
            Measure = LocalizedText.Same(measure.Trim()),
            Risks = [risk.Id ?? $"#{index + 1}"],
            Concerned = string.IsNullOrWhiteSpace(risk.Asset) ? [] : [risk.Asset.Trim()],
            Owner = string.IsNullOrWhiteSpace(risk.Owner) ? null : risk.Owner.Trim(),
            Status = TreatmentStatus.Declared,
        });

    private static TreatmentStatus? StatusOf(RuleState state) => state switch
    {
        RuleState.Open or RuleState.OpenMinor => TreatmentStatus.ToDo,
        RuleState.Declared => TreatmentStatus.ToProve,
        RuleState.Unknown => TreatmentStatus.ToCheck,
        _ => null,
    };
}

/// <summary>One measure with the seven fields of a plan (category, element, owner, cost, date, progress, comment); blank where nobody said.</summary>
public sealed record TreatmentLine
{
    public required LocalizedText Measure { get; init; }

    /// <summary>Id of the rule that asks for it; null for one that the author declares.</summary>
    public string? Rule { get; init; }

    /// <summary>Ids of the risks that it answers: of the map, or of the author's own list.</summary>
    public required IReadOnlyList<string> Risks { get; init; }

    /// <summary>What it is about.</summary>
    public IReadOnlyList<string> Concerned { get; init; } = [];

    public string? Owner { get; init; }

    public Effort? Effort { get; init; }

    /// <summary>Governance, protection, defence or resilience, as the author writes it.</summary>
    public string? Category { get; init; }

    /// <summary>As the author writes it; <see cref="Effort"/> is what the rule expects.</summary>
    public string? Cost { get; init; }

    public DateOnly? Due { get; init; }

    /// <summary>Per cent.</summary>
    public int? Progress { get; init; }

    public string? Comment { get; init; }

    public required TreatmentStatus Status { get; init; }

    public RiskAcceptance? Acceptance { get; init; }
}

public enum TreatmentStatus
{
    /// <summary>A finding is open.</summary>
    ToDo,

    /// <summary>Declared by the author: evidence would let it count.</summary>
    ToProve,

    /// <summary>Nobody knows whether it is there.</summary>
    ToCheck,

    /// <summary>Of the author's own analysis.</summary>
    Declared,
}

/// <summary>Somebody accepted to live with it until a date.</summary>
public sealed record RiskAcceptance(string By, DateTimeOffset At, DateOnly? Until, string Reason);
