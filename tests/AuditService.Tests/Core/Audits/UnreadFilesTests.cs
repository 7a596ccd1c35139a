using AuditService.Core.Audits;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;
using AuditService.Core.Scoring;

namespace AuditService.Tests.Core.Audits;

public sealed class UnreadFilesTests
{
    private static readonly Subject Report = new(SubjectKind.Document, "docs/rapport.pdf");

    [Theory]
    [InlineData(UnavailableBecause.Unreadable, true)]
    [InlineData(UnavailableBecause.RefusedByLimit, true)]
    [InlineData(UnavailableBecause.TimedOut, true)]
    [InlineData(UnavailableBecause.CollectorFailed, true)]
    [InlineData(UnavailableBecause.NotDeclared, false)]
    [InlineData(UnavailableBecause.NoBrowser, false)]
    public void A_file_of_which_a_collector_could_state_nothing_is_among_the_unread_with_its_reason(UnavailableBecause because, bool isUnread)
    {
        var audit = AuditOf(Unknown("document.words", because), Unknown("document.title", because), Known("document.format"));

        Assert.Equal(isUnread ? ["docs/rapport.pdf : abîmé"] : [], audit.Gaps.Select(entry => $"{entry.Path} : {entry.Reason.Fr}"));
    }

    [Fact]
    public void A_file_of_which_one_thing_could_not_be_seen_was_read() =>
        Assert.Empty(AuditOf(Unknown("document.words", UnavailableBecause.Unreadable), Known("document.format"), Known("document.title")).Gaps);

    [Fact]
    public void What_the_intake_refused_stands_beside() =>
        Assert.Equal(["big.bin"], AuditOf().Gaps.Select(entry => entry.Path));

    private static Fact Unknown(string key, UnavailableBecause because) => Fact.Unavailable(Report, key, new(because, new("abîmé", "damaged")), Some.Provenance);

    private static Fact Known(string key) => Fact.Known(Report, key, new TextValue("x"), Some.Provenance);

    private static Audit AuditOf(params Fact[] facts) => new()
    {
        Id = "audit",
        Project = "project",
        Snapshot = Snapshot.Of("dossier", [], facts.Length == 0 ? [new("big.bin", Some.Text), new(".git", Some.Text, LeavesAGap: false)] : []),
        HasManifest = true,
        StartedAt = DateTimeOffset.UnixEpoch,
        FinishedAt = DateTimeOffset.UnixEpoch,
        On = new(2026, 11, 30),
        Tools = new("0.1.0", Axe: null, Chromium: null, "4.1.2", "test", []),
        Steps = [],
        Facts = new([], facts),
        Findings = [],
        Scorecard = new Scorer(Some.Scheme).Score(["C1"], []),
    };
}
