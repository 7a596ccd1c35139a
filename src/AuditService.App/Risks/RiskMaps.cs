using AuditService.App.Dossiers;
using AuditService.App.RulePacks;
using AuditService.Reports;

namespace AuditService.App.Risks;

/// <summary>Adds the risk map to what a report is made of.</summary>
public sealed class RiskMaps(RuleLibraries libraries, DossierReader dossiers)
{
    /// <summary>The same report with its risk map, decisions of people included where it has them.</summary>
    public ReportContext With(ReportContext report) => libraries.LoadRisks() is { } catalogue
        ? report with { Risks = RiskReport.Of(catalogue, report.Audit, dossiers.FindManifest(report.Audit.Snapshot), report.Reviews) }
        : report;
}
