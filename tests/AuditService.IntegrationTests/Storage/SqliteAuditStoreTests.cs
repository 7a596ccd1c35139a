using AuditService.Storage.Databases;

namespace AuditService.IntegrationTests.Storage;

public sealed class SqliteAuditStoreTests : AuditStoreSuite, IDisposable
{
    private readonly SqliteFile file = new();

    protected override AuditDatabase Database => file.Database;

    public void Dispose() => file.Dispose();

    protected override IDisposable Break(string table, int afterRows)
    {
        file.Execute($"CREATE TRIGGER broken BEFORE INSERT ON {table} WHEN (SELECT count(*) FROM {table}) >= {afterRows} BEGIN SELECT RAISE(FAIL, 'disk full'); END");
        return new Repair(file);
    }

    private sealed class Repair(SqliteFile file) : IDisposable
    {
        public void Dispose() => file.Execute("DROP TRIGGER broken");
    }
}
