using AuditService.Storage.Databases;

namespace AuditService.Storage.People;

/// <summary>Sessions that somebody signed out of, and challenges that were answered: their cookies let nobody in any more, wherever a copy is.</summary>
public sealed class EndedSessionStore(AuditDatabase database)
{
    /// <summary>True for the one caller who ends it.</summary>
    /// <param name="until">From when on the cookie is worth nothing anyway.</param>
    public async Task<bool> EndAsync(string id, DateTimeOffset until, DateTimeOffset now, CancellationToken cancellation)
    {
        var isFirst = false;
        await database.WriteAsync(
            async transaction =>
            {
                await database.ExecuteAsync(transaction, "People/DeleteEndedSessions", new { Now = now.ToUnixTimeMilliseconds() }, cancellation);
                isFirst = await database.ExecuteAsync(transaction, "People/InsertEndedSession", new { Id = id, Until = until.ToUnixTimeMilliseconds() }, cancellation) == 1;
            },
            cancellation);
        return isFirst;
    }

    public async Task<bool> HasEndedAsync(string id, CancellationToken cancellation) => (await database.QueryAsync<long>("People/CountEndedSession", new { Id = id }, cancellation))[0] > 0;
}
