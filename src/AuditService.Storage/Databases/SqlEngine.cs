using System.Collections.Concurrent;
using System.Data.Common;
using System.Reflection;

namespace AuditService.Storage.Databases;

/// <summary>
/// What differs from one database engine to another. Another engine is a subclass and, beside each SQL text that it cannot share, a second file:
/// <c>X.sql</c> serves all, <c>X.sqlite.sql</c> and <c>X.postgres.sql</c> one each.
/// </summary>
internal abstract class SqlEngine
{
    private readonly ConcurrentDictionary<string, string> texts = new(StringComparer.Ordinal);

    /// <summary>The middle name of its SQL files.</summary>
    protected abstract string Name { get; }

    /// <summary>Creates the database, or makes sure that it is ours; done once, before the migrations. Throws <see cref="UnusableDatabaseException"/>.</summary>
    public abstract void Prepare();

    /// <summary>Opens a connection that is ready for use: time-outs and constraints are set.</summary>
    public abstract DbConnection Open();

    /// <summary>Begins a transaction whose queries all see the same state.</summary>
    public abstract DbTransaction BeginRead(DbConnection connection);

    /// <summary>Begins a transaction that already owns the right to write: it cannot fail later for having read first.</summary>
    public abstract DbTransaction BeginWrite(DbConnection connection);

    /// <summary>Number of the last migration that was applied; 0 for an empty database.</summary>
    public abstract int ReadVersion(DbConnection connection, DbTransaction? transaction);

    public abstract void WriteVersion(DbTransaction transaction, int version);

    /// <summary>Lets the engine tidy up, and closes its idle connections.</summary>
    public abstract void Close();

    /// <summary>The SQL text of this engine, by its path without extension: <c>Audits/InsertAudit</c>.</summary>
    public string Sql(string name) => texts.GetOrAdd(name, each =>
        Read($"{each}.{Name}.sql") ?? Read($"{each}.sql") ?? throw new InvalidOperationException($"There is no SQL text {each} for {Name}"));

    /// <summary>The migrations in their order, each with its number.</summary>
    public IReadOnlyList<(int Number, string Sql)> Migrations()
    {
        const string folder = "Databases/Migrations/";
        return [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .Select(name => name.Split('.')[0])
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(name => (int.Parse(name.AsSpan(folder.Length, 4)), Sql(name)))];
    }

    private static string? Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
