using AuditService.Storage.Audits;
using AuditService.Storage.Databases;
using Dapper;

namespace AuditService.Storage.Backups;

/// <summary>What a database of audits holds as far as a backup goes: how many audits, and which contents they name.</summary>
internal sealed record NamedContents(long Audits, IReadOnlySet<string> Hashes)
{
    /// <summary>Files of dossiers, and the pictures of pages that facts, findings and the cache refer to.</summary>
    public static Task<NamedContents> ReadAsync(AuditDatabase database, CancellationToken cancellation) =>
        database.ReadAsync(
            async transaction =>
            {
                var connection = transaction.Connection!;
                var hashes = new SortedSet<string>(StringComparer.Ordinal);
                foreach (var hash in connection.Query<string>(database.Sql("Backups/SelectContents"), transaction: transaction, buffered: false))
                    hashes.Add(hash);
                foreach (var json in connection.Query<string>(database.Sql("Backups/SelectPictures"), transaction: transaction, buffered: false))
                {
                    cancellation.ThrowIfCancellationRequested();
                    hashes.UnionWith(StoredJson.PicturesIn(json));
                }

                var audits = await connection.ExecuteScalarAsync<long>(new CommandDefinition(database.Sql("Backups/SelectAuditCount"), transaction: transaction, cancellationToken: cancellation));
                return new NamedContents(audits, hashes);
            },
            cancellation);
}
