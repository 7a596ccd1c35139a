using System.Text.Json;
using System.Text.Json.Serialization;

namespace AuditService.App.Runs;

/// <summary>What a parent and the process that carries out its audits say to each other, a line of JSON each.</summary>
internal static class AuditProcessWords
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() } };

    public static string Line<T>(T word) => JsonSerializer.Serialize(word, Options);

    /// <summary>Null for what is no such word.</summary>
    public static T? Read<T>(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Options);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}

/// <summary>The first line of the parent.</summary>
/// <param name="Settings">Without the secrets of mail and sign-in, which no audit needs.</param>
/// <param name="AuditMegabytes">What one audit may hold.</param>
/// <param name="IsVerbose">To log as much as the parent does.</param>
public sealed record AuditProcessGreeting(AuditServiceSettings Settings, long AuditMegabytes, bool IsVerbose);

/// <param name="Run">Id of the order to carry out; null to stop the one in hand.</param>
internal sealed record AuditProcessOrder(string? Run);

/// <param name="IsLast">The process ends now: something is left in it that only its end takes back.</param>
/// <param name="Said">What went wrong.</param>
internal sealed record AuditProcessAnswer(AuditProcessEnd End, bool IsLast = false, string? Said = null);

/// <summary>How it ended with an order, or with the process that carried it out.</summary>
internal enum AuditProcessEnd
{
    /// <summary>It waits for orders.</summary>
    Ready,

    /// <summary>Our tables say how.</summary>
    Ended,

    /// <summary>Told to stop, it did so.</summary>
    Stopped,

    /// <summary>A fault of ours.</summary>
    Failed,

    /// <summary>It held more memory than the audit may.</summary>
    OutOfMemory,

    /// <summary>A step does not stop and holds the memory; the journal says which.</summary>
    MemoryHeld,

    /// <summary>The process died of anything else.</summary>
    Died,
}
