using AuditService.IntegrationTests.Storage;
using AuditService.Storage.Databases;

namespace AuditService.IntegrationTests.People;

public sealed class SqlitePasskeyStoreTests : PasskeyStoreSuite, IDisposable
{
    private readonly SqliteFile file = new();

    protected override AuditDatabase Database => file.Database;

    public void Dispose() => file.Dispose();
}
