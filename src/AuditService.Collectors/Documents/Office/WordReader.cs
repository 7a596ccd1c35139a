using System.Globalization;
using System.Text;
using System.Xml.Linq;
using AuditService.Core;
using static AuditService.Collectors.Documents.Office.Ooxml;

namespace AuditService.Collectors.Documents.Office;

/// <summary>Reads WordprocessingML: body, tables, text boxes, notes, headers, footers and comments, in reading order.</summary>
/// <remarks>
/// Deleted and moved-away text is no content, nor are the codes of fields; a text box that the file holds twice is read once
/// (<see cref="SafeXml"/>). Page numbers come from the page breaks the application saved with its last layout, where it did.
/// </remarks>
internal sealed class WordReader
{
    private static readonly HashSet<string> LineGeometry = ["line", "lineInv", "straightConnector1", "bentConnector2", "bentConnector3", "curvedConnector3"];

    private readonly OpenPackage package;
    private readonly RuleLedger ledger;
    private readonly WordStyles styles;
    private readonly Stack<Field> fields = new();
    private readonly bool paperIsWhite;
    private readonly bool hasPageMarks;
    private readonly XElement root;
    private bool hasContentsTable;
    private int contentsDepth;
    private int paragraphNumber;
    private int tableNumber;
    private int pageNumber = 1;

    private WordReader(OpenPackage package, RuleLedger ledger)
    {
        this.package = package;
        this.ledger = ledger;
        root = package.Xml(package.MainPart) ?? throw DocumentRefusedException.Damaged("la partie principale du document manque", "the document's main part is missing");
        styles = new WordStyles(package.XmlOf(package.MainPart, "styles"));
        paperIsWhite = root.Element(W + "background") is null && !LiesBehindText(root);
        hasPageMarks = root.Descendants(W + "lastRenderedPageBreak").Any();
    }

    /// <summary>A picture or a filled shape anchored behind the text: what the text stands on is then not certain anywhere that it may reach.</summary>
    private static bool LiesBehindText(XElement root) => root.Descendants(Wp + "anchor").Any(static anchor =>
        (string?)anchor.Attribute("behindDoc") is "1" or "true"
        && anchor.Descendants().Any(static e => e.Name.LocalName is "pic" or "solidFill" or "gradFill" or "blipFill" or "pattFill"));

    public static OfficeDocument Read(BoundedArchive archive, RuleLedger ledger)
    {
        return new WordReader(new OpenPackage(archive), ledger).Read();
    }

    private OfficeDocument Read()
    {
        var macros = package.ObserveActiveContent(ledger);
        var body = root.Element(W + "body") ?? throw DocumentRefusedException.Damaged("le document n'a pas de corps", "the document has no body");
        var main = package.MainPart;
        var blocks = new List<OfficeBlock>();
        ReadPart(body, new Surroundings(main), blocks);
        ReadNotes(main, "footnotes", "footnote", blocks);
        ReadNotes(main, "endnotes", "endnote", blocks);
        ReadHeadersAndFooters(main, blocks);
        ReadComments(main, blocks);
        return new OfficeDocument
        {
            Format = DocumentKind.Docx,
            Title = package.Title(),
            DefaultLanguage = styles.DefaultLanguage,
            Blocks = blocks,
            SavedPages = package.SavedCount("Pages") ?? (hasPageMarks ? pageNumber : null),
            HasContentsTable = hasContentsTable,
            Protection = Protection(),
            HasMacros = macros,
            BodySize = styles.BodySize,
        };
    }

    private LocalizedText? Protection()
    {
        var settings = package.XmlOf(package.MainPart, "settings");
        var protection = settings?.Element(W + "documentProtection");
        if (protection is not null && protection.Attribute(W + "enforcement") is not null && protection.IsOn(W + "enforcement"))
        {
            var kind = Excerpt.Of((string?)protection.Attribute(W + "edit") ?? "protected");
            return new LocalizedText($"la modification est restreinte ({kind})", $"editing is restricted ({kind})");
        }

        if (settings?.Element(W + "writeProtection") is { } write && (write.Attribute(W + "hash") ?? write.Attribute(W + "hashValue")) is not null)
            return new LocalizedText("l'enregistrement demande un mot de passe", "saving needs a password");
        return package.IsMarkedFinal() ? new LocalizedText("le document est marqué comme final", "the document is marked as final") : null;
    }

    private void ReadNotes(string main, string relationship, string element, List<OfficeBlock> blocks)
    {
        if (package.TargetOf(main, relationship) is not { } part || package.Xml(part) is not { } notes)
            return;
        var number = 0;
        foreach (var note in notes.Elements(W + element).Where(static n => n.Attribute(W + "type") is null or { Value: "normal" }))
        {
            var label = string.Create(CultureInfo.InvariantCulture, $"{element} {++number}");
            ReadPart(note, new Surroundings(part) { Role = ParagraphRole.Note, Label = label }, blocks);
        }
    }

    private void ReadHeadersAndFooters(string main, List<OfficeBlock> blocks)
    {
        foreach (var relationship in package.Relationships(main).Values.Where(static r => r is { Type: "header" or "footer", External: false })
                     .DistinctBy(static r => r.Target).OrderBy(static r => r.Target, StringComparer.Ordinal))
        {
            if (package.Xml(relationship.Target) is { } content)
                ReadPart(content, new Surroundings(relationship.Target) { Role = ParagraphRole.HeaderOrFooter, Label = relationship.Type }, blocks);
        }
    }

    private void ReadComments(string main, List<OfficeBlock> blocks)
    {
        if (package.TargetOf(main, "comments") is not { } part || package.Xml(part) is not { } comments)
            return;
        var number = 0;
        foreach (var comment in comments.Elements(W + "comment"))
        {
            var label = string.Create(CultureInfo.InvariantCulture, $"comment {++number}");
            ReadPart(comment, new Surroundings(part) { Role = ParagraphRole.Comment, Label = label }, blocks);
        }

        if (number > 0)
            ledger.Active("DOC-12", DocumentPlace.WholeDocument, $"{number} commentaires restent dans le fichier", $"{number} comments remain in the file");
    }

    /// <summary>A field left open in one part must not swallow the next.</summary>
    private void ReadPart(XElement content, Surroundings around, List<OfficeBlock> blocks)
    {
        fields.Clear();
        ReadBlocks(content, around, blocks);
    }

    private void ReadBlocks(XElement container, Surroundings around, List<OfficeBlock> blocks)
    {
        foreach (var element in container.Elements())
        {
            if (element.Name == W + "p")
                ReadParagraph(element, around, blocks);
            else if (element.Name == W + "tbl")
                ReadTable(element, around, blocks);
            else if (element.Name == W + "sdt")
                ReadContentControl(element, around, blocks);
            else if (element.Name == W + "ins" || element.Name == W + "moveTo" || element.Name == W + "customXml" || element.Name == W + "smartTag")
                ReadBlocks(element, around, blocks);
            else if (element.Name == W + "del" || element.Name == W + "moveFrom")
                ObserveDeletion(element, around);
            else if (element.Name == W + "altChunk")
                ledger.Active("DOC-09", Place(around), "un autre fichier est fusionné à l'ouverture (altChunk)", "another file is merged in when the document is opened (altChunk)");
        }
    }

    private void ReadContentControl(XElement control, Surroundings around, List<OfficeBlock> blocks)
    {
        var isContents = control.Element(W + "sdtPr")?.Descendants(W + "docPartGallery")
            .Any(static g => (string?)g.Attribute(W + "val") == "Table of Contents") ?? false;
        hasContentsTable |= isContents;
        contentsDepth += isContents ? 1 : 0;
        if (control.Element(W + "sdtContent") is { } content)
            ReadBlocks(content, around, blocks);
        contentsDepth -= isContents ? 1 : 0;
    }

    private void ReadParagraph(XElement element, Surroundings around, List<OfficeBlock> blocks)
    {
        var properties = element.Element(W + "pPr");
        var style = (string?)properties?.Element(W + "pStyle")?.Attribute(W + "val");
        if (around.Role == ParagraphRole.Body)
            paragraphNumber++;
        if (StartsOnNewPage(element))
            pageNumber++;
        var place = Place(around);
        if (StartsOnNewPage(element))
            pageNumber--;

        var inContents = contentsDepth > 0 || fields.Any(static f => f.IsContents);
        var paragraph = new Paragraph(place, style, around, styles.ParagraphFill(style, properties));
        ReadInline(element, null, paragraph);
        inContents |= fields.Any(static f => f.IsContents) || styles.IsContentsEntry(style);

        var level = around.Role is ParagraphRole.Body && !inContents ? styles.HeadingLevel(style, properties) : null;
        var listed = level is null && !inContents && styles.IsListItem(style, properties);
        blocks.Add(new OfficeParagraph(place, paragraph.Runs)
        {
            Role = inContents ? ParagraphRole.Contents
                : around.Role is not ParagraphRole.Body ? around.Role
                : level is not null ? ParagraphRole.Heading
                : listed ? ParagraphRole.ListItem
                : around.InTable ? ParagraphRole.TableCell
                : ParagraphRole.Body,
            HeadingLevel = level,
            IsListItem = listed,
            HasTellingStyle = styles.IsTelling(style),
            InTable = around.InTable,
            HoldsOther = paragraph.HoldsOther || paragraph.Trailing.Count > 0 || properties?.Element(W + "sectPr") is not null,
        });
        blocks.AddRange(paragraph.Trailing);
    }

    private static bool StartsOnNewPage(XElement paragraph) =>
        paragraph.Descendants().FirstOrDefault(static e => e.Name == W + "t" || e.Name == W + "lastRenderedPageBreak" || e.Name == W + "drawing")?.Name
            == W + "lastRenderedPageBreak";

    private void ReadInline(XElement container, OfficeLink? link, Paragraph paragraph)
    {
        foreach (var element in container.Elements())
        {
            if (element.Name == W + "r")
                ReadRun(element, link, paragraph);
            else if (element.Name == W + "hyperlink")
                ReadHyperlink(element, paragraph);
            else if (element.Name == W + "fldSimple")
                ReadSimpleField(element, link, paragraph);
            else if (element.Name == W + "sdt")
                ReadInline(element.Element(W + "sdtContent") ?? element, link, paragraph);
            else if (element.Name == W + "del" || element.Name == W + "moveFrom")
                ObserveDeletion(element, paragraph.Around);
            else if (element.Name.Namespace == M)
                paragraph.Add(new OfficeRun(string.Concat(element.Descendants(M + "t").Select(static t => t.Value))));
            else if (element.Name == W + "ins" || element.Name == W + "moveTo" || element.Name == W + "smartTag" || element.Name == W + "customXml"
                     || element.Name == W + "dir" || element.Name == W + "bdo")
                ReadInline(element, link, paragraph);
        }
    }

    private void ReadHyperlink(XElement element, Paragraph paragraph)
    {
        var link = LinkOf(element, paragraph.Around.Part);
        var (runs, others) = (paragraph.Runs.Count, paragraph.Trailing.Count);
        ReadInline(element, link, paragraph);
        if (paragraph.Runs.Count == runs && paragraph.Trailing.Count == others)
            paragraph.Runs.Add(new OfficeRun(string.Empty) { Link = link });
    }

    private OfficeLink LinkOf(XElement hyperlink, string part)
    {
        var target = package.Relationship(part, (string?)hyperlink.Attribute(R + "id"))?.Target;
        var anchor = (string?)hyperlink.Attribute(W + "anchor");
        return new OfficeLink(anchor is null ? target : $"{target}#{anchor}");
    }

    private void ReadSimpleField(XElement element, OfficeLink? link, Paragraph paragraph)
    {
        var field = new Field { InResult = true };
        field.Code.Append((string?)element.Attribute(W + "instr"));
        Interpret(field, paragraph.Place);
        fields.Push(field);
        ReadInline(element, link, paragraph);
        fields.Pop();
    }

    private void ReadRun(XElement run, OfficeLink? link, Paragraph paragraph)
    {
        var properties = run.Element(W + "rPr");
        var resolved = styles.Run(paragraph.Style, (string?)properties?.Element(W + "rStyle")?.Attribute(W + "val"), WordRunProperties.Of(properties));
        var text = new StringBuilder();
        foreach (var element in run.Elements())
        {
            if (element.Name == W + "t")
                text.Append(IsResult() ? element.Value : string.Empty);
            else if (element.Name == W + "tab" || element.Name == W + "ptab")
                text.Append('\t');
            else if (element.Name == W + "br" || element.Name == W + "cr")
                ReadBreak(element, text, paragraph);
            else if (element.Name == W + "noBreakHyphen")
                text.Append('-');
            else if (element.Name == W + "sym")
                text.Append('•');
            else if (element.Name == W + "lastRenderedPageBreak")
                pageNumber++;
            else if (element.Name == W + "fldChar")
            {
                Flush();
                ReadFieldCharacter(element, paragraph.Place);
            }
            else if (element.Name == W + "instrText" && fields.TryPeek(out var field) && field.Code.Length < 4_000)
                field.Code.Append(element.Value);
            else if (element.Name == W + "drawing")
                ReadDrawing(element, link, paragraph);
            else if (element.Name == W + "pict" || element.Name == W + "object")
                ReadVml(element, link, paragraph);
        }

        Flush();

        void Flush()
        {
            if (text.Length == 0)
                return;
            paragraph.Add(RunOf(text.ToString(), resolved, CurrentLink() ?? link, paragraph));
            text.Clear();
        }
    }

    private OfficeRun RunOf(string text, WordRunProperties properties, OfficeLink? link, Paragraph paragraph) => new(text)
    {
        Language = LanguageGuess.Primary(properties.Language) is null ? null : properties.Language,
        Bold = properties.Bold ?? false,
        Size = properties.Size,
        Ink = Rgb.Parse(properties.Color),
        Paper = PaperBehind(properties.Fill, paragraph),
        Link = link,
        Hidden = properties.Hidden ?? false,
        Animated = properties.Effect is not (null or "none"),
    };

    /// <summary>The nearest explicit fill; the white of the page where nothing else can lie between.</summary>
    private Rgb? PaperBehind(string? runFill, Paragraph paragraph)
    {
        foreach (var fill in (ReadOnlySpan<string?>)[runFill, paragraph.Fill, paragraph.Around.CellFill])
        {
            if (fill is not (null or "auto"))
                return Rgb.Parse(fill);
        }

        return paperIsWhite && !paragraph.Around.PaperIsUncertain ? Rgb.White : null;
    }

    private static void ReadBreak(XElement element, StringBuilder text, Paragraph paragraph)
    {
        if ((string?)element.Attribute(W + "type") is "page" or "column")
            paragraph.HoldsOther = true;
        else
            text.Append('\n');
    }

    private bool IsResult() => fields.Count == 0 || fields.All(static f => f.InResult);

    private OfficeLink? CurrentLink() => fields.Select(static f => f.Link).FirstOrDefault(static l => l is not null);

    private void ReadFieldCharacter(XElement element, DocumentPlace place)
    {
        switch ((string?)element.Attribute(W + "fldCharType"))
        {
            case "begin" when fields.Count < 64:
                fields.Push(new Field());
                break;
            case "separate" when fields.TryPeek(out var field):
                Interpret(field, place);
                field.InResult = true;
                break;
            case "end" when fields.TryPop(out var ended) && !ended.InResult:
                Interpret(ended, place);
                break;
        }
    }

    private void Interpret(Field field, DocumentPlace place)
    {
        var code = field.Code.ToString().Trim();
        var name = code.Split([' ', '\t', '"'], 2)[0].ToUpperInvariant();
        switch (name)
        {
            case "TOC":
                field.IsContents = hasContentsTable = true;
                break;
            case "HYPERLINK":
                field.Link = new OfficeLink(code[name.Length..].Trim().Trim('"'));
                break;
            case "DDE" or "DDEAUTO":
                ledger.Active("DOC-05", place, $"un champ appelle un autre programme ({name})", $"a field calls another program ({name})");
                break;
            case "INCLUDEPICTURE" or "INCLUDETEXT" or "LINK" when code.Contains("://", StringComparison.Ordinal):
                ledger.Active("DOC-03", place, $"champ hors du fichier : {Excerpt.Of(code)}", $"field outside the file: {Excerpt.Of(code)}");
                break;
        }
    }

    private void ObserveDeletion(XElement element, Surroundings around)
    {
        if (element.Descendants(W + "delText").Any() || element.Descendants(W + "t").Any())
            ledger.Active("DOC-12", Place(around), "du texte supprimé reste dans le fichier (suivi des modifications)", "deleted text remains in the file (tracked changes)");
    }

    private void ReadTable(XElement element, Surroundings around, List<OfficeBlock> blocks)
    {
        var properties = element.Element(W + "tblPr");
        var style = (string?)properties?.Element(W + "tblStyle")?.Attribute(W + "val");
        var part = string.Create(CultureInfo.InvariantCulture, $"table {++tableNumber}");
        var place = Place(around) with { Part = part, Paragraph = null };
        var borders = styles.HasBorders(properties, style);
        var rows = new List<OfficeRow>();
        foreach (var row in Rows(element))
        {
            var cells = new List<OfficeCell>();
            foreach (var cell in Cells(row))
            {
                var cellProperties = cell.Element(W + "tcPr");
                borders |= cellProperties?.Element(W + "tcBorders")?.Elements()
                    .Any(static b => (string?)b.Attribute(W + "val") is not (null or "nil" or "none")) ?? false;
                var inner = new List<OfficeBlock>();
                var uncertain = around.PaperIsUncertain || styles.ColoursByPosition(style);
                ReadBlocks(cell, around with { InTable = true, TableLabel = part, CellFill = CellFill(cellProperties, around), PaperIsUncertain = uncertain }, inner);
                cells.Add(new OfficeCell(inner)
                {
                    ColumnSpan = int.TryParse((string?)cellProperties?.Element(W + "gridSpan")?.Attribute(W + "val"), CultureInfo.InvariantCulture, out var span)
                        ? Math.Max(1, span)
                        : 1,
                    SpansRows = cellProperties?.Element(W + "vMerge") is not null,
                });
            }

            rows.Add(new OfficeRow(cells, row.Element(W + "trPr")?.Element(W + "tblHeader").IsOn(W + "val") ?? false));
        }

        blocks.Add(new OfficeTable(place, rows) { HasBorders = borders, IsNested = around.InTable });
    }

    private static string? CellFill(XElement? cellProperties, Surroundings around) =>
        WordRunProperties.FillOf(cellProperties?.Element(W + "shd")) is { } own and not "auto" ? own : around.CellFill;

    private static IEnumerable<XElement> Rows(XElement table) => Unwrapped(table, W + "tr")
        .Where(static r => r.Element(W + "trPr")?.Element(W + "del") is null);

    private static IEnumerable<XElement> Cells(XElement row) => Unwrapped(row, W + "tc");

    /// <summary>Children of a name, those inside content controls and custom markup included.</summary>
    private static IEnumerable<XElement> Unwrapped(XElement container, XName name) => container.Elements().SelectMany(e =>
        e.Name == name ? [e]
        : e.Name == W + "sdt" || e.Name == W + "sdtContent" || e.Name == W + "customXml" || e.Name == W + "ins" ? Unwrapped(e, name)
        : []);

    private void ReadDrawing(XElement drawing, OfficeLink? link, Paragraph paragraph)
    {
        foreach (var anchor in drawing.Elements().Where(static e => e.Name == Wp + "inline" || e.Name == Wp + "anchor"))
        {
            var properties = anchor.Element(Wp + "docPr");
            var data = anchor.Descendants(A + "graphicData").FirstOrDefault();
            var graphic = new OfficeGraphic(paragraph.Place, KindOf(data))
            {
                Alternative = properties.Alternative(),
                Decorative = properties.IsDecorative(),
                Floating = anchor.Name == Wp + "anchor",
                IsRule = IsThin(anchor.Element(Wp + "extent")) || IsLine(data),
                Repeats = paragraph.Around.Role == ParagraphRole.HeaderOrFooter,
                Link = LinkOfGraphic(properties, paragraph.Around.Part) ?? link,
            };
            if (graphic.Kind == OfficeGraphicKind.Group && string.IsNullOrWhiteSpace(graphic.Alternative))
                graphic = graphic with { Alternative = AlternativeOfMembers(data) };
            paragraph.Trailing.Add(graphic);
            ReadGraphicText(data, graphic, paragraph);
        }
    }

    private OfficeLink? LinkOfGraphic(XElement? properties, string part) =>
        properties?.Element(A + "hlinkClick") is { } click ? new OfficeLink(package.Relationship(part, (string?)click.Attribute(R + "id"))?.Target) : null;

    private static OfficeGraphicKind KindOf(XElement? data)
    {
        if (data is null)
            return OfficeGraphicKind.Picture;
        if (data.Element(Pic + "pic") is not null)
            return OfficeGraphicKind.Picture;
        if (data.Elements(C + "chart").Any() || ((string?)data.Attribute("uri") ?? string.Empty).Contains("chart", StringComparison.OrdinalIgnoreCase))
            return OfficeGraphicKind.Chart;
        if (data.Elements(Dgm + "relIds").Any())
            return OfficeGraphicKind.Diagram;
        var kind = data.Elements().FirstOrDefault()?.Name.LocalName;
        var hasText = data.Descendants(W + "txbxContent").Any(static t => t.Descendants(W + "t").Any());
        return kind switch
        {
            "wsp" => hasText ? OfficeGraphicKind.TextFrame : OfficeGraphicKind.Shape,
            "wgp" or "wpc" when data.Descendants(Pic + "pic").Any() => OfficeGraphicKind.Group,
            "wgp" or "wpc" => hasText ? OfficeGraphicKind.TextFrame : OfficeGraphicKind.Shape,
            _ => OfficeGraphicKind.Picture,
        };
    }

    /// <summary>A group needs no alternative of its own when each of its pictures has one.</summary>
    private static string? AlternativeOfMembers(XElement? data)
    {
        var members = data?.Descendants(Pic + "cNvPr").Select(static p => p.IsDecorative() ? "decorative" : p.Alternative()).ToList() ?? [];
        return members.Count > 0 && members.TrueForAll(static m => !string.IsNullOrWhiteSpace(m)) ? string.Join("; ", members) : null;
    }

    private static bool IsThin(XElement? extent)
    {
        const long emusOfFourPoints = 4 * 12_700;
        return extent is not null
            && long.TryParse((string?)extent.Attribute("cx"), CultureInfo.InvariantCulture, out var width)
            && long.TryParse((string?)extent.Attribute("cy"), CultureInfo.InvariantCulture, out var height)
            && Math.Min(width, height) <= emusOfFourPoints;
    }

    private static bool IsLine(XElement? data) =>
        data?.Descendants(A + "prstGeom").Select(static g => (string?)g.Attribute("prst")).ToList() is { Count: > 0 } shapes
        && shapes.TrueForAll(static s => s is not null && LineGeometry.Contains(s));

    private void ReadGraphicText(XElement? data, OfficeGraphic graphic, Paragraph paragraph)
    {
        if (data is null)
            return;
        if (graphic.Kind is OfficeGraphicKind.Chart or OfficeGraphicKind.Diagram)
        {
            foreach (var line in GraphicText.Of(data, paragraph.Around.Part, package))
                paragraph.Trailing.Add(new OfficeParagraph(paragraph.Place, [new OfficeRun(line)]) { Role = ParagraphRole.Frame });
            return;
        }

        ReadFrames(data, paragraph);
    }

    private void ReadFrames(XElement container, Paragraph paragraph)
    {
        foreach (var frame in container.Descendants(W + "txbxContent").Where(f => !f.Ancestors(W + "txbxContent").Any(a => a.Ancestors().Contains(container))))
        {
            var around = paragraph.Around with
            {
                Role = paragraph.Around.Role == ParagraphRole.Body ? ParagraphRole.Frame : paragraph.Around.Role,
                PaperIsUncertain = true,
            };
            ReadBlocks(frame, around, paragraph.Trailing);
        }
    }

    private void ReadVml(XElement container, OfficeLink? link, Paragraph paragraph)
    {
        foreach (var shape in container.Elements().Where(static e => e.Name.Namespace == V && e.Name.LocalName is not "shapetype"))
        {
            var isRule = shape.Name.LocalName == "line" || (string?)shape.Attribute(O + "hr") is "t" or "true";
            var hasText = shape.Descendants(W + "txbxContent").Any(static t => t.Descendants(W + "t").Any());
            var style = (string?)shape.Attribute("style") ?? string.Empty;
            paragraph.Trailing.Add(new OfficeGraphic(paragraph.Place, VmlKind(container, shape, hasText))
            {
                Alternative = (string?)shape.Attribute("alt") ?? shape.Descendants(V + "textpath").Select(static t => (string?)t.Attribute("string")).FirstOrDefault(),
                IsRule = isRule,
                Floating = style.Contains("position:absolute", StringComparison.OrdinalIgnoreCase),
                Repeats = paragraph.Around.Role == ParagraphRole.HeaderOrFooter,
                Link = link,
            });
            ReadFrames(shape, paragraph);
        }
    }

    private static OfficeGraphicKind VmlKind(XElement container, XElement shape, bool hasText)
    {
        if (container.Name == W + "object")
            return OfficeGraphicKind.EmbeddedObject;
        if (shape.Descendants(V + "imagedata").Any())
            return OfficeGraphicKind.Picture;
        return hasText ? OfficeGraphicKind.TextFrame : OfficeGraphicKind.Shape;
    }

    private DocumentPlace Place(Surroundings around) => new(
        hasPageMarks && around.Role is ParagraphRole.Body or ParagraphRole.Frame ? pageNumber : null,
        around.Role is ParagraphRole.Body or ParagraphRole.Frame ? Math.Max(1, paragraphNumber) : null,
        around.Label ?? around.TableLabel);

    /// <summary>Where a block stands.</summary>
    private sealed record Surroundings(string Part)
    {
        public ParagraphRole Role { get; init; } = ParagraphRole.Body;

        public string? Label { get; init; }

        public string? TableLabel { get; init; }

        public bool InTable { get; init; }

        public string? CellFill { get; init; }

        public bool PaperIsUncertain { get; init; }
    }

    /// <summary>A paragraph while it is read.</summary>
    private sealed class Paragraph(DocumentPlace place, string? style, Surroundings around, string? fill)
    {
        public DocumentPlace Place { get; } = place;

        public string? Style { get; } = style;

        public Surroundings Around { get; } = around;

        public string? Fill { get; } = fill;

        public List<OfficeRun> Runs { get; } = [];

        /// <summary>Graphics and frames anchored here; they follow the paragraph in reading order.</summary>
        public List<OfficeBlock> Trailing { get; } = [];

        public bool HoldsOther { get; set; }

        /// <summary>Joins runs that differ in nothing: word processors cut words at each spelling check.</summary>
        public void Add(OfficeRun run)
        {
            if (run.Text.Length == 0)
                return;
            if (Runs.Count > 0 && Runs[^1] is var last && last with { Text = run.Text } == run && last.Text.Length < 100_000)
                Runs[^1] = last with { Text = last.Text + run.Text };
            else
                Runs.Add(run);
        }
    }

    /// <summary>A field: its code is no text, its result is.</summary>
    private sealed class Field
    {
        public StringBuilder Code { get; } = new();

        public bool InResult { get; set; }

        public bool IsContents { get; set; }

        public OfficeLink? Link { get; set; }
    }
}
