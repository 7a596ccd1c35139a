namespace AuditService.Core.Dossiers.Manifests;

/// <summary>What a key of the manifest means, for its author: becomes the schema's description and the comment of <c>audit init</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SaysAttribute(string fr, string en) : Attribute
{
    public string Fr { get; } = fr;

    public string En { get; } = en;
}
