using System.Globalization;
using System.Text;
using System.Xml.Linq;
using AuditService.Core;

namespace AuditService.Collectors.Documents.Office;

/// <summary>Reads OpenDocument texts and presentations (ISO/IEC 26300), zipped or flat: body, tables, lists, frames, notes, annotations.</summary>
/// <remarks>Text that tracked changes deleted is no content; <c>text:s</c>, <c>text:tab</c> and <c>text:line-break</c> are characters.</remarks>
internal sealed class OpenDocumentReader
{
    private static readonly XNamespace Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private static readonly XNamespace Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
    private static readonly XNamespace Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static readonly XNamespace Draw = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0";
    private static readonly XNamespace Svg = "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0";
    private static readonly XNamespace Show = "urn:oasis:names:tc:opendocument:xmlns:presentation:1.0";
    private static readonly XNamespace Meta = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0";
    private static readonly XNamespace Manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
    private static readonly XNamespace LibreOffice = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0";
    private static readonly XNamespace XLink = "http://www.w3.org/1999/xlink";

    private readonly RuleLedger ledger;
    private readonly DocumentKind format;
    private readonly XElement body;
    private readonly XElement? meta;
    private readonly XElement? styleRoot;
    private readonly OpenDocumentStyles styles;
    private readonly List<OfficeBlock> notes = [];
    private readonly List<OfficeSlide> slides = [];
    private bool hasContentsTable;
    private LocalizedText? protection;
    private int paragraphNumber;
    private int tableNumber;
    private int noteNumber;

    private OpenDocumentReader(XElement content, XElement? styles, XElement? meta, DocumentKind format, RuleLedger ledger)
    {
        this.ledger = ledger;
        this.format = format;
        this.meta = meta;
        styleRoot = styles;
        body = content.Element(Office + "body")?.Elements().FirstOrDefault() ?? throw DocumentRefusedException.Damaged("le document n'a pas de corps", "the document has no body");
        this.styles = new OpenDocumentStyles([content, styles]);
    }

    public static OfficeDocument Read(BoundedArchive archive, DocumentKind format, RuleLedger ledger)
    {
        var manifest = archive.ReadXml("META-INF/manifest.xml");
        if (manifest?.Descendants(Manifest + "encryption-data").Any() ?? false)
            throw DocumentRefusedException.Locked();
        var content = archive.ReadXml("content.xml") ?? throw DocumentRefusedException.Damaged("la partie de contenu du document manque", "the document's content part is missing");
        var reader = new OpenDocumentReader(content, archive.ReadXml("styles.xml"), archive.ReadXml("meta.xml"), format, ledger);
        var macros = archive.Names.Any(static n => n.StartsWith("Basic/", StringComparison.Ordinal) || n.StartsWith("Scripts/", StringComparison.Ordinal));
        return reader.Read(macros);
    }

    public static OfficeDocument ReadFlat(XElement root, DocumentKind format, RuleLedger ledger)
    {
        var macros = root.Element(Office + "scripts")?.Descendants().Any(static e => e.Name.LocalName is "libraries" or "script") ?? false;
        return new OpenDocumentReader(root, null, root, format, ledger).Read(macros);
    }

    private OfficeDocument Read(bool macros)
    {
        if (macros)
            ledger.Active("DOC-02", DocumentPlace.WholeDocument, "le fichier porte des macros", "the file carries macros");
        var blocks = new List<OfficeBlock>();
        if (format == DocumentKind.Odp)
            ReadSlides(blocks);
        else
            ReadBlocks(body, new Surroundings(), blocks);
        blocks.AddRange(notes);
        ReadHeadersAndFooters(blocks);
        var statistic = meta?.Descendants(Meta + "document-statistic").FirstOrDefault();
        var title = meta?.Descendants(Ooxml.Dc + "title").FirstOrDefault()?.Value.Trim();
        return new OfficeDocument
        {
            Format = format,
            Title = string.IsNullOrEmpty(title) ? null : title,
            DefaultLanguage = styles.DefaultLanguage,
            Blocks = blocks,
            Slides = slides,
            SavedPages = int.TryParse((string?)statistic?.Attribute(Meta + "page-count"), CultureInfo.InvariantCulture, out var pages) && pages > 0 ? pages : null,
            HasContentsTable = hasContentsTable,
            HasSections = true,
            Protection = protection,
            HasMacros = macros,
            BodySize = styles.BodySize,
        };
    }

    private void ReadSlides(List<OfficeBlock> blocks)
    {
        var number = 0;
        foreach (var page in body.Elements(Draw + "page"))
        {
            number++;
            string? title = null;
            var boxes = new List<OfficeBox>();
            foreach (var frame in page.Elements())
            {
                if (frame.Name == Show + "notes")
                {
                    ReadNotesPage(frame, number, blocks);
                    continue;
                }

                var isTitle = (string?)frame.Attribute(Show + "class") == "title";
                var around = new Surroundings { Page = number, Role = isTitle ? ParagraphRole.Heading : ParagraphRole.Body, CellStyle = string.Empty };
                var start = blocks.Count;
                ReadShape(frame, around, blocks);
                if (isTitle)
                    title ??= string.Join(' ', blocks.Skip(start).OfType<OfficeParagraph>().Select(static p => p.Text)).Trim();
                if (BoxOf(frame) is { } box)
                    boxes.Add(box with { IsTitle = isTitle });
            }

            var style = (string?)page.Attribute(Draw + "style-name");
            if (styles.DrawingPage(style, Show + "visibility") == "hidden")
                ledger.Active("DOC-10", new DocumentPlace(number), "la diapositive est masquée pendant la présentation", "the slide is hidden in the show");
            slides.Add(new OfficeSlide
            {
                Number = number,
                Title = title,
                Hidden = styles.DrawingPage(style, Show + "visibility") == "hidden",
                AdvancesByItself = styles.DrawingPage(style, Show + "transition-type") == "automatic",
                Boxes = boxes,
            });
        }
    }

    private void ReadNotesPage(XElement notes, int number, List<OfficeBlock> blocks)
    {
        var around = new Surroundings { Page = number, Role = ParagraphRole.SpeakerNotes, Label = "notes" };
        foreach (var frame in notes.Elements(Draw + "frame").Where(static f => (string?)f.Attribute(Show + "class") is "notes" or null))
        {
            foreach (var box in frame.Elements(Draw + "text-box"))
                ReadBlocks(box, around, blocks);
        }
    }

    private void ReadHeadersAndFooters(List<OfficeBlock> blocks)
    {
        XNamespace style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";
        foreach (var part in styleRoot?.Descendants(Office + "master-styles").Descendants() ?? [])
        {
            if (part.Name == style + "header" || part.Name == style + "footer")
                ReadBlocks(part, new Surroundings { Role = ParagraphRole.HeaderOrFooter, Label = part.Name.LocalName }, blocks);
        }
    }

    private void ReadBlocks(XElement container, Surroundings around, List<OfficeBlock> blocks)
    {
        foreach (var element in container.Elements())
            ReadBlock(element, around, blocks);
    }

    private void ReadBlock(XElement element, Surroundings around, List<OfficeBlock> blocks)
    {
        if (element.Name == Text + "p" || element.Name == Text + "h")
            ReadParagraph(element, around, blocks);
        else if (element.Name == Text + "list")
            ReadBlocks(element, around with { InList = true }, blocks);
        else if (element.Name == Text + "list-item" || element.Name == Text + "list-header" || element.Name == Text + "numbered-paragraph")
            ReadBlocks(element, around, blocks);
        else if (element.Name == Text + "section")
            ReadSection(element, around, blocks);
        else if (element.Name == Text + "table-of-content" || element.Name == Text + "illustration-index" || element.Name == Text + "table-index")
        {
            hasContentsTable |= element.Name == Text + "table-of-content";
            ReadBlocks(element.Element(Text + "index-body") ?? element, around with { Role = ParagraphRole.Contents }, blocks);
        }
        else if (element.Name == Text + "index-title" || element.Name == Text + "soft-page-break")
            ReadBlocks(element, around, blocks);
        else if (element.Name == Table + "table")
            ReadTable(element, around, blocks);
        else if (element.Name == Text + "tracked-changes")
        {
            if (element.Descendants(Text + "deletion").Any())
                ledger.Active("DOC-12", DocumentPlace.WholeDocument, "du texte supprimé reste dans le fichier (suivi des modifications)", "deleted text remains in the file (tracked changes)");
        }
        else if (element.Name.Namespace == Draw)
            ReadShape(element, around, blocks);
    }

    private void ReadSection(XElement section, Surroundings around, List<OfficeBlock> blocks)
    {
        if ((string?)section.Attribute(Text + "protected") == "true")
            protection = new LocalizedText("des sections sont protégées", "sections are protected");
        if ((string?)section.Element(Text + "section-source")?.Attribute(XLink + "href") is { } source)
            ledger.Active("DOC-03", Place(around), $"une section est liée à {Excerpt.Of(source)}", $"a section is linked to {Excerpt.Of(source)}");
        ReadBlocks(section, (string?)section.Attribute(Text + "display") == "none" ? around with { Role = ParagraphRole.Hidden } : around, blocks);
    }

    private void ReadParagraph(XElement element, Surroundings around, List<OfficeBlock> blocks)
    {
        if (around.Page is null && around.Role is ParagraphRole.Body)
            paragraphNumber++;
        var place = Place(around);
        var style = (string?)element.Attribute(Text + "style-name");
        var paragraph = new Paragraph(place, around);
        ReadInline(element, [style], null, paragraph);
        int? level = element.Name == Text + "h" && around.Role is ParagraphRole.Body
            ? int.TryParse((string?)element.Attribute(Text + "outline-level"), CultureInfo.InvariantCulture, out var stated) ? Math.Clamp(stated, 1, 10) : 1
            : around.Role is ParagraphRole.Heading ? 1 : null;
        blocks.Add(new OfficeParagraph(place, paragraph.Runs)
        {
            Role = around.Role is not (ParagraphRole.Body or ParagraphRole.Heading) ? around.Role
                : level is not null ? ParagraphRole.Heading
                : around.InList ? ParagraphRole.ListItem
                : around.InTable ? ParagraphRole.TableCell
                : ParagraphRole.Body,
            HeadingLevel = level,
            IsListItem = around.InList,
            HasTellingStyle = styles.IsTelling(style),
            InTable = around.InTable,
            HoldsOther = paragraph.Trailing.Count > 0 || styles.BreaksPage(style),
        });
        blocks.AddRange(paragraph.Trailing);
    }

    private void ReadInline(XElement container, IReadOnlyList<string?> styleNames, OfficeLink? link, Paragraph paragraph)
    {
        foreach (var node in container.Nodes())
        {
            if (node is XText text)
                Add(Collapse(text.Value));
            else if (node is XElement element)
                ReadInlineElement(element);
        }

        void Add(string value)
        {
            if (value.Length > 0)
                paragraph.Add(styles.Run(value, paragraph.Around.CellStyle, styleNames) with { Link = link });
        }

        void ReadInlineElement(XElement element)
        {
            if (element.Name == Text + "s")
                Add(new string(' ', int.TryParse((string?)element.Attribute(Text + "c"), CultureInfo.InvariantCulture, out var count) ? Math.Clamp(count, 1, 1_000) : 1));
            else if (element.Name == Text + "tab")
                Add("\t");
            else if (element.Name == Text + "line-break")
                Add("\n");
            else if (element.Name == Text + "a")
                ReadLink(element, styleNames, paragraph);
            else if (element.Name == Text + "note")
                ReadNote(element, paragraph.Around);
            else if (element.Name == Office + "annotation")
                ReadAnnotation(element, paragraph.Place);
            else if (element.Name == Text + "ruby")
                ReadInline(element.Element(Text + "ruby-base") ?? element, styleNames, link, paragraph);
            else if (element.Name.Namespace == Draw)
                ReadShape(element, paragraph.Around, paragraph.Trailing, paragraph.Place, link);
            else if (element.Name == Text + "hidden-text")
                return;
            else if (element.Name.Namespace == Text || element.Name.Namespace == LibreOffice)
                ReadInline(element, [(string?)element.Attribute(Text + "style-name"), .. styleNames], link, paragraph);
        }
    }

    private void ReadLink(XElement element, IReadOnlyList<string?> styleNames, Paragraph paragraph)
    {
        var link = new OfficeLink((string?)element.Attribute(XLink + "href"));
        var (runs, others) = (paragraph.Runs.Count, paragraph.Trailing.Count);
        ReadInline(element, styleNames, link, paragraph);
        if (paragraph.Runs.Count == runs && paragraph.Trailing.Count == others)
            paragraph.Runs.Add(new OfficeRun(string.Empty) { Link = link });
    }

    /// <summary>White space in content is one blank (ODF 1.3, part 3, 6.1.2); several blanks are <c>text:s</c>.</summary>
    private static string Collapse(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var character in value)
        {
            if (character is ' ' or '\t' or '\r' or '\n')
            {
                if (text.Length == 0 || text[^1] != ' ')
                    text.Append(' ');
            }
            else
            {
                text.Append(character);
            }
        }

        return text.ToString();
    }

    private void ReadNote(XElement note, Surroundings around)
    {
        var label = string.Create(CultureInfo.InvariantCulture, $"{(string?)note.Attribute(Text + "note-class") ?? "note"} {++noteNumber}");
        if (note.Element(Text + "note-body") is { } body)
            ReadBlocks(body, new Surroundings { Role = ParagraphRole.Note, Label = label, Page = around.Page }, notes);
    }

    private void ReadAnnotation(XElement annotation, DocumentPlace place)
    {
        ledger.Active("DOC-12", place, "un commentaire reste dans le fichier", "a comment remains in the file");
        ReadBlocks(annotation, new Surroundings { Role = ParagraphRole.Comment, Label = "comment", Page = place.Page }, notes);
    }

    private void ReadTable(XElement table, Surroundings around, List<OfficeBlock> blocks)
    {
        var part = string.Create(CultureInfo.InvariantCulture, $"table {++tableNumber}");
        var rows = new List<OfficeRow>();
        var borders = false;
        foreach (var (row, isHeader) in Rows(table, isHeader: false))
        {
            var cells = new List<OfficeCell>();
            foreach (var cell in row.Elements(Table + "table-cell"))
            {
                var style = (string?)cell.Attribute(Table + "style-name");
                borders |= styles.HasBorder(style);
                var inner = new List<OfficeBlock>();
                ReadBlocks(cell, around with { InTable = true, InList = false, TableLabel = part, CellStyle = style ?? string.Empty }, inner);
                cells.Add(new OfficeCell(inner) { ColumnSpan = Count(cell, "number-columns-spanned"), SpansRows = Count(cell, "number-rows-spanned") > 1 });
                // Empty cells may be repeated thousands of times to fill a row.
                for (var repeat = 1; repeat < Math.Min(Count(cell, "number-columns-repeated"), 50); repeat++)
                    cells.Add(new OfficeCell([]));
            }

            rows.Add(new OfficeRow(cells, isHeader));
        }

        blocks.Add(new OfficeTable(Place(around) with { Part = part, Paragraph = null }, rows)
        {
            HasBorders = borders || format == DocumentKind.Odp,
            IsNested = around.InTable,
        });
    }

    private static IEnumerable<(XElement Row, bool IsHeader)> Rows(XElement container, bool isHeader)
    {
        foreach (var element in container.Elements())
        {
            if (element.Name == Table + "table-row")
                yield return (element, isHeader || (container.Name == Table + "table" && (string?)container.Attribute(Table + "use-first-row-styles") == "true" && element.ElementsBeforeSelf(Table + "table-row").Any() is false));
            else if (element.Name == Table + "table-header-rows" || element.Name == Table + "table-rows" || element.Name == Table + "table-row-group")
            {
                foreach (var row in Rows(element, isHeader || element.Name == Table + "table-header-rows"))
                    yield return row;
            }
        }
    }

    private static int Count(XElement cell, string attribute) =>
        int.TryParse((string?)cell.Attribute(Table + attribute), CultureInfo.InvariantCulture, out var count) ? Math.Max(1, count) : 1;

    private void ReadShape(XElement shape, Surroundings around, List<OfficeBlock> blocks, DocumentPlace? at = null, OfficeLink? link = null)
    {
        var place = at ?? Place(around);
        if (shape.Name == Draw + "a")
        {
            var target = new OfficeLink((string?)shape.Attribute(XLink + "href"));
            foreach (var linked in shape.Elements())
                ReadShape(linked, around, blocks, place, target);
            return;
        }

        if (shape.Name == Draw + "g" && string.IsNullOrWhiteSpace(AlternativeOf(shape)))
        {
            foreach (var member in shape.Elements().Where(static e => e.Name.Namespace == Draw))
                ReadShape(member, around, blocks, place, link);
            return;
        }

        if (shape.Name == Draw + "frame" && (string?)shape.Attribute(Show + "placeholder") == "true")
            return;
        var kind = KindOf(shape);
        if (kind is null)
            return;
        if (kind is not OfficeGraphicKind.TextFrame || around.Page is null)
            blocks.Add(GraphicOf(shape, kind.Value, place, around, link));
        Observe(shape, place);
        if (shape.Name != Draw + "g")
            ReadShapeText(shape, around, blocks);
    }

    private OfficeGraphic GraphicOf(XElement shape, OfficeGraphicKind kind, DocumentPlace place, Surroundings around, OfficeLink? link) => new(place, kind)
    {
        Alternative = AlternativeOf(shape),
        Decorative = (string?)shape.Attribute(LibreOffice + "decorative") == "true" || styles.IsDecorative((string?)shape.Attribute(Draw + "style-name")),
        Floating = around.Page is null && (string?)shape.Attribute(Text + "anchor-type") is not ("as-char" or null),
        IsRule = shape.Name.LocalName is "line" or "connector" || Length(shape, "width") is <= 4 || Length(shape, "height") is <= 4,
        Repeats = around.Role == ParagraphRole.HeaderOrFooter,
        Link = link,
    };

    private void Observe(XElement shape, DocumentPlace place)
    {
        foreach (var content in shape.Elements())
        {
            var target = (string?)content.Attribute(XLink + "href");
            if (content.Name == Draw + "image" && target is not null && target.Contains("://", StringComparison.Ordinal))
                ledger.Active("DOC-03", place, $"image hors du fichier : {Excerpt.Of(target)}", $"picture outside the file: {Excerpt.Of(target)}");
            else if (content.Name == Draw + "object-ole" || content.Name == Draw + "applet" || content.Name == Draw + "plugin" && target?.Contains("://", StringComparison.Ordinal) == true)
                ledger.Active("DOC-04", place, $"objet incorporé ({content.Name.LocalName})", $"embedded object ({content.Name.LocalName})");
        }
    }

    private void ReadShapeText(XElement shape, Surroundings around, List<OfficeBlock> blocks)
    {
        // What lies behind a frame is uncertain, as in a cell without style.
        var inner = around with { CellStyle = string.Empty, Role = around.Page is null && around.Role == ParagraphRole.Body ? ParagraphRole.Frame : around.Role };
        if (shape.Name == Draw + "frame")
        {
            foreach (var box in shape.Elements(Draw + "text-box"))
                ReadBlocks(box, inner, blocks);
            foreach (var table in shape.Elements(Table + "table"))
                ReadTable(table, around, blocks);
        }
        else
        {
            ReadBlocks(shape, inner, blocks);
        }
    }

    private static OfficeGraphicKind? KindOf(XElement shape)
    {
        if (shape.Name == Draw + "g")
            return OfficeGraphicKind.Group;
        var hasText = shape.Descendants(Text + "p").Any(static p => !string.IsNullOrWhiteSpace(p.Value));
        if (shape.Name != Draw + "frame")
        {
            return shape.Name.LocalName is "custom-shape" or "rect" or "ellipse" or "circle" or "polygon" or "polyline" or "path" or "line" or "connector"
                    or "regular-polygon" or "caption" or "measure"
                ? hasText ? OfficeGraphicKind.TextFrame : OfficeGraphicKind.Shape
                : shape.Name.LocalName == "control" ? OfficeGraphicKind.TextFrame : null;
        }

        if (shape.Element(Draw + "plugin") is not null)
            return OfficeGraphicKind.Media;
        if (shape.Element(Draw + "object") is not null || shape.Element(Draw + "object-ole") is not null)
            return OfficeGraphicKind.EmbeddedObject;
        return shape.Element(Draw + "image") is not null ? OfficeGraphicKind.Picture
            : shape.Element(Draw + "text-box") is not null || shape.Element(Table + "table") is not null ? OfficeGraphicKind.TextFrame
            : null;
    }

    private static string? AlternativeOf(XElement shape)
    {
        var description = shape.Element(Svg + "desc")?.Value;
        return string.IsNullOrWhiteSpace(description) ? shape.Element(Svg + "title")?.Value : description;
    }

    private static OfficeBox? BoxOf(XElement shape) =>
        Length(shape, "x") is { } x && Length(shape, "y") is { } y && Length(shape, "width") is { } width && Length(shape, "height") is { } height
            ? new OfficeBox((long)(x * 100), (long)(y * 100), (long)(width * 100), (long)(height * 100), IsTitle: false)
            : null;

    /// <summary>A length of the SVG-compatible attributes, in points.</summary>
    private static double? Length(XElement shape, string attribute) => OpenDocumentStyles.Points((string?)shape.Attribute(Svg + attribute));

    private DocumentPlace Place(Surroundings around) => new(
        around.Page, around.Page is null && around.Role is ParagraphRole.Body or ParagraphRole.Frame ? Math.Max(1, paragraphNumber) : null, around.Label ?? around.TableLabel);

    private sealed record Surroundings
    {
        public ParagraphRole Role { get; init; } = ParagraphRole.Body;

        public string? Label { get; init; }

        public string? TableLabel { get; init; }

        public bool InTable { get; init; }

        public bool InList { get; init; }

        /// <summary>Null where text stands on the page itself; empty in a cell without style, a frame or a slide, whose background is uncertain.</summary>
        public string? CellStyle { get; init; }

        public int? Page { get; init; }
    }

    private sealed class Paragraph(DocumentPlace place, Surroundings around)
    {
        public DocumentPlace Place { get; } = place;

        public Surroundings Around { get; } = around;

        public List<OfficeRun> Runs { get; } = [];

        public List<OfficeBlock> Trailing { get; } = [];

        public void Add(OfficeRun run)
        {
            if (Runs.Count > 0 && Runs[^1] is var last && last with { Text = run.Text } == run && last.Text.Length < 100_000)
                Runs[^1] = last with { Text = last.Text + run.Text };
            else
                Runs.Add(run);
        }
    }
}
