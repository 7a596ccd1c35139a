using AuditService.IntegrationTests.Storage;

namespace AuditService.IntegrationTests;

/// <summary>A clock that only a test moves.</summary>
internal sealed class SetClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = SomeAudit.Start;

    public override DateTimeOffset GetUtcNow() => Now;

    public void Advance(TimeSpan by) => Now += by;
}
