using System.Text.RegularExpressions;
using AuditService.Core;

namespace AuditService.Collectors.Documents.Office;

/// <summary>Graphics have an alternative (OFF-08), a meaningful one (OFF-09), stand in the reading order (OFF-14); media have captions (OFF-18).</summary>
internal static class GraphicRules
{
    private const int LongAlternative = 250;

    private static readonly BoundedRegex FileName = new(
        @"\.(?:png|jpe?g|gif|bmp|tiff?|svg|webp|emf|wmf|heic|mp4|mov|wav|mp3)$", RegexOptions.IgnoreCase);

    private static readonly BoundedRegex Generic = new(
        @"^(?:an? |une? |l')?(?:image|photo|photographie|picture|img|figure|fig|illustration|graphique|graphic|graph|chart|diagram|diagramme|sch[ée]ma|capture(?: d'[ée]cran)?|"
        + @"screenshot|logo|ic[ôo]ne|icon|shape|forme|objet|object|bild|grafik|abbildung|imagen|gr[áa]fico|untitled|sans titre|alt|texte alternatif|alternative text)[ _.-]*\d*$",
        RegexOptions.IgnoreCase);

    private static readonly BoundedRegex Generated = new(
        @"description g[ée]n[ée]r[ée]e automatiquement|description automatically generated|automatically generated|automatisch generiert|generada autom[áa]ticamente|"
        + @"contenu g[ée]n[ée]r[ée] par l.ia|ai-generated content",
        RegexOptions.IgnoreCase);

    public static void Check(OfficeRuleContext context)
    {
        var repeated = false;
        foreach (var graphic in context.Document.AllBlocks().OfType<OfficeGraphic>())
        {
            CheckOrder(context, graphic);
            CheckTextTrack(context, graphic);
            if (graphic.Kind == OfficeGraphicKind.TextFrame || graphic.IsRule)
                continue;
            context.Examine(8);
            if (graphic.Decorative)
                continue;
            if (!string.IsNullOrWhiteSpace(graphic.Alternative))
                CheckMeaning(context, graphic);
            else if (!graphic.Repeats || !repeated)
                ReportMissing(context, graphic);
            // A header repeats on each page: one place is enough.
            repeated |= graphic.Repeats && string.IsNullOrWhiteSpace(graphic.Alternative);
        }
    }

    private static void ReportMissing(OfficeRuleContext context, OfficeGraphic graphic)
    {
        if (graphic.Kind == OfficeGraphicKind.Shape)
            context.Review(8, graphic.Place, "une forme sans texte n'a pas d'alternative : décoration, ou information ?", "a shape without text has no alternative: decoration, or information?");
        else if (context.Document.Format == DocumentKind.Markdown)
        {
            var target = Excerpt.Quoted(graphic.Link?.Target);
            context.Warn(8, graphic.Place, $"image sans alternative : {target}", $"image without alternative: {target}");
        }
        else
        {
            var (fr, en) = Name(graphic.Kind);
            context.Fail(8, graphic.Place, $"{fr} sans alternative", $"{en} without alternative");
        }
    }

    private static void CheckMeaning(OfficeRuleContext context, OfficeGraphic graphic)
    {
        context.Examine(9);
        var alternative = graphic.Alternative!.Trim();
        LocalizedText? doubt = FileName.IsMatch(alternative) ? new("est un nom de fichier", "is a file name")
            : Generated.IsMatch(alternative) ? new("a été produite automatiquement", "was generated automatically")
            : Generic.IsMatch(alternative) ? new("ne dit rien", "says nothing")
            : alternative.Length > LongAlternative ? new($"a {alternative.Length} caractères", $"has {alternative.Length} characters")
            : Prose.CountWords(alternative) <= 1 && context.Document.Format != DocumentKind.Markdown ? new("est un seul mot", "is a single word")
            : null;
        if (doubt is not null)
            context.Review(9, graphic.Place, $"l'alternative {doubt.Fr} : {Excerpt.Quoted(alternative)}", $"the alternative {doubt.En}: {Excerpt.Quoted(alternative)}");
    }

    private static void CheckOrder(OfficeRuleContext context, OfficeGraphic graphic)
    {
        if (context.IsSlides || graphic.Repeats)
            return;
        context.Examine(14);
        if (graphic is { Floating: true, Decorative: false })
        {
            var (fr, en) = Name(graphic.Kind);
            context.Review(14, graphic.Place, $"{fr} à côté du texte, hors de la ligne", $"{en} set beside the text, not in line with it");
        }
    }

    private static void CheckTextTrack(OfficeRuleContext context, OfficeGraphic graphic)
    {
        if (graphic.Kind != OfficeGraphicKind.Media)
            return;
        context.Examine(18);
        if (!graphic.HasTextTrack)
            context.Review(18, graphic.Place, "un média sans piste de texte : a-t-il des sous-titres ou une transcription ?", "a medium without text track: does it have captions or a transcript?");
    }

    private static (string Fr, string En) Name(OfficeGraphicKind kind) => kind switch
    {
        OfficeGraphicKind.Picture => ("image", "image"),
        OfficeGraphicKind.Chart => ("graphique", "chart"),
        OfficeGraphicKind.Diagram => ("diagramme", "diagram"),
        OfficeGraphicKind.Group => ("groupe d'objets", "group of objects"),
        OfficeGraphicKind.EmbeddedObject => ("objet incorporé", "embedded object"),
        OfficeGraphicKind.TextFrame => ("cadre de texte", "text frame"),
        OfficeGraphicKind.Media => ("média", "medium"),
        _ => ("forme", "shape"),
    };
}
