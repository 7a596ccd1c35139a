using System.Data.Common;
using AuditService.Storage.Contents;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AuditService.Storage.Databases;

/// <summary>SQLite in one file on a local disk, in WAL mode: one writer beside any number of readers. Never on a network share.</summary>
internal sealed class SqliteEngine(string file) : SqlEngine
{
    /// <summary>"AUDT", in the header of the file (https://sqlite.org/fileformat.html#application_id).</summary>
    private const int ApplicationId = 0x41554454;
    private const int BusyTimeoutMilliseconds = 5_000;
    private const int CommandTimeoutSeconds = 30;
    private const int JournalSizeLimit = 64 * 1024 * 1024;
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    private readonly string file = Path.GetFullPath(file);

    protected override string Name => "sqlite";

    public override void Prepare()
    {
        PrivateFiles.CreateDirectory(Path.GetDirectoryName(file)!);
        PrivateFiles.CreateIfMissing(file);
        try
        {
            using var connection = Open();
            var (applicationId, tables) = connection.QuerySingle<(long, long)>("SELECT application_id, (SELECT count(*) FROM sqlite_schema) FROM pragma_application_id");
            if (applicationId == ApplicationId)
                return;
            if (applicationId != 0 || tables != 0)
                throw new UnusableDatabaseException(new($"« {file} » est la base d'un autre programme.", $"\"{file}\" is the database of another program."));
            connection.Execute($"PRAGMA journal_mode = WAL; PRAGMA application_id = {ApplicationId};");
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is Corrupt or NotADatabase)
        {
            throw new UnusableDatabaseException(
                new($"« {file} » est endommagé ou n'est pas une base SQLite. Restaurez une sauvegarde, ou déplacez ce fichier.", $"\"{file}\" is damaged or not an SQLite database. Restore a backup, or move this file away."),
                damaged);
        }
    }

    public override DbConnection Open()
    {
        var connection = new SqliteConnection(ConnectionString());
        try
        {
            connection.Open();
            connection.Execute($"PRAGMA busy_timeout = {BusyTimeoutMilliseconds}; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = {JournalSizeLimit};");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override DbTransaction BeginRead(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    /// <remarks>BEGIN IMMEDIATE: a transaction that reads first and writes later can only be repeated as a whole once another has written in between.</remarks>
    public override DbTransaction BeginWrite(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: false);

    public override int ReadVersion(DbConnection connection, DbTransaction? transaction) => connection.ExecuteScalar<int>("PRAGMA user_version", transaction: transaction);

    public override void WriteVersion(DbTransaction transaction, int version) => transaction.Connection!.Execute($"PRAGMA user_version = {version}", transaction: transaction);

    public override void Close()
    {
        using var connection = new SqliteConnection(ConnectionString()) { DefaultTimeout = 1 };
        try
        {
            connection.Open();
            connection.Execute("PRAGMA optimize");
        }
        catch (SqliteException)
        {
            // Tidying up is a courtesy: a busy or vanished database is no reason to fail at the end.
        }

        SqliteConnection.ClearPool(connection);
    }

    private string ConnectionString() => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = SqliteOpenMode.ReadWrite,
        ForeignKeys = true,
        Cache = SqliteCacheMode.Private,
        DefaultTimeout = CommandTimeoutSeconds,
    }.ToString();
}
