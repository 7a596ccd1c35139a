using AuditService.Collectors.Documents;
using AuditService.Collectors.RiskAnalyses;
using AuditService.Core.Risks;
using AuditService.Tests.Collectors.Documents;

namespace AuditService.Tests.Collectors.RiskAnalyses;

public sealed class RiskAnalysisReadingTests
{
    private const string Analysis = """
        # Analyse de risques

        ## Échelle de gravité

        | Niveau | Gravité |
        |---|---|
        | 1 | Négligeable |
        | 2 | Limitée |
        | 3 | Importante |
        | 4 | Maximale |

        ## Risques

        | N° | Risque | Bien support | Gravité | Vraisemblance | Niveau de risque | Mesures | Responsable | Échéance | Gravité résiduelle | Vraisemblance résiduelle | Décision |
        |---|---|---|---|---|---|---|---|---|---|---|---|
        | R1 | Fuite des CV | base | Maximale | 3 | Élevé | chiffrement; droits d'accès | RSSI | 2026-12-31 | 4 | 1 | réduire |
        | R2 | Données d'entraînement périmées | jeu de CV | Importante | 2 | Moyen | | DSI | | Importante | 2 | accepter |
        """;

    [Fact]
    public void A_table_of_a_document_is_read_by_its_headers_and_its_own_legend()
    {
        var read = Of(Analysis, "analyse.md");

        Assert.Empty(read.Unread);
        Assert.Equal(["R1", "R2"], read.Risks.Select(risk => risk.Id));
        var leak = read.Risks[0];
        Assert.Equal((4, 3, "Élevé", true), (leak.Initial.Gravity!.Value, leak.Initial.Likelihood!.Value, leak.Initial.Level, leak.IsHigh(leak.Initial)));
        Assert.Equal(["chiffrement", "droits d'accès"], leak.Measures);
        Assert.Equal(("base", "RSSI", "2026-12-31", 16), (leak.Asset, leak.Owner, leak.Deadline, leak.At.Row));
        Assert.True(leak.Residual.IsBelow(leak.Initial));
        Assert.Equal(4, leak.GravitySize);
    }

    [Fact]
    public void A_sheet_with_a_title_and_merged_headers_over_two_rows_is_read()
    {
        var read = Of(Workbook(), "risques.xlsx");

        var risk = Assert.Single(read.Risks);
        Assert.Equal((4, 4), (risk.Initial.Gravity!.Value, risk.Initial.Likelihood!.Value));
        Assert.Equal((2, 1), (risk.Residual.Gravity!.Value, risk.Residual.Likelihood!.Value));
        Assert.Equal(("Registre", 4, "Model theft"), (risk.At.Table, risk.At.Row, risk.Title));
    }

    [Fact]
    public void An_OpenDocument_text_is_read_with_its_cells_that_span_rows()
    {
        const string Table = """
            <table:table table:name="T1">
              <table:table-row><table:table-cell><text:p>Evénement redouté</text:p></table:table-cell><table:table-cell><text:p>Scénario</text:p></table:table-cell><table:table-cell><text:p>Gravité</text:p></table:table-cell><table:table-cell><text:p>Vraisemblance</text:p></table:table-cell></table:table-row>
              <table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>ER1 fuite</text:p></table:table-cell><table:table-cell><text:p>Vol du poste</text:p></table:table-cell><table:table-cell><text:p>G3</text:p></table:table-cell><table:table-cell><text:p>V2</text:p></table:table-cell></table:table-row>
              <table:table-row><table:covered-table-cell/><table:table-cell><text:p>Phishing</text:p></table:table-cell><table:table-cell><text:p>G3</text:p></table:table-cell><table:table-cell><text:p>V4</text:p></table:table-cell></table:table-row>
            </table:table>
            """;
        var odt = Zipped.Of(
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("content.xml", $"""<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text><text:h>Scénarios</text:h>{Table}</office:text></office:body></office:document-content>"""));

        var read = Of(odt, "ebios.odt");

        Assert.Equal([("Vol du poste", "ER1 fuite", 2), ("Phishing", "ER1 fuite", 4)], read.Risks.Select(risk => (risk.Title, risk.Event, risk.Initial.Likelihood!.Value)));
    }

    [Fact]
    public void A_column_on_no_scale_is_for_a_person()
    {
        var read = Of("| Risque | Gravité | Vraisemblance | Mesure |\n|---|---|---|---|\n| Fuite | beaucoup | 2 | x |\n| Panne | pas mal | 1 | y |\n", "a.md");

        Assert.Contains("« Gravité »", Assert.Single(read.Unread).Because.Fr, StringComparison.Ordinal);
        Assert.All(read.Risks, risk => Assert.False(risk.Has(RiskField.Gravity)));
    }

    [Fact]
    public void An_analysis_without_a_table_that_is_recognised_says_so() => Assert.Single(Of("# Risques\n\nNous avons peu de risques.\n", "analyse.md").Unread);

    [Fact]
    public void A_table_that_speaks_of_something_else_is_no_risk_analysis() =>
        Assert.Empty(RiskAnalysisReading.Of("report.md", Tables("| Nom | Âge | Score |\n|---|---|---|\n| a | 1 | 2 |\n", "report.md"), isAnalysis: false).Risks);

    [Fact]
    public void A_plan_of_its_own_completes_the_risks_it_names()
    {
        var read = Of(
            "| N° | Risque | Gravité | Vraisemblance |\n|---|---|---|---|\n| R1 | Fuite | 4 | 4 |\n| R2 | Panne | 1 | 1 |\n\n## Plan\n\n| Mesure | Risques | Responsable | Échéance |\n|---|---|---|---|\n| Chiffrer | R1 | DSI | 2027 |\n", "a.md");

        Assert.Equal(("DSI", "2027", true), (read.Risks[0].Owner, read.Risks[0].Deadline, read.Risks[0].Has(RiskField.Measure)));
    }

    [Fact]
    public void A_matrix_places_risks_and_a_grid_gives_levels()
    {
        var read = Of(
            """
            | N° | Risque | Gravité | Vraisemblance |
            |---|---|---|---|
            | R1 | Fuite | 3 | 2 |
            | R2 | Panne | 1 | 1 |

            ## Matrice

            | | G1 | G2 | G3 |
            |---|---|---|---|
            | V3 | | | R1 |
            | V2 | | | |
            | V1 | R2 | | |

            ## Grille

            | | G1 | G2 | G3 |
            |---|---|---|---|
            | V1 | Faible | Faible | Moyen |
            | V2 | Faible | Moyen | Élevé |
            | V3 | Moyen | Élevé | Élevé |
            """, "a.md");

        Assert.Contains(read.Placements, placed => placed is { Risk: "R1", Gravity: 3, Likelihood: 3, IsResidual: false });
        Assert.Contains(read.Grids, cell => cell is { Gravity: 3, Likelihood: 2, Level: "Élevé" });
    }

    private static StatedAnalysis Of(string text, string name) => RiskAnalysisReading.Of(name, Tables(text, name), isAnalysis: true);

    private static StatedAnalysis Of(byte[] content, string name) => RiskAnalysisReading.Of(name, DocumentReader.Read(name, content, DocumentLimits.Default with { TableCells = 10_000 }).Tables, isAnalysis: true);

    internal static IReadOnlyList<DocumentTable> Tables(string text, string name) => DocumentReader.Read(name, System.Text.Encoding.UTF8.GetBytes(text), DocumentLimits.Default with { TableCells = 10_000 }).Tables;

    private static byte[] Workbook()
    {
        const string Sheets = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        return Zipped.Of(
            ("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"""),
            ("_rels/.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="{Links}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
            ("xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s" Type="{Links}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""),
            ("xl/workbook.xml", $"""<workbook xmlns="{Sheets}" xmlns:r="{Links}"><sheets><sheet name="Registre" sheetId="1" r:id="s"/></sheets></workbook>"""),
            ("xl/worksheets/sheet1.xml", $"""
                <worksheet xmlns="{Sheets}"><sheetData>
                <row r="1">{Cell("A1", "Risk register 2026")}</row>
                <row r="2">{Cell("A2", "ID")}{Cell("B2", "Risk")}{Cell("C2", "Inherent risk")}{Cell("E2", "Residual risk")}</row>
                <row r="3">{Cell("A3", "ID")}{Cell("B3", "Risk")}{Cell("C3", "Severity")}{Cell("D3", "Likelihood")}{Cell("E3", "Severity")}{Cell("F3", "Likelihood")}</row>
                <row r="4">{Cell("A4", "T1")}{Cell("B4", "Model theft")}<c r="C4"><v>4</v></c><c r="D4"><v>4</v></c><c r="E4"><v>2</v></c><c r="F4"><v>1</v></c></row>
                </sheetData><mergeCells count="2"><mergeCell ref="C2:D2"/><mergeCell ref="E2:F2"/></mergeCells></worksheet>
                """));

        static string Cell(string at, string text) => $"""<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>""";
    }
}
