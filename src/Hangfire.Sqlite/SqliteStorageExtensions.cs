namespace Hangfire.Sqlite;

public static class SqliteStorageExtensions
{
    /// <summary>Keeps jobs in the SQLite file of <paramref name="connectionString"/>, which is created and migrated as needed.</summary>
    public static IGlobalConfiguration<SqliteStorage> UseSqliteStorage(this IGlobalConfiguration configuration, string connectionString, SqliteStorageOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration.UseStorage(new SqliteStorage(connectionString, options));
    }
}
