using AuditService.Core;

namespace AuditService.Authoring.Yaml;

/// <summary>A YAML document as its author wrote it: each node knows its place. Anchors, aliases and tags do not exist here: <see cref="YamlText"/> refuses them.</summary>
public abstract record YamlNode(SourcePosition At);

/// <param name="At">Where it starts.</param>
/// <param name="Value">The text, unquoted.</param>
/// <param name="Quoted">True when it was quoted or a block: then it is a text, whatever it looks like.</param>
public sealed record YamlScalar(SourcePosition At, string Value, bool Quoted) : YamlNode(At)
{
    /// <summary>An empty value, <c>~</c> or <c>null</c>: the author says nothing.</summary>
    public bool IsNull => !Quoted && Value is "" or "~" or "null";
}

public sealed record YamlSequence(SourcePosition At, IReadOnlyList<YamlNode> Items) : YamlNode(At);

public sealed record YamlMapping(SourcePosition At, IReadOnlyList<YamlEntry> Entries) : YamlNode(At)
{
    public YamlNode? Find(string key) => Entries.FirstOrDefault(entry => string.Equals(entry.Key, key, StringComparison.Ordinal))?.Value;
}

public sealed record YamlEntry(SourcePosition At, string Key, YamlNode Value);
