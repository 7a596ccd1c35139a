using System.Globalization;
using System.Xml.Linq;
using AuditService.Core;
using static AuditService.Collectors.Documents.Office.Ooxml;

namespace AuditService.Collectors.Documents.Office;

/// <summary>
/// Reads PresentationML: slides in the order of the show, not of the file names, with their notes, tables, groups, charts and diagrams.
/// Prompts of layouts and shapes of masters are no content: readers do not meet them.
/// </summary>
internal sealed class SlidesReader
{
    private readonly OpenPackage package;
    private readonly RuleLedger ledger;
    private readonly XElement presentation;
    private readonly string? defaultLanguage;
    private readonly Dictionary<string, SlideLayout> layouts = [];
    private readonly List<OfficeBlock> blocks = [];
    private readonly List<OfficeSlide> slides = [];
    private int tableNumber;

    private SlidesReader(OpenPackage package, RuleLedger ledger)
    {
        this.package = package;
        this.ledger = ledger;
        presentation = package.Xml(package.MainPart) ?? throw DocumentRefusedException.Damaged("la partie principale de la présentation manque", "the presentation's main part is missing");
        defaultLanguage = (string?)presentation.Element(P + "defaultTextStyle")?.Descendants(A + "defRPr")
            .FirstOrDefault(static r => r.Attribute("lang") is not null)?.Attribute("lang");
    }

    public static OfficeDocument Read(BoundedArchive archive, RuleLedger ledger) => new SlidesReader(new OpenPackage(archive), ledger).Read();

    private OfficeDocument Read()
    {
        var macros = package.ObserveActiveContent(ledger);
        var number = 0;
        foreach (var id in presentation.Element(P + "sldIdLst")?.Elements(P + "sldId") ?? [])
        {
            number++;
            if (package.Relationship(package.MainPart, (string?)id.Attribute(R + "id")) is { External: false } slide
                && package.Xml(slide.Target) is { } content)
                ReadSlide(content, slide.Target, number);
        }

        return new OfficeDocument
        {
            Format = DocumentKind.Pptx,
            Title = package.Title(),
            DefaultLanguage = defaultLanguage,
            Blocks = blocks,
            Slides = slides,
            HasSections = HasNamedSections(),
            Protection = Protection(),
            HasMacros = macros,
            BodySize = 18,
        };
    }

    private bool HasNamedSections() =>
        presentation.Descendants(P14 + "section").Count(static s => !string.IsNullOrWhiteSpace((string?)s.Attribute("name"))) >= 2;

    private LocalizedText? Protection() =>
        presentation.Element(P + "modifyVerifier") is not null ? new LocalizedText("la modification demande un mot de passe", "editing needs a password")
        : package.IsMarkedFinal() ? new LocalizedText("la présentation est marquée comme finale", "the presentation is marked as final")
        : null;

    private void ReadSlide(XElement slide, string part, int number)
    {
        var reading = new Slide(number, part, LayoutOf(part));
        var hidden = (string?)slide.Attribute("show") is "0" or "false";
        if (hidden)
            ledger.Active("DOC-10", new DocumentPlace(number), "la diapositive est masquée pendant la présentation", "the slide is hidden in the show");
        var common = slide.Element(P + "cSld");
        reading.Background = reading.Layout.Colours.OfSolidFill(common?.Element(P + "bg")?.Element(P + "bgPr")?.Element(A + "solidFill"))
            ?? (common?.Element(P + "bg") is null ? reading.Layout.Background : null);
        ReadShapes(common?.Element(P + "spTree"), reading);
        ReadNotes(part, number);
        ReadComments(part, number);
        slides.Add(new OfficeSlide
        {
            Number = number,
            Title = reading.Title,
            Hidden = hidden,
            AdvancesByItself = slide.Descendants(P + "transition").Any(static t => t.Attribute("advTm") is not null),
            Boxes = reading.Boxes,
        });
    }

    private SlideLayout LayoutOf(string slidePart)
    {
        var part = package.TargetOf(slidePart, "slideLayout") ?? string.Empty;
        if (layouts.TryGetValue(part, out var known))
            return known;
        var masterPart = part.Length == 0 ? null : package.TargetOf(part, "slideMaster");
        var layout = part.Length == 0 ? null : package.Xml(part);
        var master = package.Xml(masterPart);
        var theme = masterPart is null ? null : package.XmlOf(masterPart, "theme");
        return layouts[part] = new SlideLayout(layout, master, theme);
    }

    private void ReadNotes(string slidePart, int number)
    {
        var notes = package.XmlOf(slidePart, "notesSlide");
        foreach (var shape in notes?.Descendants(P + "sp") ?? [])
        {
            // The other placeholders of a notes page are the slide's picture, the date and the page number.
            if ((string?)Placeholder(shape)?.Attribute("type") is not "body")
                continue;
            foreach (var line in shape.Element(P + "txBody")?.DrawingText() ?? [])
                blocks.Add(new OfficeParagraph(new DocumentPlace(number, Part: "notes"), [new OfficeRun(line)]) { Role = ParagraphRole.SpeakerNotes });
        }
    }

    private void ReadComments(string slidePart, int number)
    {
        var comments = package.Relationships(slidePart).Values.Where(static r => r is { Type: "comments", External: false })
            .SelectMany(r => package.Xml(r.Target)?.Elements() ?? []).ToList();
        foreach (var comment in comments)
        {
            var text = string.Join(' ', comment.DrawingText().DefaultIfEmpty((string?)comment.Element(P + "text") ?? string.Empty));
            blocks.Add(new OfficeParagraph(new DocumentPlace(number, Part: "comment"), [new OfficeRun(text)]) { Role = ParagraphRole.Comment });
        }

        if (comments.Count > 0)
            ledger.Active("DOC-12", new DocumentPlace(number), $"{comments.Count} commentaires restent dans le fichier", $"{comments.Count} comments remain in the file");
    }

    private void ReadShapes(XElement? tree, Slide slide)
    {
        foreach (var shape in tree?.Elements() ?? [])
        {
            switch (shape.Name.LocalName)
            {
                case "sp":
                    ReadShape(shape, slide);
                    break;
                case "pic":
                    ReadPicture(shape, slide);
                    break;
                case "graphicFrame":
                    ReadFrame(shape, slide);
                    break;
                case "grpSp":
                    ReadGroup(shape, slide);
                    break;
                case "contentPart":
                    blocks.Add(new OfficeGraphic(slide.Place, OfficeGraphicKind.Picture) { Alternative = NonVisual(shape).Alternative(), Decorative = NonVisual(shape).IsDecorative() });
                    break;
            }
        }
    }

    private void ReadShape(XElement shape, Slide slide)
    {
        var placeholder = Placeholder(shape);
        var type = placeholder is null ? null : slide.Layout.TypeOf(placeholder);
        var isTitle = type is "title" or "ctrTitle";
        var box = slide.Layout.BoxOf(shape, placeholder) is { } found ? found with { IsTitle = isTitle } : (OfficeBox?)null;
        var lines = shape.Element(P + "txBody")?.Elements(A + "p").ToList() ?? [];
        var text = string.Join(' ', shape.Element(P + "txBody")?.DrawingText() ?? []).Trim();
        if (isTitle && slide.Title is null)
            slide.Title = text;
        if (text.Length == 0)
        {
            if (placeholder is null && HoldsPictureFill(shape))
                AddGraphic(shape, OfficeGraphicKind.Picture, slide);
            else if (placeholder is null)
                AddGraphic(shape, OfficeGraphicKind.Shape, slide, isRule: IsPlain(shape));
            slide.Cover(box, IsFilled(shape));
            return;
        }

        // The date, the footer and the number repeat on each slide.
        var role = isTitle ? ParagraphRole.Heading : type is "dt" or "ftr" or "sldNum" ? ParagraphRole.HeaderOrFooter : ParagraphRole.Body;
        if (role != ParagraphRole.HeaderOrFooter)
            slide.Read(box);
        var paper = PaperOf(shape, box, slide);
        var listed = type is "body" or "obj" or "subTitle" or "clipArt" or "tbl";
        foreach (var line in lines)
            AddParagraph(line, slide, role, paper, listed && type is not "subTitle");
        slide.Cover(box, IsFilled(shape));
    }

    private void AddParagraph(XElement line, Slide slide, ParagraphRole role, Rgb? paper, bool bulletedByPlaceholder, bool inTable = false, string? part = null)
    {
        var runs = new List<OfficeRun>();
        foreach (var element in line.Elements())
        {
            if (element.Name == A + "br")
                runs.Add(new OfficeRun("\n"));
            else if (element.Name == A + "r" || element.Name == A + "fld")
                runs.Add(RunOf(element, slide, paper));
            else if (element.Name.Namespace == M || element.Name.LocalName is "m")
                runs.Add(new OfficeRun(string.Concat(element.Descendants(M + "t").Select(static t => t.Value))));
        }

        var properties = line.Element(A + "pPr");
        var listed = properties?.Element(A + "buNone") is null
            && (bulletedByPlaceholder || (properties?.Elements().Any(static e => e.Name.LocalName is "buChar" or "buAutoNum" or "buBlip") ?? false));
        slide.Paragraph++;
        blocks.Add(new OfficeParagraph(slide.Place with { Paragraph = slide.Paragraph, Part = part }, runs)
        {
            Role = role is ParagraphRole.Body && inTable ? ParagraphRole.TableCell : role is ParagraphRole.Body && listed ? ParagraphRole.ListItem : role,
            HeadingLevel = role is ParagraphRole.Heading ? 1 : null,
            IsListItem = listed,
            InTable = inTable,
        });
    }

    private OfficeRun RunOf(XElement element, Slide slide, Rgb? paper)
    {
        var properties = element.Element(A + "rPr");
        var language = (string?)properties?.Attribute("lang") ?? defaultLanguage;
        var click = properties?.Element(A + "hlinkClick");
        return new OfficeRun(element.Element(A + "t")?.Value ?? string.Empty)
        {
            Language = LanguageGuess.Primary(language) is null ? null : language,
            Bold = (string?)properties?.Attribute("b") is "1" or "true",
            Size = double.TryParse((string?)properties?.Attribute("sz"), CultureInfo.InvariantCulture, out var hundredths) ? hundredths / 100 : null,
            Ink = slide.Layout.Colours.OfSolidFill(properties?.Element(A + "solidFill")),
            Paper = Rgb.Parse((string?)properties?.Element(A + "highlight")?.Element(A + "srgbClr")?.Attribute("val")) ?? paper,
            Link = click is null ? null : slide.LinkOf(package.Relationship(slide.Part, (string?)click.Attribute(R + "id"))?.Target ?? (string?)click.Attribute("action")),
        };
    }

    /// <summary>The shape's own plain fill; the slide's plain background when nothing stands between it and the text.</summary>
    private static Rgb? PaperOf(XElement shape, OfficeBox? box, Slide slide)
    {
        var properties = shape.Element(P + "spPr");
        if (properties?.Element(A + "solidFill") is { } fill)
            return slide.Layout.Colours.OfSolidFill(fill);
        var hasOtherFill = properties?.Elements().Any(static e => e.Name.LocalName is "gradFill" or "blipFill" or "pattFill" or "grpFill") ?? false;
        var styled = properties?.Element(A + "noFill") is null && shape.Element(P + "style")?.Element(A + "fillRef") is { } reference
            && (string?)reference.Attribute("idx") is not ("0" or null);
        return hasOtherFill || styled || slide.GroupDepth > 0 || box is not { } placed || slide.IsCovered(placed) ? null : slide.Background;
    }

    private void ReadPicture(XElement picture, Slide slide)
    {
        var application = picture.Element(P + "nvPicPr")?.Element(P + "nvPr");
        var medium = application?.Elements().Any(static e => e.Name.LocalName is "videoFile" or "audioFile" or "quickTimeFile" or "wavAudioFile" or "audioCd") ?? false;
        medium |= application?.Descendants(P14 + "media").Any() ?? false;
        AddGraphic(picture, medium ? OfficeGraphicKind.Media : OfficeGraphicKind.Picture, slide,
            hasTextTrack: application?.Descendants().Any(static e => e.Name.LocalName is "track") ?? false);
        var box = slide.Layout.BoxOf(picture, Placeholder(picture));
        slide.Read(box);
        slide.Cover(box, filled: true);
    }

    private void ReadFrame(XElement frame, Slide slide)
    {
        var data = frame.Element(A + "graphic")?.Element(A + "graphicData");
        if (data?.Element(A + "tbl") is { } table)
        {
            ReadTable(table, slide);
        }
        else
        {
            var kind = data switch
            {
                null => OfficeGraphicKind.EmbeddedObject,
                _ when data.Elements(C + "chart").Any() || ((string?)data.Attribute("uri") ?? string.Empty).Contains("chart", StringComparison.OrdinalIgnoreCase)
                    => OfficeGraphicKind.Chart,
                _ when data.Elements(Dgm + "relIds").Any() => OfficeGraphicKind.Diagram,
                _ => OfficeGraphicKind.EmbeddedObject,
            };
            AddGraphic(frame, kind, slide);
            foreach (var line in data is null ? [] : GraphicText.Of(data, slide.Part, package))
                blocks.Add(new OfficeParagraph(slide.Place, [new OfficeRun(line)]) { Role = ParagraphRole.Frame });
        }

        var box = slide.Layout.BoxOf(frame, Placeholder(frame));
        slide.Read(box);
        slide.Cover(box, filled: true);
    }

    private void ReadTable(XElement table, Slide slide)
    {
        var part = string.Create(CultureInfo.InvariantCulture, $"table {++tableNumber}");
        var properties = table.Element(A + "tblPr");
        var firstIsHeader = (string?)properties?.Attribute("firstRow") is "1" or "true";
        var rows = new List<OfficeRow>();
        foreach (var row in table.Elements(A + "tr"))
        {
            var cells = new List<OfficeCell>();
            foreach (var cell in row.Elements(A + "tc"))
            {
                var start = blocks.Count;
                var paper = slide.Layout.Colours.OfSolidFill(cell.Element(A + "tcPr")?.Element(A + "solidFill"));
                foreach (var line in cell.Element(A + "txBody")?.Elements(A + "p") ?? [])
                    AddParagraph(line, slide, ParagraphRole.Body, paper, bulletedByPlaceholder: false, inTable: true, part);
                var inner = blocks[start..];
                blocks.RemoveRange(start, blocks.Count - start);
                if (cell.Attribute("hMerge") is { Value: "1" or "true" })
                    continue;
                cells.Add(new OfficeCell(inner)
                {
                    ColumnSpan = int.TryParse((string?)cell.Attribute("gridSpan"), CultureInfo.InvariantCulture, out var span) ? Math.Max(1, span) : 1,
                    SpansRows = cell.Attribute("vMerge") is { Value: "1" or "true" } || cell.Attribute("rowSpan") is not (null or { Value: "1" }),
                });
            }

            rows.Add(new OfficeRow(cells, firstIsHeader && rows.Count == 0));
        }

        // Slide tables show lines or bands unless styled away: a borderless one is no layout grid as in a word processor.
        blocks.Add(new OfficeTable(slide.Place with { Part = part }, rows) { HasBorders = true });
    }

    private void ReadGroup(XElement group, Slide slide)
    {
        var properties = NonVisual(group);
        var described = properties.IsDecorative() || !string.IsNullOrWhiteSpace(properties.Alternative());
        var start = blocks.Count;
        slide.GroupDepth++;
        ReadShapes(group, slide);
        slide.GroupDepth--;
        var box = slide.Layout.BoxOf(group, null);
        slide.Read(box);
        slide.Cover(box, filled: true);
        if (!described)
            return;
        // The alternative of the group stands for all its members.
        for (var i = blocks.Count - 1; i >= start; i--)
        {
            if (blocks[i] is OfficeGraphic { Kind: not OfficeGraphicKind.Media })
                blocks.RemoveAt(i);
        }

        AddGraphic(group, OfficeGraphicKind.Group, slide);
    }

    private void AddGraphic(XElement shape, OfficeGraphicKind kind, Slide slide, bool isRule = false, bool hasTextTrack = false)
    {
        var properties = NonVisual(shape);
        var click = properties?.Element(A + "hlinkClick");
        blocks.Add(new OfficeGraphic(slide.Place, kind)
        {
            Alternative = properties.Alternative(),
            Decorative = properties.IsDecorative(),
            IsRule = isRule || slide.Layout.BoxOf(shape, null) is { } box && Math.Min(box.Width, box.Height) <= 4 * 12_700,
            HasTextTrack = hasTextTrack,
            Link = click is null || kind == OfficeGraphicKind.Media
                ? null
                : slide.LinkOf(package.Relationship(slide.Part, (string?)click.Attribute(R + "id"))?.Target ?? (string?)click.Attribute("action")),
        });
    }

    private static XElement? NonVisual(XElement shape) =>
        shape.Elements().FirstOrDefault(static e => e.Name.LocalName.StartsWith("nv", StringComparison.Ordinal))?.Elements().FirstOrDefault(static e => e.Name.LocalName == "cNvPr");

    private static XElement? Placeholder(XElement shape) =>
        shape.Elements().FirstOrDefault(static e => e.Name.LocalName.StartsWith("nv", StringComparison.Ordinal))?.Element(P + "nvPr")?.Element(P + "ph");

    private static bool HoldsPictureFill(XElement shape) => shape.Element(P + "spPr")?.Element(A + "blipFill") is not null;

    private static bool IsFilled(XElement shape) =>
        shape.Element(P + "spPr")?.Elements().Any(static e => e.Name.LocalName is "solidFill" or "gradFill" or "blipFill" or "pattFill") == true
        || (shape.Element(P + "spPr")?.Element(A + "noFill") is null && shape.Element(P + "style") is not null);

    /// <summary>Rectangles, ellipses and lines without text are backgrounds, frames and separators.</summary>
    private static bool IsPlain(XElement shape) =>
        (string?)shape.Element(P + "spPr")?.Element(A + "prstGeom")?.Attribute("prst")
            is null or "rect" or "roundRect" or "ellipse" or "line" or "round2SameRect" or "rtTriangle" or "frame" or "parallelogram";

    /// <summary>One slide while it is read.</summary>
    private sealed class Slide(int number, string part, SlideLayout layout)
    {
        private readonly List<OfficeBox> covers = [];
        private readonly Dictionary<string, OfficeLink> links = [];
        private string? lastLink;

        public string Part { get; } = part;

        public SlideLayout Layout { get; } = layout;

        public DocumentPlace Place { get; } = new(number);

        public string? Title { get; set; }

        public int Paragraph { get; set; }

        public Rgb? Background { get; set; }

        public List<OfficeBox> Boxes { get; } = [];

        /// <summary>Members of a group have the group's own coordinates: only the group as a whole has a place on the slide.</summary>
        public int GroupDepth { get; set; }

        public void Read(OfficeBox? box)
        {
            if (GroupDepth == 0 && box is { } placed)
                Boxes.Add(placed);
        }

        public void Cover(OfficeBox? box, bool filled)
        {
            if (GroupDepth == 0 && filled && box is { } placed)
                covers.Add(placed);
        }

        public bool IsCovered(OfficeBox box) => Layout.Covers(box) || covers.Exists(c => c.Overlaps(box));

        /// <summary>Neighbouring runs with one target are one link.</summary>
        public OfficeLink LinkOf(string? target)
        {
            var key = target ?? string.Empty;
            if (lastLink != key || !links.TryGetValue(key, out var link))
                links[key] = link = new OfficeLink(target);
            lastLink = key;
            return link;
        }
    }
}
