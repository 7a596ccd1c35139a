using System.Text.Json;
using AuditService.Core;
using AuditService.Core.Audits;
using AuditService.Core.Catalogue;
using AuditService.Core.Comparisons;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Rules;
using AuditService.Reports;
using AuditService.Reports.Json;
using AuditService.Storage.Audits;
using AuditService.Storage.Databases;
using AuditService.Tests;
using Dapper;

namespace AuditService.IntegrationTests.Storage;

/// <summary>What the store of audits promises on every engine.</summary>
public abstract class AuditStoreSuite
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An empty database, the same one throughout a test.</summary>
    protected abstract AuditDatabase Database { get; }

    /// <summary>Makes every insertion into the table fail half-way, until the returned handle is disposed.</summary>
    protected abstract IDisposable Break(string table, int afterRows);

    private AuditStore Store => new(Database);

    [Fact]
    public async Task An_audit_is_read_back_as_it_was()
    {
        var audit = SomeAudit.New();

        await Store.SaveAsync(audit, Token);
        var stored = await Store.FindAsync(audit.Id, Token);

        Assert.NotNull(stored);
        Assert.NotNull(stored.Seal);
        Assert.Equal(Enum.GetValues<Outcome>().Except([Outcome.Partial]).Order(), audit.Findings.Select(finding => finding.Outcome).Distinct().Order());
        Assert.Equal(Json(audit with { Seal = stored.Seal }), Json(stored));
        Assert.Equal((audit.Id, audit.Project, audit.HasManifest, audit.StartedAt, audit.FinishedAt, audit.On), (stored.Id, stored.Project, stored.HasManifest, stored.StartedAt, stored.FinishedAt, stored.On));
        Assert.Equal(audit.Steps, stored.Steps);
        Assert.Equal((audit.Snapshot.Name, audit.Snapshot.Hash), (stored.Snapshot.Name, stored.Snapshot.Hash));
        Assert.Equal(audit.Snapshot.Files, stored.Snapshot.Files);
        Assert.Equal(audit.Snapshot.Refused, stored.Snapshot.Refused);
        Assert.Equal(audit.Facts.All, stored.Facts.All);
        Assert.Equal(audit.Facts.AllSubjects, stored.Facts.AllSubjects);
        Assert.Equal(
            audit.Findings.SelectMany(finding => finding.Decisive.Select(leaf => (finding.Id, leaf.Comparison.FactKey, leaf.Truth, leaf.Fact, leaf.Other))),
            stored.Findings.SelectMany(finding => finding.Decisive.Select(leaf => (finding.Id, leaf.Comparison.FactKey, leaf.Truth, leaf.Fact, leaf.Other))));
        Assert.Equal(audit.Scorecard.Criteria.Select(score => score.Sensitivity), stored.Scorecard.Criteria.Select(score => score.Sensitivity));
        Assert.Equal((audit.Scorecard.Result, audit.Scorecard.Mean, audit.Scorecard.SchemeVersion), (stored.Scorecard.Result, stored.Scorecard.Mean, stored.Scorecard.SchemeVersion));
    }

    [Fact]
    public async Task A_stored_audit_can_be_judged_again_from_its_facts_alone()
    {
        var audit = SomeAudit.New();
        await Store.SaveAsync(audit, Token);

        var stored = (await Store.FindAsync(audit.Id, Token))!;
        var again = Judge.JudgeAll(stored.Findings.Select(finding => finding.Rule).DistinctBy(rule => rule.Id), stored.Facts, stored.On);

        Assert.Equal(audit.Findings.Select(finding => (finding.Id, finding.Outcome, finding.EvidenceTotal)), again.Select(finding => (finding.Id, finding.Outcome, finding.EvidenceTotal)));
    }

    [Fact]
    public async Task Hostile_texts_and_numbers_are_kept_and_break_nothing()
    {
        string[] names = ["a\0b", "a\0c", "'; DROP TABLE audit; --", "\u202Egnp", "line\nfeed\t", "🙂", "\\u0000", new('x', 20_000), "%_", "é", "e\u0301"];
        var facts = names.SelectMany(name => (Fact[])
        [
            Some.Fact("column.name", new TextValue(name), new(SubjectKind.Column, name)),
            Some.Fact("column.list", new TextListValue([name, ""]), new(SubjectKind.Column, name)),
            Fact.Unavailable(new(SubjectKind.Column, name), "column.why", new(UnavailableBecause.CollectorFailed, new(name, name)), Some.Provenance),
        ])
            .Append(Some.Fact("dossier.nan", new NumberValue(double.NaN)))
            .Append(Some.Fact("dossier.infinite", new NumberValue(double.NegativeInfinity)))
            .Append(Some.Fact("dossier.tiny", new NumberValue(double.Epsilon)))
            .ToList();
        var audit = SomeAudit.New(project: "'; DROP TABLE audit; --", facts: facts, rules: [Some.Rule("R", Some.IsTrue("column.flag"), forEach: SubjectKind.Column)]);

        await Store.SaveAsync(audit, Token);
        var stored = (await Store.FindAsync(audit.Id, Token))!;

        Assert.Equal(audit.Facts.All, stored.Facts.All);
        Assert.Equal(audit.Findings.Select(finding => finding.Id), stored.Findings.Select(finding => finding.Id));
        Assert.Equal(audit.Project, stored.Project);
    }

    [Fact]
    public async Task Text_that_is_no_valid_unicode_does_not_stop_the_audit_from_being_kept()
    {
        var broken = new Subject(SubjectKind.Column, "half \uD83D pair");
        var audit = SomeAudit.New(facts: [Some.Fact("column.name", new TextValue("\uDC00"), broken)], rules: [Some.Rule("R", Some.IsTrue("column.flag"), forEach: SubjectKind.Column)]);

        await Store.SaveAsync(audit, Token);

        var stored = (await Store.FindAsync(audit.Id, Token))!;
        Assert.Single(stored.Findings);
        Assert.NotNull(Assert.Single(stored.Facts.All).Value);
    }

    [Fact]
    public async Task An_old_audit_keeps_the_words_it_was_judged_by()
    {
        await Store.SaveAsync(SomeAudit.New("a1", rules: SomeAudit.Rules("avant")), Token);
        await Store.SaveAsync(SomeAudit.New("a2", rules: SomeAudit.Rules("après")), Token);

        Assert.Equal("avant", (await Store.FindAsync("a1", Token))!.Findings[0].Rule.Title.Fr);
        Assert.Equal("après", (await Store.FindAsync("a2", Token))!.Findings[0].Rule.Title.Fr);
    }

    [Fact]
    public async Task The_list_is_newest_first_by_pages_and_by_project()
    {
        for (var i = 0; i < 7; i++)
            await Store.SaveAsync(SomeAudit.New($"id-{(i * 3) % 7}", i % 2 == 0 ? "pair" : "impair", SomeAudit.Start.AddMinutes(i / 2)), Token);

        var all = await Store.ListAsync(100, Token);
        Assert.Equal(7, all.Count);
        Assert.Equal(all.OrderByDescending(line => line.StartedAt).ThenByDescending(line => line.Id, StringComparer.Ordinal), all);

        var paged = new List<AuditLine>();
        for (var page = await Store.PageAsync(null, null, 3, Token); page.Count > 0; page = await Store.PageAsync(null, page[^1].Id, 3, Token))
            paged.AddRange(page);
        Assert.Equal(all, paged);

        Assert.Equal(all.Where(line => line.Project == "impair"), await Store.PageAsync("impair", null, 100, Token));
        Assert.Equal(all.First(line => line.Project == "pair"), await Store.LatestAsync("pair", Token));
        Assert.Null(await Store.LatestAsync("absent", Token));
    }

    [Fact]
    public async Task A_line_of_the_list_counts_what_the_audit_holds()
    {
        var audit = SomeAudit.New();
        await Store.SaveAsync(audit, Token);

        var line = Assert.Single(await Store.ListAsync(5, Token));

        Assert.Equal(audit.Snapshot.Hash, line.Snapshot);
        Assert.Equal(audit.Findings.Count, line.Findings);
        Assert.Equal(audit.Findings.Count(finding => finding.Outcome == Outcome.NonCompliant), line.NonCompliant);
        Assert.Equal(1, line.Blocking);
        Assert.Equal(audit.Scorecard.Result, line.Result);
        Assert.Equal(audit.Duration, line.Duration);
    }

    [Fact]
    public async Task An_audit_is_found_by_its_id_by_a_unique_beginning_or_as_the_newest()
    {
        Assert.Null(await Store.FindAsync(null, Token));
        foreach (var (id, minutes) in ((string, int)[])[("abc1", 1), ("abc", 2), ("abd", 3), ("xyz", 0)])
            await Store.SaveAsync(SomeAudit.New(id, startedAt: SomeAudit.Start.AddMinutes(minutes)), Token);

        Assert.Equal("abc", (await Store.FindAsync("abc", Token))?.Id);
        Assert.Equal("abd", (await Store.FindAsync("abd", Token))?.Id);
        Assert.Equal("xyz", (await Store.FindAsync("x", Token))?.Id);
        Assert.Equal("abd", (await Store.FindAsync(null, Token))?.Id);
        Assert.Null(await Store.FindAsync("ab", Token));
        Assert.Equal(["abd", "abc", "abc1"], (await Store.MatchAsync("ab", Token)).Select(line => line.Id));
        Assert.Null(await Store.FindAsync("abcd", Token));
        Assert.Empty(await Store.MatchAsync("%", Token));
        Assert.Empty(await Store.MatchAsync("_", Token));
    }

    [Fact]
    public async Task The_history_tells_where_what_fails_stood_in_earlier_audits_of_the_project()
    {
        IReadOnlyList<Rule> rules = [Some.Rule("R-FLAG", Some.IsTrue("dossier.flag")), Some.Rule("R-SEEN", Some.IsTrue("dossier.unseen")) with { Proves = Proves.Failure }];
        Audit Judged(string id, int day, bool flag, string project = "p", bool unseen = true) => SomeAudit.New(
            id, project, SomeAudit.Start.AddDays(day), [Some.Fact("dossier.flag", new BooleanValue(flag)), Some.Fact("dossier.unseen", new BooleanValue(unseen))], rules);
        foreach (var audit in (Audit[])[Judged("a", 0, false), Judged("b", 1, true, unseen: false), Judged("other", 1, false, "q"), Judged("c", 2, true), Judged("d", 3, false, unseen: false), Judged("e", 4, false)])
            await Store.SaveAsync(audit, Token);

        var history = await Store.HistoryAsync((await Store.FindAsync("c", Token))!, (await Store.FindAsync("d", Token))!, Token);

        Assert.Equal(
            [("a", "R-FLAG@dossier", Standing.Failing), ("a", "R-SEEN@dossier", Standing.Passed), ("b", "R-FLAG@dossier", Standing.Passed), ("b", "R-SEEN@dossier", Standing.Failing)],
            history.Select(each => (each.AuditId, each.Id, each.Standing)));
        Assert.Equal(SomeAudit.Start, history[0].StartedAt);
    }

    [Fact]
    public async Task The_list_of_an_unchanged_dossier_is_kept_once()
    {
        await Store.SaveAsync(SomeAudit.New("a1"), Token);
        await Store.SaveAsync(SomeAudit.New("a2"), Token);

        Assert.Equal(3, await CountAsync("snapshot_file"));
        Assert.Equal(2, await CountAsync("snapshot_refused"));
        Assert.Equal(SomeAudit.Rules().Count, await CountAsync("judged_rule"));
        Assert.Equal((await Store.FindAsync("a1", Token))!.Snapshot.Files, (await Store.FindAsync("a2", Token))!.Snapshot.Files);
    }

    [Theory]
    [InlineData("snapshot", 0)]
    [InlineData("snapshot_file", 1)]
    [InlineData("snapshot_refused", 1)]
    [InlineData("judged_rule", 2)]
    [InlineData("audit", 0)]
    [InlineData("audit_subject", 1)]
    [InlineData("fact", 3)]
    [InlineData("finding", 2)]
    [InlineData("criterion_score", 1)]
    public async Task A_save_that_fails_anywhere_leaves_nothing_and_can_be_repeated(string table, int afterRows)
    {
        var audit = SomeAudit.New();

        using (Break(table, afterRows))
            await Assert.ThrowsAnyAsync<Exception>(() => Store.SaveAsync(audit, Token));
        Assert.Empty(await Store.ListAsync(10, Token));
        foreach (var each in (string[])["snapshot", "snapshot_file", "snapshot_refused", "judged_rule", "audit", "audit_subject", "fact", "finding", "criterion_score"])
            Assert.Equal(0, await CountAsync(each));

        audit = await Store.SaveAsync(audit, Token);
        Assert.Equal(Json(audit), Json((await Store.FindAsync(audit.Id, Token))!));
    }

    [Fact]
    public async Task A_cancelled_save_leaves_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.SaveAsync(SomeAudit.New(), new(canceled: true)));

        Assert.Empty(await Store.ListAsync(10, Token));
    }

    [Fact]
    public async Task The_same_audit_is_not_kept_twice()
    {
        var audit = SomeAudit.New("a1");
        await Store.SaveAsync(audit, Token);

        await Assert.ThrowsAnyAsync<Exception>(() => Store.SaveAsync(audit with { Project = "other" }, Token));

        Assert.Equal("Tri de CV", Assert.Single(await Store.ListAsync(10, Token)).Project);
    }

    [Fact]
    public async Task Writers_and_readers_together_lose_nothing_and_see_only_whole_audits()
    {
        const int writers = 4, each = 12;
        using var done = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            var seen = 0;
            while (!done.IsCancellationRequested)
            {
                foreach (var line in await Store.ListAsync(5, Token))
                {
                    var audit = (await Store.FindAsync(line.Id, Token))!;
                    Assert.Equal(line.Findings, audit.Findings.Count);
                    Assert.Equal(SomeAudit.Facts.Count, audit.Facts.All.Count());
                    seen++;
                }
            }

            return seen;
        });

        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
                await new AuditStore(Database).SaveAsync(SomeAudit.New($"{writer}-{i:00}", snapshot: Snapshot.Of("d", [new($"{i}.txt", new string('0', 64), i)], [])), Token);
        })));
        await done.CancelAsync();

        Assert.True(await reading > 0);
        Assert.Equal(writers * each, (await Store.ListAsync(1_000, Token)).Count);
        Assert.Equal(each, await CountAsync("snapshot"));
    }

    private static string Json(Audit audit) =>
        JsonSerializer.Serialize(AuditJson.Of(new ReportContext(audit, new FactCatalogue([]), [], Some.Scheme, Language.French)), AuditJson.Options);

    private Task<long> CountAsync(string table) =>
        Database.ReadAsync(transaction => transaction.Connection!.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table}", transaction: transaction), Token);
}
