using AuditService.Core;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Rules;

namespace AuditService.Tests.Core.Findings;

public sealed class WorstFirstTests
{
    [Fact]
    public void The_gravest_come_first_then_what_is_wholly_missed_then_what_was_seen_rather_than_not_declared()
    {
        Finding[] findings =
        [
            Of("A", Severity.Major, Outcome.Partial, EvidenceGrade.MachineChecked),
            Of("B", Severity.Major, Outcome.NonCompliant, EvidenceGrade.Declared),
            Of("C", Severity.Minor, Outcome.NonCompliant, EvidenceGrade.MachineChecked),
            Of("D", Severity.Major, Outcome.NonCompliant, EvidenceGrade.MachineChecked),
            Of("E", Severity.Blocking, Outcome.Partial, EvidenceGrade.Declared),
            Of("F", Severity.Blocking, Outcome.NeedsReview, EvidenceGrade.MachineChecked),
            Of("G", Severity.Major, Outcome.Compliant, EvidenceGrade.MachineChecked),
        ];

        Assert.Equal(["E", "D", "B", "A", "C"], Finding.WorstFirst(findings).Select(finding => finding.Id));
    }

    private static Finding Of(string id, Severity severity, Outcome outcome, EvidenceGrade grade) =>
        new(id, Some.Rule(id, severity: severity), Subject.Dossier, outcome, [], [], 0, grade);
}
