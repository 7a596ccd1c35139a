using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace AuditService.Collectors.Documents.Pdf;

/// <summary>Annotations, links, form fields and media (clause 7.18), and the language of their texts (7.2-24, 25).</summary>
internal static class AnnotationRules
{
    public static readonly string[] Tests =
    [
        "7.2-24", "7.2-25", "7.18.1-1", "7.18.1-2", "7.18.1-3", "7.18.2-1", "7.18.3-1", "7.18.4-1", "7.18.4-2", "7.18.5-1", "7.18.5-2", "7.18.6.2-1", "7.18.6.2-2", "7.18.8-1",
    ];

    private const int MostPerPage = 20_000;
    private const int DeepestField = 32;

    public static void Check(PdfRuleContext context)
    {
        var objects = context.Objects;
        var widgets = new HashSet<IndirectReference>();
        foreach (var page in context.Pages.All)
        {
            var annotations = objects.Array(page.Dictionary, "Annots").Take(MostPerPage)
                .Select(a => (Reference: PdfObjects.Reference(a), Dictionary: objects.Resolve(a) as DictionaryToken)).Where(static a => a.Dictionary is not null).ToList();
            if (annotations.Count == 0)
                continue;
            CheckTabs(context, page);
            foreach (var (reference, dictionary) in annotations)
            {
                if (reference is { } known && objects.Name(dictionary, "Subtype") == "Widget")
                    widgets.Add(known);
                CheckOne(context, new Annotation(dictionary!, context.Tree.OwnerOf(dictionary!, reference), page, objects));
            }
        }

        foreach (var form in context.Tree.Elements.Where(static e => e.Type == "Form"))
            CheckForm(context, form, widgets);
    }

    /// <summary>LibreOffice writes the entry as a string, which is none of the names that it may be: exporting again mends nothing.</summary>
    private static void CheckTabs(PdfRuleContext context, PdfPage page)
    {
        var (fr, en) = context.Objects.Text(page.Dictionary, "Tabs") == "S"
            ? (
                "l'ordre de tabulation de la page (Tabs) est écrit comme une chaîne (S) au lieu d'un nom (/S), comme LibreOffice le fait : exporter de nouveau n'y change rien, corrigez l'entrée dans un éditeur de PDF",
                "the tab order of the page (Tabs) is written as a string (S) instead of a name (/S), as LibreOffice does: exporting again changes nothing, mend the entry in a PDF editor")
            : ("l'ordre de tabulation de la page ne suit pas la structure (Tabs)", "the tab order of the page does not follow the structure (Tabs)");
        context.Demand("7.18.3-1", context.Objects.Name(page.Dictionary, "Tabs") == "S", page.Place, fr, en);
    }

    private static void CheckOne(PdfRuleContext context, Annotation annotation)
    {
        CheckLanguage(context, annotation);
        CheckMedia(context, annotation);
        if (annotation.IsExempt)
            return;
        var place = annotation.Page.Place;
        var contents = context.Objects.Text(annotation.Dictionary, "Contents");
        var described = !string.IsNullOrWhiteSpace(contents) || !string.IsNullOrWhiteSpace(annotation.Owner?.Alternative);
        var type = annotation.Type;
        if (type is not ("Widget" or "PrinterMark" or "Link"))
            context.Demand("7.18.1-1", annotation.OwnerType == "Annot", place, $"l'annotation {type} n'est pas dans une balise Annot", $"the {type} annotation is not inside an Annot tag");
        if (type is not "Widget")
            context.Demand("7.18.1-2", described, place, $"l'annotation {type} n'a ni contenu ni alternative", $"the {type} annotation has neither contents nor an alternative");
        switch (type)
        {
            case "Widget":
                CheckWidget(context, annotation);
                break;
            case "Link":
                context.Demand("7.18.5-1", annotation.OwnerType == "Link", place, "un lien n'est pas dans une balise Link", "a link is not inside a Link tag");
                context.Demand("7.18.5-2", !string.IsNullOrWhiteSpace(contents), place, "un lien n'a pas de description (Contents)", "a link has no description (Contents)");
                break;
            case "TrapNet":
                context.Demand("7.18.2-1", holds: false, place, "une annotation TrapNet", "a TrapNet annotation");
                break;
            case "PrinterMark":
                context.Demand("7.18.8-1", annotation.Owner is null, place, "une marque d'imprimeur est balisée", "a printer's mark is tagged");
                break;
        }
    }

    private static void CheckWidget(PdfRuleContext context, Annotation annotation)
    {
        var name = FieldText(annotation.Dictionary, "TU", context.Objects);
        var named = !string.IsNullOrWhiteSpace(name) || !string.IsNullOrWhiteSpace(annotation.Owner?.Alternative);
        context.Demand("7.18.1-3", named, annotation.Page.Place, "un champ de formulaire n'a pas de nom pour l'utilisateur (TU)", "a form field has no name for its user (TU)");
        context.Demand("7.18.4-1", annotation.OwnerType == "Form", annotation.Page.Place, "un champ de formulaire n'est pas dans une balise Form", "a form field is not inside a Form tag");
    }

    private static void CheckLanguage(PdfRuleContext context, Annotation annotation)
    {
        var objects = context.Objects;
        var determined = context.CatalogLanguage is not null || objects.Text(annotation.Dictionary, "Lang") is { Length: > 0 } || annotation.Owner?.InheritedLanguage is not null;
        if (!string.IsNullOrEmpty(objects.Text(annotation.Dictionary, "Contents")))
            context.Demand("7.2-24", determined, annotation.Page.Place, "la langue du texte d'une annotation n'est pas déterminée", "the language of an annotation's text is not determined");
        if (annotation.Type == "Widget" && !string.IsNullOrEmpty(FieldText(annotation.Dictionary, "TU", objects)))
            context.Demand("7.2-25", determined, annotation.Page.Place, "la langue du nom d'un champ n'est pas déterminée", "the language of a field's name is not determined");
    }

    /// <summary>A text of the field: of the widget, or of a field above it.</summary>
    private static string? FieldText(DictionaryToken widget, string key, PdfObjects objects)
    {
        DictionaryToken? field = widget;
        for (var depth = 0; field is not null && depth < DeepestField; depth++)
        {
            if (objects.Text(field, key) is { } text)
                return text;
            field = objects.Dictionary(field, "Parent");
        }

        return null;
    }

    /// <summary>A form element that states no role holds one widget and nothing else.</summary>
    private static void CheckForm(PdfRuleContext context, StructureElement form, HashSet<IndirectReference> widgets)
    {
        var hasRole = form.Attributes.Any(a => context.Objects.Name(a, "O") == "PrintField" && context.Objects.Entry(a, "Role") is not null);
        var single = form.Kids is [{ Object: { } target }] && widgets.Contains(target);
        context.Demand("7.18.4-2", hasRole || single, form.Place, "une balise Form sans rôle ne contient pas un seul champ", "a Form tag without role does not hold exactly one field");
    }

    private static void CheckMedia(PdfRuleContext context, Annotation annotation)
    {
        var objects = context.Objects;
        var extra = objects.Dictionary(annotation.Dictionary, "AA");
        var actions = (extra?.Data.Keys ?? []).Select(k => objects.Dictionary(extra, k)).Prepend(objects.Dictionary(annotation.Dictionary, "A")).OfType<DictionaryToken>();
        foreach (var clip in actions.Where(a => objects.Name(a, "S") == "Rendition").Select(a => objects.Dictionary(objects.Dictionary(a, "R"), "C")).OfType<DictionaryToken>())
        {
            context.Demand("7.18.6.2-1", objects.Entry(clip, "CT") is not null, annotation.Page.Place, "un média n'indique pas son type (CT)", "a media clip does not state its type (CT)");
            context.Demand("7.18.6.2-2", HasAlternatives(clip, objects), annotation.Page.Place, "un média n'a pas d'alternative (Alt)", "a media clip has no alternative (Alt)");
        }
    }

    /// <summary>A multi-language text array: pairs of a language and a text (ISO 32000-1, 14.9.2.4).</summary>
    private static bool HasAlternatives(DictionaryToken clip, PdfObjects objects)
    {
        var texts = objects.Array(clip, "Alt").Select(objects.Resolve).Select(PdfObjects.AsText).ToList();
        return texts.Count > 0 && texts.Count % 2 == 0 && texts.TrueForAll(static t => t is not null) && texts.Where(static (_, i) => i % 2 == 1).All(static t => !string.IsNullOrWhiteSpace(t));
    }

    /// <summary>An annotation with the structure element around it.</summary>
    private sealed class Annotation(DictionaryToken dictionary, StructureElement? owner, PdfPage page, PdfObjects objects)
    {
        private const int HiddenFlag = 2;

        public DictionaryToken Dictionary { get; } = dictionary;

        public StructureElement? Owner { get; } = owner;

        public PdfPage Page { get; } = page;

        public string Type { get; } = Excerpt.Of(objects.Name(dictionary, "Subtype") ?? "?");

        public string? OwnerType => Owner?.Type;

        /// <summary>Hidden, or wholly outside the crop box: nobody meets it.</summary>
        public bool IsExempt { get; } = ((objects.Integer(dictionary, "F") ?? 0) & HiddenFlag) != 0
            || (PdfBox.Of(objects.Entry(dictionary, "Rect"), objects) is { } box && page.Box is { } crop && box.IsOutside(crop));
    }
}
