namespace AuditService.Collectors.SourceCode.Dependencies;

/// <summary>One key of a TOML text. The value is a string, a list, a dictionary (inline table), or the bare text of another literal.</summary>
internal sealed record TomlEntry(string Table, string Key, object Value, int Line);

/// <summary>A text in a list, with its line.</summary>
internal sealed record TomlItem(string Text, int Line);
