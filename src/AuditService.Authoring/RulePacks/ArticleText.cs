using AuditService.Authoring.Binding;
using AuditService.Authoring.Yaml;
using AuditService.Core;

namespace AuditService.Authoring.RulePacks;

/// <summary>Where a law says something: a plain text where both languages write it alike, else <c>{ fr: ..., en: ... }</c>.</summary>
internal sealed record ArticleText(LocalizedText Words)
{
    public static ArticleText? Read(YamlNode node, RecordBinder binder)
    {
        if (node is YamlScalar { IsNull: true })
            return null;
        var words = node is YamlScalar scalar ? LocalizedText.Same(scalar.Value.Trim()) : binder.Localized(node);
        return words is { Fr.Length: > 0 } ? new(words) : null;
    }
}
