using AuditService.Core;

namespace AuditService.Collectors.Documents.Pdf;

/// <summary>What the PDF/UA-1 rules share: the parts of the document, and the ledger under ids <c>PDFUA1-clause-test</c>.</summary>
internal sealed class PdfRuleContext(PdfObjects objects, PdfPages pages, StructureTree tree, XmpPacket? metadata, RuleLedger ledger)
{
    public const string Prefix = "PDFUA1-";

    /// <summary>
    /// Tests of form rather than of access: what they miss alone keeps nobody from reading (identification, title, fonts, names of layers and
    /// attachments), so that they warn.
    /// </summary>
    private static readonly string[] Formal = ["5-", "6.1-", "7.1-4", "7.1-8", "7.1-9", "7.1-10", "7.10-", "7.11-", "7.20-", "7.21."];

    public PdfObjects Objects { get; } = objects;

    public PdfPages Pages { get; } = pages;

    public StructureTree Tree { get; } = tree;

    public XmpPacket? Metadata { get; } = metadata;

    /// <summary>The catalog's language; null when it has none.</summary>
    public string? CatalogLanguage { get; } = objects.Text(objects.Catalog, "Lang") is { Length: > 0 } language ? language : null;

    /// <summary>Examines one item under a rule, and reports it when it does not hold.</summary>
    public void Demand(string test, bool holds, DocumentPlace place, string fr, string en)
    {
        var rule = Prefix + test;
        ledger.Examine(rule);
        if (!holds)
            ledger.Report(rule, IsFormal(test) ? ObservationOutcome.Warn : ObservationOutcome.Fail, place, new LocalizedText(fr, en));
    }

    private static bool IsFormal(string test) =>
        Array.Exists(Formal, f => f.EndsWith('-') || f.EndsWith('.') ? test.StartsWith(f, StringComparison.Ordinal) : test == f);
}
