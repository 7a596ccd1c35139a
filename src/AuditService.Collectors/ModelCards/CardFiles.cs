using AuditService.Core;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;

namespace AuditService.Collectors.ModelCards;

/// <summary>Which documents of a dossier are model cards: by their role, because a model names them, or by their front matter.</summary>
internal static class CardFiles
{
    private const long MostBytes = 4 * 1024 * 1024;

    /// <summary>Paths of the cards, in the order of the dossier.</summary>
    public static IReadOnlyList<DossierFile> In(Dossier dossier, IContentStore content)
    {
        var named = dossier.Manifest.Documents.Where(document => document.Role == DocumentRole.ModelCard).Select(document => document.Path)
            .Concat(dossier.Manifest.Models.Select(model => model.Card))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        return [.. dossier.Files.Where(file => named.Contains(file.Path) || (file.Nature is { Format: "markdown", SetApart: null } && Read(file, content) is not null))];
    }

    /// <returns>What keeps a figure of its front matter from being read; null where nothing does.</returns>
    public static LocalizedText? Problem(DossierFile file, IContentStore content)
    {
        if (file.Size > MostBytes || file.Nature.Format != "markdown")
            return null;
        using var text = new StreamReader(content.Open(file.Sha256));
        return ModelCard.Problem(file.Path, text);
    }

    /// <returns>The front matter, or null where the file has none of a model card.</returns>
    public static ModelCard? Read(DossierFile file, IContentStore content)
    {
        if (file.Size > MostBytes || file.Nature.Format != "markdown")
            return null;
        using var text = new StreamReader(content.Open(file.Sha256));
        return ModelCard.Read(file.Path, text);
    }
}
