using AuditService.Storage.Databases;

namespace AuditService.Storage.People;

/// <summary>The keys that protect cookies and authenticator keys, as XML: all processes on this database share them.</summary>
public sealed class KeyStore(AuditDatabase database)
{
    public Task<IReadOnlyList<string>> AllAsync(CancellationToken cancellation) => database.QueryAsync<string>("People/SelectKeys", new { }, cancellation);

    public Task PutAsync(string name, string xml, CancellationToken cancellation) => database.ExecuteAsync("People/UpsertKey", new { Name = name, Xml = xml }, cancellation);
}
