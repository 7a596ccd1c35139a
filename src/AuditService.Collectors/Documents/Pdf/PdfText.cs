using AuditService.Core;
using UglyToad.PdfPig.Content;

namespace AuditService.Collectors.Documents.Pdf;

/// <summary>
/// The text of a PDF with its pages: in the order and with the roles of its tags where they cover the text, else paragraph by paragraph as the
/// pages draw it. A page whose letters have no meaning is never quoted.
/// </summary>
internal sealed class PdfText
{
    private const int FewLetters = 20;
    private const double IllegibleShare = 0.2;
    private const double EnoughTagged = 0.6;
    private const int PassageWords = 20;
    private const int RepeatedPages = 3;

    private readonly Dictionary<(int Page, int Id), string> marked = [];
    private readonly Dictionary<(int Page, int Id), string> languages = [];
    private readonly List<(PdfPage Page, string Text)> artifacts = [];
    private readonly List<(PdfPage Page, List<string> Paragraphs)> drawn = [];
    private readonly List<PdfPassage> passages = [];
    private readonly RuleLedger ledger;
    private readonly KeptText kept;
    private int letters;
    private int imageOnly;
    private int legible;

    public PdfText(RuleLedger ledger, DocumentLimits limits)
    {
        this.ledger = ledger;
        kept = new KeptText(limits);
    }

    public IReadOnlyList<DocumentParagraph> Paragraphs => kept.Paragraphs;

    public LocalizedText? Limit => kept.Limit;

    public int Words => kept.Words;

    /// <summary>Headings of the structure tree, in document order.</summary>
    public List<DocumentHeading> Headings { get; } = [];

    /// <summary>Tagged paragraphs that are long enough for their language to be told.</summary>
    public IReadOnlyList<PdfPassage> Passages => passages;

    /// <summary>The pages with a picture or a drawing that may be a chart.</summary>
    public List<DocumentPlace> Pictures { get; } = [];

    /// <summary>False when the pages that show anything are mostly pictures.</summary>
    public bool HasTextLayer => letters > 0 && imageOnly <= legible;

    /// <summary>Takes the letters of one page.</summary>
    public void Read(PdfPage place, Page page)
    {
        if (PdfDrawings.MayShowAChart(page))
            Pictures.Add(place.Place);
        var pageLetters = page.Letters.Where(static l => !string.IsNullOrEmpty(l.Value)).ToList();
        var meaningful = pageLetters.Count(static l => !string.IsNullOrWhiteSpace(l.Value));
        ledger.Examine("PDF-01");
        if (meaningful < FewLetters && IsCoveredByImage(page))
        {
            imageOnly++;
            ledger.Fail("PDF-01", place.Place, "la page est une image : aucun texte à lire", "the page is an image: no text to read");
            return;
        }

        if (meaningful == 0)
            return;
        ledger.Examine("PDF-02");
        var garbage = pageLetters.Count(static l => l.Value.Any(IsMeaningless));
        if (garbage > meaningful * IllegibleShare)
        {
            ledger.Fail(
                "PDF-02", place.Place, $"{garbage} lettres sur {meaningful} n'ont pas de sens : texte illisible pour une machine",
                $"{garbage} letters of {meaningful} have no meaning: text that no machine can read");
            return;
        }

        legible++;
        letters += meaningful;
        drawn.Add((place, PdfLines.Paragraphs(pageLetters).ToList()));
        ReadMarked(place, page.GetMarkedContents());
    }

    /// <summary>Builds the paragraphs once every page is read.</summary>
    public void Finish(StructureTree tree)
    {
        foreach (var element in tree.Elements.Where(static e => StructureTree.IsNumberedHeading(e.Type) || e.Type == "H"))
        {
            var text = TextOf(element);
            if (text.Length > 0)
                Headings.Add(new DocumentHeading(LevelOf(element), text, element.Place));
        }

        var blocks = Tagged(tree).ToList();
        var tagged = blocks.Select(static block => block.Paragraph).ToList();
        if (tree.Elements.Count > 0)
        {
            CheckArtifacts();
            CheckLists(tagged);
            CheckRepeated(tagged);
        }

        passages.AddRange(blocks.Where(static block => Prose.CountWords(block.Paragraph.Text) >= PassageWords).Select(block => new PdfPassage(block.Paragraph, LanguagesOf(block.Element))));
        if (tagged.Count > 0 && tagged.Sum(static p => p.Text.Count(static c => !char.IsWhiteSpace(c))) >= letters * EnoughTagged)
            tagged.ForEach(kept.Add);
        else
            AddDrawn();
    }

    /// <summary>What is declared an artifact is read to nobody: a text of a page of its own is hardly a header, a footer or a watermark.</summary>
    private void CheckArtifacts()
    {
        foreach (var alone in artifacts.GroupBy(static artifact => Shape(artifact.Text), StringComparer.Ordinal).Where(static same => same.Count() == 1).Select(static same => same.First()))
        {
            var words = Prose.CountWords(alone.Text);
            if (words < PassageWords)
                continue;
            var quoted = Excerpt.Quoted(alone.Text);
            Review("PDF-08", alone.Page.Place, $"{words} mots déclarés artefact, qu'une aide technique ne lit pas : {quoted}", $"{words} words declared an artifact, which assistive technology does not read: {quoted}");
        }
    }

    private void CheckLists(List<DocumentParagraph> tagged)
    {
        foreach (var page in tagged.GroupBy(static paragraph => paragraph.Place.Page))
        {
            foreach (var (first, count) in TypedLists.In(page.ToList(), static paragraph => paragraph.Role == ParagraphRole.Body ? TypedLists.Marker(paragraph.Text) : null, static paragraph => paragraph.Text))
            {
                var quoted = Excerpt.Quoted(first.Text);
                ledger.Warn("PDF-06", first.Place, $"{count} paragraphes tapés comme une liste, sans balise de liste (L, LI) : {quoted}", $"{count} paragraphs typed as a list, without a list tag (L, LI): {quoted}");
            }
        }
    }

    /// <summary>A header or footer that is tagged as content is read again on each page.</summary>
    private void CheckRepeated(List<DocumentParagraph> tagged)
    {
        foreach (var same in tagged.Where(static paragraph => paragraph.Role == ParagraphRole.Body).GroupBy(static paragraph => Shape(paragraph.Text), StringComparer.Ordinal))
        {
            var pages = same.Select(static paragraph => paragraph.Place.Page).Distinct().Count();
            if (pages < RepeatedPages || pages * 2 < drawn.Count)
                continue;
            var quoted = Excerpt.Quoted(same.First().Text);
            Review("PDF-09", same.First().Place, $"répété sur {pages} pages et balisé comme du contenu, non comme artefact : {quoted}", $"repeated on {pages} pages and tagged as content, not as an artifact: {quoted}");
        }
    }

    private void Review(string rule, DocumentPlace place, string fr, string en) => ledger.Report(rule, ObservationOutcome.Review, place, new LocalizedText(fr, en));

    /// <summary>A text without what changes from page to page: its numbers.</summary>
    private static string Shape(string text) => string.Concat(text.Where(static letter => !char.IsDigit(letter)));

    /// <summary>The languages that a paragraph or a part of it states; its nearest one where none does.</summary>
    private HashSet<string?> LanguagesOf(StructureElement element)
    {
        var stated = new HashSet<string?> { LanguageGuess.Primary(element.InheritedLanguage) };
        var pending = new Stack<StructureElement>([element]);
        for (var steps = 0; steps < 1_000 && pending.TryPop(out var part); steps++)
        {
            stated.Add(LanguageGuess.Primary(part.Language));
            foreach (var kid in part.Kids)
            {
                if (kid.Element is not null)
                    pending.Push(kid.Element);
                else if (kid is { ContentId: { } id, Page: { } page } && languages.TryGetValue((page.Number, id), out var language))
                    stated.Add(LanguageGuess.Primary(language));
            }
        }

        return stated;
    }

    private static List<Letter> LettersOf(MarkedContentElement content)
    {
        var drawnByIt = new List<Letter>();
        var pending = new Stack<MarkedContentElement>([content]);
        while (pending.TryPop(out var element))
        {
            drawnByIt.AddRange(element.Letters);
            foreach (var child in element.Children)
                pending.Push(child);
        }

        return drawnByIt;
    }

    private static bool IsMeaningless(char character) =>
        character is '\uFFFD' or (>= '\uE000' and <= '\uF8FF') || (char.IsControl(character) && !char.IsWhiteSpace(character));

    /// <summary>Half of the page under images; their bounds are known without decoding a pixel.</summary>
    private static bool IsCoveredByImage(Page page)
    {
        var area = page.Width * page.Height;
        if (area <= 0 || page.NumberOfImages == 0)
            return false;
        var covered = 0.0;
        foreach (var image in page.GetImages().Take(1_000))
            covered += Math.Abs(image.BoundingBox.Width * image.BoundingBox.Height);
        return covered >= area * 0.5;
    }

    private void ReadMarked(PdfPage place, IReadOnlyList<MarkedContentElement> contents)
    {
        var pending = new Stack<(MarkedContentElement Element, int Id)>(contents.Select(static c => (c, c.MarkedContentIdentifier)));
        var byId = new Dictionary<int, List<Letter>>();
        var replaced = new Dictionary<int, string>();
        while (pending.TryPop(out var item))
        {
            if (item.Element.IsArtifact)
            {
                artifacts.Add((place, PdfLines.Text(LettersOf(item.Element).OrderBy(static l => l.TextSequence))));
                continue;
            }

            if (item.Id >= 0)
            {
                if (!byId.TryGetValue(item.Id, out var list))
                    byId[item.Id] = list = [];
                list.AddRange(item.Element.Letters);
                if (!string.IsNullOrEmpty(item.Element.Language))
                    languages[(place.Number, item.Id)] = item.Element.Language;
                if (item.Element.MarkedContentIdentifier == item.Id && item.Element.ActualText is { } actual)
                    replaced[item.Id] = actual;
            }

            foreach (var child in item.Element.Children)
                pending.Push((child, child.MarkedContentIdentifier >= 0 ? child.MarkedContentIdentifier : item.Id));
        }

        foreach (var (id, list) in byId)
        {
            // Nested sequences come apart from their parent: the order of drawing puts them together again.
            marked[(place.Number, id)] = replaced.GetValueOrDefault(id) ?? PdfLines.Text(list.OrderBy(static l => l.TextSequence));
        }
    }

    private void AddDrawn()
    {
        foreach (var (page, paragraphs) in drawn)
        {
            var number = 0;
            foreach (var paragraph in paragraphs)
                kept.Add(new DocumentParagraph(paragraph, ParagraphRole.Body, page.Place with { Paragraph = ++number }));
        }
    }

    private IEnumerable<(DocumentParagraph Paragraph, StructureElement Element)> Tagged(StructureTree tree)
    {
        var numbers = new Dictionary<int, int>();
        foreach (var block in Blocks(tree))
        {
            var text = TextOf(block);
            if (text.Length == 0)
                continue;
            var place = block.Place;
            var number = numbers[place.Page ?? 0] = numbers.GetValueOrDefault(place.Page ?? 0) + 1;
            var role = RoleOf(block);
            yield return (new DocumentParagraph(text, role, place with { Paragraph = number }, role == ParagraphRole.Heading ? LevelOf(block) : null), block);
        }
    }

    /// <summary>The elements that hold a paragraph each: the lowest blocks, in document order.</summary>
    private static IEnumerable<StructureElement> Blocks(StructureTree tree)
    {
        var pending = new Stack<StructureElement>(tree.Tops.Reverse());
        while (pending.TryPop(out var element))
        {
            var hasBlocks = element.Children.Exists(static c => !IsInline(c));
            if (!hasBlocks || IsHeading(element))
            {
                yield return element;
                continue;
            }

            foreach (var child in Enumerable.Reverse(element.Children))
                pending.Push(child);
        }
    }

    private static bool IsInline(StructureElement element) => element.Type
        is "Span" or "Quote" or "Reference" or "BibEntry" or "Code" or "Link" or "Annot" or "Ruby" or "RB" or "RT" or "RP" or "Warichu" or "WT" or "WP" or "Lbl" or "Form" or null;

    private static bool IsHeading(StructureElement element) => element.Type == "H" || StructureTree.IsNumberedHeading(element.Type);

    private static int LevelOf(StructureElement element) =>
        element.Type!.Length > 1 && int.TryParse(element.Type.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture, out var level) ? level : 1;

    private static ParagraphRole RoleOf(StructureElement element)
    {
        if (IsHeading(element))
            return ParagraphRole.Heading;
        for (var ancestor = element; ancestor is not null; ancestor = ancestor.Parent)
        {
            switch (ancestor.Type)
            {
                case "TD" or "TH":
                    return ParagraphRole.TableCell;
                case "LI" or "LBody":
                    return ParagraphRole.ListItem;
                case "TOC" or "TOCI":
                    return ParagraphRole.Contents;
                case "Note":
                    return ParagraphRole.Note;
                case "Figure" or "Caption":
                    return ParagraphRole.Frame;
            }
        }

        return ParagraphRole.Body;
    }

    /// <summary>What the page shows of an element, or what it says to be read instead.</summary>
    public string TextOf(StructureElement root)
    {
        if (!string.IsNullOrWhiteSpace(root.ActualText))
            return root.ActualText.Trim();
        var parts = new List<string>();
        var pending = new Stack<StructureKid>(Enumerable.Reverse(root.Kids));
        while (pending.TryPop(out var kid))
        {
            if (kid.Element is { } element)
            {
                if (!string.IsNullOrWhiteSpace(element.ActualText))
                {
                    parts.Add(element.ActualText.Trim());
                    continue;
                }

                foreach (var inner in Enumerable.Reverse(element.Kids))
                    pending.Push(inner);
            }
            else if (kid is { ContentId: { } id, Page: { } page } && marked.TryGetValue((page.Number, id), out var text) && text.Length > 0)
            {
                parts.Add(text);
            }
        }

        return string.Join(' ', parts);
    }
}

/// <summary>A tagged paragraph, with the primary languages that it or a part of it states; null among them where nothing around it states one.</summary>
internal sealed record PdfPassage(DocumentParagraph Paragraph, IReadOnlySet<string?> Languages);
