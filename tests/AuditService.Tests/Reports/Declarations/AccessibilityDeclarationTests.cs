using System.Text;
using AuditService.Core.Accessibility;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Reports.Declarations;
using AuditService.Tests.Collectors.Declarations;
using AuditService.Tests.Core.Accessibility;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace AuditService.Tests.Reports.Declarations;

public sealed class AccessibilityDeclarationTests
{
    private static readonly Referential Two = SomeGrid.Referential("1.1", "8.3");

    [Fact]
    public void Without_a_complete_grid_the_state_is_non_conforme_and_there_is_no_rate()
    {
        var declaration = Of(SomeGrid.Of(Two, ["a.html"], [("a.html", "1.1.1", RgaaOutcome.Compliant)]));

        Assert.Equal("Accessibilité : non conforme", declaration.State?.HomePageMention());
        Assert.DoesNotContain(declaration.Blocks, block => block.Text.Contains('%', StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_machine_alone_decided_is_no_audit()
    {
        var declaration = Of(SomeGrid.Of(SomeGrid.Referential("8.3"), ["a.html"], [("a.html", "8.3.1", RgaaOutcome.Compliant)]));

        Assert.Equal(ConformityState.NonCompliant, declaration.State);
        Assert.DoesNotContain(declaration.Blocks, block => block.Text.Contains('%', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(CriterionStatus.Compliant, ConformityState.Total, "100")]
    [InlineData(CriterionStatus.NonCompliant, ConformityState.Partial, "50")]
    public void A_complete_grid_gives_its_state_and_its_rate(CriterionStatus second, ConformityState state, string percent)
    {
        var declaration = Of(SomeGrid.Of(Two, ["a.html"], [], new GridVerdict("1.1", "a.html", CriterionStatus.Compliant), new GridVerdict("8.3", "a.html", second)));

        Assert.Equal(state, declaration.State);
        Assert.Contains(declaration.Blocks, block => block.Text.Contains($"{percent} %", StringComparison.Ordinal));
    }

    [Fact]
    public void A_grid_that_contradicts_a_proven_failure_leaves_the_state_to_its_author()
    {
        var declaration = Of(SomeGrid.Of(Two, ["a.html"], [("a.html", "8.3.1", RgaaOutcome.NonCompliant)], new GridVerdict("1.1", "a.html", CriterionStatus.Compliant), new GridVerdict("8.3", "a.html", CriterionStatus.Compliant)));

        Assert.Null(declaration.State);
        Assert.Contains(declaration.Blocks, block => block.Text.Contains("[à compléter : état de conformité", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_written_reads_as_a_whole_declaration_with_every_heading_at_its_level()
    {
        var reading = DeclarationReadingTests.Read(await WrittenAsync("html"));

        Assert.Empty(reading.MissingParts);
        Assert.Empty(reading.HeadingFaults!);
        Assert.Equal(new(2026, 11, 30), reading.Date);
        Assert.Equal(ConformityState.NonCompliant, reading.State);
        Assert.Null(reading.Rate);
        Assert.Equal(["8.3"], reading.ListedCriteria);
        Assert.NotEmpty(reading.RecourseLines);
        Assert.NotEmpty(reading.Contacts);
    }

    [Fact]
    public async Task Blanks_are_visible_and_names_of_the_dossier_are_text_in_every_format()
    {
        var html = await WrittenAsync("html");
        Assert.Contains("<mark>[à compléter", System.Net.WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        var markdown = await WrittenAsync("md");
        Assert.Contains("## État de conformité", markdown, StringComparison.Ordinal);
        Assert.Contains("**\\[à compléter", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Word_document_holds_what_the_standard_allows_with_its_headings()
    {
        using var output = new MemoryStream();
        await DeclarationFile.WriteAsync(Some(), "docx", output, CancellationToken.None);
        using var document = WordprocessingDocument.Open(output, isEditable: false);

        Assert.Empty(new OpenXmlValidator().Validate(document).Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}"));
        var headings = document.MainDocumentPart!.Document!.Body!.Elements<DocumentFormat.OpenXml.Wordprocessing.Paragraph>().Count(paragraph => paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value?.StartsWith("Heading", StringComparison.Ordinal) == true);
        Assert.Equal(14, headings);
    }

    private static AccessibilityDeclaration Some() => Of(SomeGrid.Of(Two, ["a.html"], [("a.html", "8.3.1", RgaaOutcome.NonCompliant)]));

    private static async Task<string> WrittenAsync(string format)
    {
        using var output = new MemoryStream();
        await DeclarationFile.WriteAsync(Some(), format, output, CancellationToken.None);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    [Fact]
    public void The_first_day_of_a_month_is_written_as_French_writes_it()
    {
        var declaration = AccessibilityDeclaration.Of(SomeGrid.AuditWith(), SomeGrid.Of(Two, ["a.html"], []), new Manifest(), new(2026, 12, 1));

        Assert.Contains(declaration.Blocks, block => block.Text.Contains("établie le 1er décembre 2026", StringComparison.Ordinal));
    }

    private static AccessibilityDeclaration Of(AccessibilityGrid grid) => AccessibilityDeclaration.Of(
        SomeGrid.AuditWith(),
        grid,
        new Manifest { People = new() { Controller = new() { Name = "Mairie", Contact = "contact@exemple.fr" } } },
        new(2026, 11, 30));
}
