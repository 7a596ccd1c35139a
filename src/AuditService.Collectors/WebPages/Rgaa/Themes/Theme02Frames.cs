using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;

namespace AuditService.Collectors.WebPages.Rgaa.Themes;

/// <summary>RGAA theme 2.</summary>
internal static class Theme02Frames
{
    private static readonly HashSet<string> GenericTitles = new(StringComparer.Ordinal)
    {
        "iframe", "frame", "cadre", "untitled", "sans titre", "titre", "title", "frame title", "titre du cadre", "titre de cadre", "document", "page", "null", "undefined", "contenu", "content",
    };

    public static IReadOnlyList<RgaaCheck> Checks { get; } =
    [
        new("2.1.1", page => CheckResult.Of(Frames(page), HasTitle)),
        new("2.2.1", page => CheckResult.Of(Frames(page).Where(frame => frame.Has("title")), frame => TitleIsRelevant(page, frame))),
    ];

    /// <summary>A frame taken away from assistive technology is outside the criteria (glossary, frame title, note 2).</summary>
    private static IEnumerable<IElement> Frames(AuditedPage page) => page.Named("iframe", "frame").Where(page.Visibility.IsExposed);

    private static Verdict HasTitle(IElement frame) => frame.Has("title")
        ? Verdict.Pass
        : Verdict.Fail("cadre sans attribut title renseigné", "frame without a filled title attribute");

    private static Verdict TitleIsRelevant(AuditedPage page, IElement frame)
    {
        var title = Plain.Text(frame.GetAttribute("title"));
        var source = frame.GetAttribute("src") ?? "";
        if (!Plain.HasLetterOrDigit(title) || GenericTitles.Contains(Plain.Words(title)))
            return Verdict.Fail("titre de cadre générique", "generic frame title");
        if (title.Equals(source, StringComparison.OrdinalIgnoreCase) || PageNames.IsAddressOrFile(title))
            return Verdict.Fail("titre de cadre fait d'une adresse ou d'un nom de fichier", "frame title made of an address or file name");
        var hasTwin = Frames(page).Any(other => other != frame && Plain.Text(other.GetAttribute("title")) == title && (other.GetAttribute("src") ?? "") != source);
        return hasTwin
            ? Verdict.Review("même titre que celui d'un cadre d'une autre adresse", "same title as a frame of another address")
            : Verdict.Review("le titre dit-il ce que montre le cadre ?", "does the title tell what the frame shows?");
    }
}
