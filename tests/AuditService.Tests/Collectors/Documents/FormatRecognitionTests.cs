using System.Text;
using AuditService.Collectors.Documents;

namespace AuditService.Tests.Collectors.Documents;

public sealed class FormatRecognitionTests
{
    private static readonly byte[] Ole2 = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    [Theory]
    [InlineData("# Titre\n\ntexte", "lisez-moi.md", DocumentKind.Markdown)]
    [InlineData("# Titre\n\n- [lien](a)\n\n## Suite", "README", DocumentKind.Markdown)]
    [InlineData("Bonjour à tous", "note.txt", DocumentKind.Text)]
    [InlineData("Voir [ce lien](http://x) **ici**\n# non", "note.txt", DocumentKind.Text)]
    [InlineData("a;b\n1;2", "t.csv", DocumentKind.Csv)]
    [InlineData("<!-- c --><!DOCTYPE html><html></html>", "note.txt", DocumentKind.Html)]
    [InlineData("<?xml version=\"1.0\"?>\n<html xmlns=\"x\"></html>", "x", DocumentKind.Html)]
    [InlineData("{\\rtf1 bonjour}", "x.doc", DocumentKind.Rtf)]
    [InlineData("bruit avant\n%PDF-1.4", "x.txt", DocumentKind.Pdf)]
    public void Text_is_told_by_content_then_by_name(string content, string name, DocumentKind format) =>
        Assert.Equal(format, FormatRecognition.Recognise(Encoding.UTF8.GetBytes(content), name));

    [Fact]
    public void A_right_content_under_a_wrong_extension_is_read_and_said()
    {
        var reading = Readings.Read(SomeWord.Clean(), "rapport.pdf");

        Assert.Equal(DocumentKind.Docx, reading.Format);
        Assert.Equal(3, reading.Outline.Count);
        Assert.Contains(".pdf", reading.Only("DOC-01").Detail.Fr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("soutenance.pptx", true)]
    [InlineData("rapport.PDF", true)]
    [InlineData("notes.txt", false)]
    [InlineData("notes.md", false)]
    [InlineData("page.html", false)]
    [InlineData("notes", false)]
    public void A_text_under_the_name_of_a_format_with_a_signature_is_said(string name, bool isSaid)
    {
        var reading = Readings.Read("Ceci n'est pas une présentation."u8.ToArray(), name);

        Assert.Equal(isSaid, reading.Rules().Contains("DOC-01"));
    }

    [Fact]
    public void An_archive_that_is_both_is_what_its_stored_first_entry_states()
    {
        var both = Zipped.Of(
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("[Content_Types].xml", """<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""));

        Assert.Equal(DocumentKind.Odt, FormatRecognition.Recognise(both, "x.docx"));
    }

    [Theory]
    [InlineData("EncryptedPackage", DocumentKind.EncryptedOffice)]
    [InlineData("WordDocument", DocumentKind.Doc)]
    [InlineData("PowerPoint Document", DocumentKind.Ppt)]
    [InlineData("Workbook", DocumentKind.Xls)]
    [InlineData("Autre", DocumentKind.Ole2)]
    public void Old_and_encrypted_office_files_are_recognised_and_say_why_they_are_not_read(string stream, DocumentKind format)
    {
        var reading = Readings.Read([.. Ole2, .. new byte[600], .. Encoding.Unicode.GetBytes(stream), .. new byte[600]], "x.docx");

        Assert.Equal(format, reading.Format);
        Assert.NotNull(reading.Unreadable);
        Assert.Equal(format == DocumentKind.EncryptedOffice, reading.Protected);
    }

    [Fact]
    public void An_empty_file_and_a_binary_one_say_so()
    {
        Assert.Contains("empty", Readings.Read([], "x.pdf").Unreadable!.Detail.En, StringComparison.Ordinal);
        Assert.NotNull(Readings.Read([0, 1, 2, 3, 0, 255], "x.docx").Unreadable);
        Assert.NotNull(Readings.Read(Zipped.Of(("a.txt", "x")), "x.docx").Unreadable);
    }

    [Theory]
    [InlineData(1252)]
    [InlineData(1200)]
    [InlineData(65001)]
    public void French_text_is_read_in_the_encodings_it_comes_in(int page)
    {
        const string text = "L’été, « Noël » et le cœur de l’œuvre : c’est déjà l’été, où il faut être.";
        var encoding = page == 1252 ? CodePagesEncodingProvider.Instance.GetEncoding(1252)! : Encoding.GetEncoding(page);

        var reading = Readings.Read([.. encoding.GetPreamble(), .. encoding.GetBytes(text)], "t.txt");

        Assert.Equal(text, Assert.Single(reading.Paragraphs).Text);
    }
}
