using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace AuditService.Collectors.Documents.Pdf;

/// <summary>What needs the content streams: content is tagged or an artifact (7.1-1 to 3), its language (7.2-30 to 34), forms (7.20).</summary>
internal sealed class ContentRules(PdfRuleContext context) : IContentVisitor
{
    public static readonly string[] Tests = ["7.1-1", "7.1-2", "7.1-3", "7.2-30", "7.2-31", "7.2-32", "7.2-34", "7.20-1", "7.20-2"];

    private readonly FontRules fonts = new(context);
    private readonly Dictionary<IndirectReference, int> formUses = [];

    public void Open(MarkedContent content, IReadOnlyList<MarkedContent> around, PdfPage page)
    {
        StructureRules.CheckLanguageForm(context, content.Language, page.Place);
        if (content.IsArtifact)
            context.Demand("7.1-1", !around.Any(static m => m.Owner is not null), page.Place, "un artefact dans un contenu balisé", "an artifact inside tagged content");
        if (content.Owner is not null)
            context.Demand("7.1-2", !around.Any(static m => m.IsArtifact), page.Place, "un contenu balisé dans un artefact", "tagged content inside an artifact");
        if (content.Tag == "Span")
            CheckSpan(content, around, page);
    }

    public void Show(bool isText, IReadOnlyList<MarkedContent> around, PdfPage page)
    {
        var isArtifact = false;
        var isTagged = false;
        foreach (var mark in around)
        {
            isArtifact |= mark.IsArtifact;
            isTagged |= mark.Owner is not null;
        }

        context.Demand("7.1-3", isArtifact || isTagged, page.Place, "du contenu n'est ni balisé ni déclaré comme artefact", "content is neither tagged nor declared as an artifact");
        if (isText && !isArtifact)
        {
            context.Demand(
                "7.2-34", context.CatalogLanguage is not null || LanguageOf(around) is not null, page.Place,
                "la langue du texte n'est pas déterminée", "the language of the text is not determined");
        }
    }

    public void UseFont(DictionaryToken font, bool isRendered, PdfPage page) => fonts.Use(font, isRendered, page);

    public void UseForm(DictionaryToken form, IndirectReference? reference, bool holdsContentIds, PdfPage page)
    {
        context.Demand("7.20-1", PdfObjects.Raw(form, "Ref") is null, page.Place, "un XObject renvoie à un autre fichier (Ref)", "a form XObject refers to another file (Ref)");
        if (reference is not { } own || !holdsContentIds)
            return;
        formUses[own] = formUses.GetValueOrDefault(own) + 1;
        context.Demand(
            "7.20-2", formUses[own] < 2, page.Place, "un XObject balisé est employé à plusieurs endroits de la structure", "a tagged form XObject is used at several places of the structure");
    }

    private void CheckSpan(MarkedContent span, IReadOnlyList<MarkedContent> around, PdfPage page)
    {
        var determined = context.CatalogLanguage is not null || !string.IsNullOrEmpty(span.Language) || span.Owner?.InheritedLanguage is not null || LanguageOf(around) is not null;
        foreach (var (test, present, key) in (ReadOnlySpan<(string, bool, string)>)
                 [("7.2-30", span.HasActualText, "ActualText"), ("7.2-31", span.HasAlternative, "Alt"), ("7.2-32", span.HasExpansion, "E")])
        {
            if (present)
                context.Demand(test, determined, page.Place, $"la langue du texte de {key} n'est pas déterminée", $"the language of the text in {key} is not determined");
        }
    }

    private static string? LanguageOf(IReadOnlyList<MarkedContent> around)
    {
        for (var i = around.Count - 1; i >= 0; i--)
        {
            if (!string.IsNullOrEmpty(around[i].Language))
                return around[i].Language;
            if (around[i].Owner?.InheritedLanguage is { } inherited)
                return inherited;
        }

        return null;
    }
}
