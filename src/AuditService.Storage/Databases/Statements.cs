using System.Data.Common;
using Dapper;

namespace AuditService.Storage.Databases;

/// <summary>One SQL text, by its name, with its parameters.</summary>
internal static class Statements
{
    public static Task<IReadOnlyList<T>> QueryAsync<T>(this AuditDatabase database, string sql, object parameters, CancellationToken cancellation) =>
        database.ReadAsync(transaction => database.QueryAsync<T>(transaction, sql, parameters, cancellation), cancellation);

    public static async Task<IReadOnlyList<T>> QueryAsync<T>(this AuditDatabase database, DbTransaction transaction, string sql, object parameters, CancellationToken cancellation) =>
        [.. await transaction.Connection!.QueryAsync<T>(new CommandDefinition(database.Sql(sql), parameters, transaction, cancellationToken: cancellation))];

    /// <summary>In a transaction of its own. Gives the number of rows that it touched.</summary>
    public static async Task<int> ExecuteAsync(this AuditDatabase database, string sql, object parameters, CancellationToken cancellation)
    {
        var rows = 0;
        await database.WriteAsync(async transaction => rows = await database.ExecuteAsync(transaction, sql, parameters, cancellation), cancellation);
        return rows;
    }

    public static Task<int> ExecuteAsync(this AuditDatabase database, DbTransaction transaction, string sql, object parameters, CancellationToken cancellation) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(database.Sql(sql), parameters, transaction, cancellationToken: cancellation));
}
