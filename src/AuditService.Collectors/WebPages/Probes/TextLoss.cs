namespace AuditService.Collectors.WebPages.Probes;

/// <summary>What of an element's text cannot be seen.</summary>
[Flags]
public enum TextLoss
{
    None = 0,

    /// <summary>Rows cut through, or missing while others of the same text are there.</summary>
    Rows = 1,

    /// <summary>Words cut at a side without a sign of it.</summary>
    Words = 2,

    /// <summary>Words cut at a side, with an ellipsis.</summary>
    Abridged = 4,

    /// <summary>Nothing is left of it.</summary>
    Whole = 8,
}
