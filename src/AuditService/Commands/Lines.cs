namespace AuditService.Commands;

/// <summary>Progress told line by line on the error stream.</summary>
internal sealed class Lines(Session session) : IProgress<string>
{
    public void Report(string value) => session.Tell("  " + value);
}
