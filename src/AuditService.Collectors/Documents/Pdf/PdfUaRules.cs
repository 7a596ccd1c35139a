namespace AuditService.Collectors.Documents.Pdf;

/// <summary>
/// The rules of PDF/UA-1 (ISO 14289-1) that can be decided automatically, numbered by clause and test as in the profiles that other
/// checkers use: 106 in all. Those that need font programs glyph by glyph are not checked, and the counts say so.
/// </summary>
internal static class PdfUaRules
{
    public const int Catalogue = 106;

    private static readonly HashSet<string> Implemented =
    [
        .. IdentificationRules.Tests, .. CatalogRules.Tests, .. StructureRules.Tests, .. NestingRules.Tests, .. PdfTableRules.Tests, .. AnnotationRules.Tests,
        .. ContentRules.Tests, .. FontRules.Tests,
    ];

    public static void Check(PdfRuleContext context, string header)
    {
        IdentificationRules.Check(context, header);
        CatalogRules.Check(context);
        StructureRules.Check(context);
        NestingRules.Check(context);
        PdfTableRules.Check(context);
        AnnotationRules.Check(context);
    }

    public static DocumentChecks Checks(RuleLedger ledger) => ledger.Checks(Implemented.Select(static t => PdfRuleContext.Prefix + t).ToHashSet(), Catalogue);
}
