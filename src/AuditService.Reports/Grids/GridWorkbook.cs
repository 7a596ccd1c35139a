using System.Globalization;
using AuditService.Core;
using AuditService.Core.Accessibility;
using AuditService.Reports.Files;

namespace AuditService.Reports.Grids;

/// <summary>
/// The grid as a workbook in the layout of the official one, in French: sample, criteria, synthesis with live formulas, one sheet for the shared
/// elements and one for each page, the failures as records, what is left to be judged, element by element, and what became of the failures of an earlier audit.
/// </summary>
public static class GridWorkbook
{
    private const int HeaderRow = 3;
    private const int FirstRow = HeaderRow + 1;

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static Task WriteAsync(GridExport export, Stream output, CancellationToken cancellation) => WorkbookWriter.WriteAsync(
        [
            Sample(export),
            Criteria(export),
            Synthesis(export),
            Base(export),
            .. export.Grid.Columns.Select(page => Page(export, page)),
            Issues(export),
            .. ToJudge(export) is { } open ? [open] : (IReadOnlyList<WorkbookPage>)[],
            .. export.FollowUp is { } fates ? [FollowUp(fates)] : (IReadOnlyList<WorkbookPage>)[],
        ],
        output,
        cancellation);

    private static WorkbookPage Sample(GridExport export)
    {
        var sheet = new WorkbookPage("Échantillon", [26, 50, 70], FrozenRows: 8);
        sheet.Add(WorkbookValue.Title("Échantillon de l'audit d'accessibilité"));
        sheet.Add("Date", export.Day.ToString("dd/MM/yyyy", French));
        sheet.Add("Auditeur", export.Auditors);
        sheet.Add("Contexte", export.Preset is { } preset ? preset.Title.Fr : "Audit complet");
        sheet.Add("Site", export.Project);
        sheet.Add("Référentiel", export.Grid.Referential.Name);
        sheet.Add("Identifiant de l'audit", WorkbookValue.Identifier(export.AuditId), $"Dernier verdict repris : n° {export.Grid.Version.ToString(CultureInfo.InvariantCulture)}");
        sheet.Add(WorkbookValue.Header("N°"), WorkbookValue.Header("Titre de la page"), WorkbookValue.Header("URL"));
        foreach (var page in export.Grid.Pages)
            sheet.Add(page.Sheet, page.Name, page.Id);
        return sheet;
    }

    private static WorkbookPage Criteria(GridExport export)
    {
        var sheet = new WorkbookPage("Critères", [28, 10, 100], FrozenRows: 1);
        sheet.Add(WorkbookValue.Header("Thématique"), WorkbookValue.Header("Critère"), WorkbookValue.Header("Recommandation"));
        foreach (var criterion in export.Criteria)
            sheet.Add(criterion.Theme, WorkbookValue.Identifier(criterion.Number), criterion.Title.Fr);
        return sheet;
    }

    private static WorkbookPage Synthesis(GridExport export)
    {
        var grid = export.Grid;
        var last = FirstRow - 1 + export.Criteria.Count;
        var (theme, status, left) = (Range("A", last), Range(StatusColumn(export), last), Range(LeftColumn(export), last));
        var sheet = new WorkbookPage("Synthèse", [40, 10, 10, 10, 10], FrozenRows: HeaderRow);
        sheet.Add(WorkbookValue.Title("Synthèse par thématique"));
        sheet.Add();
        sheet.Add([WorkbookValue.Header("Thématique"), .. Statuses.Select(known => WorkbookValue.Header(known.Code()))]);
        foreach (var group in export.Criteria.GroupBy(criterion => criterion.Theme))
        {
            var row = sheet.Rows.Count + 1;
            sheet.Add([group.Key, .. Statuses.Select(known => new WorkbookValue(
                Number: group.Count(criterion => grid.StatusOf(criterion) == known),
                Formula: $"COUNTIFS({theme},$A{row},{status},\"{known.Code()}\")"))]);
        }

        var total = sheet.Rows.Count;
        sheet.Add([WorkbookValue.Title("Total"), .. Statuses.Select((known, index) => new WorkbookValue(
            Number: export.Criteria.Count(criterion => grid.StatusOf(criterion) == known),
            Formula: $"SUM({WorkbookPage.ColumnName(index + 2)}{FirstRow}:{WorkbookPage.ColumnName(index + 2)}{total})"))]);
        sheet.Add();
        var count = export.Criteria.Count(grid.Left.Contains);
        sheet.Add("Critères restant à tester", new WorkbookValue(Number: count, Formula: $"SUM({left})"));
        if (!export.IsWhole)
        {
            sheet.Add("Taux de conformité", "non calculé : une présélection de critères ne donne pas de taux");
            return sheet;
        }

        var (compliant, failed, open) = ($"B{total + 1}", $"C{total + 1}", $"B{sheet.Rows.Count}");
        sheet.Add("Pourcentage de critères respectés", Percent(
            grid.Rate, count > 0 ? "non calculé : il reste des critères à tester" : "sans objet",
            $"IF({open}>0,\"non calculé : il reste des critères à tester\",IF({compliant}+{failed}=0,\"sans objet\",{compliant}/({compliant}+{failed})))"));
        var pages = $"BaseDeCalcul!$D${last + 1}:${WorkbookPage.ColumnName(3 + Math.Max(grid.Pages.Count, 1))}${last + 1}";
        sheet.Add("Taux moyen (facultatif)", Percent(
            grid.MeanRate, "non calculé",
            $"IF(OR(COUNTIF({pages},\"NT\")>0,COUNT({pages})=0),\"non calculé\",ROUND(AVERAGE({pages}),3))"));
        sheet.Add("Maximum encore possible au vu des échecs prouvés", grid.ProvenMaximum is { } maximum ? new WorkbookValue(Number: maximum, Style: CellStyle.Percent) : "inconnu");
        return sheet;
    }

    private static WorkbookValue Percent(double? known, string otherwise, string formula) =>
        known is { } rate ? new(Number: rate, Formula: formula, Style: CellStyle.Percent) : new(Text: otherwise, Formula: formula, Style: CellStyle.Percent);

    private static string Range(string column, int last) => $"BaseDeCalcul!${column}${FirstRow}:${column}${last}";

    /// <summary>Theme, criterion, shared elements and pages come first.</summary>
    private static string StatusColumn(GridExport export) => WorkbookPage.ColumnName(4 + export.Grid.Pages.Count);

    private static string LeftColumn(GridExport export) => WorkbookPage.ColumnName(5 + export.Grid.Pages.Count);

    private static WorkbookPage Base(GridExport export)
    {
        var grid = export.Grid;
        var sheet = new WorkbookPage("BaseDeCalcul", [28, 10, .. grid.Columns.Select(_ => 12), 12, 12], FrozenRows: HeaderRow);
        sheet.Add(WorkbookValue.Title("Base de calcul"));
        sheet.Add("Ne pas modifier : ces cellules se calculent à partir des feuilles de pages.");
        sheet.Add([WorkbookValue.Header("Thématique"), WorkbookValue.Header("Critère"), .. grid.Columns.Select(page => WorkbookValue.Header(page.Sheet)), WorkbookValue.Header("Échantillon"), WorkbookValue.Header("Reste")]);
        var (shared, first, end) = ("C", "D", WorkbookPage.ColumnName(3 + Math.Max(grid.Pages.Count, 1)));
        foreach (var criterion in export.Criteria)
        {
            var row = sheet.Rows.Count + 1;
            var (all, pages, status) = ($"{shared}{row}:{end}{row}", $"{first}{row}:{end}{row}", $"{StatusColumn(export)}{row}");
            sheet.Add(
            [
                criterion.Theme,
                WorkbookValue.Identifier(criterion.Number),
                .. grid.Columns.Select(page => new WorkbookValue(
                    grid.Find(criterion.Number, page.Id)!.Status.Code(),
                    Formula: $"IF('{page.Sheet}'!$D{row}=\"\",\"NT\",'{page.Sheet}'!$D{row})")),
                new(
                    grid.StatusOf(criterion).Code(),
                    Formula: $"IF(COUNTIF({all},\"NC\")>0,\"NC\",IF(COUNTIF({all},\"C\")>0,\"C\",IF(COUNTIF({pages},\"NT\")>0,\"NT\",\"NA\")))"),
                new(Number: grid.Left.Contains(criterion) ? 1 : 0, Formula: $"IF(AND({status}<>\"NC\",COUNTIF({pages},\"NT\")>0),1,0)"),
            ]);
        }

        var last = sheet.Rows.Count;
        sheet.Add(["Taux par page", "", "", .. grid.Pages.Select((page, index) =>
        {
            var column = WorkbookPage.ColumnName(4 + index);
            var cells = $"{column}{FirstRow}:{column}{last}";
            var statuses = export.Criteria.Select(criterion => grid.Find(criterion.Number, page.Id)!.Status).ToList();
            var (compliant, failed) = (statuses.Count(known => known == CriterionStatus.Compliant), statuses.Count(known => known == CriterionStatus.NonCompliant));
            var formula = $"IF(COUNTIF({cells},\"NT\")>0,\"NT\",IF(COUNTIF({cells},\"C\")+COUNTIF({cells},\"NC\")=0,\"NA\",COUNTIF({cells},\"C\")/(COUNTIF({cells},\"C\")+COUNTIF({cells},\"NC\"))))";
            return Percent(
                statuses.Contains(CriterionStatus.NotTested) || compliant + failed == 0 ? null : (double)compliant / (compliant + failed),
                statuses.Contains(CriterionStatus.NotTested) ? "NT" : "NA",
                formula);
        })]);
        return sheet;
    }

    private static WorkbookPage Page(GridExport export, SamplePage page)
    {
        var sheet = new WorkbookPage(page.Sheet, [24, 9, 60, 9, 12, 70, 50], FrozenRows: HeaderRow);
        sheet.Add(WorkbookValue.Title(page.Name));
        sheet.Add(page.IsShared ? "En-tête, menu, pied de page : ce que toutes les pages partagent. Facultatif ; NT ne compte pas." : page.Id);
        sheet.Add([.. new[] { "Thématique", "Critère", "Recommandation", "Statut", "Dérogation", "Modifications à apporter", "Commentaires en cas de dérogations" }.Select(WorkbookValue.Header)]);
        foreach (var criterion in export.Criteria)
        {
            var cell = export.Grid.Find(criterion.Number, page.Id)!;
            sheet.Add(criterion.Theme, WorkbookValue.Identifier(criterion.Number), criterion.Title.Fr, cell.Status.Code(), cell.Derogation ? "D" : "N", cell.Changes, cell.DerogationComment);
        }

        sheet.Lists.Add(($"D{FirstRow}:D{sheet.Rows.Count}", string.Join(',', Statuses.Select(known => known.Code())), "Statut"));
        sheet.Lists.Add(($"E{FirstRow}:E{sheet.Rows.Count}", "D,N", "Dérogation"));
        return sheet;
    }

    private static WorkbookPage Issues(GridExport export)
    {
        var sheet = new WorkbookPage("Constats", [9, 9, 50, 40, 50, 12, 60, 40, 50, 24], FrozenRows: 1);
        sheet.Add([.. new[] { "Critère", "Test", "Constat", "Pages", "Composant", "Impact", "Comment corriger", "Personnes concernées", "Extrait", "Relevé par" }.Select(WorkbookValue.Header)]);
        foreach (var issue in export.Issues)
        {
            sheet.Add(
                WorkbookValue.Identifier(issue.Criterion),
                WorkbookValue.Identifier(issue.Test ?? ""),
                issue.Title.Fr,
                string.Join('\n', issue.Pages),
                issue.Component,
                NameOf(issue.Impact).Fr,
                issue.Remedy.Fr,
                issue.Concerns?.Fr ?? "",
                string.Join('\n', issue.Excerpts),
                issue.Author ?? "AuditService");
        }

        return sheet;
    }

    /// <summary>Null where nothing is open: read, never imported, so that the verdict stays where the grid has its place for it.</summary>
    private static WorkbookPage? ToJudge(GridExport export)
    {
        var criteria = export.Criteria.Select(criterion => criterion.Number).ToHashSet(StringComparer.Ordinal);
        var open = export.ToJudge.Where(element => criteria.Contains(element.Criterion)).ToList();
        if (open.Count == 0)
            return null;
        var sheets = export.Grid.Pages.ToDictionary(page => page.Id, page => page.Sheet, StringComparer.Ordinal);
        var sheet = new WorkbookPage("À juger", [9, 9, 50, 10, 12, 40, 50, 60, 60], FrozenRows: 2);
        sheet.Add("À regarder un par un avant de remplir les feuilles de pages. Cette feuille n'est pas importée : le verdict se donne dans la colonne « Statut » de chaque page.");
        sheet.Add([.. new[] { "Critère", "Test", "Ce que le test demande", "Statut", "Feuilles", "Pages", "Composant", "Extrait", "Ce qui a été vu, et la question" }.Select(WorkbookValue.Header)]);
        foreach (var element in open)
        {
            sheet.Add(
                WorkbookValue.Identifier(element.Criterion),
                WorkbookValue.Identifier(element.Test),
                element.Title.Fr,
                element.Status.Code(),
                string.Join(", ", element.Pages.Select(page => sheets.GetValueOrDefault(page)).OfType<string>()),
                string.Join('\n', element.Pages),
                element.Component.Length > 0 ? element.Component : "la page",
                element.Excerpt,
                element.Evidence?.Fr ?? "aucun élément relevé : la page est à parcourir");
        }

        return sheet;
    }

    private static WorkbookPage FollowUp(IReadOnlyList<IssueFollowUp> fates)
    {
        var sheet = new WorkbookPage("Suivi", [22, 16, 50, 70], FrozenRows: 1);
        sheet.Add([.. new[] { "État", "Règle", "Page", "Composant" }.Select(WorkbookValue.Header)]);
        foreach (var fate in fates.OrderBy(fate => fate.Fate == IssueFate.Corrected))
            sheet.Add(NameOf(fate.Fate).Fr, fate.Rule, fate.Page, fate.Component);
        return sheet;
    }

    public static LocalizedText NameOf(AccessibilityImpact impact) => impact switch
    {
        AccessibilityImpact.Blocking => new("bloquant", "blocking"),
        AccessibilityImpact.Major => new("majeur", "major"),
        _ => new("mineur", "minor"),
    };

    public static LocalizedText NameOf(IssueFate fate) => fate switch
    {
        IssueFate.Corrected => new("corrigé", "corrected"),
        IssueFate.StillThere => new("toujours là", "still there"),
        IssueFate.New => new("nouveau", "new"),
        _ => new("non retesté", "not tested again"),
    };

    private static readonly CriterionStatus[] Statuses = [CriterionStatus.Compliant, CriterionStatus.NonCompliant, CriterionStatus.NotApplicable, CriterionStatus.NotTested];
}
