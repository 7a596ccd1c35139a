using AuditService.Collectors.Documents;

namespace AuditService.Tests.Collectors.Documents;

public sealed class PdfTests
{
    [Fact]
    public void No_rule_speaks_on_a_clean_document() => Readings.Read(new SomePdf().Build()).SaysNothing();

    [Fact]
    public void Title_language_pages_words_and_tagged_headings_are_taken()
    {
        var reading = Readings.Read(new SomePdf().Build());

        Assert.Equal(DocumentKind.Pdf, reading.Format);
        Assert.Equal("Rapport du projet", reading.Title);
        Assert.Equal("fr-FR", reading.DeclaredLanguage);
        Assert.Equal("fr", reading.DetectedLanguage);
        Assert.Equal(1, reading.Pages);
        Assert.Equal(25, reading.Words);
        Assert.True(reading.Tagged);
        Assert.True(reading.HasTextLayer);
        Assert.Equal("1 Introduction p. 1", Assert.Single(reading.Outline.Select(h => $"{h.Level} {h.Text} {h.Place}")));
        Assert.Equal([ParagraphRole.Heading, ParagraphRole.Body], reading.Paragraphs.Select(p => p.Role));
        Assert.Equal(SomePdf.French, reading.Paragraphs[1].Text);
        Assert.Equal("p. 1, § 2", reading.Paragraphs[1].Place.ToString());
    }

    [Fact]
    public void The_counts_cover_the_whole_catalogue()
    {
        var checks = Readings.Read(new SomePdf().Build()).Checks;

        Assert.Equal(106, checks.Total);
        Assert.Equal(0, checks.Failed);
        Assert.True(checks.NoFailureFound > 10);
        Assert.Equal(9, checks.NotChecked);
    }

    [Fact]
    public void Bookmarks_are_the_outline_with_their_pages()
    {
        var pdf = new SomePdf().Replace(1, "/Lang", "/Outlines 20 0 R /Lang");
        pdf[20] = "<< /First 21 0 R /Last 23 0 R >>";
        pdf[21] = "<< /Title (Contexte) /Dest [3 0 R /Fit] /Next 23 0 R /First 22 0 R >>";
        pdf[22] = "<< /Title <FEFF004D00E900740068006F00640065> /A << /S /GoTo /D (ici) >> >>";
        pdf[23] = "<< /Title (Fin) /Next 21 0 R >>";
        pdf.Replace(1, "/Lang", "/Dests << /ici [3 0 R /Fit] >> /Lang");

        var reading = Readings.Read(pdf.Build());

        Assert.Equal(["1 Contexte p. 1", "2 Méthode p. 1", "1 Fin document"], reading.Outline.Select(h => $"{h.Level} {h.Text} {h.Place}"));
    }

    [Theory]
    [InlineData("6.2-1", 1, "/Marked true", "/Marked false")]
    [InlineData("7.1-4", 1, "/Marked true", "/Marked true /Suspects true")]
    [InlineData("7.1-8", 1, "/Metadata 5 0 R", "")]
    [InlineData("7.1-10", 1, "/DisplayDocTitle true", "/DisplayDocTitle false")]
    [InlineData("7.1-12", 10, "/P 7 0 R", "")]
    [InlineData("7.1-5", 10, "/S /P ", "/S /Paragraphe ")]
    [InlineData("7.2-29", 1, "(fr-FR)", "(francais de France)")]
    [InlineData("7.2-29", 10, "/K 1", "/K 1 /Lang (fr_FR)")]
    [InlineData("7.4.2-1", 8, "/S /H1", "/S /H2")]
    [InlineData("7.10-1", 1, "/Lang", "/OCProperties << /OCGs [] /D << /Order [] >> >> /Lang")]
    [InlineData("7.10-2", 1, "/Lang", "/OCProperties << /OCGs [] /D << /Name (Calques) /AS [] >> >> /Lang")]
    [InlineData("7.18.3-1", 3, "/StructParents 0", "/StructParents 0 /Annots [<< /Type /Annot /Subtype /Text /F 2 /Rect [0 0 9 9] >>]")]
    [InlineData("7.18.3-1", 3, "/StructParents 0", "/StructParents 0 /Tabs (S) /Annots [<< /Type /Annot /Subtype /Text /F 2 /Rect [0 0 9 9] >>]")]
    public void One_broken_entry_gives_one_rule(string test, int number, string what, string by) =>
        Readings.Read(new SomePdf().Replace(number, what, by).Build()).Only($"PDFUA1-{test}");

    [Fact]
    public void An_untagged_document_fails_on_its_structure_and_content()
    {
        var reading = Readings.Read(new SomePdf().Replace(1, "/StructTreeRoot 6 0 R", "").Build());

        Assert.Contains("PDFUA1-7.1-11", reading.Rules());
        Assert.Contains("PDFUA1-7.1-3", reading.Rules());
        Assert.False(reading.Tagged);
        Assert.Contains(reading.Paragraphs, p => p.Text == SomePdf.French);
    }

    [Fact]
    public void An_empty_structure_tree_is_untagged() =>
        Assert.False(Readings.Read(new SomePdf().With(static p => p[6] = "<< /Type /StructTreeRoot >>").Build()).Tagged);

    [Theory]
    [InlineData("5-1", "Rapport", null, "pdfuaid")]
    [InlineData("5-2", "Rapport", "2", "pdfuaid")]
    [InlineData("5-3", "Rapport", "1", "ua")]
    [InlineData("7.1-9", "", "1", "pdfuaid")]
    public void Metadata_identify_the_standard_and_give_a_title(string test, string title, string? part, string prefix)
    {
        var observation = Readings.Read(new SomePdf().Stream(5, SomePdf.Xmp(title, part, prefix), "/Type /Metadata /Subtype /XML").Build()).Only($"PDFUA1-{test}");

        Assert.Equal(ObservationOutcome.Warn, observation.Outcome);
    }

    [Fact]
    public void The_header_is_of_a_version_that_the_standard_covers()
    {
        Readings.Read(new SomePdf { Header = "%PDF-2.0" }.Build()).Only("PDFUA1-6.1-1");
        Readings.Read(new SomePdf { Header = "%PDF-1.4" }.Build()).SaysNothing();
    }

    [Fact]
    public void A_document_without_catalog_language_passes_when_every_element_has_one()
    {
        var marked = new SomePdf().Replace(1, "/Lang (fr-FR)", "").Replace(7, "/K [", "/Lang (fr-FR) /K [").Stream(5, SomePdf.Xmp("", "1"), "/Type /Metadata /Subtype /XML");
        var unmarked = new SomePdf().Replace(1, "/Lang (fr-FR)", "");

        Assert.Equal("PDFUA1-7.1-9", Assert.Single(Readings.Read(marked.Build()).Rules()));
        Assert.Equal(["PDFUA1-7.2-33", "PDFUA1-7.2-34"], Readings.Read(unmarked.Build()).Rules());
    }

    [Fact]
    public void A_language_that_differs_from_the_text_is_for_review() =>
        Assert.Equal(ObservationOutcome.Review, Readings.Read(new SomePdf().Replace(1, "fr-FR", "en-US").Build()).Only("PDF-04").Outcome);

    [Theory]
    [InlineData("Figure{/Alt (Courbe)}")]
    [InlineData("Figure{/ActualText (12)}")]
    [InlineData("Formula{/Alt (x au carre)}")]
    [InlineData("Note{/ID (n1)},Note{/ID (n2)}")]
    [InlineData("H2,H3,H4,H1,H2")]
    [InlineData("L(Caption,LI(Lbl,LBody),LI(LBody(L(LI(LBody)))))")]
    [InlineData("L(NonStruct(LI(LBody)))")]
    [InlineData("TOC(Caption,TOCI(Reference),TOC(TOCI))")]
    [InlineData("Table(Caption,TR(TH{/A << /O /Table /Scope /Column >>}),TR(TD))")]
    [InlineData("Table(THead(TR(TH{/A << /O /Table /Scope /Column >>})),TBody(TR(TD)),TFoot(TR(TD)),Caption)")]
    [InlineData("Table(TR(TH{/A << /O /Table /Scope /Column /ColSpan 2 >>}),TR(TD{/A << /O /Table /RowSpan 2 >>},TD),TR(TD))")]
    [InlineData("Table(TR(TH{/ID (h)}),TR(TD{/A << /O /Table /Headers [(h)] >>}))")]
    [InlineData("Table(TR(TH{/A [<< /O /Layout >> 0 << /O /Table /Scope /Column >> 0]}),TR(TD))")]
    public void Right_structures_that_look_wrong_pass(string tags) => Readings.Read(new SomePdf().Tags(tags).Build()).SaysNothing();

    [Theory]
    [InlineData("7.3-1", "Figure")]
    [InlineData("7.3-1", "Figure{/Alt ()}")]
    [InlineData("7.3-1", "Figure{/Title (x)}")]
    [InlineData("7.7-1", "Formula")]
    [InlineData("7.9-1", "Note")]
    [InlineData("7.9-2", "Note{/ID (n)},Note{/ID (n)}")]
    [InlineData("7.4.2-1", "H3")]
    [InlineData("7.4.2-1", "H2,H3,H1,H3")]
    [InlineData("7.2-3", "Table(TR(TH{/A << /O /Table /Scope /Row >>}),P)")]
    [InlineData("7.2-4", "TR")]
    [InlineData("7.2-5", "THead")]
    [InlineData("7.2-6", "TBody")]
    [InlineData("7.2-7", "TFoot")]
    [InlineData("7.2-8", "Sect(TH)")]
    [InlineData("7.2-9", "Sect(TD)")]
    [InlineData("7.2-10", "Table(TR(P,TH{/A << /O /Table /Scope /Row >>}))")]
    [InlineData("7.2-11", "Table(THead(TR(TH)),THead(TR(TH)),TBody(TR(TH)))")]
    [InlineData("7.2-12", "Table(TBody(TR(TH)),TFoot(TR(TH)),TFoot(TR(TH)))")]
    [InlineData("7.2-13", "Table(TR(TH),TFoot(TR(TH)))")]
    [InlineData("7.2-14", "Table(THead(TR(TH)),TR(TH))")]
    [InlineData("7.2-16", "Table(TR(TH),Caption,TR(TH))")]
    [InlineData("7.2-39", "Table(Caption,TR(TH),Caption)")]
    [InlineData("7.2-36", "Table(THead(P),TBody(TR(TH)))")]
    [InlineData("7.2-37", "Table(TBody(P))")]
    [InlineData("7.2-38", "Table(TBody(TR(TH)),TFoot(P))")]
    [InlineData("7.2-17", "LI(LBody)")]
    [InlineData("7.2-18", "LBody")]
    [InlineData("7.2-19", "L(P)")]
    [InlineData("7.2-20", "L(LI(P))")]
    [InlineData("7.2-40", "L(LI(LBody),Caption)")]
    [InlineData("7.2-26", "TOCI")]
    [InlineData("7.2-27", "TOC(P)")]
    [InlineData("7.2-28", "TOC(TOCI,Caption)")]
    [InlineData("7.2-15", "Table(TR(TH{/A << /O /Table /RowSpan 2 >>},TH{/A << /O /Table /RowSpan 2 >>},TH),TR(TH{/A << /O /Table /ColSpan 1 >>},TH)),Table(TR(TH,TH{/A << /O /Table /RowSpan 2 >>}),TR(TH{/A << /O /Table /ColSpan 2 >>}))")]
    [InlineData("7.2-41", "Table(TR(TH{/A << /O /Table /RowSpan 3 >>}),TR)")]
    [InlineData("7.2-42", "Table(TR(TH,TH),TR(TH,TH,TH))")]
    [InlineData("7.2-43", "Table(TR(TH,TH,TH),TR(TH,TH))")]
    [InlineData("7.5-1", "Table(TR(TH),TR(TD))")]
    [InlineData("7.5-1", "Table(TR(TD),TR(TD))")]
    [InlineData("7.5-2", "Table(TR(TH{/ID (h)}),TR(TD{/A << /O /Table /Headers [(autre)] >>}))")]
    [InlineData("7.18.4-2", "Form")]
    public void Wrong_structures_fail(string test, string tags) => Assert.Contains($"PDFUA1-{test}", Readings.Read(new SomePdf().Tags(tags).Build()).Rules());

    [Fact]
    public void Unnumbered_headings_come_one_a_node_and_unmixed()
    {
        var alone = new SomePdf().Replace(8, "/S /H1", "/S /H").Tags("Sect(H)");
        var doubled = new SomePdf().Replace(8, "/S /H1", "/S /H").Tags("Sect(H,H)");
        var mixed = new SomePdf().Tags("Sect(H)");

        Readings.Read(alone.Build()).SaysNothing();
        Readings.Read(doubled.Build()).Only("PDFUA1-7.4.4-1");
        Assert.Equal(["PDFUA1-7.4.4-2", "PDFUA1-7.4.4-3"], Readings.Read(mixed.Build()).Rules());
    }

    [Theory]
    [InlineData("/Titre /Intitule /Intitule /H2", "Titre", null)]
    [InlineData("/Titre /Intitule /Intitule /Titre", "Titre", "7.1-6")]
    [InlineData("/P /Span", "P", "7.1-7")]
    [InlineData("/P /P", "P", null)]
    public void Role_maps_lead_in_any_number_of_steps_to_a_standard_type(string map, string tag, string? test)
    {
        var reading = Readings.Read(new SomePdf().Replace(6, "/K 7 0 R", $"/RoleMap << {map} >> /K 7 0 R").Tags(tag).Build());

        if (test is null)
            reading.SaysNothing();
        else
            reading.Only($"PDFUA1-{test}");
    }

    [Fact]
    public void Content_is_tagged_or_an_artifact_never_both()
    {
        Readings.Read(Content("BT /F1 11 Tf 50 700 Td (ni l'un ni l'autre) Tj ET")).Only("PDFUA1-7.1-3");
        Readings.Read(Content("0 0 10 10 re f")).Only("PDFUA1-7.1-3");
        Readings.Read(Content("0 0 10 10 re W n BT /F1 11 Tf () Tj ET")).SaysNothing();
        Readings.Read(Content("/P <</MCID 1>> BDC /Artifact BMC 0 0 10 10 re f EMC EMC")).Only("PDFUA1-7.1-1");
        Readings.Read(Content("/Artifact BMC /P <</MCID 1>> BDC 0 0 10 10 re f EMC EMC")).Only("PDFUA1-7.1-2");
        Readings.Read(Content("/P <</MCID 77>> BDC 0 0 10 10 re f EMC")).Only("PDFUA1-7.1-3");
    }

    [Fact]
    public void A_list_that_was_typed_warns_and_one_that_is_tagged_does_not()
    {
        Assert.Contains("2 paragraphs typed as a list", Readings.Read(Paragraphs("P", "- trier les courriers", "- garder la main")).Only("PDF-06").Detail.En, StringComparison.Ordinal);
        Readings.Read(Paragraphs("P", "1. trier les courriers", "2. garder la main")).Only("PDF-06");
        Readings.Read(Paragraphs("P", "- trier les courriers", "garder la main")).SaysNothing();
        Readings.Read(Paragraphs("LI", "- trier les courriers", "- garder la main")).SaysNothing();
    }

    [Fact]
    public void A_passage_in_another_language_than_it_states_is_for_review()
    {
        const string English = "The project was led by the city and it has been used by the agents who sort the letters that they receive from all of the people.";

        Assert.Contains("reads like en", Readings.Read(Paragraphs("P", SomePdf.French, English)).Only("PDF-07").Detail.En, StringComparison.Ordinal);
        Readings.Read(Paragraphs("P{/Lang (en-GB)}", SomePdf.French, English)).SaysNothing();
        Readings.Read(Paragraphs("P", SomePdf.French, SomePdf.French)).SaysNothing();
    }

    [Fact]
    public void A_text_of_its_own_that_is_declared_an_artifact_is_for_review_and_a_page_number_is_not()
    {
        Assert.Contains("words declared an artifact", Readings.Read(Content($"/Artifact BMC BT /F1 11 Tf 50 600 Td ({SomePdf.French}) Tj ET EMC")).Only("PDF-08").Detail.En, StringComparison.Ordinal);
        Readings.Read(Content("/Artifact BMC BT /F1 8 Tf 50 20 Td (Commune de Valbourg, page 2) Tj ET EMC")).SaysNothing();
    }

    [Fact]
    public void A_cell_without_a_header_is_told_why()
    {
        Assert.Contains("no header cell (TH)", Told("Table(TR(TD),TR(TD))"), StringComparison.Ordinal);
        Assert.Contains("1 header cell(s) of 1 without a scope", Told("Table(TR(TH),TR(TD))"), StringComparison.Ordinal);
        Assert.Contains("no header of its row or its column", Told("Table(TR(TH{/A << /O /Table /Scope /Row >>}),TR(TD))"), StringComparison.Ordinal);

        static string Told(string tags) => Readings.Read(new SomePdf().Tags(tags).Build()).Observations.Single(observation => observation.Rule == "PDFUA1-7.5-1").Detail.En;
    }

    [Fact]
    public void Content_of_forms_inherits_the_marks_around_them()
    {
        var form = new SomePdf().Replace(3, "/Font <<", "/XObject << /X 30 0 R >> /Font <<");
        form.Stream(30, "0 0 10 10 re f", "/Type /XObject /Subtype /Form /BBox [0 0 10 10]");
        var tagged = Appended(form, "/P <</MCID 1>> BDC /X Do EMC");
        Readings.Read(tagged.Build()).SaysNothing();

        var bare = new SomePdf().Replace(3, "/Font <<", "/XObject << /X 30 0 R >> /Font <<");
        bare.Stream(30, "0 0 10 10 re f /X Do", "/Type /XObject /Subtype /Form /BBox [0 0 10 10] /Resources << /XObject << /X 30 0 R >> >>");
        Readings.Read(Appended(bare, "/X Do").Build()).Only("PDFUA1-7.1-3");
    }

    [Fact]
    public void A_tagged_form_is_used_once_and_refers_to_no_other_file()
    {
        SomePdf With(string entries) => new SomePdf().Replace(3, "/Font <<", "/XObject << /X 30 0 R >> /Font <<").Replace(10, "/K 1", "/K [1 << /Type /MCR /Stm 30 0 R /MCID 0 >>]")
            .Stream(30, "/P <</MCID 0>> BDC 0 0 10 10 re f EMC", $"/Type /XObject /Subtype /Form /BBox [0 0 10 10] /StructParents 1 {entries}");

        Readings.Read(Appended(With(""), "/X Do").Build()).SaysNothing();
        Readings.Read(Appended(With(""), "/X Do /X Do").Build()).Only("PDFUA1-7.20-2");
        Readings.Read(Appended(With("/Ref << >>"), "/X Do").Build()).Only("PDFUA1-7.20-1");
    }

    [Fact]
    public void Links_sit_in_a_link_tag_with_a_description()
    {
        Readings.Read(Annotated("/Subtype /Link /Contents (Le site du projet)", "Link").Build()).SaysNothing();
        Assert.Equal(["PDFUA1-7.18.1-2", "PDFUA1-7.18.5-2"], Readings.Read(Annotated("/Subtype /Link", "Link").Build()).Rules());
        Readings.Read(Annotated("/Subtype /Link /Contents (Le site)", "Span").Build()).Only("PDFUA1-7.18.5-1");
    }

    [Fact]
    public void Annotations_nobody_meets_are_not_judged()
    {
        Readings.Read(Annotated("/Subtype /Text /F 2", "P").Build()).SaysNothing();
        Readings.Read(Annotated("/Subtype /Text", "P", "[900 900 950 950]").Build()).SaysNothing();
        Assert.Equal(["PDFUA1-7.18.1-1", "PDFUA1-7.18.1-2"], Readings.Read(Annotated("/Subtype /Text", "P").Build()).Rules());
    }

    [Fact]
    public void Fields_have_a_name_for_their_user()
    {
        Readings.Read(Annotated("/Subtype /Widget /FT /Tx /TU (Votre nom)", "Form").Build()).SaysNothing();
        Readings.Read(Annotated("/Subtype /Widget /FT /Tx /T (champ1)", "Form").Build()).Only("PDFUA1-7.18.1-3");
        Readings.Read(Annotated("/Subtype /Widget /FT /Tx /TU (Votre nom)", "Form", "[900 900 950 950]").Build()).SaysNothing();
    }

    [Fact]
    public void Fonts_are_embedded_and_tell_their_characters()
    {
        const string helvetica = "<< /Type /Font /Subtype /TrueType /BaseFont /Arial /Encoding /WinAnsiEncoding /FontDescriptor << /Type /FontDescriptor /FontName /Arial /Flags 32 >> >>";

        Readings.Read(new SomePdf().With(p => p[9] = helvetica).Build()).Only("PDFUA1-7.21.4.1-1");
        Readings.Read(new SomePdf().Replace(9, "/ToUnicode 12 0 R", "").Replace(9, "/a ", "/g17 ").Replace(9, "<< /g17 11", "<< /g17 11").Build()).Only("PDFUA1-7.21.7-1");
    }

    [Fact]
    public void An_encrypted_document_without_its_password_is_protected_and_unreadable()
    {
        var reading = Readings.Read(new SomePdf
        {
            Trailer = "/ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -64 "
                + "/O <0000000000000000000000000000000000000000000000000000000000000000> /U <0000000000000000000000000000000000000000000000000000000000000000> >>",
        }.Build());

        Assert.NotNull(reading.Unreadable);
        Assert.True(reading.Protected);
    }

    [Fact]
    public void The_strings_of_a_protected_document_that_opens_are_judged_in_clear()
    {
        var reading = Readings.Read(new SomePdf().Protected(["fr-FR"], [4, 5, 11, 12]).Build());

        Assert.True(reading.Protected);
        Assert.Equal("fr-FR", reading.DeclaredLanguage);
        Assert.DoesNotContain("PDFUA1-7.2-29", reading.Rules());
        Assert.Contains(reading.Paragraphs, paragraph => paragraph.Text.Contains("Ce rapport presente", StringComparison.Ordinal));
    }

    [Fact]
    public void Pages_without_text_leave_open_what_their_text_may_say()
    {
        var pdf = new SomePdf().Replace(3, "/Font <<", "/XObject << /I 30 0 R >> /Font <<").Stream(4, "/P <</MCID 1>> BDC q 595 0 0 842 0 0 cm /I Do Q EMC");
        pdf.Stream(30, [0xFF], "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8");

        Assert.NotNull(Readings.Read(pdf.Build()).TextGap);
        Assert.Null(Readings.Read(new SomePdf().Build()).TextGap);
    }

    [Fact]
    public void Scripts_launches_and_attachments_are_observed()
    {
        var pdf = new SomePdf().Replace(1, "/Lang",
            "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) /Next << /S /Launch /F (calc.exe) >> >> /Names << /EmbeddedFiles << /Names [(annexe.exe) << /Type /Filespec /F (annexe.exe) /EF << >> >>] >> >> /Lang");

        var reading = Readings.Read(pdf.Build());

        Assert.Equal(["DOC-04", "DOC-06", "DOC-07", "PDFUA1-7.11-1"], reading.Rules());
    }

    [Fact]
    public void A_page_that_is_an_image_has_no_text_layer()
    {
        var pdf = new SomePdf().Replace(3, "/Font <<", "/XObject << /I 30 0 R >> /Font <<").Stream(4, "/P <</MCID 1>> BDC q 595 0 0 842 0 0 cm /I Do Q EMC");
        pdf.Stream(30, [0xFF], "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8");

        var reading = Readings.Read(pdf.Build());

        Assert.False(reading.HasTextLayer);
        Assert.Equal(ObservationOutcome.Fail, reading.Only("PDF-01").Outcome);
    }

    [Fact]
    public void A_page_whose_letters_have_no_meaning_is_not_quoted()
    {
        var pdf = new SomePdf().Stream(12,
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <20> <7E> <E020> endbfrange endcmap end end");

        var reading = Readings.Read(pdf.Build());

        reading.Only("PDF-02");
        Assert.Empty(reading.Paragraphs);
    }

    [Fact]
    public void Hyphenation_is_undone_and_lines_are_joined()
    {
        var pdf = new SomePdf().Stream(4, "/P <</MCID 1>> BDC BT /F1 11 Tf 14 TL 50 700 Td (Les donnees person-) Tj T* (nelles sont gar-) Tj T* (dees trois mois.) Tj ET EMC");

        Assert.Equal("Les donnees personnelles sont gardees trois mois.", Assert.Single(Readings.Read(pdf.Build()).Paragraphs).Text);
    }

    private static byte[] Content(string added) => Appended(new SomePdf(), added).Build();

    private static SomePdf Appended(SomePdf pdf, string added) => pdf.Stream(
        4,
        $"/H1 <</MCID 0>> BDC BT /F1 20 Tf 50 780 Td (Introduction) Tj ET EMC /P <</MCID 1>> BDC BT /F1 11 Tf 50 740 Td ({SomePdf.French}) Tj ET EMC {added}");

    private static SomePdf Annotated(string entries, string tag, string rectangle = "[50 700 150 720]")
    {
        var pdf = new SomePdf().Replace(3, "/StructParents 0", "/StructParents 0 /Tabs /S /Annots [40 0 R]").Tags($"{tag}{{/K << /Type /OBJR /Obj 40 0 R /Pg 3 0 R >>}}");
        pdf[40] = $"<< /Type /Annot {entries} /Rect {rectangle} /StructParent 1 >>";
        pdf.Replace(6, "[8 0 R 10 0 R]]", "[8 0 R 10 0 R] 1 100 0 R]");
        return pdf;
    }

    /// <summary>The document with more paragraphs, each in a tag of its own.</summary>
    private static byte[] Paragraphs(string tag, params string[] texts)
    {
        var pdf = new SomePdf();
        var tags = texts.Select((_, index) => tag.StartsWith("LI", StringComparison.Ordinal) ? $"LI(LBody{{/Pg 3 0 R /K {index + 2}}})" : tag.Contains('{', StringComparison.Ordinal) ? tag.Replace("}", $" /Pg 3 0 R /K {index + 2}}}", StringComparison.Ordinal) : $"{tag}{{/Pg 3 0 R /K {index + 2}}}");
        pdf.Tags(tag.StartsWith("LI", StringComparison.Ordinal) ? $"L({string.Join(',', tags)})" : string.Join(',', tags));
        var owners = tag.StartsWith("LI", StringComparison.Ordinal) ? texts.Select((_, index) => 102 + (2 * index)) : texts.Select((_, index) => 100 + index);
        pdf.Replace(6, "[8 0 R 10 0 R]", $"[8 0 R 10 0 R {string.Join(' ', owners.Select(static number => $"{number} 0 R"))}]");
        var content = string.Concat(texts.Select((text, index) => $" /P <</MCID {index + 2}>> BDC BT /F1 11 Tf 50 {700 - (40 * index)} Td ({text}) Tj ET EMC"));
        return pdf.Stream(4, $"/H1 <</MCID 0>> BDC BT /F1 20 Tf 50 780 Td (Introduction) Tj ET EMC /P <</MCID 1>> BDC BT /F1 11 Tf 50 740 Td ({SomePdf.French}) Tj ET EMC{content}").Build();
    }

    private static IReadOnlyList<DocumentTable> TablesOf(string tags) =>
        DocumentReader.Read("analyse.pdf", new SomePdf().Tags(tags).Build(), DocumentLimits.Default with { TableCells = 1000 }).Tables;

    private static string Cell(string type, string text, string attributes = "") => $"{type}{{/ActualText ({text}) {attributes}}}";

    [Fact]
    public void A_tagged_table_is_read_row_by_row_with_its_spans_filled()
    {
        var table = Assert.Single(TablesOf(
            $"Table(THead(TR({Cell("TH", "Risque")},{Cell("TH", "Cotation", "/A << /O /Table /ColSpan 2 >>")})),TBody(TR({Cell("TD", "Fuite", "/A << /O /Table /RowSpan 2 >>")},{Cell("TD", "4")},{Cell("TD", "2")}),TR({Cell("TD", "3")},{Cell("TD", "1")})))"));

        Assert.Equal([["Risque", "Cotation", "Cotation"], ["Fuite", "4", "2"], ["Fuite", "3", "1"]], table.Rows.Select(static row => row.Cells.ToArray()));
    }

    [Fact]
    public void A_table_in_a_table_is_no_table_of_its_own_and_text_without_tags_is_none()
    {
        Assert.Single(TablesOf($"Table(TR({Cell("TH", "A")},{Cell("TH", "B")}),TR(TD(Table(TR({Cell("TD", "x")}),TR({Cell("TD", "y")}))),{Cell("TD", "z")}))"));
        Assert.Empty(TablesOf("P,P"));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("50 500 200 0.5 re f 50 480 200 0.5 re f 50 460 200 0.5 re f 50 440 0.5 60 re f", false)]
    [InlineData("50 500 m 250 500 l S 50 480 m 250 480 l S 50 460 m 250 460 l S", false)]
    [InlineData("50 500 20 90 re f 80 500 20 60 re f 110 500 20 30 re f", true)]
    [InlineData("50 500 m 60 520 l 70 510 l 80 540 l 90 530 l 100 560 l 110 550 l 120 580 l 130 570 l 140 590 l 150 580 l 160 600 l 170 590 l S", true)]
    public void A_drawing_of_bars_or_of_a_curve_may_be_a_chart_and_the_frame_of_a_table_is_none(string drawing, bool mayBe)
    {
        var pdf = new SomePdf();
        pdf.Stream(4, $"/Artifact BMC {drawing} EMC");

        Assert.Equal(mayBe ? [1] : [], Readings.Read(pdf.Build()).Pictures.Select(place => place.Page!.Value));
    }

    [Theory]
    [InlineData(400, true)]
    [InlineData(20, false)]
    public void A_picture_on_a_page_may_show_a_chart_unless_it_is_an_icon(int side, bool mayBe)
    {
        var pdf = new SomePdf().Replace(3, "/Font <<", "/XObject << /I 30 0 R >> /Font <<").Stream(4, $"/P <</MCID 1>> BDC q {side} 0 0 {side} 0 0 cm /I Do Q EMC");
        pdf.Stream(30, [0xFF], "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8");

        Assert.Equal(mayBe ? [1] : [], Readings.Read(pdf.Build()).Pictures.Select(place => place.Page!.Value));
    }
}
