using AuditService.IntegrationTests.Storage;
using AuditService.Storage.Databases;

namespace AuditService.IntegrationTests.Runs;

public sealed class SqliteRunStoreTests : RunStoreSuite, IDisposable
{
    private readonly SqliteFile file = new();

    protected override AuditDatabase Database => file.Database;

    public void Dispose() => file.Dispose();
}
