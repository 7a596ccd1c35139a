using System.Collections.Concurrent;
using System.Globalization;
using DuckDB.NET.Data;

namespace AuditService.Collectors.Datasets;

/// <summary>
/// A DuckDB of our own that no content can use to reach anything: no file but those given, no network, no extension, a bound on memory and
/// disk, and a configuration that nothing can change any more. What does not fit in memory spills to a private folder that goes with it.
/// </summary>
internal sealed class DuckDbSandbox : IDisposable
{
    /// <summary>Where what is derived from the rows is kept, seen by every question and bounded and spilled like the rest.</summary>
    public const string Beside = "beside";

    private readonly DirectoryInfo spill = Directory.CreateTempSubdirectory("audit-");

    /// <summary>Connections of this database that ask nothing at the moment: one question at a time each.</summary>
    private readonly ConcurrentBag<DuckDBConnection> idle = [];

    private readonly bool isFile;

    /// <param name="limits">Memory.</param>
    /// <param name="readable">The only file that may be read; null for none. It holds no sign that DuckDB takes for a pattern.</param>
    /// <param name="isLarge">What is kept will not fit in memory: it goes to a file of the private folder at once, where each reading finds it, instead of being moved out and in.</param>
    public DuckDbSandbox(DatasetLimits limits, string? readable = null, bool isLarge = false)
    {
        isFile = isLarge;
        try
        {
            Connection = new DuckDBConnection(isLarge ? $"DataSource={Path.Combine(spill.FullName, "kept.duckdb")}" : "DataSource=:memory:");
            Connection.Open();
            idle.Add(Connection);
            // To find out how each column is best compressed costs as much as to read it.
            if (isLarge) Execute("SET force_compression = 'uncompressed'");
            if (isLarge) Execute("PRAGMA disable_checkpoint_on_shutdown");
            Execute($"SET memory_limit = '{limits.MemoryMegabytes.ToString(CultureInfo.InvariantCulture)}MB'");
            Execute($"ATTACH ':memory:' AS {Beside}");
            Execute("SET threads = 2");
            Execute("SET autoinstall_known_extensions = false");
            Execute("SET autoload_known_extensions = false");
            Execute("SET allow_community_extensions = false");
            Execute($"SET temp_directory = {Quote(spill.FullName)}");
            Execute("SET max_temp_directory_size = '8GB'");
            if (readable is not null) Execute($"SET allowed_paths = [{Quote(readable)}]");
            Execute("SET enable_external_access = false");
            Execute("SET lock_configuration = true");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public DuckDBConnection Connection { get; } = null!;

    /// <summary>Stops the query that runs, and those after.</summary>
    public CancellationToken Cancellation { get; set; }

    public void Execute(string sql) => Ask(sql, command => command.ExecuteNonQuery());

    public long Count(string sql) => Ask(sql, command => Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture));

    public IEnumerable<T> Query<T>(string sql, Func<DuckDBDataReader, T> read)
    {
        using var turn = new Turn(this);
        using var command = turn.Connection.CreateCommand();
        command.CommandText = sql;
        // A streamed answer is worked out while it is read: the registration lasts as long.
        using var stopping = Cancellation.Register(command.Cancel);
        using var reader = Heeding(command.ExecuteReader);
        Func<bool> next = reader.Read;
        while (Heeding(next)) yield return read(reader);
    }

    private T Ask<T>(string sql, Func<DuckDBCommand, T> run)
    {
        using var turn = new Turn(this);
        using var command = turn.Connection.CreateCommand();
        command.CommandText = sql;
        using var stopping = Cancellation.Register(command.Cancel);
        return Heeding(() => run(command));
    }

    /// <summary>A query that was stopped is no damage of the file.</summary>
    private T Heeding<T>(Func<T> run)
    {
        Cancellation.ThrowIfCancellationRequested();
        try
        {
            return run();
        }
        catch (DuckDBException) when (Cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(Cancellation);
        }
    }

    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public static string Name(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public void Dispose()
    {
        while (idle.TryTake(out var connection)) connection.Dispose();
        Connection?.Dispose();
        try
        {
            spill.Delete(recursive: true);
        }
        catch (IOException)
        {
            // The system cleans its temporary folder; nothing of ours depends on it.
        }
        catch (UnauthorizedAccessException)
        {
        }
    }

    private DuckDBConnection Another()
    {
        var another = isFile ? new DuckDBConnection(Connection.ConnectionString) : Connection.Duplicate();
        another.Open();
        return another;
    }

    /// <summary>A connection for one question; others may be asked meanwhile.</summary>
    private readonly struct Turn(DuckDbSandbox sandbox) : IDisposable
    {
        public DuckDBConnection Connection { get; } = sandbox.idle.TryTake(out var free) ? free : sandbox.Another();

        public void Dispose() => sandbox.idle.Add(Connection);
    }
}
