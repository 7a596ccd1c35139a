using System.CommandLine;
using AuditService.App.Risks;
using AuditService.App.RulePacks;
using AuditService.Core.Dossiers;
using AuditService.Core.Risks;
using AuditService.Reports;
using AuditService.Reports.Risks;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary><c>audit risks</c>: the risk map alone, from a stored audit or from a dossier that is audited first.</summary>
internal static class RisksCommand
{
    public static Command Command()
    {
        var source = new Argument<string>("dossier") { Description = "Dossier, zip, ou audit (identifiant, son début, « latest », « previous ») | Folder, zip, or audit (id, its beginning, latest, previous)" };
        var output = new Option<string>("--out") { Description = "Fichier à écrire | File to write", HelpName = "F", Required = true };
        var format = new Option<string?>("--format") { Description = "Sinon l'extension du fichier | Else the extension of the file" };
        format.AcceptOnlyFromAmong([.. RiskMapFile.Formats]);
        var noBrowser = new Option<bool>("--no-browser") { Description = "Sans navigateur, pour un dossier à auditer | Without a browser, for a dossier to be audited" };
        var risks = new Command("risks", "Carte des risques : qualité et sécurité des données (EBIOS RM) | Risk map: quality and security of data (EBIOS RM)") { source, output, format, noBrowser };
        risks.SetAction((command, token) => AuditProgram.InSessionAsync(command, async session =>
        {
            var path = command.GetValue(output)!;
            var wanted = FormatOf(path, command.GetValue(format));
            var audit = await RgpdCommand.AuditAsync(session, command, command.GetValue(source)!, !command.GetValue(noBrowser), token);
            var report = session.Services.GetRequiredService<RiskMaps>().With(ReportContext.Of(audit, session.Services.GetRequiredService<RuleLibraries>().Load(), session.Language));
            return report.Risks is null
                ? throw AuditProgram.BadUsage("risks.yaml", "Aucun scénario : les règles chargées n'ont pas de risks.yaml.", "No scenario: the rules loaded have no risks.yaml.")
                : await WriteAsync(session, report, path, wanted, token);
        }));
        return risks;
    }

    private static async Task<int> WriteAsync(Session session, ReportContext report, string path, string format, CancellationToken cancellation)
    {
        await Run.WriteAsync(path, stream => RiskMapFile.WriteAsync(report, format, session.Services.GetRequiredService<IContentStore>(), stream, cancellation));
        var map = report.Risks!.Map;
        var levels = string.Join(", ", map.Risks.GroupBy(risk => risk.ResidualLevel).OrderByDescending(level => level.Key ?? RiskLevel.High).Select(level => $"{level.Count()} {Words.Of(level.Key).In(session.Language)}"));
        session.Output.WriteLine(session.Say(
            $"{path} : {map.Risks.Count} risques pesés ({levels} après mesures prouvées), {map.SetAside.Count} écartés ; {map.Risks.Count(risk => !risk.IsSure)} dont tout n'est pas connu.",
            $"{path}: {map.Risks.Count} risks weighed ({levels} after measures proven), {map.SetAside.Count} set aside; {map.Risks.Count(risk => !risk.IsSure)} of which not all is known."));
        session.Output.WriteLine(session.Say($"Plan : {report.Risks.Plan.Lines.Count} mesures. D'après l'audit {report.Audit.Id} de « {report.Audit.Project} ».", $"Plan: {report.Risks.Plan.Lines.Count} measures. From the audit {report.Audit.Id} of \"{report.Audit.Project}\"."));
        return ExitCode.Done;
    }

    private static string FormatOf(string path, string? named)
    {
        var format = named ?? Path.GetExtension(path).TrimStart('.').ToLowerInvariant();
        return RiskMapFile.Formats.Contains(format, StringComparer.Ordinal)
            ? format
            : throw AuditProgram.BadUsage(path, $"La carte s'écrit en {string.Join(", ", RiskMapFile.Formats)} : nommez le fichier ainsi, ou dites --format.", $"The map is written as {string.Join(", ", RiskMapFile.Formats)}: name the file so, or say --format.");
    }
}
