using System.IO.Compression;
using System.Text;
using AuditService.Authoring.Grids;
using AuditService.Core.Accessibility;
using AuditService.Reports.Grids;
using AuditService.Tests.Core.Accessibility;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace AuditService.Tests.Authoring.Grids;

public sealed class GridFileReaderTests
{
    private static readonly string[] Criteria = ["1.1", "1.2", "1.9", "1.10", "2.1"];
    private static readonly AccessibilityGrid Grid = SomeGrid.Of(
        SomeGrid.Referential(Criteria), ["ui/a.html", "=HYPERLINK(\"http://x\")"], [("ui/a.html", "1.1.1", RgaaOutcome.NonCompliant), ("ui/a.html", "2.1.1", RgaaOutcome.Compliant)],
        new GridVerdict("1.10", "ui/a.html", CriterionStatus.NotApplicable, true, "=1+1", "@coût"));

    private static readonly string[] Header = ["Thématique", "Critère", "Recommandation", "Statut", "Dérogation", "Modifications à apporter", "Commentaires en cas de dérogations"];

    [Theory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    public async Task A_grid_that_nobody_touched_says_nothing_new(string format)
    {
        var file = Read(format, await WrittenAsync(format));

        var import = GridImport.Of(file, Grid, exported: null, SomeGrid.Audit, "Anne");

        Assert.Empty(import.Problems);
        Assert.Empty(import.Verdicts);
        Assert.Equal(format == "xlsx" ? 1 : null, file.Version);
        Assert.Equal(3, file.Columns.Count);
        Assert.All(file.Columns, column => Assert.Equal(Criteria, column.Cells.Select(cell => cell.Criterion)));
    }

    [Fact]
    public async Task The_workbook_holds_what_the_standard_allows_and_no_formula_of_a_dossier()
    {
        var bytes = await WrittenAsync("xlsx");
        using var workbook = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);

        Assert.Empty(new OpenXmlValidator().Validate(workbook).Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}"));
        Assert.Equal(["Échantillon", "Critères", "Synthèse", "BaseDeCalcul", "Transverses", "P01", "P02", "Constats"], workbook.WorkbookPart!.Workbook!.Sheets!.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Select(sheet => sheet.Name!.Value));
        var formulas = workbook.WorkbookPart.WorksheetParts.SelectMany(part => part.Worksheet!.Descendants<DocumentFormat.OpenXml.Spreadsheet.CellFormula>()).Select(formula => formula.Text).ToList();
        Assert.NotEmpty(formulas);
        Assert.DoesNotContain(formulas, formula => formula.Contains("HYPERLINK", StringComparison.Ordinal) || formula.Contains("1+1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_to_be_judged_has_a_sheet_of_its_own_that_the_import_passes_over()
    {
        var logo = new ElementToJudge("1.1", "1.1.1", new("L'image a une alternative", "The image has an alternative"), CriterionStatus.NotTested, ["ui/a.html"], "img.logo", "<img>", new("est-elle décorative ?", "is it decorative?"));
        using var output = new MemoryStream();
        await GridWorkbook.WriteAsync(new GridExport(SomeGrid.Audit, "Essai", new(2026, 1, 2), Grid, []) { ToJudge = [logo] }, output, CancellationToken.None);

        var sheet = Assert.Single(WorkbookReader.Read("g.xlsx", new MemoryStream(output.ToArray())), sheet => sheet.Name == "À juger");

        Assert.Equal(["1.1", "1.1.1", "L'image a une alternative", "NT", "P01", "ui/a.html", "img.logo", "<img>", "est-elle décorative ?"], Enumerable.Range(1, 9).Select(column => sheet.TextAt(3, column)));
        Assert.Empty(GridImport.Of(Read("xlsx", output.ToArray()), Grid, exported: null, SomeGrid.Audit, "Anne").Verdicts);
    }

    [Fact]
    public async Task The_same_grid_gives_the_same_bytes() => Assert.Equal(await WrittenAsync("xlsx"), await WrittenAsync("xlsx"));

    [Fact]
    public async Task A_csv_page_that_looks_like_a_formula_is_text_for_every_spreadsheet()
    {
        var text = Encoding.UTF8.GetString(await WrittenAsync("csv"));

        Assert.StartsWith("\uFEFFCritères,Éléments transverses,ui/a.html,\"'=HYPERLINK(", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_grid_of_another_program_is_read_whatever_it_makes_of_texts_numbers_and_dates()
    {
        // Shared strings in runs, with a reading aid; a number and a date where criteria were; a formula's cached text; a date in the sample.
        var bytes = SomeWorkbook.Of(
            [
                ("Échantillon", "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" s=\"1\"><v>46356</v></c></row>" + SomeWorkbook.Row(9, "P01", "Accueil", "ui/a.html")),
                ("P01", SomeWorkbook.Row(3, Header)
                    + "<row r=\"4\"><c r=\"B4\"><v>1.1</v></c><c r=\"D4\" t=\"s\"><v>1</v></c><c r=\"E4\"><is/></c><c r=\"F4\" t=\"s\"><v>2</v></c></row>"
                    + "<row r=\"5\"><c r=\"B5\" s=\"1\"><v>46024</v></c><c r=\"D5\" t=\"str\"><f>\"C\"</f><v>C</v></c></row>"
                    + "<row><c r=\"B6\" t=\"inlineStr\"><is><t>1.9</t></is></c><c r=\"D6\" t=\"inlineStr\"><is><r><t>N</t></r><r><t>T</t></r></is></c></row>"
                    + "<row r=\"7\"><c r=\"B7\"><v>1.1000000000000001</v></c><c r=\"D7\" t=\"s\"><v>1</v></c></row>"),
            ],
            "<si><t>Date</t></si><si><r><t>N</t></r><rPh sb=\"0\" eb=\"1\"><t>aide</t></rPh><r><t>A</t></r></si><si/>",
            "<numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs>");

        var page = Assert.Single(Read("xlsx", bytes).Columns);

        Assert.Equal(["1.1 NA", "1.2 C", "1.9 NT", "1.10 NA"], page.Cells.Select(cell => $"{cell.Criterion} {cell.Status}"));
        Assert.Equal("P01!D7", page.Cells[^1].At);
    }

    [Fact]
    public void A_csv_of_a_French_spreadsheet_is_read_though_it_made_one_criterion_of_two()
    {
        var bytes = Encoding.Latin1.GetBytes("Critères;Éléments transverses;ui/a.html\r\n1.1;NT;C\r\n1.2;;NC\r\n1.9;;NA\r\n1.1;;C\r\n");

        var file = Read("csv", bytes);

        Assert.Equal([SamplePage.Shared.Id, null], file.Columns.Select(column => column.Id));
        Assert.Equal(["1.1 C", "1.2 NC", "1.9 NA", "1.10 C"], file.Columns[1].Cells.Select(cell => $"{cell.Criterion} {cell.Status}"));
    }

    [Fact]
    public void What_is_wrong_with_the_layout_is_told_sheet_by_sheet()
    {
        var bytes = SomeWorkbook.Of(
        [
            ("Échantillon", SomeWorkbook.Row(9, "P01", "Accueil", "a") + SomeWorkbook.Row(10, "P01", "Autre", "b") + SomeWorkbook.Row(11, "P02", "Vide", "c")),
            ("P01", SomeWorkbook.Row(3, Header) + SomeWorkbook.Row(4, "Images", "", "", "C")),
            ("P02", SomeWorkbook.Row(1, "rien")),
            ("P03", SomeWorkbook.Row(3, Header) + SomeWorkbook.Row(4, "Images", "1.1", "", "C")),
            ("P04", SomeWorkbook.Row(3, Header) + SomeWorkbook.Row(4, "Images", "1.1", "", "NT")),
        ]);
        var problems = new List<GridProblem>();

        GridFileReader.Read("g.xlsx", bytes, Criteria, problems);

        Assert.Equal(["Échantillon!A10", "P01!B4", "P02!A1", "P03!A1"], problems.Select(problem => problem.At));
    }

    public static TheoryData<string> Hostile => ["no zip", "cut", "bomb", "entity", "no workbook", "far row", "no csv"];

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task What_cannot_be_read_is_refused_with_its_reason(string kind)
    {
        var bytes = kind switch
        {
            "no zip" => "PK\u0003\u0004nothing"u8.ToArray(),
            "cut" => (await WrittenAsync("xlsx"))[..3000],
            "bomb" => Zip("xl/workbook.xml", new string(' ', 8_000_000)),
            "entity" => Zip("xl/workbook.xml", "<!DOCTYPE a [<!ENTITY b \"bb\">]><workbook>&b;</workbook>"),
            "no workbook" => Zip("readme.txt", "x"),
            "far row" => SomeWorkbook.Of([("Échantillon", "<row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row>")]),
            _ => "not;a grid\n1;2\n"u8.ToArray(),
        };

        Assert.Throws<GridRefusedException>(() => Read("xlsx", bytes));
    }

    private static byte[] Zip(string path, string text)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        using (var stream = zip.CreateEntry(path, CompressionLevel.SmallestSize).Open())
            stream.Write(Encoding.UTF8.GetBytes(text));
        return memory.ToArray();
    }

    private static GridFile Read(string format, byte[] bytes)
    {
        var problems = new List<GridProblem>();
        var file = GridFileReader.Read("g." + format, bytes, Criteria, problems);
        Assert.Empty(problems);
        return file;
    }

    private static async Task<byte[]> WrittenAsync(string format)
    {
        using var output = new MemoryStream();
        var export = new GridExport(SomeGrid.Audit, "=cmd|' /C calc'!A0", new(2026, 1, 2), Grid, []);
        await (format == "csv" ? GridCsv.WriteAsync(export, output, CancellationToken.None) : GridWorkbook.WriteAsync(export, output, CancellationToken.None));
        return output.ToArray();
    }
}
