namespace Hangfire.Sqlite;

/// <summary>What a server says of itself when it is announced.</summary>
internal sealed class ServerData
{
    public int WorkerCount { get; set; }

    public string[] Queues { get; set; } = [];

    public long StartedAt { get; set; }
}
