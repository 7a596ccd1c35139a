namespace AuditService.Browser.Network;

/// <summary>Bounds of one audit's traffic.</summary>
public sealed record ProxyLimits
{
    public int Connections { get; init; } = 20_000;

    public int ConcurrentConnections { get; init; } = 128;

    public long Bytes { get; init; } = 512L * 1024 * 1024;

    public int HeadBytes { get; init; } = 64 * 1024;

    /// <summary>Distinct entries kept in the log; further connections are counted, not listed.</summary>
    public int LogEntries { get; init; } = 5_000;

    public TimeSpan HeadTimeout { get; init; } = TimeSpan.FromSeconds(15);

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A connection on which nothing moves either way is closed.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
