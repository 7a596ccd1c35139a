using System.Text.Json;
using AuditService.Core.Dossiers;
using AuditService.Core.Risks;
using AuditService.Reports.Files;
using AuditService.Reports.Html;
using AuditService.Reports.Json;

namespace AuditService.Reports.Risks;

/// <summary>The risk map of an audit as a file of its own.</summary>
public static class RiskMapFile
{
    /// <summary>Extensions, without the dot; the first is usual.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["html", "csv", "xlsx", "json"];

    /// <param name="report">With its risk map.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="content">Where pictures of the audit are kept.</param>
    public static Task WriteAsync(ReportContext report, string format, IContentStore content, Stream output, CancellationToken cancellation) => format switch
    {
        "html" => HtmlReport.WriteRisksAsync(report, content, output, cancellation),
        "csv" => WriteCsvAsync(report, output, cancellation),
        "xlsx" => WorkbookWriter.WriteAsync(Pages(report), output, cancellation),
        "json" => WriteJsonAsync(report, output, cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, string.Join(", ", Formats)),
    };

    public static RiskMapDocument Document(ReportContext report)
    {
        var (map, language) = (report.Risks!.Map, report.Language);
        return new(
            report.Audit.Id,
            report.Audit.Project,
            map.Catalogue.Version,
            map.Catalogue.Grid.Name,
            map.Catalogue.Editions,
            [.. map.Risks.Select(risk => AuditJson.RiskOf(risk, report))],
            [.. map.SetAside.Select(aside => new SetAsideEntry(aside.Scenario.Id, aside.Scenario.Title.In(language), aside.Because.In(language)))],
            [.. map.Values.Select(value => new ValueEntry(value.Value.Id, value.Value.Title.In(language), value.IsSure, [.. value.Supports.Select(support => support.ToString())], [.. value.Needs.Select(need => new NeedEntry(need.Need, need.Level, need.Because.In(language), need.About))], [.. value.Seen.Select(seen => new SeenEntry(seen.Id, seen.Title, seen.IsInferred))]))],
            [.. map.Sources.Select(source => new SourceEntry(source.Source.Id, source.Source.Title.In(language), source.Source.Objective.In(language), source.Source.Pertinence, source.IsKept, source.IsSure, source.Because.In(language)))],
            [.. report.Risks.Plan.Lines.Select(line => new TreatmentEntry(line.Measure.In(language), line.Rule, line.Risks, line.Concerned, line.Owner, line.Due, line.Effort, line.Status, line.Acceptance) { Category = line.Category, Cost = line.Cost, Progress = line.Progress, Comment = line.Comment })],
            [.. map.Coverage.Select(coverage => new CoverageEntry(coverage.Catalogue.Id, coverage.Catalogue.Edition, [.. coverage.Items.Select(item => new CoverageItem(item.Item.Id, item.Item.Title.In(language), item.Risks, item.SetAside, item.Rules))], [.. coverage.Untreated.Select(item => item.Item.Id)]))]);
    }

    private static async Task WriteJsonAsync(ReportContext report, Stream output, CancellationToken cancellation)
    {
        await JsonSerializer.SerializeAsync(output, Document(report), AuditJson.Options, cancellation);
        await output.WriteAsync("\n"u8.ToArray(), cancellation);
    }

    private static Task WriteCsvAsync(ReportContext report, Stream output, CancellationToken cancellation)
    {
        var csv = new CsvText();
        csv.Add(Headers(report));
        foreach (var risk in report.Risks!.Map.Risks)
            csv.Add(Cells(risk, report, " | "));
        return csv.WriteAsync(output, cancellation);
    }

    private static IReadOnlyList<WorkbookPage> Pages(ReportContext report)
    {
        var map = report.Risks!.Map;
        var risks = Page(report.Say("Risques", "Risks"), [26, 44, 36, 30, 18, 20, 12, 20, 12, 14, 90, 60, 20, 20, 12, 60], Headers(report), map.Risks.Select(risk => Cells(risk, report, "\n")));
        var plan = Page(
            report.Say("Plan de traitement", "Treatment plan"),
            [80, 30, 34, 22, 14, 14, 22, 40, 16, 14, 40, 16],
            [.. RiskPlanWords.Headers(report), report.Say("Règle", "Rule")],
            report.Risks.Plan.Lines.Select(line => (IReadOnlyList<string>)[.. RiskPlanWords.Cells(line, report), line.Rule ?? ""]));
        var sources = Page(
            report.Say("Sources", "Sources"),
            [34, 60, 12, 14, 80],
            [report.Say("Source", "Source"), report.Say("Objectif", "Objective"), report.Say("Pertinence", "Pertinence"), report.Say("Décision", "Decision"), report.Say("Raison", "Reason")],
            map.Sources.Select(source => (IReadOnlyList<string>)
                [source.Source.Title.In(report.Language), source.Source.Objective.In(report.Language), $"{source.Source.Pertinence}", source.IsKept ? report.Say("retenue", "kept") : report.Say("écartée", "set aside"), source.Because.In(report.Language)]));
        var coverage = Page(
            report.Say("Couverture", "Coverage"),
            [44, 14, 60, 50, 18],
            [report.Say("Référentiel", "List"), report.Say("Point", "Item"), report.Say("Intitulé", "Title"), report.Say("Risques", "Risks"), report.Say("État", "State")],
            map.Coverage.SelectMany(list => list.Items.Select(item => (IReadOnlyList<string>)
            [
                list.Catalogue.Title.In(report.Language), item.Item.Id, item.Item.Title.In(report.Language), string.Join(", ", item.Risks.Count > 0 ? item.Risks : item.Rules.Count > 0 ? item.Rules : item.SetAside),
                item switch { { Risks.Count: > 0 } => report.Say("traité", "treated"), { Rules.Count: > 0 } => report.Say("examiné par des règles", "examined by rules"), { SetAside.Count: > 0 } => report.Say("scénario écarté", "scenario set aside"), _ => report.Say("non évalué", "not assessed") },
            ])));
        return [Matrix(report, RiskView.Initial), Matrix(report, RiskView.Current), Matrix(report, RiskView.Planned), risks, plan, sources, coverage];
    }

    private static WorkbookPage Matrix(ReportContext report, RiskView view)
    {
        var (map, words) = (report.Risks!.Map, new RiskWords(report));
        var steps = Enumerable.Range(1, map.Catalogue.Grid.Size).ToList();
        var cells = map.Cells(view);
        var unrated = map.Unrated(view);
        IReadOnlyList<WorkbookValue> toRate = unrated.Count == 0 ? [] : [WorkbookValue.Header(report.Say("Gravité à coter", "Gravity to be rated"))];
        var page = new WorkbookPage(view switch { RiskView.Initial => report.Say("Carte initiale", "Initial map"), RiskView.Current => report.Say("Carte actuelle", "Current map"), _ => report.Say("Carte après plan", "Map after plan") }, [28, .. steps.Select(_ => 28), .. toRate.Select(_ => 28)], FrozenRows: 2);
        page.Add(WorkbookValue.Title($"{report.Audit.Project} · {map.Catalogue.Grid.Name}"));
        page.Add([WorkbookValue.Header(report.Say("Vraisemblance \\ gravité", "Likelihood \\ gravity")), .. steps.Select(gravity => WorkbookValue.Header(words.Gravity(gravity))), .. toRate]);
        foreach (var likelihood in Enumerable.Reverse(steps))
        {
            page.Add(
            [
                WorkbookValue.Header(words.Likelihood(likelihood)),
                .. steps.Select(gravity => (WorkbookValue)string.Join("\n", [Words.Of(map.Catalogue.Grid.LevelOf(gravity, likelihood)).In(report.Language), .. cells[(gravity, likelihood)].Select(risk => risk.Id)])),
                .. toRate.Select(_ => (WorkbookValue)string.Join("\n", unrated[likelihood].Select(risk => risk.Id))),
            ]);
        }

        return page;
    }

    private static WorkbookPage Page(string name, IReadOnlyList<int> widths, IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows)
    {
        var page = new WorkbookPage(name, widths, FrozenRows: 1);
        page.Add([.. headers.Select(WorkbookValue.Header)]);
        foreach (var row in rows)
            page.Add([.. row.Select(cell => (WorkbookValue)cell)]);
        return page;
    }

    private static IReadOnlyList<string> Headers(ReportContext report) =>
    [
        report.Say("Risque", "Risk"), report.Say("Scénario", "Scenario"), report.Say("Événement redouté", "Feared event"), report.Say("Source", "Source"),
        report.Say("Gravité", "Gravity"), report.Say("Vraisemblance initiale", "Initial likelihood"), report.Say("Niveau initial", "Initial level"),
        report.Say("Vraisemblance résiduelle", "Residual likelihood"), report.Say("Niveau résiduel", "Residual level"), report.Say("Tout est connu", "All is known"),
        report.Say("Pourquoi", "Why"), report.Say("Constats", "Findings"),
        report.Say("Gravité après mesures prévues", "Gravity after planned measures"), report.Say("Vraisemblance après mesures prévues", "Likelihood after planned measures"), report.Say("Niveau après mesures prévues", "Level after planned measures"),
        report.Say("Valeurs forcées", "Forced values"),
    ];

    private static IReadOnlyList<string> Cells(Risk risk, ReportContext report, string separator)
    {
        var words = new RiskWords(report);
        return
        [
            risk.Id, risk.Scenario.Title.In(report.Language), risk.Event.Title.In(report.Language), risk.Source.Source.Title.In(report.Language),
            words.Gravity(risk.Gravity.Level), words.Likelihood(risk.Initial), Words.Of(risk.InitialLevel).In(report.Language),
            words.Likelihood(risk.Residual), Words.Of(risk.ResidualLevel).In(report.Language), risk.IsSure ? report.Say("oui", "yes") : report.Say("non", "no"),
            string.Join(separator, words.Because(risk)), string.Join(separator, risk.Findings),
            words.Gravity(risk.PlannedGravity), words.Likelihood(risk.Planned), Words.Of(risk.PlannedLevel).In(report.Language),
            string.Join(separator, words.Forced(risk)),
        ];
    }
}

/// <summary>The whole map as JSON; <c>risks</c> is that of an audit.</summary>
public sealed record RiskMapDocument(
    string Audit,
    string Project,
    string Scenarios,
    string Grid,
    string Editions,
    IReadOnlyList<RiskEntry> Risks,
    IReadOnlyList<SetAsideEntry> SetAside,
    IReadOnlyList<ValueEntry> Values,
    IReadOnlyList<SourceEntry> Sources,
    IReadOnlyList<TreatmentEntry> Plan,
    IReadOnlyList<CoverageEntry> Coverage);

public sealed record SetAsideEntry(string Id, string Title, string Because);

public sealed record ValueEntry(string Id, string Title, bool Sure, IReadOnlyList<string> Supports, IReadOnlyList<NeedEntry> Needs, IReadOnlyList<SeenEntry> Seen);

/// <param name="Inferred">True where files show it and nobody declared it.</param>
public sealed record SeenEntry(string Id, string Title, bool Inferred);

public sealed record NeedEntry(ProtectionNeed Need, int Level, string Because, IReadOnlyList<string> About);

public sealed record SourceEntry(string Id, string Title, string Objective, int Pertinence, bool Kept, bool Sure, string Because);

/// <param name="Date">As the dossier's plan says; blank where it does not.</param>
public sealed record TreatmentEntry(
    string Measure, string? Rule, IReadOnlyList<string> Risks, IReadOnlyList<string> Concerned, string? Owner, DateOnly? Date, Core.Rules.Effort? Effort, TreatmentStatus Status, RiskAcceptance? Acceptance)
{
    public string? Category { get; init; }

    public string? Cost { get; init; }

    /// <summary>Per cent.</summary>
    public int? Progress { get; init; }

    public string? Comment { get; init; }
}

public sealed record CoverageEntry(string Catalogue, string Edition, IReadOnlyList<CoverageItem> Items, IReadOnlyList<string> Untreated);

public sealed record CoverageItem(string Id, string Title, IReadOnlyList<string> Risks, IReadOnlyList<string> SetAside, IReadOnlyList<string> Rules);
