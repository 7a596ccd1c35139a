using System.Globalization;

namespace AuditService.Tests.Collectors.Documents;

/// <summary>A PPTX of two slides on which no rule speaks, part by part; slide files are numbered against the order of the show.</summary>
internal sealed class SomeSlides
{
    private const string Namespaces =
        """
        xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        """;

    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public List<string> Slides { get; } =
    [
        Slide(Title("Le projet en bref"), Body("Nous avons construit un assistant qui trie les courriers de la mairie avec les agents.")),
        Slide(Title("Les résultats"), Body("Les agents gagnent une heure par jour, et les erreurs sont moins nombreuses que dans le passé.")),
    ];

    public Dictionary<int, string> Notes { get; } = [];

    public string CoreTitle { get; set; } = "Présentation du projet de tri";

    public string Language { get; set; } = "fr-FR";

    public string AfterSlides { get; set; } = string.Empty;

    public static string Slide(params string[] shapes) => $"""<p:sld {Namespaces}><p:cSld><p:spTree>{string.Concat(shapes)}</p:spTree></p:cSld></p:sld>""";

    public static string Title(string text) =>
        $"""<p:sp><p:nvSpPr><p:cNvPr id="2" name="Titre"/><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody>{Text(text)}</p:txBody></p:sp>""";

    public static string Body(string text) =>
        $"""<p:sp><p:nvSpPr><p:cNvPr id="3" name="Corps"/><p:nvPr><p:ph idx="1"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody>{Text(text)}</p:txBody></p:sp>""";

    public static string Box(string text, int x, int y, string runProperties = "", string fill = "") =>
        $"""
        <p:sp><p:nvSpPr><p:cNvPr id="4" name="Zone"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="1000000" cy="500000"/></a:xfrm>{fill}</p:spPr>
        <p:txBody>{Text(text, runProperties)}</p:txBody></p:sp>
        """;

    public static string Picture(string attributes, string application = "") =>
        $"""<p:pic><p:nvPicPr><p:cNvPr id="5" name="Image" {attributes}/><p:nvPr>{application}</p:nvPr></p:nvPicPr><p:spPr/></p:pic>""";

    public static string Table(string properties, params string[][] rows) =>
        $"""
        <p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="6" name="Tableau"/><p:nvPr/></p:nvGraphicFramePr><a:graphic><a:graphicData uri="table"><a:tbl><a:tblPr {properties}/>
        {string.Concat(rows.Select(static r => $"<a:tr>{string.Concat(r.Select(static c => $"<a:tc><a:txBody>{Text(c)}</a:txBody></a:tc>"))}</a:tr>"))}
        </a:tbl></a:graphicData></a:graphic></p:graphicFrame>
        """;

    public static string Text(string text, string runProperties = "") => $"<a:p><a:r><a:rPr>{runProperties}</a:rPr><a:t>{text}</a:t></a:r></a:p>";

    public byte[] Build()
    {
        var parts = new List<(string, string)>
        {
            ("[Content_Types].xml",
                """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/ppt/presentation.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>"""),
            ("_rels/.rels", Relationships(("r1", "officeDocument", "ppt/presentation.xml"))),
            ("docProps/core.xml", $"""<c:coreProperties xmlns:c="c" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{CoreTitle}</dc:title></c:coreProperties>"""),
            ("ppt/presentation.xml", Presentation()),
            ("ppt/_rels/presentation.xml.rels", Relationships([.. Slides.Select((_, i) => ($"r{i}", "slide", $"slides/slide{Slides.Count - i}.xml"))])),
            ("ppt/slideLayouts/slideLayout1.xml",
                $"""
                <p:sldLayout {Namespaces}><p:cSld><p:spTree>
                <p:sp><p:nvSpPr><p:cNvPr id="1" name="t"/><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9000000" cy="900000"/></a:xfrm></p:spPr>
                <p:txBody>{Text("Cliquez pour modifier le titre")}</p:txBody></p:sp>
                <p:sp><p:nvSpPr><p:cNvPr id="2" name="b"/><p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="1000000"/><a:ext cx="9000000" cy="3000000"/></a:xfrm></p:spPr></p:sp>
                </p:spTree></p:cSld></p:sldLayout>
                """),
            ("ppt/slideLayouts/_rels/slideLayout1.xml.rels", Relationships(("r1", "slideMaster", "../slideMasters/slideMaster1.xml"))),
            ("ppt/slideMasters/slideMaster1.xml",
                $"""
                <p:sldMaster {Namespaces}><p:cSld><p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg><p:spTree>{Picture(string.Empty)}</p:spTree></p:cSld>
                <p:clrMap bg1="lt1" tx1="dk1"/></p:sldMaster>
                """),
            ("ppt/slideMasters/_rels/slideMaster1.xml.rels", Relationships(("r1", "theme", "../theme/theme1.xml"))),
            ("ppt/theme/theme1.xml",
                """<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:clrScheme><a:dk1><a:sysClr lastClr="000000"/></a:dk1><a:lt1><a:srgbClr val="FFFFFF"/></a:lt1></a:clrScheme></a:theme>"""),
        };
        for (var i = 0; i < Slides.Count; i++)
        {
            var file = string.Create(CultureInfo.InvariantCulture, $"slide{Slides.Count - i}.xml");
            parts.Add(($"ppt/slides/{file}", Slides[i]));
            var relationships = new List<(string, string, string)> { ("r1", "slideLayout", "../slideLayouts/slideLayout1.xml") };
            if (Notes.TryGetValue(i + 1, out var notes))
            {
                relationships.Add(("r2", "notesSlide", $"../notesSlides/notes{i}.xml"));
                parts.Add(($"ppt/notesSlides/notes{i}.xml", $"""
                    <p:notes {Namespaces}><p:cSld><p:spTree>
                    <p:sp><p:nvSpPr><p:cNvPr id="1" name="n"/><p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:txBody>{Text(notes)}</p:txBody></p:sp>
                    <p:sp><p:nvSpPr><p:cNvPr id="2" name="d"/><p:nvPr><p:ph type="sldNum" idx="2"/></p:nvPr></p:nvSpPr><p:txBody>{Text("7")}</p:txBody></p:sp>
                    </p:spTree></p:cSld></p:notes>
                    """));
            }

            parts.Add(($"ppt/slides/_rels/{file}.rels", Relationships([.. relationships])));
        }

        return Zipped.Of([.. parts]);
    }

    private string Presentation() =>
        $"""
        <p:presentation {Namespaces}><p:sldIdLst>{string.Concat(Slides.Select(static (_, i) => $"<p:sldId id=\"{256 + i}\" r:id=\"r{i}\"/>"))}</p:sldIdLst>
        <p:defaultTextStyle><a:lvl1pPr><a:defRPr{(Language.Length > 0 ? $" lang=\"{Language}\"" : string.Empty)}/></a:lvl1pPr></p:defaultTextStyle>{AfterSlides}</p:presentation>
        """;

    private static string Relationships(params (string Id, string Type, string Target)[] all) =>
        $"""
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{string.Concat(all.Select(static r => $"<Relationship Id=\"{r.Id}\" Type=\"{Office}/{r.Type}\" Target=\"{r.Target}\"/>"))}</Relationships>
        """;
}
