using AuditService.Collectors.Datasets;
using DuckDB.NET.Data;

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
    public void What_finds_no_memory_beside_another_is_done_again_alone()
    {
        using var sandbox = new DuckDbSandbox(new DatasetLimits());
        var (tries, others) = (0, 0);

        SideBySide.Do(
            () =>
            {
                if (Interlocked.Increment(ref tries) == 1) sandbox.Count("SELECT error('Out of Memory Error: failed to allocate data')");
            },
            () => Interlocked.Increment(ref others),
            () => Interlocked.Increment(ref others));

        Assert.Equal((2, 2), (tries, others));
    }

    [Fact]
    public void What_finds_no_memory_alone_either_is_a_failure_and_so_is_any_other_at_once()
    {
        using var sandbox = new DuckDbSandbox(new DatasetLimits());
        var (tries, others) = (0, 0);

        Assert.Throws<DuckDBException>(() => SideBySide.Do(() =>
        {
            tries++;
            sandbox.Count("SELECT error('Out of Memory Error: failed to allocate data')");
        }));
        Assert.Throws<DuckDBException>(() => SideBySide.Do(() =>
        {
            others++;
            sandbox.Count("SELECT error('something else')");
        }));

        Assert.Equal((2, 1), (tries, others));
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
