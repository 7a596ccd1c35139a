using AuditService.Core;

namespace AuditService.Collectors.Documents.Pdf;

/// <summary>Rules on single structure elements: types (7.1), languages (7.2), figures (7.3), headings (7.4), formulas (7.7), notes (7.9).</summary>
internal static class StructureRules
{
    public static readonly string[] Tests =
    [
        "7.1-5", "7.1-6", "7.1-7", "7.1-12", "7.2-21", "7.2-22", "7.2-23", "7.2-29", "7.3-1", "7.4.2-1", "7.4.4-1", "7.4.4-2", "7.4.4-3", "7.7-1", "7.9-1", "7.9-2",
    ];

    private static readonly BoundedRegex LanguageTag = new("^[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*$");

    public static void Check(PdfRuleContext context)
    {
        CheckLanguageForm(context, context.Objects.Text(context.Objects.Catalog, "Lang"), DocumentPlace.WholeDocument);
        foreach (var element in context.Tree.Elements)
        {
            CheckType(context, element);
            CheckLanguage(context, element);
            CheckAlternative(context, element);
        }

        CheckHeadings(context);
        CheckNotes(context);
    }

    /// <summary>7.2-29: a language value has the form of a language tag; an absent one is no value.</summary>
    public static void CheckLanguageForm(PdfRuleContext context, string? language, DocumentPlace place)
    {
        if (language is not null)
            context.Demand("7.2-29", LanguageTag.IsMatch(language), place, $"{Excerpt.Quoted(language)} n'est pas un code de langue", $"{Excerpt.Quoted(language)} is no language tag");
    }

    private static void CheckType(PdfRuleContext context, StructureElement element)
    {
        var name = Excerpt.Of(element.RawType);
        context.Demand("7.1-5", element.Type is not null || element.MapsInCircle, element.Place, $"la balise {name} ne correspond à aucune balise standard", $"the tag {name} maps to no standard tag");
        context.Demand("7.1-6", !element.MapsInCircle, element.Place, $"la correspondance de la balise {name} tourne en rond", $"the mapping of the tag {name} is circular");
        context.Demand("7.1-7", !element.RemapsStandardType, element.Place, $"la balise standard {name} est redéfinie", $"the standard tag {name} is mapped to another");
        context.Demand("7.1-12", PdfObjects.Raw(element.Dictionary, "P") is not null, element.Place, $"l'élément {name} n'indique pas son parent", $"the element {name} does not name its parent");
    }

    private static void CheckLanguage(PdfRuleContext context, StructureElement element)
    {
        CheckLanguageForm(context, element.Language, element.Place);
        var determined = context.CatalogLanguage is not null || element.InheritedLanguage is not null;
        foreach (var (test, text, key) in (ReadOnlySpan<(string, string?, string)>)
                 [("7.2-21", element.ActualText, "ActualText"), ("7.2-22", element.Alternative, "Alt"), ("7.2-23", element.Expansion, "E")])
        {
            if (text is not null)
                context.Demand(test, determined, element.Place, $"la langue du texte de {key} n'est pas déterminée", $"the language of the text in {key} is not determined");
        }
    }

    private static void CheckAlternative(PdfRuleContext context, StructureElement element)
    {
        var present = !string.IsNullOrWhiteSpace(element.Alternative) || element.ActualText is not null;
        if (element.Type == "Figure")
            context.Demand("7.3-1", present, element.Place, "une figure n'a ni alternative ni texte de remplacement", "a figure has neither an alternative nor a replacement text");
        else if (element.Type == "Formula")
            context.Demand("7.7-1", present, element.Place, "une formule n'a ni alternative ni texte de remplacement", "a formula has neither an alternative nor a replacement text");
    }

    /// <summary>Document order over the whole tree, not per page.</summary>
    private static void CheckHeadings(PdfRuleContext context)
    {
        var usesNumbered = context.Tree.Elements.Any(static e => StructureTree.IsNumberedHeading(e.Type));
        var usesPlain = context.Tree.Elements.Any(static e => e.Type == "H");
        var previous = 0;
        foreach (var element in context.Tree.Elements)
        {
            if (element.Children.Count > 0)
            {
                var headings = element.MeaningfulChildren().Count(static c => c.Type == "H");
                if (headings > 0)
                    context.Demand("7.4.4-1", headings == 1, element.Place, $"{headings} titres H sous un même élément", $"{headings} H headings under one element");
            }

            if (element.Type == "H")
                context.Demand("7.4.4-2", !usesNumbered, element.Place, "titres H et titres numérotés sont mêlés", "H headings and numbered headings are mixed");
            if (!StructureTree.IsNumberedHeading(element.Type))
                continue;
            context.Demand("7.4.4-3", !usesPlain, element.Place, "titres numérotés et titres H sont mêlés", "numbered headings and H headings are mixed");
            var level = int.Parse(element.Type!.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);
            context.Demand(
                "7.4.2-1", level <= previous + 1, element.Place,
                previous == 0 ? $"le premier titre est de niveau {level}" : $"le titre de niveau {level} suit un titre de niveau {previous}",
                previous == 0 ? $"the first heading is of level {level}" : $"a heading of level {level} follows one of level {previous}");
            previous = level;
        }
    }

    private static void CheckNotes(PdfRuleContext context)
    {
        var notes = context.Tree.Elements.Where(static e => e.Type == "Note").ToList();
        var ids = notes.Where(static n => !string.IsNullOrEmpty(n.Id)).GroupBy(static n => n.Id!).ToDictionary(static g => g.Key, static g => g.Count());
        foreach (var note in notes)
        {
            context.Demand("7.9-1", !string.IsNullOrEmpty(note.Id), note.Place, "une note n'a pas d'identifiant", "a note has no id");
            if (!string.IsNullOrEmpty(note.Id))
                context.Demand("7.9-2", ids[note.Id] == 1, note.Place, "deux notes ont le même identifiant", "two notes have the same id");
        }
    }
}
