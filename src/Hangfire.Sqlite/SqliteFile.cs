using Dapper;
using Microsoft.Data.Sqlite;

namespace Hangfire.Sqlite;

/// <summary>
/// The file and the way it is spoken to: WAL, one writer at a time within the process, writes in short BEGIN IMMEDIATE transactions so that
/// none has to be repeated because another came between its reads and its writes.
/// </summary>
internal sealed class SqliteFile : IDisposable
{
    /// <summary>"HFSQ", in the header of the file.</summary>
    private const int ApplicationId = 0x48465351;
    private const int SchemaVersion = 1;

    private readonly Lock gate = new();
    private readonly string connectionString;
    private readonly string pragmas;
    private readonly SqliteConnection writer;

    public SqliteFile(string connectionString, SqliteStorageOptions options)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true, Cache = SqliteCacheMode.Private };
        if (builder.DataSource is "" or ":memory:" || builder.Mode == SqliteOpenMode.Memory)
            throw new ArgumentException("Jobs need a file: a database in memory ends with its connection.", nameof(connectionString));
        this.connectionString = builder.ToString();
        DataSource = builder.DataSource;
        pragmas = $"PRAGMA busy_timeout = {(int)options.BusyTimeout.TotalMilliseconds}; PRAGMA synchronous = {(options.WaitForDisk ? "FULL" : "NORMAL")}; PRAGMA journal_size_limit = 67108864;";
        writer = Open();
        try
        {
            Prepare();
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    public string DataSource { get; }

    public T Read<T>(Func<SqliteConnection, T> read)
    {
        using var connection = Open();
        return read(connection);
    }

    /// <summary>Several reads of one moment.</summary>
    public T ReadTogether<T>(Func<SqliteConnection, T> read)
    {
        using var connection = Open();
        using var transaction = connection.BeginTransaction(deferred: true);
        return read(connection);
    }

    public T Write<T>(Func<SqliteConnection, T> write)
    {
        lock (gate)
        {
            using var transaction = writer.BeginTransaction(deferred: false);
            var result = write(writer);
            transaction.Commit();
            return result;
        }
    }

    public void Write(Action<SqliteConnection> write) => Write(connection =>
    {
        write(connection);
        return true;
    });

    /// <summary>Writes, or takes all back where <paramref name="write"/> answers false.</summary>
    public bool TryWrite(Func<SqliteConnection, bool> write)
    {
        lock (gate)
        {
            using var transaction = writer.BeginTransaction(deferred: false);
            if (!write(writer))
                return false;
            transaction.Commit();
            return true;
        }
    }

    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            connection.Execute(pragmas);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        lock (gate)
            writer.Dispose();
        using var closing = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(closing);
    }

    private void Prepare()
    {
        // Outside any transaction, as SQLite asks; a second process that does the same at once waits for the busy timeout.
        if (writer.ExecuteScalar<string>("PRAGMA journal_mode = WAL") != "wal")
            throw new InvalidOperationException($"{DataSource} cannot be kept in WAL mode: is it on a network share?");
        Write(connection =>
        {
            var (application, version, tables) = connection.QuerySingle<(long, long, long)>("SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)");
            if (application == 0 && tables == 0)
            {
                connection.Execute(Schema());
                connection.Execute($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {SchemaVersion};");
                return;
            }

            if (application != ApplicationId)
                throw new InvalidOperationException($"{DataSource} is the database of another program.");
            if (version > SchemaVersion)
                throw new InvalidOperationException($"{DataSource} was written by a newer version (schema {version}; this program knows {SchemaVersion}).");
        });
    }

    private static string Schema()
    {
        using var stream = typeof(SqliteFile).Assembly.GetManifestResourceStream("Schema.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
