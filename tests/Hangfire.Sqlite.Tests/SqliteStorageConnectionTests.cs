using Hangfire.Common;
using Hangfire.Server;
using Hangfire.States;
using Hangfire.Storage;

namespace Hangfire.Sqlite.Tests;

public sealed class SqliteStorageConnectionTests : IDisposable
{
    private readonly JobFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public void A_created_job_is_read_back_with_its_parameters_and_its_time()
    {
        using var connection = file.Connect();

        var id = file.Create(connection);

        var data = connection.GetJobData(id)!;
        Assert.Equal(nameof(Record.Nothing), data.Job.Method.Name);
        Assert.Null(data.State);
        Assert.Null(data.LoadException);
        Assert.Equal(new DateTime(2026, 11, 1, 12, 0, 0, DateTimeKind.Utc), data.CreatedAt);
        Assert.Equal(DateTimeKind.Utc, data.CreatedAt.Kind);
        Assert.Equal("fr-FR", data.ParametersSnapshot["Culture"]);
        Assert.Equal("fr-FR", connection.GetJobParameter(id, "Culture"));
    }

    [Theory]
    [InlineData("999999")]
    [InlineData("not a number")]
    [InlineData("-1")]
    public void What_names_no_job_has_no_data(string id)
    {
        using var connection = file.Connect();

        Assert.Null(connection.GetJobData(id));
        Assert.Null(connection.GetStateData(id));
        Assert.Null(connection.GetJobParameter(id, "Culture"));
        connection.SetJobParameter(id, "Culture", "x");
        Assert.Null(file.Storage.GetMonitoringApi().JobDetails(id));
    }

    [Fact]
    public void A_payload_that_cannot_be_loaded_is_told_and_not_thrown()
    {
        using var connection = file.Connect();
        var id = file.Create(connection);
        file.Storage.File.Write(open => Dapper.SqlMapper.Execute(open, "UPDATE job SET invocation = replace(invocation, 'Nothing', 'Vanished')"));

        var data = connection.GetJobData(id)!;

        Assert.Null(data.Job);
        Assert.NotNull(data.LoadException);
        Assert.NotNull(((JobStorageMonitor)file.Storage.GetMonitoringApi()).JobDetails(id).LoadException);
    }

    [Fact]
    public void A_parameter_set_again_has_its_last_value_and_may_be_null()
    {
        using var connection = file.Connect();
        var id = file.Create(connection);

        connection.SetJobParameter(id, "n", "1");
        connection.SetJobParameter(id, "n", "2");
        connection.SetJobParameter(id, "empty", null);

        Assert.Equal("2", connection.GetJobParameter(id, "n"));
        Assert.Null(connection.GetJobParameter(id, "empty"));
    }

    [Fact]
    public void The_last_state_is_the_current_one_and_its_data_compare_without_case()
    {
        using var connection = file.Connect();
        var id = file.Create(connection);
        JobFile.Commit(connection, transaction => transaction.SetJobState(id, new EnqueuedState("static") { Reason = "because" }));
        JobFile.Commit(connection, transaction => transaction.AddJobState(id, new FailedState(new InvalidOperationException("only added"))));

        var state = connection.GetStateData(id)!;

        Assert.Equal("Enqueued", state.Name);
        Assert.Equal("because", state.Reason);
        Assert.Equal("static", state.Data["queue"]);
        Assert.Equal("Enqueued", connection.GetJobData(id)!.State);
        Assert.Equal(["Failed", "Enqueued"], file.Storage.GetMonitoringApi().JobDetails(id).History.Select(entry => entry.StateName));
    }

    [Fact]
    public void Sets_are_unique_ordered_by_score_and_paged_with_both_bounds()
    {
        using var connection = file.Connect();
        JobFile.Commit(connection, transaction =>
        {
            transaction.AddToSet("s", "c", 3);
            transaction.AddToSet("s", "a", 1);
            transaction.AddToSet("s", "b", 9);
            transaction.AddToSet("s", "b", 2);
            transaction.AddRangeToSet("other", ["x", "y"]);
        });

        Assert.Equal(3, connection.GetSetCount("s"));
        Assert.Equal(5, connection.GetSetCount(["s", "other"], 10));
        Assert.Equal(4, connection.GetSetCount(["s", "other"], 4));
        Assert.Equal(["b", "c"], connection.GetRangeFromSet("s", 1, 2));
        Assert.Equal("a", connection.GetFirstByLowestScoreFromSet("s", 0, 10));
        Assert.Equal(["b", "c"], connection.GetFirstByLowestScoreFromSet("s", 2, 3, 10));
        Assert.Null(connection.GetFirstByLowestScoreFromSet("s", 4, 8));
        Assert.True(connection.GetSetContains("s", "a"));
        Assert.False(connection.GetSetContains("s", "A"));
        Assert.Equal(["x", "y"], connection.GetAllItemsFromSet("other").Order());
        Assert.Empty(connection.GetAllItemsFromSet("unknown"));
        Assert.Throws<ArgumentException>(() => connection.GetFirstByLowestScoreFromSet("s", 2, 1));
    }

    [Fact]
    public void Lists_are_newest_first_and_trimmed_by_position()
    {
        using var connection = file.Connect();
        JobFile.Commit(connection, transaction =>
        {
            foreach (var value in new[] { "1", "2", "2", "3", "4" })
                transaction.InsertToList("l", value);
            transaction.RemoveFromList("l", "2");
        });

        Assert.Equal(["4", "3", "1"], connection.GetAllItemsFromList("l"));
        Assert.Equal(["3", "1"], connection.GetRangeFromList("l", 1, 5));
        JobFile.Commit(connection, transaction => transaction.TrimList("l", 0, 1));
        Assert.Equal(["4", "3"], connection.GetAllItemsFromList("l"));
        JobFile.Commit(connection, transaction => transaction.TrimList("l", 0, int.MaxValue));
        Assert.Equal(2, connection.GetRangeFromList("l", 0, int.MaxValue).Count);
        JobFile.Commit(connection, transaction => transaction.TrimList("l", 7, 1));
        Assert.Equal(0, connection.GetListCount("l"));
    }

    [Fact]
    public void Hashes_are_merged_field_by_field_and_an_unknown_one_is_null()
    {
        using var connection = file.Connect();
        connection.SetRangeInHash("h", [new("a", "1"), new("b", "2")]);
        JobFile.Commit(connection, transaction => transaction.SetRangeInHash("h", [new("b", "3")]));

        Assert.Equal(2, connection.GetHashCount("h"));
        Assert.Equal("3", connection.GetValueFromHash("h", "b"));
        Assert.Equal(["a=1", "b=3"], connection.GetAllEntriesFromHash("h")!.Select(field => $"{field.Key}={field.Value}").Order());
        Assert.Null(connection.GetAllEntriesFromHash("unknown"));
        Assert.Null(connection.GetValueFromHash("h", "unknown"));
    }

    [Fact]
    public void Counters_add_up_and_what_never_expires_has_a_negative_time_to_live()
    {
        using var connection = file.Connect();
        JobFile.Commit(connection, transaction =>
        {
            transaction.IncrementCounter("c");
            transaction.IncrementCounter("c", TimeSpan.FromHours(1));
            transaction.DecrementCounter("c");
            transaction.AddToSet("s", "x");
            transaction.InsertToList("l", "x");
            transaction.SetRangeInHash("h", [new("a", "1")]);
        });

        Assert.Equal(1, connection.GetCounter("c"));
        Assert.Equal(0, connection.GetCounter("unknown"));
        Assert.Equal(TimeSpan.FromSeconds(-1), connection.GetSetTtl("s"));
        Assert.Equal(TimeSpan.FromSeconds(-1), connection.GetHashTtl("unknown"));
        JobFile.Commit(connection, transaction =>
        {
            transaction.ExpireSet("s", TimeSpan.FromHours(1));
            transaction.ExpireList("l", TimeSpan.FromHours(1));
            transaction.ExpireHash("h", TimeSpan.FromHours(1));
        });
        foreach (var left in new[] { connection.GetSetTtl("s"), connection.GetListTtl("l"), connection.GetHashTtl("h") })
            Assert.InRange(left, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(60));
        JobFile.Commit(connection, transaction =>
        {
            transaction.PersistSet("s");
            transaction.PersistList("l");
            transaction.PersistHash("h");
        });
        foreach (var left in new[] { connection.GetSetTtl("s"), connection.GetListTtl("l"), connection.GetHashTtl("h") })
            Assert.Equal(TimeSpan.FromSeconds(-1), left);
    }

    [Fact]
    public void A_server_is_announced_again_after_it_was_removed_for_its_silence()
    {
        using var connection = file.Connect();
        connection.AnnounceServer("one", new ServerContext { Queues = ["default"], WorkerCount = 3 });
        connection.Heartbeat("one");

        var server = Assert.Single(file.Storage.GetMonitoringApi().Servers());
        Assert.Equal((3, "default"), (server.WorkersCount, Assert.Single(server.Queues)));
        Assert.Equal(0, connection.RemoveTimedOutServers(TimeSpan.FromMinutes(1)));
        Assert.Throws<ArgumentException>(() => connection.RemoveTimedOutServers(TimeSpan.FromMinutes(-1)));
        connection.RemoveServer("one");
        Assert.Throws<BackgroundServerGoneException>(() => connection.Heartbeat("one"));
    }

    [Fact]
    public void Nothing_of_a_transaction_is_written_before_its_commit_nor_when_a_command_of_it_fails()
    {
        using var connection = file.Connect();
        var id = file.Create(connection);
        using (var transaction = (Hangfire.Sqlite.SqliteWriteTransaction)connection.CreateWriteTransaction())
        {
            transaction.AddToSet("s", "x");
            transaction.SetJobState(id, new EnqueuedState());
            Assert.Equal(0, connection.GetSetCount("s"));
        }

        file.Storage.File.Write(open => Dapper.SqlMapper.Execute(open, "CREATE TRIGGER refuse BEFORE INSERT ON hash_field BEGIN SELECT raise(ABORT, 'disk full'); END"));
        Assert.ThrowsAny<Exception>(() => JobFile.Commit(connection, transaction =>
        {
            transaction.AddToSet("s", "x");
            transaction.AddToQueue("default", id);
            transaction.SetRangeInHash("h", [new("a", "1")]);
        }));

        Assert.Equal(0, connection.GetSetCount("s"));
        Assert.Null(connection.GetStateData(id));
        Assert.Equal(0, file.Storage.GetMonitoringApi().EnqueuedCount("default"));
    }

    [Fact]
    public void Many_jobs_are_created_and_enqueued_in_one_transaction_or_not_at_all()
    {
        using var connection = file.Connect();
        var job = Job.FromExpression(() => Record.Nothing());
        List<string> ids = [];
        using (var abandoned = (Hangfire.Sqlite.SqliteWriteTransaction)connection.CreateWriteTransaction())
            ids.Add(abandoned.CreateJob(job, new Dictionary<string, string?>(), DateTime.UnixEpoch, TimeSpan.FromDays(1)));
        JobFile.Commit(connection, transaction =>
        {
            for (var i = 0; i < 50; i++)
            {
                var id = transaction.CreateJob(job, new Dictionary<string, string?>(), DateTime.UnixEpoch, TimeSpan.FromDays(1));
                transaction.SetJobParameter(id, "n", $"{i}");
                transaction.SetJobState(id, new EnqueuedState());
                transaction.AddToQueue("default", id);
                ids.Add(id);
            }
        });

        Assert.Equal(51, ids.Distinct().Count());
        Assert.Null(connection.GetJobData(ids[0]));
        Assert.Equal(50, file.Storage.GetMonitoringApi().EnqueuedCount("default"));
        Assert.Equal("49", connection.GetJobParameter(ids[50], "n"));
    }
}
