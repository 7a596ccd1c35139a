using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Core;

namespace AuditService.Collectors.WebPages;

/// <summary>
/// Boxes of forms by which people agree to something, and those among them that ask for several agreements at once (RGPD, art. 7(2) and considérant 43): conditions of use with a use of
/// data, or several uses.
/// </summary>
internal static class BundledConsents
{
    private const double Sure = 0.8;
    private const double Doubtful = 0.5;

    private static readonly BoundedRegex Agreeing = Words("accepte|consen|autorise|d accord|souhaite recevoir|veux recevoir|m inscri|abonne|agree|accept|consent|authori[sz]e|allow|subscribe|opt in|sign me up");

    private static readonly BoundedRegex Conditions = Words("conditions generales|conditions d utilisation|conditions de vente|\\bcgu\\b|\\bcgv\\b|\\breglement\\b|terms (of|and)|terms conditions");

    private static readonly (string Name, BoundedRegex Words)[] Uses =
    [
        ("newsletter", Words("newsletter|lettre d information|infolettre|recevoir (des|les|vos|nos) (offres|actualites|informations|mails|emails|courriels)|prospection|emails? commerciaux|marketing|promotion|offers|news and")),
        ("partners", Words("(transm|communi|partag|ced|cession|shar|transfer)\\w*.{0,40}(partenaires|\\btiers\\b|partners|third part)|\\b(par|avec|a|et|et de|with|by|and) (nos |ses |des |our |its )?(partenaires|tiers|partners|third part)")),
        ("profiling", Words("profil|personnalis|personali[sz]|ciblage|targeted")),
        ("research", Words("statisti|recherche|entrainer|entrainement|ameliorer (le|nos|les) (modeles?|services?)|train(ing)? (the|our)|research|analytics|mesure d audience")),
        ("cookies", Words("cookies|traceurs|geolocali|location")),
    ];

    private static readonly BoundedRegex Policy = Words("politique de (confidentialite|protection)|donnees personnelles|privacy policy|traitement de (mes|vos) donnees|processing of my");

    public static IReadOnlyList<IElement> Boxes(AuditedPage page) =>
        [.. page.Named("input").Where(field => string.Equals(field.GetAttribute("type"), "checkbox", StringComparison.OrdinalIgnoreCase) && Agreeing.IsMatch(Label(page, field)))];

    public static IEnumerable<(IElement Box, double Confidence, LocalizedText Why)> In(AuditedPage page)
    {
        foreach (var box in Boxes(page))
        {
            var label = Label(page, box);
            var uses = Uses.Where(use => use.Words.IsMatch(label)).ToList();
            if (Conditions.IsMatch(label) && uses.Count > 0)
                yield return (box, Sure, new("une seule case pour les conditions d'utilisation et pour un usage des données", "one box for the conditions of use and for a use of the data"));
            else if (uses.Count > 1)
                yield return (box, Sure, new("une seule case pour plusieurs usages des données", "one box for several uses of the data"));
            else if (Conditions.IsMatch(label) && Policy.IsMatch(label))
                yield return (box, Doubtful, new("une seule case pour les conditions d'utilisation et pour le traitement des données", "one box for the conditions of use and for the processing of the data"));
        }
    }

    private static string Label(AuditedPage page, IElement box)
    {
        var label = box.Id is { Length: > 0 } id ? page.Named("label").FirstOrDefault(each => each.GetAttribute("for") == id) : null;
        label ??= box.Closest("label");
        // A box without a label of its own stands in the text that goes with it.
        return Plain.Words(page.Names.FromAnything(box) ?? Plain.Cut(Plain.Text((label ?? box.ParentElement)?.TextContent), 400));
    }

    private static BoundedRegex Words(string pattern) => new(pattern, RegexOptions.None);
}
