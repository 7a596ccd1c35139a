namespace AuditService.Commands;

/// <summary>What the program returns; other programs rely on it.</summary>
public static class ExitCode
{
    /// <summary>Done, and the gate held.</summary>
    public const int Done = 0;

    /// <summary>Done, and the gate failed.</summary>
    public const int GateFailed = 1;

    /// <summary>The author's mistakes, or bad usage.</summary>
    public const int AuthorMistake = 2;

    /// <summary>Our own fault.</summary>
    public const int OwnFault = 3;

    /// <summary>Stopped by the user (128 + SIGINT).</summary>
    public const int Cancelled = 130;
}
