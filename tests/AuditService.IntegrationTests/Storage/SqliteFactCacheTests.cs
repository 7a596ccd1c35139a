using AuditService.Storage.Databases;

namespace AuditService.IntegrationTests.Storage;

public sealed class SqliteFactCacheTests : FactCacheSuite, IDisposable
{
    private readonly SqliteFile file = new();

    protected override AuditDatabase Database => file.Database;

    public void Dispose() => file.Dispose();
}
