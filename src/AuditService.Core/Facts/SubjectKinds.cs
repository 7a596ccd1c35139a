using System.Collections.Frozen;

namespace AuditService.Core.Facts;

public static class SubjectKinds
{
    private static readonly FrozenDictionary<string, SubjectKind> ById =
        Enum.GetValues<SubjectKind>().ToFrozenDictionary(kind => kind.Id(), StringComparer.Ordinal);

    /// <summary>The word for the kind in YAML and JSON: <c>processing</c>, <c>dataset</c> ...</summary>
    public static string Id(this SubjectKind kind) => kind switch
    {
        SubjectKind.Dossier => "dossier",
        SubjectKind.Processing => "processing",
        SubjectKind.Dataset => "dataset",
        SubjectKind.Column => "column",
        SubjectKind.Page => "page",
        SubjectKind.File => "file",
        SubjectKind.Model => "model",
        SubjectKind.Component => "component",
        SubjectKind.Flow => "flow",
        SubjectKind.Document => "document",
        SubjectKind.Chart => "chart",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown subject kind"),
    };

    public static bool TryParse(string id, out SubjectKind kind) => ById.TryGetValue(id, out kind);

    public static IEnumerable<string> Ids => ById.Keys.Order(StringComparer.Ordinal);

    /// <summary>
    /// The first word of a fact key tells its subject: <c>processing.dpia</c> is about a processing. A first word that names no kind
    /// (<c>code.unsafeTorchLoad</c>) is about the dossier.
    /// </summary>
    public static SubjectKind OfKey(string key)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && ById.TryGetValue(key[..dot], out var kind) ? kind : SubjectKind.Dossier;
    }

    /// <summary>
    /// True for what only the manifest can name: when it names none, a rule about them lacks evidence. The other kinds are discovered in the
    /// files: when there are none, a rule about them does not apply.
    /// </summary>
    public static bool IsOnlyDeclared(this SubjectKind kind) =>
        kind is SubjectKind.Processing or SubjectKind.Component or SubjectKind.Flow or SubjectKind.Chart;

    public static LocalizedText Name(this SubjectKind kind) => kind switch
    {
        SubjectKind.Dossier => new("dossier", "dossier"),
        SubjectKind.Processing => new("traitement", "processing"),
        SubjectKind.Dataset => new("jeu de données", "data set"),
        SubjectKind.Column => new("colonne", "column"),
        SubjectKind.Page => new("page", "page"),
        SubjectKind.File => new("fichier", "file"),
        SubjectKind.Model => new("modèle", "model"),
        SubjectKind.Component => new("composant", "component"),
        SubjectKind.Flow => new("flux", "flow"),
        SubjectKind.Document => new("document", "document"),
        SubjectKind.Chart => new("graphique", "chart"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown subject kind"),
    };
}
