using System.Text;
using AuditService.Collectors.Documents;

namespace AuditService.Tests.Collectors.Documents;

public sealed class TextFormatsTests
{
    private const string Clean =
        """
        # Guide du projet

        Ce guide présente le projet et les choix qui ont été faits. Voir [la méthode retenue](methode.md).

        ## Résultats

        - un point
        - un autre

        | Critère | Note |
        |---------|------|
        | C17     | 12   |

        ![Courbe de l'erreur](courbe.png)

        ```python
        # pas un titre
        ```
        """;

    [Fact]
    public void No_rule_speaks_on_a_clean_markdown_text()
    {
        var reading = Readings.Read(Clean, "guide.md");

        reading.SaysNothing();
        Assert.Equal("Guide du projet", reading.Title);
        Assert.Equal("fr", reading.DetectedLanguage);
        Assert.Equal(["1 Guide du projet line 1", "2 Résultats line 5"], reading.Outline.Select(h => $"{h.Level} {h.Text} {h.Place}"));
        Assert.DoesNotContain(reading.Paragraphs, p => p.Text.Contains("pas un titre", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("MD-05", "#### Trop profond")]
    [InlineData("MD-05", "##")]
    [InlineData("MD-06", "**Un faux titre**\n\nPuis du texte ordinaire qui suit ce faux titre.")]
    [InlineData("MD-08", "![](a.png)")]
    [InlineData("MD-08", "<img src=\"a.png\">")]
    [InlineData("MD-09", "![image](a.png)")]
    [InlineData("MD-09", "![capture.png](a.png)")]
    [InlineData("MD-10", "| | |\n|---|---|\n| a | b |")]
    [InlineData("MD-15", "Voir [ici](a.md).")]
    [InlineData("MD-15", "Voir <https://example.org/a>.")]
    [InlineData("MD-15", "Voir [](a.md).")]
    [InlineData("MD-16", "• un point\n• un autre")]
    [InlineData("DOC-06", "<script>alert(1)</script>")]
    public void One_fault_gives_one_rule(string rule, string added) => Readings.Read($"{Clean}\n\n{added}\n", "guide.md").Only(rule);

    [Fact]
    public void Decorative_html_images_linked_images_and_badges_with_a_text_pass() =>
        Readings.Read($"{Clean}\n\n<img src=\"a.png\" alt=\"\">\n\n[![Construction réussie](b.svg)](https://example.org)\n", "guide.md").SaysNothing();

    [Fact]
    public void Front_matter_gives_title_and_language()
    {
        var reading = Readings.Read("---\ntitle: \"Politique de confidentialité\"\nlang: fr\n---\n\n# Politique\n\nTexte.", "p.md");

        Assert.Equal("Politique de confidentialité", reading.Title);
        Assert.Equal("fr", reading.DeclaredLanguage);
        Assert.DoesNotContain(reading.Paragraphs, p => p.Text.Contains("title:", StringComparison.Ordinal));
    }

    [Fact]
    public void A_text_without_title_warns() => Readings.Read("Du texte sans titre.", "a.md").Only("MD-01");

    [Fact]
    public void Rich_text_gives_its_paragraphs_title_and_language()
    {
        const string rtf = """{\rtf1\ansi\ansicpg1252\deflang1036{\fonttbl{\f0 Arial;}}{\info{\title Rapport d'audit}{\author Jeanne}}\pard D\'e9j\'e0 l'\u233?t\'e9\par {\*\inconnu rien}{\v cach\'e9}Seconde {\field{\*\fldinst HYPERLINK "x"}{\fldrslt ligne}}\par}""";

        var reading = Readings.Read(Encoding.ASCII.GetBytes(rtf), "a.rtf");

        Assert.Equal(["Déjà l'été", "Seconde ligne"], reading.Paragraphs.Select(p => p.Text));
        Assert.Equal("Rapport d'audit", reading.Title);
        Assert.Equal("fr-FR", reading.DeclaredLanguage);
    }

    [Fact]
    public void An_html_file_gives_its_blocks_and_no_script()
    {
        var reading = Readings.Read(
            "<!doctype html><html lang=\"fr\"><head><title>Accueil</title></head><body><h1>Bienvenue</h1><p>Bonjour <b>à tous</b>.</p><script>x()</script><ul><li>un</li></ul><p hidden>non</p></body></html>",
            "a.html");

        Assert.Equal("Accueil", reading.Title);
        Assert.Equal("fr", reading.DeclaredLanguage);
        Assert.Equal(["Heading Bienvenue", "Body Bonjour à tous.", "ListItem un"], reading.Paragraphs.Select(p => $"{p.Role} {p.Text}"));
    }

    [Fact]
    public void A_thousandfold_nested_html_is_read_without_overflow() =>
        Assert.Equal("fond", Assert.Single(Readings.Read($"<html><body>{string.Concat(Enumerable.Repeat("<div>", 50_000))}fond", "a.html").Paragraphs).Text);

    [Fact]
    public void A_publication_is_read_chapter_by_chapter()
    {
        var epub = Zipped.Of(
            ("mimetype", "application/epub+zip"),
            ("META-INF/container.xml", """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OPS/p.opf"/></rootfiles></container>"""),
            ("OPS/p.opf", """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Guide</dc:title><dc:language>fr</dc:language></metadata><manifest><item id="b" href="b.xhtml"/><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>"""),
            ("OPS/a.xhtml", "<html><body><h1>Un</h1></body></html>"),
            ("OPS/b.xhtml", "<html><body><h1>Deux</h1><p>Fin.</p></body></html>"));

        var reading = Readings.Read(epub, "g.epub");

        Assert.Equal((DocumentKind.Epub, "Guide", "fr", 2), (reading.Format, reading.Title, reading.DeclaredLanguage, reading.Pages));
        Assert.Equal(["p. 1 Un", "p. 2 Deux"], reading.Outline.Select(h => $"p. {h.Place.Page} {h.Text}"));
    }

    [Fact]
    public void Plain_text_has_paragraphs_with_their_lines()
    {
        var reading = Readings.Read("Première\nligne\n\n\nSeconde", "a.txt");

        Assert.Equal(["line 1 Première ligne", "line 5 Seconde"], reading.Paragraphs.Select(p => $"{p.Place} {p.Text}"));
    }
}
