using AuditService.Collectors.Datasets;

namespace AuditService.Tests.Collectors.Datasets;

public sealed class SideBySideTests
{
    [Fact]
    public void A_failure_is_told_as_if_one_had_done_it_all() =>
        Assert.Throws<InvalidDataException>(() => SideBySide.Do(() => { }, () => throw new InvalidDataException("broken"), () => { }));

    [Fact]
    public void A_stop_is_a_stop()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => SideBySide.Each([1, 2], _ => stopped.Token.ThrowIfCancellationRequested()));
    }

    [Fact]
    public void Two_questions_are_asked_of_one_database_at_the_same_time_and_see_the_same_rows()
    {
        using var sandbox = new DuckDbSandbox(new DatasetLimits());
        sandbox.Execute($"CREATE TABLE {DuckDbSandbox.Beside}.kept AS SELECT range AS n FROM range(1000)");
        var counts = new long[8];

        SideBySide.Each(Enumerable.Range(0, counts.Length), i =>
        {
            // The first is not read to its end when the second is asked.
            using var reading = sandbox.Query($"SELECT n FROM {DuckDbSandbox.Beside}.kept", row => row.GetInt64(0)).GetEnumerator();
            reading.MoveNext();
            counts[i] = sandbox.Count($"SELECT count(*) FROM {DuckDbSandbox.Beside}.kept");
        });

        Assert.All(counts, count => Assert.Equal(1000, count));
    }
}
