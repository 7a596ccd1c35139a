using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace AuditService.Tests.Collectors.Documents;

/// <summary>
/// A French DOCX on which no rule speaks, written by the Open XML SDK: another hand than our reader's. Each test changes one thing.
/// </summary>
internal static class SomeWord
{
    public const string French = "Ce rapport présente les travaux qui ont été menés dans le cadre du projet, avec les résultats obtenus et les limites de la méthode.";

    public const string English = "This passage was written in English, and it is long enough for the detector to see that it is not in the language of the rest.";

    private const string Drawing =
        """
        <w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
             xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">
          <w:r><w:drawing><wp:KIND><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="Image 1" ATTRIBUTES>DECORATION</wp:docPr>
          <a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="x"/><pic:cNvPicPr/></pic:nvPicPr>
          <pic:blipFill/><pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:KIND></w:drawing></w:r></w:p>
        """;

    public static byte[] Clean() => With(static _ => { });

    public static byte[] With(Action<WordprocessingDocument> change)
    {
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            document.PackageProperties.Title = "Rapport du projet de tri des courriers";
            var main = document.AddMainDocumentPart();
            main.Document = new Document(new Body());
            main.AddNewPart<StyleDefinitionsPart>().Styles = Styles();
            main.AddNewPart<DocumentSettingsPart>().Settings = new Settings();
            Fill(main.Document.Body!);
            change(document);
        }

        return stream.ToArray();
    }

    /// <summary>The clean document with blocks at its end.</summary>
    public static byte[] Ending(params OpenXmlElement[] blocks) => With(document => document.MainDocumentPart!.Document!.Body!.Append(blocks));

    public static Paragraph Text(string text, string? style = null, params OpenXmlElement[] runProperties)
    {
        var run = new Run(new Text(text) { Space = SpaceProcessingModeValues.Preserve });
        if (runProperties.Length > 0)
            run.RunProperties = new RunProperties(runProperties);
        var paragraph = new Paragraph(run);
        if (style is not null)
            paragraph.ParagraphProperties = new ParagraphProperties(new ParagraphStyleId { Val = style });
        return paragraph;
    }

    public static Paragraph Heading(int level, string text) => Text(text, $"Titre{level}");

    /// <summary>A picture: "inline" or "anchor", with attributes such as <c>descr="…"</c>.</summary>
    public static Paragraph Picture(string attributes, string kind = "inline", bool decorative = false) => new(Drawing
        .Replace("KIND", kind, StringComparison.Ordinal)
        .Replace("ATTRIBUTES", attributes, StringComparison.Ordinal)
        .Replace("DECORATION", decorative
            ? """<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>"""
            : string.Empty, StringComparison.Ordinal));

    public static Table Table(bool header, bool borders, params string[][] rows)
    {
        var table = new Table(new TableProperties(borders ? new TableStyle { Val = "Grille" } : new TableStyle { Val = "TableauNormal" }));
        foreach (var (cells, i) in rows.Select((cells, i) => (cells, i)))
        {
            var row = new TableRow(cells.Select(static c => new TableCell(Text(c))));
            if (header && i == 0)
                row.TableRowProperties = new TableRowProperties(new TableHeader());
            table.Append(row);
        }

        return table;
    }

    public static Paragraph Link(WordprocessingDocument document, string text, string target)
    {
        var relationship = document.MainDocumentPart!.AddHyperlinkRelationship(new Uri(target), isExternal: true);
        return new Paragraph(new Hyperlink(new Run(new Text(text))) { Id = relationship.Id });
    }

    private static void Fill(Body body) => body.Append(
        Heading(1, "Introduction"),
        Text(French),
        Heading(2, "Méthode retenue"),
        Text("Nous avons choisi de comparer trois modèles sur les mêmes données, puis de garder celui qui se trompe le moins."),
        new Paragraph(
            new ParagraphProperties(new NumberingProperties(new NumberingLevelReference { Val = 0 }, new NumberingId { Val = 1 })), new Run(new Text("Un premier point"))),
        new Paragraph(
            new ParagraphProperties(new NumberingProperties(new NumberingLevelReference { Val = 0 }, new NumberingId { Val = 1 })), new Run(new Text("Un second point"))),
        Table(header: true, borders: true, ["Modèle", "Erreur"], ["A", "12 %"], ["B", "9 %"]),
        Picture("descr=\"Courbe de l'erreur selon le nombre d'exemples\""),
        Heading(1, "Résultats"),
        Text(French));

    private static Styles Styles() => new(
        new DocDefaults(new RunPropertiesDefault(new RunPropertiesBaseStyle(new FontSize { Val = "22" }, new Languages { Val = "fr-FR" }))),
        new Style(new StyleName { Val = "Normal" }) { Type = StyleValues.Paragraph, StyleId = "Normal", Default = true },
        HeadingStyle(1), HeadingStyle(2), HeadingStyle(3),
        new Style(new StyleName { Val = "Normal Table" }) { Type = StyleValues.Table, StyleId = "TableauNormal", Default = true },
        new Style(
            new StyleName { Val = "Table Grid" }, new BasedOn { Val = "TableauNormal" },
            new StyleTableProperties(new TableBorders(new TopBorder { Val = BorderValues.Single }, new InsideHorizontalBorder { Val = BorderValues.Single })))
        { Type = StyleValues.Table, StyleId = "Grille" });

    /// <summary>A French style id; only its name says that it is a heading.</summary>
    private static Style HeadingStyle(int level) => new(new StyleName { Val = $"heading {level}" }, new BasedOn { Val = "Normal" })
    {
        Type = StyleValues.Paragraph,
        StyleId = $"Titre{level}",
    };
}
