using AuditService.Core.Comparisons;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Rules;
using static AuditService.Tests.Core.Comparisons.SomeAudits;

namespace AuditService.Tests.Core.Comparisons;

public sealed class FingerprintTests
{
    private static readonly Location Place = new() { Path = "src/app.py", Line = 3, Character = 7, Page = "ui/index.html", Selector = "main > img.logo", Sheet = 2, DataColumn = "nom" };

    [Fact]
    public void What_an_unrelated_edit_moves_is_no_part_of_it()
    {
        var finding = FindingOf(Flag);

        Assert.Equal(Fingerprint.Of(finding, Place), Fingerprint.Of(finding, Place with { Line = 30, Character = 1, Sheet = 9 }));
        Assert.Equal(Fingerprint.Of(finding, Place), Fingerprint.Of(finding, Place with { Selector = "main:nth-child(2) > img.logo:nth-of-type(3)" }));
    }

    [Fact]
    public void Title_severity_and_version_of_the_rule_are_no_part_of_it() =>
        Assert.Equal(
            Fingerprint.Of(FindingOf(Flag), Place),
            Fingerprint.Of(FindingOf(Hashed(Flag with { Title = new("autre", "other"), Severity = Severity.Info }, "2")), Place));

    [Fact]
    public void Pack_rule_subject_and_place_are_each_part_of_it()
    {
        var finding = FindingOf(Flag);
        string[] all =
        [
            Fingerprint.Of(finding, Place),
            Fingerprint.Of(FindingOf(Flag with { Pack = "other" }), Place),
            Fingerprint.Of(FindingOf(Flag with { Id = "R-OTHER" }), Place),
            Fingerprint.Of(finding with { Subject = Dataset("data/a.csv") }, Place),
            Fingerprint.Of(finding, Place with { Path = "src/other.py" }),
            Fingerprint.Of(finding, Place with { Page = "ui/other.html" }),
            Fingerprint.Of(finding, Place with { Selector = "main > a" }),
            Fingerprint.Of(finding, Place with { DataColumn = "age" }),
        ];

        Assert.Equal(all.Length, all.Distinct().Count());
    }

    private static Finding FindingOf(Rule rule) => Judge.JudgeOne(rule, new FactSet([], [FlagIs(false)]).About(Subject.Dossier), new(2026, 8, 1));
}
