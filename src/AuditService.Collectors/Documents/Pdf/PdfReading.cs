using System.Text;
using AuditService.Core;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;
using UglyToad.PdfPig.Tokens;

namespace AuditService.Collectors.Documents.Pdf;

/// <summary>From the bytes of a PDF to its reading: text by page, outline, and the PDF/UA-1 rules.</summary>
internal static class PdfReading
{
    private const int ManyPages = 20;

    public static DocumentReading Read(string source, ReadOnlyMemory<byte> content, DocumentLimits limits)
    {
        using var document = Open(content, limits);
        var ledger = new RuleLedger(limits);
        var objects = new PdfObjects(document);
        var pages = new PdfPages(objects, limits.PdfPages);
        if (pages.All.Count == 0)
            throw DocumentRefusedException.Damaged("le document n'a aucune page lisible", "the document has no readable page");
        var tree = new StructureTree(objects, pages, limits);
        var metadata = objects.Decode(PdfObjects.Raw(objects.Catalog, "Metadata")) is { } bytes ? XmpPacket.Read(bytes, limits) : null;
        var context = new PdfRuleContext(objects, pages, tree, metadata, ledger);
        var text = new PdfText(ledger, limits);
        var limitsHit = new List<LocalizedText>();

        PdfActiveContent.Observe(objects, pages, ledger);
        PdfUaRules.Check(context, Header(content.Span));
        ReadPages(document, pages, context, text, ledger, limits, limitsHit);
        text.Finish(tree);
        var tables = new TableCells(limits.TableCells);
        if (limits.TableCells > 0)
            PdfTables.Add(tree, context, text.TextOf, tables);
        var outline = PdfOutline.Read(objects, pages);
        CheckBookmarks(pages, outline, ledger);
        var detected = LanguageGuess.Of(text.Paragraphs.Where(static p => p.IsCounted).Select(static p => p.Text));
        var declared = DeclaredLanguage(context);
        CheckLanguage(declared, detected, ledger);
        CheckPassages(declared, detected, text, ledger);
        AddLimits(document, pages, tree, text, limits, limitsHit);
        if (tables.Limit is { } cut)
            limitsHit.Add(cut);
        return new DocumentReading
        {
            Source = source,
            Format = DocumentKind.Pdf,
            Title = metadata?.Title ?? InformationTitle(objects),
            DeclaredLanguage = declared,
            DetectedLanguage = detected,
            Pages = Math.Max(document.NumberOfPages, pages.All.Count),
            Words = text.Words,
            Outline = outline.Count > 0 ? outline : text.Headings,
            Paragraphs = text.Paragraphs,
            Tables = tables.Tables,
            Observations = ledger.Observations(),
            Checks = PdfUaRules.Checks(ledger),
            HasTextLayer = text.HasTextLayer,
            Tagged = tree.Elements.Count > 0 && objects.Boolean(objects.Dictionary(objects.Catalog, "MarkInfo"), "Marked") is true,
            Protected = document.IsEncrypted,
            HasMacros = false,
            Pictures = text.Pictures,
            Readability = Readability.Of(text.Paragraphs, limits.PlacesPerObservation),
            Limits = limitsHit,
        };
    }

    private static PdfDocument Open(ReadOnlyMemory<byte> content, DocumentLimits limits)
    {
        var options = new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true, FilterProvider = new BoundedFilters(limits) };
        try
        {
            return PdfDocument.Open(content, options);
        }
        catch (PdfDocumentEncryptedException)
        {
            throw DocumentRefusedException.Locked();
        }
    }

    private static void ReadPages(
        PdfDocument document, PdfPages pages, PdfRuleContext context, PdfText text, RuleLedger ledger, DocumentLimits limits, List<LocalizedText> limitsHit)
    {
        var walk = new ContentWalk(context.Objects, context.Tree, new ContentRules(context), limits.InflatedBytes);
        var unreadable = new List<int>();
        foreach (var page in pages.All)
        {
            walk.Walk(page);
            try
            {
                text.Read(page, document.GetPage(page.Number));
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // A page is a boundary too: one damaged page must not hide the others.
                unreadable.Add(page.Number);
                ledger.Warn("PDF-05", page.Place, $"page illisible ({exception.GetType().Name})", $"unreadable page ({exception.GetType().Name})");
            }
        }

        if (unreadable.Count == pages.All.Count)
            throw DocumentRefusedException.Damaged("aucune page n'est lisible", "no page can be read");
        if (unreadable.Count > 0)
            limitsHit.Add(new LocalizedText($"{unreadable.Count} pages illisibles", $"{unreadable.Count} unreadable pages"));
        if (walk.IsTruncated)
            limitsHit.Add(new LocalizedText("le contenu de toutes les pages n'a pas été examiné", "not all page content was examined"));
    }

    private static void CheckBookmarks(PdfPages pages, List<DocumentHeading> outline, RuleLedger ledger)
    {
        if (pages.All.Count < ManyPages)
            return;
        ledger.Examine("PDF-03");
        if (outline.Count == 0)
            ledger.Warn("PDF-03", DocumentPlace.WholeDocument, $"{pages.All.Count} pages sans signets", $"{pages.All.Count} pages without bookmarks");
    }

    /// <summary>The catalog's language; without one, the language most structure elements state.</summary>
    private static string? DeclaredLanguage(PdfRuleContext context)
    {
        if (LanguageGuess.Primary(context.CatalogLanguage) is not null)
            return context.CatalogLanguage;
        return context.Tree.Elements.Select(static e => e.Language).Where(static l => LanguageGuess.Primary(l) is not null)
            .GroupBy(static l => l!, StringComparer.OrdinalIgnoreCase).OrderByDescending(static g => g.Count()).ThenBy(static g => g.Key, StringComparer.Ordinal)
            .Select(static g => g.Key).FirstOrDefault();
    }

    private static void CheckLanguage(string? declared, string? detected, RuleLedger ledger)
    {
        if (detected is null || LanguageGuess.Primary(declared) is not { } primary)
            return;
        ledger.Examine("PDF-04");
        if (primary != detected)
        {
            ledger.Report(
                "PDF-04", ObservationOutcome.Review, DocumentPlace.WholeDocument,
                new LocalizedText($"déclaré en {Excerpt.Of(declared)}, semble écrit en {detected}", $"marked {Excerpt.Of(declared)}, reads like {detected}"));
        }
    }

    /// <summary>Passages in another language than they state, where the document's own language is right.</summary>
    private static void CheckPassages(string? declared, string? detected, PdfText text, RuleLedger ledger)
    {
        if (LanguageGuess.Primary(declared) is not { } primary || detected != primary)
            return;
        foreach (var passage in text.Passages)
        {
            ledger.Examine("PDF-07");
            if (LanguageGuess.Of(passage.Paragraph.Text) is not { } language || language == primary || passage.Languages.Contains(language))
                continue;
            var quoted = Excerpt.Quoted(passage.Paragraph.Text);
            ledger.Report(
                "PDF-07", ObservationOutcome.Review, passage.Paragraph.Place,
                new LocalizedText($"semble écrit en {language}, sans marque de langue (Lang) : {quoted}", $"reads like {language}, without a language mark (Lang): {quoted}"));
        }
    }

    private static void AddLimits(PdfDocument document, PdfPages pages, StructureTree tree, PdfText text, DocumentLimits limits, List<LocalizedText> limitsHit)
    {
        if (document.NumberOfPages > pages.All.Count)
            limitsHit.Add(new LocalizedText($"{pages.All.Count} pages lues sur {document.NumberOfPages}", $"read {pages.All.Count} of {document.NumberOfPages} pages"));
        if (tree.IsTruncated)
        {
            limitsHit.Add(new LocalizedText(
                $"structure lue jusqu'à {limits.PdfStructureElements} éléments", $"structure read up to {limits.PdfStructureElements} elements"));
        }

        if (text.Limit is { } limit)
            limitsHit.Add(limit);
    }

    private static string? InformationTitle(PdfObjects objects)
    {
        var title = objects.Text(objects.Resolve(objects.Document.Structure.Trailer.Info) as DictionaryToken, "Title")?.Trim();
        return string.IsNullOrEmpty(title) ? null : title;
    }

    /// <summary>The first line of the file, from its signature on.</summary>
    private static string Header(ReadOnlySpan<byte> content)
    {
        var start = content[..Math.Min(content.Length, 1_024)].IndexOf("%PDF-"u8);
        var line = start < 0 ? [] : content[start..Math.Min(content.Length, start + 64)];
        var end = line.IndexOfAny((byte)'\r', (byte)'\n');
        return Encoding.Latin1.GetString(end < 0 ? line : line[..end]);
    }
}
