using AuditService.Collectors.Documents;
using static AuditService.Tests.Collectors.Documents.SomeSlides;

namespace AuditService.Tests.Collectors.Documents;

public sealed class SlidesTests
{
    private readonly SomeSlides show = new();

    [Fact]
    public void No_rule_speaks_on_a_clean_show_whose_master_has_pictures() => Readings.Read(show.Build()).SaysNothing();

    [Fact]
    public void Slides_come_in_the_order_of_the_show_with_their_notes()
    {
        show.Notes[2] = "Bonjour, je vous présente les résultats.";

        var reading = Readings.Read(show.Build());

        Assert.Equal(2, reading.Pages);
        Assert.Equal("Présentation du projet de tri", reading.Title);
        Assert.Equal("fr-FR", reading.DeclaredLanguage);
        Assert.Equal(["1 Le projet en bref", "2 Les résultats"], reading.Outline.Select(h => $"{h.Place.Page} {h.Text}"));
        Assert.Equal("p. 2, notes", Assert.Single(reading.Paragraphs, p => p.Role == ParagraphRole.SpeakerNotes).Place.ToString());
        Assert.Equal(6, reading.SpeakerWords);
    }

    [Fact]
    public void The_prompt_of_a_placeholder_is_no_content() =>
        Assert.DoesNotContain(Readings.Read(show.Build()).Paragraphs, p => p.Text.Contains("Cliquez", StringComparison.Ordinal));

    [Fact]
    public void A_show_without_language_fails_and_one_in_another_language_is_for_review()
    {
        show.Language = "";
        Assert.Equal(ObservationOutcome.Fail, Readings.Read(show.Build()).Only("OFF-02").Outcome);
        show.Language = "en-US";
        Assert.Equal(ObservationOutcome.Review, Readings.Read(show.Build()).Only("OFF-02").Outcome);
    }

    [Fact]
    public void Each_slide_has_a_title_not_empty_and_its_own()
    {
        show.Slides.Add(Slide(Body("Sans titre, ce contenu ne se retrouve pas.")));
        var missing = Readings.Read(show.Build()).Only("OFF-07");
        Assert.Equal((ObservationOutcome.Fail, 3), (missing.Outcome, missing.Page));

        show.Slides[2] = Slide(Title(" "), Body("Un titre vide ne vaut rien."));
        Assert.Equal(ObservationOutcome.Fail, Readings.Read(show.Build()).Only("OFF-07").Outcome);

        show.Slides[2] = Slide(Title("Les résultats"), Body("Le même titre deux fois."));
        Assert.Equal(ObservationOutcome.Warn, Readings.Read(show.Build()).Only("OFF-07").Outcome);
    }

    [Fact]
    public void Pictures_charts_and_groups_have_an_alternative()
    {
        show.Slides.Add(Slide(Title("Images"), Picture("")));
        Assert.Equal(3, Readings.Read(show.Build()).Only("OFF-08").Page);

        show.Slides[2] = Slide(Title("Images"), Picture("descr=\"Photo de la mairie prise en mai\""));
        Readings.Read(show.Build()).SaysNothing();

        show.Slides[2] = Slide(Title("Images"), $"""<p:grpSp><p:nvGrpSpPr><p:cNvPr id="9" name="g" descr="Le circuit du courrier"/></p:nvGrpSpPr><p:grpSpPr/>{Picture("")}{Picture("")}</p:grpSp>""");
        Readings.Read(show.Build()).SaysNothing();

        show.Slides[2] = Slide(Title("Images"), """<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="8" name="c"/><p:nvPr/></p:nvGraphicFramePr><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/></a:graphic></p:graphicFrame>""");
        var charted = Readings.Read(show.Build());
        Assert.Contains("chart", charted.Only("OFF-08").Detail.En, StringComparison.Ordinal);
        Assert.Equal(1, charted.Charts);
    }

    [Fact]
    public void A_picture_and_shapes_drawn_together_may_show_a_chart_and_decoration_does_not()
    {
        Assert.Empty(Readings.Read(show.Build()).Pictures);

        show.Slides.Add(Slide(Title("Images"), Picture("descr=\"Photo de la mairie prise en mai\"")));
        show.Slides.Add(Slide(Title("Barres"), $"""<p:grpSp><p:nvGrpSpPr><p:cNvPr id="9" name="g" descr="Les volumes"/></p:nvGrpSpPr><p:grpSpPr/>{Picture("")}</p:grpSp>"""));

        Assert.Equal([3, 4], Readings.Read(show.Build()).Pictures.Select(place => place.Page!.Value).Distinct());
    }

    [Fact]
    public void A_plain_shape_without_text_is_decoration()
    {
        show.Slides[1] = show.Slides[1].Replace("</p:spTree>",
            """<p:sp><p:nvSpPr><p:cNvPr id="4" name="r"/><p:nvPr/></p:nvSpPr><p:spPr><a:prstGeom prst="rect"/></p:spPr></p:sp></p:spTree>""", StringComparison.Ordinal);

        Readings.Read(show.Build()).SaysNothing();
    }

    [Fact]
    public void A_table_has_a_header_row()
    {
        show.Slides.Add(Slide(Title("Tableau"), Table("", ["Critère", "Note"], ["C17", "12"])));
        Readings.Read(show.Build()).Only("OFF-10");

        show.Slides[2] = Slide(Title("Tableau"), Table("firstRow=\"1\"", ["Critère", "Note"], ["C17", "12"]));
        Readings.Read(show.Build()).SaysNothing();
    }

    [Fact]
    public void Contrast_is_judged_on_the_shapes_own_fill_and_on_the_bare_background_only()
    {
        const string grey = """<a:solidFill><a:srgbClr val="BBBBBB"/></a:solidFill>""";
        show.Slides.Add(Slide(Title("Gris"), Box("pâle", 5_000_000, 4_000_000, grey)));
        Assert.Contains("#BBBBBB", Readings.Read(show.Build()).Only("OFF-13").Detail.En, StringComparison.Ordinal);

        show.Slides[2] = Slide(Title("Gris"), Box("pâle", 5_000_000, 4_000_000, grey, """<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>"""));
        Readings.Read(show.Build()).SaysNothing();

        show.Slides[2] = Slide(Title("Gris"), Box("pâle", 5_000_000, 4_000_000, grey, "<a:gradFill/>"));
        Readings.Read(show.Build()).SaysNothing();

        show.Slides[2] = Slide(
            Title("Gris"),
            """<p:sp><p:nvSpPr><p:cNvPr id="4" name="r"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="4900000" y="3900000"/><a:ext cx="2000000" cy="2000000"/></a:xfrm><a:prstGeom prst="rect"/><a:solidFill><a:srgbClr val="000000"/></a:solidFill></p:spPr></p:sp>""",
            Box("pâle", 5_000_000, 4_000_000, grey));
        Readings.Read(show.Build()).SaysNothing();
    }

    [Fact]
    public void Reading_order_follows_the_eye()
    {
        show.Slides.Add(Slide(Title("Ordre"), Box("en bas", 0, 4_000_000), Box("en haut", 0, 1_000_000)));
        Readings.Read(show.Build()).Only("OFF-14");

        show.Slides[2] = Slide(Title("Ordre"), Box("en haut", 0, 1_000_000), Box("en bas", 0, 4_000_000));
        Readings.Read(show.Build()).SaysNothing();

        show.Slides[2] = Slide(Box("lu avant le titre", 0, 4_000_000), Title("Ordre"));
        Readings.Read(show.Build()).Only("OFF-14");
    }

    [Fact]
    public void Media_without_a_text_track_are_for_review()
    {
        show.Slides.Add(Slide(Title("Film"), Picture("descr=\"Visite de la mairie\"", "<a:videoFile/>")));

        Assert.Equal(ObservationOutcome.Review, Readings.Read(show.Build()).Only("OFF-18").Outcome);
    }

    [Fact]
    public void Protection_and_automatic_advance_warn()
    {
        show.AfterSlides = """<p:modifyVerifier hashValue="x"/>""";
        Readings.Read(show.Build()).Only("OFF-19");

        show.AfterSlides = "";
        show.Slides[0] = show.Slides[0].Replace("</p:sld>", """<p:transition advTm="3000"/></p:sld>""", StringComparison.Ordinal);
        Assert.Equal(1, Readings.Read(show.Build()).Only("OFF-20").Page);
    }

    [Fact]
    public void Many_slides_are_in_named_sections()
    {
        for (var i = 0; i < 25; i++)
            show.Slides.Add(Slide(Title($"Étape {i}"), Body("Une étape du projet.")));
        Readings.Read(show.Build()).Only("OFF-21");

        show.AfterSlides = """
            <p:extLst><p:ext><p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section name="Contexte"/><p14:section name="Résultats"/></p14:sectionLst></p:ext></p:extLst>
            """;
        Readings.Read(show.Build()).SaysNothing();
    }

    [Fact]
    public void A_hidden_slide_is_content_and_is_flagged()
    {
        show.Slides[1] = show.Slides[1].Replace("<p:sld ", "<p:sld show=\"0\" ", StringComparison.Ordinal);

        var reading = Readings.Read(show.Build());

        Assert.Equal(2, reading.Only("DOC-10").Page);
        Assert.Equal(2, reading.Outline.Count);
    }

    [Fact]
    public void Lines_of_a_slide_typed_as_a_list_warn()
    {
        show.Slides[1] = Slide(Title("Les résultats"), Body("Trois points :").Replace("</a:p>", "<a:br/><a:r><a:t>- une heure gagnée</a:t></a:r><a:br/><a:r><a:t>- moins d'erreurs</a:t></a:r></a:p>", StringComparison.Ordinal));

        Assert.Equal(2, Readings.Read(show.Build()).Only("OFF-16").Page);
    }
}
