using AuditService.Collectors.Documents;

namespace AuditService.Tests.Collectors.Documents;

public sealed class OpenDocumentTests
{
    private const string Namespaces =
        """
        xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
        xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
        xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"
        xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
        """;

    private const string French = "Ce rapport présente les travaux qui ont été menés dans le cadre du projet, avec les résultats obtenus et les limites de la méthode.";

    private const string CleanBody =
        $"""
        <text:h text:outline-level="1">Introduction</text:h><text:p>{French}</text:p><text:h text:outline-level="2">Méthode<text:s/>retenue</text:h><text:p>{French}</text:p>
        <text:list><text:list-item><text:p>Un point</text:p></text:list-item><text:list-item><text:p>Un autre</text:p></text:list-item></text:list>
        <table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Critère</text:p></table:table-cell><table:table-cell><text:p>Note</text:p></table:table-cell></table:table-row></table:table-header-rows>
        <table:table-row><table:table-cell><text:p>C17</text:p></table:table-cell><table:table-cell><text:p>12</text:p></table:table-cell></table:table-row></table:table>
        <text:p>Voir la <draw:frame text:anchor-type="as-char" svg:width="5cm" svg:height="5cm"><draw:image xlink:href="Pictures/a.png"/><svg:desc>Courbe de l'erreur au fil du temps</svg:desc></draw:frame></text:p>
        """;

    private const string Styles =
        """<style:default-style style:family="paragraph"><style:text-properties fo:language="fr" fo:country="FR" fo:font-size="11pt"/></style:default-style>""";

    [Fact]
    public void No_rule_speaks_on_a_clean_text()
    {
        var reading = Readings.Read(Odt());

        reading.SaysNothing();
        Assert.Equal(DocumentKind.Odt, reading.Format);
        Assert.Equal("Rapport du projet", reading.Title);
        Assert.Equal("fr-FR", reading.DeclaredLanguage);
        Assert.Equal(3, reading.Pages);
        Assert.Equal(["1 Introduction", "2 Méthode retenue"], reading.Outline.Select(h => $"{h.Level} {h.Text}"));
    }

    [Fact]
    public void A_flat_file_reads_like_a_zipped_one()
    {
        var flat = $"""
            <?xml version="1.0" encoding="UTF-8"?><office:document {Namespaces} office:mimetype="application/vnd.oasis.opendocument.text"><office:meta><dc:title>Rapport du projet</dc:title></office:meta>
            <office:styles>{Styles}</office:styles><office:body><office:text>{CleanBody}</office:text></office:body></office:document>
            """;

        var reading = Readings.Read(flat, "rapport.fodt");

        reading.SaysNothing();
        Assert.Equal(DocumentKind.Odt, reading.Format);
        Assert.Equal(2, reading.Outline.Count);
    }

    [Theory]
    [InlineData("OFF-05", """<text:h text:outline-level="4">Trop profond</text:h><text:p>Suite.</text:p>""")]
    [InlineData("OFF-05", """<text:h text:outline-level="2"></text:h>""")]
    [InlineData("OFF-08", """<text:p>x<draw:frame text:anchor-type="as-char" svg:width="5cm" svg:height="5cm"><draw:image xlink:href="a.png"/></draw:frame></text:p>""")]
    [InlineData("OFF-09", """<text:p>x<draw:frame text:anchor-type="as-char" svg:width="5cm" svg:height="5cm"><draw:image xlink:href="a.png"/><svg:title>a.png</svg:title></draw:frame></text:p>""")]
    [InlineData("OFF-11", """<table:table><table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>a</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table-header-rows><table:table-row><table:table-cell><text:p>b</text:p></table:table-cell><table:table-cell><text:p>c</text:p></table:table-cell></table:table-row></table:table>""")]
    [InlineData("OFF-10", """<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>12</text:p></table:table-cell><table:table-cell><text:p>34</text:p></table:table-cell></table:table-row></table:table>""")]
    [InlineData("OFF-13", """<text:p><text:span text:style-name="Pale">texte pâle</text:span></text:p>""")]
    [InlineData("OFF-14", """<text:p>x<draw:frame text:anchor-type="paragraph" svg:width="5cm" svg:height="5cm"><draw:image xlink:href="a.png"/><svg:desc>Plan de la mairie vue du ciel</svg:desc></draw:frame></text:p>""")]
    [InlineData("OFF-15", """<text:p>Lire <text:a xlink:href="https://example.org/">ici</text:a></text:p>""")]
    [InlineData("OFF-16", """<text:p>– un point</text:p><text:p>– un autre</text:p>""")]
    [InlineData("OFF-17", """<text:p/><text:p/><text:p/><text:p>fin</text:p>""")]
    [InlineData("OFF-17", """<text:p>Nom<text:s text:c="9"/>Prénom</text:p>""")]
    [InlineData("OFF-19", """<text:section text:protected="true" text:name="s"><text:p>protégé</text:p></text:section>""")]
    [InlineData("OFF-20", """<text:p><text:span text:style-name="Clignote">urgent</text:span></text:p>""")]
    public void One_fault_gives_one_rule(string rule, string added) => Readings.Read(Odt(CleanBody + added)).Only(rule);

    [Fact]
    public void Title_and_language_are_judged()
    {
        Readings.Read(Odt(title: "")).Only("OFF-01");
        Assert.Equal(ObservationOutcome.Fail, Readings.Read(Odt(styles: "")).Only("OFF-02").Outcome);
        Assert.Equal(ObservationOutcome.Review, Readings.Read(Odt(styles: Styles.Replace("\"fr\"", "\"en\"", StringComparison.Ordinal))).Only("OFF-02").Outcome);
    }

    [Fact]
    public void Decorative_pictures_and_lines_need_no_alternative() => Readings.Read(Odt(CleanBody +
        """
        <text:p>x<draw:frame xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" loext:decorative="true" text:anchor-type="as-char" svg:width="5cm" svg:height="5cm"><draw:image xlink:href="a.png"/></draw:frame></text:p>
        <text:p>x<draw:line text:anchor-type="as-char"/></text:p>
        """)).SaysNothing();

    [Fact]
    public void Deleted_text_is_no_content_and_notes_are()
    {
        var reading = Readings.Read(Odt(
            """
            <text:tracked-changes><text:changed-region><text:deletion><text:p>texte supprimé</text:p></text:deletion></text:changed-region></text:tracked-changes>
            """ + CleanBody + """<text:p>Texte<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>En note.</text:p></text:note-body></text:note></text:p>"""));

        reading.Only("DOC-12");
        Assert.DoesNotContain(reading.Paragraphs, p => p.Text.Contains("supprimé", StringComparison.Ordinal));
        Assert.Equal(ParagraphRole.Note, Assert.Single(reading.Paragraphs, p => p.Text == "En note.").Role);
        Assert.Contains(reading.Paragraphs, p => p.Text == "Texte");
    }

    [Fact]
    public void An_encrypted_file_says_so()
    {
        var reading = Readings.Read(Zipped.Of(
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("META-INF/manifest.xml", """<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>"""),
            ("content.xml", "x")));

        Assert.Contains("password", reading.Unreadable!.Detail.En, StringComparison.Ordinal);
        Assert.True(reading.Protected);
    }

    [Fact]
    public void A_presentation_is_read_slide_by_slide()
    {
        var body = $"""
            <draw:page><draw:frame presentation:class="title"><draw:text-box><text:p>Le projet</text:p></draw:text-box></draw:frame><draw:frame presentation:class="outline"><draw:text-box><text:p>{French}</text:p></draw:text-box></draw:frame>
            <presentation:notes><draw:frame presentation:class="notes"><draw:text-box><text:p>À dire d'abord.</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>
            <draw:page><draw:frame presentation:class="outline"><draw:text-box><text:p>Sans titre.</text:p></draw:text-box></draw:frame></draw:page>
            """;
        var reading = Readings.Read(Package("application/vnd.oasis.opendocument.presentation", $"<office:presentation>{body}</office:presentation>", Styles, "Projet de tri"));

        Assert.Equal(DocumentKind.Odp, reading.Format);
        Assert.Equal(2, reading.Pages);
        Assert.Equal(2, reading.Only("OFF-07").Page);
        Assert.Equal(3, reading.SpeakerWords);
    }

    private static byte[] Odt(string body = CleanBody, string styles = Styles, string title = "Rapport du projet") =>
        Package("application/vnd.oasis.opendocument.text", $"<office:text>{body}</office:text>", styles, title);

    private static byte[] Package(string mediaType, string body, string styles, string title) => Zipped.Of(
        ("mimetype", mediaType),
        ("content.xml",
            $"""
            <office:document-content {Namespaces}><office:automatic-styles>
            <style:style style:name="Pale" style:family="text"><style:text-properties fo:color="#cccccc"/></style:style>
            <style:style style:name="Clignote" style:family="text"><style:text-properties style:text-blinking="true"/></style:style>
            </office:automatic-styles><office:body>{body}</office:body></office:document-content>
            """),
        ("styles.xml", $"<office:document-styles {Namespaces}><office:styles>{styles}</office:styles></office:document-styles>"),
        ("meta.xml", $"<office:document-meta {Namespaces}><office:meta><dc:title>{title}</dc:title><meta:document-statistic meta:page-count=\"3\"/></office:meta></office:document-meta>"));
}
