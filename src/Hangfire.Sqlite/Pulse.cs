namespace Hangfire.Sqlite;

/// <summary>Lets waiters go on early when something happened in this process.</summary>
internal sealed class Pulse
{
    private readonly object gate = new();

    public void Wait(TimeSpan longest)
    {
        lock (gate)
            Monitor.Wait(gate, longest);
    }

    public void Set()
    {
        lock (gate)
            Monitor.PulseAll(gate);
    }
}
