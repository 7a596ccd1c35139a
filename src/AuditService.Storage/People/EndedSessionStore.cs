using AuditService.Storage.Databases;

namespace AuditService.Storage.People;

/// <summary>Sessions that somebody signed out of: their cookies let nobody in any more, wherever a copy is.</summary>
public sealed class EndedSessionStore(AuditDatabase database)
{
    /// <param name="until">From when on the cookie is worth nothing anyway.</param>
    public Task EndAsync(string id, DateTimeOffset until, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            await database.ExecuteAsync(transaction, "People/DeleteEndedSessions", new { Now = now.ToUnixTimeMilliseconds() }, cancellation);
            await database.ExecuteAsync(transaction, "People/InsertEndedSession", new { Id = id, Until = until.ToUnixTimeMilliseconds() }, cancellation);
        },
        cancellation);

    public async Task<bool> HasEndedAsync(string id, CancellationToken cancellation) => (await database.QueryAsync<long>("People/CountEndedSession", new { Id = id }, cancellation))[0] > 0;
}
