namespace AuditService.Core.Runs;

/// <summary>What earlier attempts at an order have taught about one of its steps.</summary>
public enum StepFate
{
    /// <summary>Nothing: it runs like any other.</summary>
    Free,

    /// <summary>The audit held too much memory while it and others ran: it runs again by itself, after them, which tells whether it was the one.</summary>
    Alone,

    /// <summary>The process died in it again and again.</summary>
    Deadly,

    /// <summary>By itself it took more memory than its audit may hold: it would again.</summary>
    TooLarge,
}
