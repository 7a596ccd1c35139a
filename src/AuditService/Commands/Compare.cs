using System.CommandLine;
using AuditService.App.Audits;
using AuditService.App.RulePacks;
using AuditService.Reports;
using AuditService.Reports.Json;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.Commands;

/// <summary><c>audit compare [A] [B]</c>: what became of each finding and score between two stored audits, and what caused it.</summary>
internal static class Compare
{
    public static Command Command()
    {
        var before = Named("A", CompareAudits.Previous, "Audit de départ : identifiant, son début, « latest » ou « previous » | Audit to compare with: id, its beginning, latest or previous");
        var after = Named("B", CompareAudits.Latest, "Audit d'arrivée, de même | Audit asked about, likewise");
        var json = new Option<string?>("--json") { Description = "Écrit la comparaison en JSON | Write the comparison as JSON", HelpName = "F" };
        var findings = new Option<int>("--findings") { Description = "Constats affichés par état | Findings shown for each state", DefaultValueFactory = _ => 20 };
        var compare = new Command("compare", "Deux audits enregistrés, et ce qui les sépare | Two stored audits, and what sets them apart") { before, after, json, findings };
        compare.SetAction((command, token) => AuditProgram.InStoreAsync(command, async session =>
        {
            var comparison = await session.Services.GetRequiredService<CompareAudits>().ExecuteAsync(command.GetValue(before)!, command.GetValue(after)!, token);
            if (command.GetValue(json) is { } path)
                await Run.WriteAsync(path, stream => ComparisonJson.WriteAsync(comparison, session.Language, stream, token));
            var report = ReportContext.Of(comparison.After, session.Services.GetRequiredService<RuleLibraries>().Load(), session.Language);
            new ComparisonSummary(session, comparison, report).Print(command.GetValue(findings));
            return ExitCode.Done;
        }));
        return compare;
    }

    private static Argument<string> Named(string name, string otherwise, string description) => new(name) { Description = description, DefaultValueFactory = _ => otherwise };
}
