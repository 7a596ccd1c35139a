using System.Globalization;
using AuditService.Core.Risks;

namespace AuditService.Reports;

/// <summary>The fields of a treatment plan in words, the same in a page and in a table.</summary>
internal static class RiskPlanWords
{
    private const int Listed = 12;

    public static IReadOnlyList<string> Headers(ReportContext report) =>
    [
        report.Say("Mesure", "Measure"), report.Say("Risques", "Risks"), report.Say("Éléments concernés", "Elements concerned"), report.Say("Responsable", "Owner"),
        report.Say("Échéance", "Date"), report.Say("Coût (effort)", "Cost (effort)"), report.Say("État", "Status"), report.Say("Acceptation", "Acceptance"),
        report.Say("Catégorie", "Category"), report.Say("Avancement", "Progress"), report.Say("Commentaire", "Comment"),
    ];

    /// <summary>A cell a header; empty where nobody said.</summary>
    public static IReadOnlyList<string> Cells(TreatmentLine line, ReportContext report) =>
    [
        line.Measure.In(report.Language),
        string.Join(" ", line.Risks.Select(id => line.Rule is null ? id : ShortId(id))),
        line.Concerned.Count == 0 ? report.Say("le dossier", "the dossier") : string.Join(", ", line.Concerned.Take(Listed)) + (line.Concerned.Count > Listed ? report.Say($" et {line.Concerned.Count - Listed} autres", $" and {line.Concerned.Count - Listed} more") : ""),
        line.Owner ?? "",
        line.Due is { } due ? due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "",
        line.Cost ?? (line.Effort is { } effort ? Words.Of(effort).In(report.Language) : ""),
        Words.Of(line.Status).In(report.Language),
        line.Acceptance is { } accepted
            ? report.Say($"par {accepted.By}, jusqu'au {accepted.Until:yyyy-MM-dd} : {accepted.Reason}", $"by {accepted.By}, until {accepted.Until:yyyy-MM-dd}: {accepted.Reason}")
            : "",
        CategoryOf(line.Category, report),
        line.Progress is { } progress ? string.Create(CultureInfo.InvariantCulture, $"{progress} %") : "",
        line.Comment ?? "",
    ];

    private static string CategoryOf(string? category, ReportContext report) => category switch
    {
        null => "",
        "governance" => report.Say("gouvernance", "governance"),
        "protection" => "protection",
        "defence" => report.Say("défense", "defence"),
        "resilience" => report.Say("résilience", "resilience"),
        _ => category,
    };

    /// <summary>The beginning of the id of a scenario, which is all that a cell has room for: RISK-01.</summary>
    public static string ShortId(string id) => string.Join('-', id.Split('-').Take(2));
}
