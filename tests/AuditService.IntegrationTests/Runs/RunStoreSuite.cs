using AuditService.Core.Dossiers;
using AuditService.Core.People;
using AuditService.Core.Runs;
using AuditService.IntegrationTests.Storage;
using AuditService.Storage.Audits;
using AuditService.Storage.Databases;
using AuditService.Storage.Runs;

namespace AuditService.IntegrationTests.Runs;

/// <summary>What orders promise on every engine.</summary>
public abstract class RunStoreSuite
{
    private static readonly Snapshot First = Snapshot.Of("d", [new("a.txt", new string('0', 64), 1)], []);
    private static readonly Snapshot Second = Snapshot.Of("d", [new("a.txt", new string('1', 64), 1)], []);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An empty database, the same one throughout a test.</summary>
    protected abstract AuditDatabase Database { get; }

    private AuditStore Audits => new(Database);

    private RunStore Runs => new(Database, Audits, TimeProvider.System);

    private ProjectStore Projects => new(Database);

    [Fact]
    public async Task A_project_is_seen_by_its_owner_by_reviewers_of_its_organisation_and_by_operators()
    {
        await Projects.AddAsync(new("p1", "Tri", "ecole", "ana", DateTimeOffset.UnixEpoch), Token);

        Assert.NotNull(await Find("ana", "ecole", Role.Candidate));
        Assert.NotNull(await Find("bob", "ecole", Role.Jury));
        Assert.NotNull(await Find("carl", "autre", Role.Operator));
        Assert.Null(await Find("bob", "ecole", Role.Candidate));
        Assert.Null(await Find("bob", "autre", Role.Jury));
        Assert.Null(await Find("ana", "autre", Role.Candidate));

        Task<Project?> Find(string user, string organisation, Role role) => Projects.FindAsync("p1", new(user, organisation, new HashSet<Role> { role }), Token);
    }

    [Fact]
    public async Task The_same_key_of_the_same_person_and_the_same_open_order_give_the_order_there_is()
    {
        var run = await NewRunAsync("r1", First, key: "k");

        Assert.Equal(("r1", false), await SubmitAsync("r2", Second, key: "k"));
        Assert.Equal(("r1", false), await SubmitAsync("r3", First));
        Assert.Equal("r1", Assert.Single(await Runs.OpenAsync(Token)).Run.Id);
        Assert.Equal(run.Snapshot, (await Runs.FindAsync("r1", Token))!.Snapshot);
    }

    [Fact]
    public async Task A_dossier_that_was_made_from_one_that_is_no_longer_the_last_is_not_kept()
    {
        await NewRunAsync("r1", First);
        Assert.Equal(("r2", true), await SubmitAsync("r2", Second, after: First));

        Assert.Null(await SubmitAsync("r3", First, after: First));

        Assert.Null(await Runs.FindAsync("r3", Token));
        Assert.Equal(("r2", RunState.Queued), ((await Runs.LatestAsync("p1", Token))!.Id, (await Runs.FindAsync("r2", Token))!.State));
    }

    [Fact]
    public async Task A_newer_dossier_of_the_project_replaces_the_open_order_and_whoever_ran_it_publishes_nothing()
    {
        await NewRunAsync("r1", First);
        var claimed = (await Runs.ClaimAsync("r1", Token))!;

        Assert.Equal(("r2", true), await SubmitAsync("r2", Second));

        Assert.False(await Runs.PulseAsync(claimed, "step", 1, 2, Token));
        Assert.False(await Runs.PublishAsync(claimed, SomeAudit.New("old", snapshot: First), Token));
        Assert.Null(await Audits.FindAsync("old", Token));
        Assert.Equal(RunState.Cancelled, (await Runs.FindAsync("r1", Token))!.State);
        Assert.Equal(RunState.Queued, (await Runs.FindAsync("r2", Token))!.State);
    }

    [Fact]
    public async Task Whoever_was_overtaken_publishes_nothing_and_the_overtaker_does_once()
    {
        await NewRunAsync("r1", First);
        var stale = (await Runs.ClaimAsync("r1", Token))!;
        var current = (await Runs.ClaimAsync("r1", Token))!;
        Assert.Equal((1, 2), (stale.Attempt, current.Attempt));

        Assert.False(await Runs.PublishAsync(stale, SomeAudit.New("stale", snapshot: First), Token));
        Assert.True(await Runs.PulseAsync(current, "documents · rapport.pdf", 3, 9, Token));
        Assert.True(await Runs.PublishAsync(current, SomeAudit.New("current", snapshot: First), Token));
        Assert.False(await Runs.PublishAsync(current, SomeAudit.New("again", snapshot: First), Token));

        var ended = (await Runs.FindAsync("r1", Token))!;
        Assert.Equal((RunState.Finished, "current", 9, 9), (ended.State, ended.AuditId, ended.StepsEnded, ended.StepsPlanned));
        Assert.Null(await Runs.ClaimAsync("r1", Token));
        Assert.Equal(["current"], (await Audits.ListAsync(10, Token)).Select(line => line.Id));
        Assert.Equal("r1", (await Runs.FindByAuditAsync("current", Token))!.Id);
    }

    [Fact]
    public async Task A_cancelled_order_is_not_claimed_and_its_worker_hears_of_it()
    {
        await NewRunAsync("r1", First);
        var claimed = (await Runs.ClaimAsync("r1", Token))!;

        Assert.True(await Runs.RequestCancelAsync("r1", Token));

        Assert.False(await Runs.PulseAsync(claimed, null, 0, 0, Token));
        Assert.False(await Runs.PublishAsync(claimed, SomeAudit.New("late", snapshot: First), Token));
        Assert.Null(await Runs.ClaimAsync("r1", Token));
        Assert.True(await Runs.EndAsync("r1", RunState.Cancelled, new("annulé", "cancelled"), claimed.Attempt, Token));
        Assert.False(await Runs.RequestCancelAsync("r1", Token));
        Assert.Equal("annulé", (await Runs.FindAsync("r1", Token))!.Reason!.Fr);
    }

    [Fact]
    public async Task A_step_that_was_begun_three_times_and_never_ended_is_deadly()
    {
        await NewRunAsync("r1", First);
        for (var death = 0; death < 3; death++)
        {
            var claimed = (await Runs.ClaimAsync("r1", Token))!;
            await Runs.BeginStepAsync(claimed, "documents", "bad.pdf", Token);
            await Runs.BeginStepAsync(claimed, "documents", "good.pdf", Token);
            await Runs.EndStepAsync("r1", "documents", "good.pdf", Token);
            Assert.Equal(death == 2, (await Runs.FatesAsync("r1", 3, Token)).ContainsKey(("documents", "bad.pdf")));
        }

        Assert.Equal([KeyValuePair.Create(("documents", "bad.pdf"), StepFate.Deadly)], await Runs.FatesAsync("r1", 3, Token));
    }

    [Fact]
    public async Task One_death_by_memory_leaves_out_the_step_that_was_in_hand()
    {
        await NewRunAsync("r1", First);
        var claimed = (await Runs.ClaimAsync("r1", Token))!;
        await Runs.BeginStepAsync(claimed, "datasets", "huge.csv", Token);
        await Runs.BeginStepAsync(claimed, "datasets", "small.csv", Token);
        await Runs.EndStepAsync("r1", "datasets", "small.csv", Token);

        Assert.True(await Runs.NoteDeathByMemoryAsync("r1", Token));

        Assert.Equal([KeyValuePair.Create(("datasets", "huge.csv"), StepFate.TooLarge)], await Runs.FatesAsync("r1", 3, Token));
    }

    [Fact]
    public async Task Of_several_steps_in_hand_at_a_death_by_memory_each_runs_by_itself_and_the_next_death_tells_which_it_was()
    {
        await NewRunAsync("r1", First);
        var claimed = (await Runs.ClaimAsync("r1", Token))!;
        await Runs.BeginStepAsync(claimed, "datasets", "huge.csv", Token);
        await Runs.BeginStepAsync(claimed, "datasets", "small.csv", Token);

        Assert.True(await Runs.NoteDeathByMemoryAsync("r1", Token));

        var fates = await Runs.FatesAsync("r1", 3, Token);
        Assert.Equal((StepFate.Alone, StepFate.Alone), (fates[("datasets", "huge.csv")], fates[("datasets", "small.csv")]));

        // What the first attempt left open is not in hand at the second.
        claimed = (await Runs.ClaimAsync("r1", Token))!;
        await Runs.BeginStepAsync(claimed, "datasets", "huge.csv", Token);
        Assert.True(await Runs.NoteDeathByMemoryAsync("r1", Token));

        fates = await Runs.FatesAsync("r1", 3, Token);
        Assert.Equal((StepFate.TooLarge, StepFate.Alone), (fates[("datasets", "huge.csv")], fates[("datasets", "small.csv")]));
    }

    [Fact]
    public async Task A_step_that_did_not_heed_its_stop_takes_the_blame_alone()
    {
        await NewRunAsync("r1", First);
        var claimed = (await Runs.ClaimAsync("r1", Token))!;
        await Runs.BeginStepAsync(claimed, "datasets", "huge.csv", Token);
        await Runs.BeginStepAsync(claimed, "datasets", "small.csv", Token);
        await Runs.LeaveOutForMemoryAsync("r1", "datasets", "huge.csv", Token);

        Assert.True(await Runs.NoteDeathByMemoryAsync("r1", Token));

        Assert.Equal([KeyValuePair.Create(("datasets", "huge.csv"), StepFate.TooLarge)], await Runs.FatesAsync("r1", 3, Token));
    }

    [Fact]
    public async Task A_death_by_memory_between_steps_blames_none()
    {
        await NewRunAsync("r1", First);
        var claimed = (await Runs.ClaimAsync("r1", Token))!;
        await Runs.BeginStepAsync(claimed, "datasets", "small.csv", Token);
        await Runs.EndStepAsync("r1", "datasets", "small.csv", Token);

        Assert.False(await Runs.NoteDeathByMemoryAsync("r1", Token));

        Assert.Empty(await Runs.FatesAsync("r1", 3, Token));
    }

    [Fact]
    public async Task A_snapshot_that_was_submitted_is_read_back_whole()
    {
        var snapshot = Snapshot.Of("d", [new("b.txt", new string('2', 64), 5), new("a.txt", new string('0', 64), 1)], [new("c.txt", new("illisible", "unreadable")), new(".git", new("historique", "history"), LeavesAGap: false)]);
        await NewRunAsync("r1", snapshot);

        var read = (await Audits.FindSnapshotAsync(snapshot.Hash, "d", Token))!;

        Assert.Equal(snapshot.Files, read.Files);
        Assert.Equal(snapshot.Refused, read.Refused);
        Assert.Null(await Audits.FindSnapshotAsync("sha256:none", "d", Token));
    }

    private async Task<AuditRun> NewRunAsync(string id, Snapshot snapshot, string? key = null)
    {
        await Projects.AddAsync(new("p1", "Tri", "ecole", "ana", DateTimeOffset.UnixEpoch), Token);
        await SubmitAsync(id, snapshot, key);
        return (await Runs.FindAsync(id, Token))!;
    }

    private async Task<(string Id, bool IsNew)?> SubmitAsync(string id, Snapshot snapshot, string? key = null, Snapshot? after = null) =>
        await Runs.SubmitAsync(
            new() { Id = id, ProjectId = "p1", Snapshot = snapshot.Hash, SnapshotName = snapshot.Name, SubmittedBy = "ana", SubmittedAt = DateTimeOffset.UnixEpoch }, snapshot, key, Token, after?.Hash) is var (run, isNew)
            ? (run.Id, isNew)
            : null;
}
