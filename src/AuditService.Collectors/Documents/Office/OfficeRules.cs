using AuditService.Core;

namespace AuditService.Collectors.Documents.Office;

/// <summary>
/// Our published list of accessibility rules for office documents (OFF-01 to OFF-21), anchored on EN 301 549 clause 10 and the WCAG
/// references of RGAA criterion 13.3. Markdown has the rules of the same numbers that can apply to it (MD-01 …).
/// </summary>
internal static class OfficeRules
{
    public const int Catalogue = 21;

    private static readonly Dictionary<DocumentKind, int[]> ByFormat = new()
    {
        [DocumentKind.Docx] = [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 20, 21],
        [DocumentKind.Pptx] = [1, 2, 3, 7, 8, 9, 10, 11, 13, 14, 15, 16, 17, 18, 19, 20, 21],
        [DocumentKind.Odt] = [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 20, 21],
        [DocumentKind.Odp] = [1, 2, 3, 7, 8, 9, 10, 11, 13, 14, 15, 16, 17, 18, 20],
        [DocumentKind.Xlsx] = [1],
        [DocumentKind.Ods] = [1, 2],
        [DocumentKind.Markdown] = [1, 4, 5, 6, 8, 9, 10, 15, 16],
    };

    /// <summary>Runs every rule of the document's format.</summary>
    public static void Check(OfficeText text, RuleLedger ledger)
    {
        var rules = ByFormat[text.Document.Format];
        var context = new OfficeRuleContext(text, ledger, rules);
        PropertyRules.Check(context);
        LanguageRules.Check(context);
        HeadingRules.Check(context);
        GraphicRules.Check(context);
        TableRules.Check(context);
        ParagraphRules.Check(context);
        LinkRules.Check(context);
        SlideRules.Check(context);
    }

    public static DocumentChecks Checks(DocumentKind format, RuleLedger ledger)
    {
        var prefix = OfficeRuleContext.Prefix(format);
        var implemented = ByFormat[format].Select(n => OfficeRuleContext.Id(prefix, n)).ToHashSet();
        return ledger.Checks(implemented, implemented.Count);
    }
}

/// <summary>What the rules share: the document, its text, and the ledger under the format's rule ids.</summary>
internal sealed class OfficeRuleContext(OfficeText text, RuleLedger ledger, IReadOnlyCollection<int> rules)
{
    private readonly string prefix = Prefix(text.Document.Format);

    public OfficeText Text { get; } = text;

    public OfficeDocument Document => Text.Document;

    public bool IsSlides => Document.Format is DocumentKind.Pptx or DocumentKind.Odp;

    public bool Applies(int rule) => rules.Contains(rule);

    public void Examine(int rule)
    {
        if (Applies(rule))
            ledger.Examine(Id(prefix, rule));
    }

    public void Fail(int rule, DocumentPlace place, string fr, string en) => Report(rule, ObservationOutcome.Fail, place, fr, en);

    public void Warn(int rule, DocumentPlace place, string fr, string en) => Report(rule, ObservationOutcome.Warn, place, fr, en);

    public void Review(int rule, DocumentPlace place, string fr, string en) => Report(rule, ObservationOutcome.Review, place, fr, en);

    public static string Prefix(DocumentKind format) => format == DocumentKind.Markdown ? "MD" : "OFF";

    public static string Id(string prefix, int rule) => $"{prefix}-{rule:00}";

    private void Report(int rule, ObservationOutcome outcome, DocumentPlace place, string fr, string en)
    {
        if (Applies(rule))
            ledger.Report(Id(prefix, rule), outcome, place, new LocalizedText(fr, en));
    }
}
