namespace AuditService.Core.Dossiers.Manifests;

/// <summary>
/// What a key of the manifest means, for its author: becomes the schema's description and the comment of <c>audit init</c>. It begins with the few
/// words that name the key in a report; a comma, a colon or a bracket ends them.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SaysAttribute(string fr, string en) : Attribute
{
    private static readonly string[] Ends = [" (", " :", ": ", ", ", "; ", " ..."];

    public string Fr { get; } = fr;

    public string En { get; } = en;

    /// <summary>The few words that name the key inside a sentence.</summary>
    public LocalizedText Label => new(Beginning(Fr), Beginning(En));

    private static string Beginning(string text)
    {
        var end = Ends.Select(mark => text.IndexOf(mark, StringComparison.Ordinal)).Where(index => index > 0).DefaultIfEmpty(text.Length).Min();
        var words = text[..end].TrimEnd('.');
        return char.ToLowerInvariant(words[0]) + words[1..];
    }
}
