using AuditService.Core;
using AuditService.Core.Conditions;
using AuditService.Core.Facts;
using AuditService.Core.Rules;

namespace AuditService.Tests;

/// <summary>Values that do not matter to a test, so that those that do stand out.</summary>
internal static class Some
{
    public static SourcePosition Position { get; } = new("some.yaml", 1, 1);

    public static LocalizedText Text { get; } = new("texte", "text");

    public static Provenance Provenance { get; } = new(new("some", 1), EvidenceGrade.MachineChecked);

    public static ScoringScheme Scheme { get; } = new(
        "test",
        new Dictionary<Severity, double> { [Severity.Blocking] = 3, [Severity.Major] = 2, [Severity.Minor] = 1, [Severity.Info] = 1 },
        new Dictionary<EvidenceGrade, double> { [EvidenceGrade.MachineChecked] = 1, [EvidenceGrade.Reviewed] = 0.8, [EvidenceGrade.Attached] = 0.5, [EvidenceGrade.Declared] = 0.3 },
        PartialValue: 0.5,
        MinimumCoverage: 0.8,
        AcquiredFloor: 0.8,
        NotAcquiredCeiling: 0.5,
        NotApplicableWarning: 0.3,
        [Verdict.NonAcquis, Verdict.Indetermine, Verdict.Partiel, Verdict.Acquis]);

    public static Rule Rule(string id = "R-1", Condition? expect = null, Severity severity = Severity.Major, string criterion = "C1", SubjectKind forEach = SubjectKind.Dossier) => new()
    {
        Id = id,
        Pack = "some",
        Title = Text,
        Severity = severity,
        Mode = RuleMode.Automatic,
        References = [new("Source", "art. 1")],
        Criteria = [criterion],
        ForEach = forEach,
        Expect = expect,
        Remedy = new(Text, Effort.Low),
        Limits = Text,
        At = Position,
    };

    public static Fact Fact(string key, FactValue value, Subject? subject = null, EvidenceGrade grade = EvidenceGrade.MachineChecked) =>
        AuditService.Core.Facts.Fact.Known(subject ?? Subject.Dossier, key, value, Provenance with { Grade = grade });

    public static Comparison IsTrue(string key) => new(key, Operator.Table["equals"], new ScalarOperand(new BooleanValue(true)));
}
