namespace AuditService.IntegrationTests.Web;

/// <summary>The system's clock, set forward by tests.</summary>
internal sealed class Clock : TimeProvider
{
    private TimeSpan ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;

    public void Advance(TimeSpan time) => ahead += time;
}
