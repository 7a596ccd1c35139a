using System.CommandLine;
using AuditService.App.Accessibility;
using AuditService.App.Audits;
using AuditService.App.Risks;
using AuditService.App.RulePacks;
using AuditService.Core.Dossiers;
using AuditService.Reports;
using AuditService.Reports.Html;
using AuditService.Reports.Json;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary><c>audit show [audit-id]</c>: a stored audit again, as it was; the newest when no id is given.</summary>
internal static class Show
{
    public static Command Command()
    {
        var id = new Argument<string?>("audit-id") { Description = "Identifiant, son début, « latest » ou « previous » | Id, its beginning, latest or previous", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<string?>("--json") { Description = "Écrit l'audit en JSON | Write the audit as JSON", HelpName = "F" };
        var html = new Option<string?>("--html") { Description = "Écrit le rapport HTML | Write the HTML report", HelpName = "F" };
        var findings = new Option<int>("--findings") { Description = "Constats affichés | Findings shown", DefaultValueFactory = _ => 20 };
        var criterion = new Option<string[]>("--criterion") { Description = "Tout ce qui sépare un critère de l'acquis, et comment y remédier (C20, C21.2) | All that keeps a criterion from being met, and what to do (C20, C21.2)", HelpName = "C", AllowMultipleArgumentsPerToken = true };
        var show = new Command("show", "Un audit enregistré | A stored audit") { id, json, html, findings, criterion };
        show.SetAction((command, token) => AuditProgram.InStoreAsync(command, async session =>
        {
            var audit = await session.Services.GetRequiredService<StoredAudits>().FindAsync(command.GetValue(id), token);
            var report = (await session.Services.GetRequiredService<RateRisks>().WithAsync(ReportContext.Of(audit, session.Services.GetRequiredService<RuleLibraries>().Load(), session.Language), token)) with
            {
                Accessibility = await session.Services.GetRequiredService<AccessibilityGrids>().FindAsync(audit, token),
            };
            if (command.GetValue(json) is { } jsonPath)
                await Run.WriteAsync(jsonPath, stream => AuditJson.WriteAsync(report, stream, token));
            if (command.GetValue(html) is { } htmlPath)
                await Run.WriteAsync(htmlPath, stream => HtmlReport.WriteAsync(report, session.Services.GetRequiredService<IContentStore>(), stream, token));
            session.Output.WriteLine($"{audit.Project} · {audit.Id} · {audit.StartedAt.ToLocalTime().ToString("g", session.Culture)}");
            if (command.GetValue(criterion) is { Length: > 0 } criteria)
                new AuditSummary(session, report).PrintCriteria(Known(criteria, report));
            else
                new AuditSummary(session, report).Print(command.GetValue(findings));
            return ExitCode.Done;
        }));
        return show;
    }

    private static string[] Known(string[] criteria, ReportContext report)
    {
        var known = report.Audit.Scorecard.Criteria.Select(score => score.Criterion).ToList();
        foreach (var unknown in criteria.Where(named => !known.Exists(id => AuditSummary.IsUnder(id, named))))
            throw AuditProgram.BadUsage("--criterion", $"Critère inconnu « {unknown} » ; critères : {string.Join(", ", known)}.", $"Unknown criterion \"{unknown}\"; criteria: {string.Join(", ", known)}.");
        return criteria;
    }
}
