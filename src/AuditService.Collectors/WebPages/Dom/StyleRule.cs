namespace AuditService.Collectors.WebPages.Dom;

/// <summary>One style rule: its selectors one by one, its declarations by property (the last one wins), the media conditions around it.</summary>
internal sealed record StyleRule(IReadOnlyList<string> Selectors, IReadOnlyDictionary<string, StyleValue> Declarations, string? Media)
{
    /// <summary>Holds on a screen whatever its size: no condition, or one on the kind of medium only.</summary>
    public bool IsUnconditional => Media is null || Media.Trim().ToLowerInvariant() is "" or "all" or "screen";

    public string? this[string property] => Declarations.TryGetValue(property, out var value) ? value.Text : null;
}

internal readonly record struct StyleValue(string Text, bool IsImportant);
