using AuditService.App.Notifications;
using AuditService.Core;
using AuditService.Core.Audits;
using AuditService.Core.Comparisons;
using AuditService.Core.Rules;
using CsCheck;
using static AuditService.Tests.Core.Comparisons.SomeAudits;

namespace AuditService.Tests.App.Notifications;

public sealed class NewsTests
{
    private const string Service = "https://audit.example.org/";

    private static readonly NewsProject Project = new("p1", "Tri <des> CV");

    private static readonly Gen<Audit> GenAudit =
        from flag in Gen.Int[0, 2]
        from seen in Gen.Int[0, 3]
        from day in Gen.Int[0, 4]
        select Audit($"audit-{day}", day, [.. flag == 2 ? [] : new[] { FlagIs(flag == 1) }, Seen("data/a.csv", [.. Enumerable.Range(1, seen).Select(line => At(line, $"x{line}"))])]);

    [Fact]
    public void Identical_audits_are_no_news() =>
        GenAudit.Sample(audit =>
        {
            var again = audit with { Id = "later", StartedAt = audit.StartedAt.AddHours(1), FinishedAt = audit.FinishedAt.AddHours(1) };

            return News(audit, again) is null;
        });

    [Fact]
    public void News_tell_what_failed_and_what_no_longer_does_and_which_verdict_moved()
    {
        var news = News(Audit("a", 0, [FlagIs(true), Seen("data/a.csv", At(3))]), Audit("b", 1, [FlagIs(false), Seen("data/a.csv")]))!;

        Assert.Equal((AuditNews.Changed, "a", "b"), (news.Event, news.Previous, news.Audit));
        Assert.Equal(new NewsCounts(New: 1, Reopened: 0, Resolved: 1, Worse: 0), news.Counts);
        Assert.Equal([("R-FLAG", NewsKind.New), ("R-SEEN", NewsKind.Resolved)], news.Rules.Select(rule => (rule.Rule, rule.Kind)));
        Assert.Contains(new CriterionNews("C1", Verdict.Acquis, Verdict.NonAcquis), news.Criteria);
        Assert.Equal("https://audit.example.org/api/v1/audits/b/report", news.Report);
    }

    [Fact]
    public void More_sightings_of_what_fails_are_worse_and_fewer_are_no_news()
    {
        var (one, two) = (Audit("a", 0, [Seen("data/a.csv", At(3))]), Audit("b", 1, [Seen("data/a.csv", At(3), At(9, "y"))]));

        Assert.Equal(new NewsCounts(0, 0, 0, Worse: 1), News(one, two)!.Counts);
        Assert.Null(News(two with { Id = "a" }, one with { Id = "b", StartedAt = two.StartedAt.AddDays(1) }));
    }

    [Fact]
    public void The_first_audit_tells_its_result()
    {
        var news = NewsComposer.OfFirst(Audit("a", 0, [FlagIs(false), Seen("data/a.csv")]), Project, Service);

        Assert.Equal((AuditNews.First, null, 1), (news.Event, news.Previous, news.Counts.New));
        Assert.Equal(["C1", "C2"], news.Criteria.Select(criterion => criterion.Criterion));
        Assert.StartsWith("Premier audit : ", MailText.Of([news], Language.French).Subject, StringComparison.Ordinal);
        Assert.Contains("Result of the bloc: ", MailText.Of([news], Language.English).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_of_the_dossier_is_in_a_message()
    {
        var news = News(Audit("a", 0, [FlagIs(true)]), Audit("b", 1, [FlagIs(false), Seen("data/jeanne.martin.csv", At(3, "jeanne@exemple.fr", "data/jeanne.martin.csv"))]))!;
        var mail = MailText.Of([news], Language.French);

        Assert.All(
            [news.ToJson(), mail.Subject, mail.Text, mail.Html],
            text => Assert.DoesNotContain("jeanne", text, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("R-SEEN", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void One_mail_holds_all_news_encoded_for_HTML_and_plain_in_its_subject()
    {
        var news = News(Audit("a", 0, [FlagIs(true)]), Audit("b", 1, [FlagIs(false)]))!;
        var other = news with { Project = new("p2", "Autre\r\nBcc: x@y.fr https://evil.example/login"), Audit = "c" };

        var mail = MailText.Of([news, other], Language.French);

        Assert.Equal("2 audits de Tri <des> CV, Autre  Bcc: … … ont des nouveautés", mail.Subject);
        Assert.Contains("<h2>Tri &lt;des&gt; CV</h2>", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<des>", mail.Html, StringComparison.Ordinal);
        Assert.Contains("1 nouveau", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void News_are_the_same_after_the_outbox()
    {
        var news = News(Audit("a", 0, [FlagIs(true)]), Audit("b", 1, [FlagIs(false)]))!;

        Assert.Equal(news.ToJson(), AuditNews.FromJson(news.ToJson()).ToJson());
        Assert.Contains("\"event\":\"audit.changed\"", news.ToJson(), StringComparison.Ordinal);
        Assert.Contains("\"after\":\"nonAcquis\"", news.ToJson(), StringComparison.Ordinal);
    }

    private static AuditNews? News(Audit before, Audit after) => NewsComposer.Of(AuditComparer.Compare(before, after, []), Project, Service);
}
