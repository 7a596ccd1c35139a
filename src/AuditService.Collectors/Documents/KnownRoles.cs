using AuditService.Core.Dossiers.Manifests;

namespace AuditService.Collectors.Documents;

/// <summary>
/// The role of each document: the one that its author gave it, and of two entries on one path the first. A model card that nobody gave a role is one all the same:
/// a model names it, or its header says so.
/// </summary>
internal sealed class KnownRoles(Manifest manifest, IEnumerable<string> modelCards)
{
    private readonly Dictionary<string, DocumentRole?> declared = manifest.Documents
        .Where(static entry => entry.Path is not null)
        .GroupBy(static entry => entry.Path!, StringComparer.Ordinal)
        .ToDictionary(static same => same.Key, static same => same.First().Role, StringComparer.Ordinal);

    private readonly HashSet<string> cards = modelCards.ToHashSet(StringComparer.Ordinal);

    public bool IsDeclared(string path) => declared.ContainsKey(path);

    /// <summary>Whether the author gave the document a role.</summary>
    public bool IsGiven(string path) => declared.GetValueOrDefault(path) is not null;

    /// <summary>Whether the author gave some document this role.</summary>
    public bool Gives(DocumentRole role) => declared.ContainsValue(role);

    public DocumentRole? Find(string path) => declared.GetValueOrDefault(path) ?? (cards.Contains(path) ? DocumentRole.ModelCard : null);
}
