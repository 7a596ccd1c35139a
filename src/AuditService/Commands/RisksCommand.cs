using System.CommandLine;
using AuditService.App;
using AuditService.App.Audits;
using AuditService.App.Risks;
using AuditService.App.RulePacks;
using AuditService.Core.Dossiers;
using AuditService.Core.Reviews;
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
        var output = new Option<string>("--out") { Description = "Fichier à écrire | File to write", HelpName = "F" };
        var format = new Option<string?>("--format") { Description = "Sinon l'extension du fichier | Else the extension of the file" };
        format.AcceptOnlyFromAmong([.. RiskMapFile.Formats]);
        var noBrowser = new Option<bool>("--no-browser") { Description = "Sans navigateur, pour un dossier à auditer | Without a browser, for a dossier to be audited" };
        var risks = new Command("risks", "Carte des risques : qualité et sécurité des données (EBIOS RM) | Risk map: quality and security of data (EBIOS RM)") { source, output, format, noBrowser };
        risks.Add(Rate());
        risks.SetAction((command, token) => AuditProgram.InSessionAsync(command, async session =>
        {
            var path = command.GetValue(output) ?? throw AuditProgram.BadUsage("--out", "Dites le fichier à écrire : --out carte.html.", "Say the file to write: --out map.html.");
            var wanted = FormatOf(path, command.GetValue(format));
            var audit = await RgpdCommand.AuditAsync(session, command, command.GetValue(source)!, !command.GetValue(noBrowser), token);
            var report = await session.Services.GetRequiredService<RateRisks>().WithAsync(ReportContext.Of(audit, session.Services.GetRequiredService<RuleLibraries>().Load(), session.Language), token);
            return report.Risks is null
                ? throw AuditProgram.BadUsage("risks.yaml", "Aucun scénario : les règles chargées n'ont pas de risks.yaml.", "No scenario: the rules loaded have no risks.yaml.")
                : await WriteAsync(session, report, path, wanted, token);
        }));
        return risks;
    }

    /// <summary><c>audit risks rate</c>: a person's value in place of the machine's, kept in the trail of reviews; the map shows both.</summary>
    private static Command Rate()
    {
        var id = new Argument<string>("audit") { Description = "Identifiant, son début, « latest » ou « previous » | Id, its beginning, latest or previous" };
        var risk = new Argument<string>("risk") { Description = "Risque de la carte (RISK-01) | Risk of the map (RISK-01)" };
        var value = new Option<string>("--value") { Description = "Valeur cotée | Value rated", Required = true };
        value.AcceptOnlyFromAmong([.. Enum.GetNames<RatedValue>().Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName)]);
        var step = new Option<int?>("--step") { Description = "Cote sur l'échelle de la carte ; sans elle, la valeur de la machine compte de nouveau | Step on the map's scale; without it the machine's value counts again", HelpName = "N" };
        var reason = new Option<string>("--reason") { Description = "Pourquoi | Why", HelpName = "TEXT", Required = true };
        var author = new Option<string>("--author") { Description = "Qui en répond | Who answers for it", HelpName = "NAME", Required = true };
        var rate = new Command("rate", "Force une valeur de la carte, avec une raison ; les deux valeurs sont montrées | Forces a value of the map, with a reason; both values are shown") { id, risk, value, step, reason, author };
        rate.SetAction((command, token) => AuditProgram.InStoreAsync(command, async session =>
        {
            var audit = await session.Services.GetRequiredService<StoredAudits>().FindAsync(command.GetValue(id), token);
            try
            {
                var rated = await session.Services.GetRequiredService<RateRisks>().AddAsync(
                    audit, command.GetValue(author)!, command.GetValue(risk)!, Enum.Parse<RatedValue>(command.GetValue(value)!, ignoreCase: true), command.GetValue(step), command.GetValue(reason)!, token);
                session.Output.WriteLine(session.Say(
                    $"{rated.Id} : initial {Level(rated.InitialLevel)}, actuel {Level(rated.ResidualLevel)}, après mesures prévues {Level(rated.PlannedLevel)} ; {rated.Forced.Count} valeur(s) forcée(s).",
                    $"{rated.Id}: initial {Level(rated.InitialLevel)}, current {Level(rated.ResidualLevel)}, after planned measures {Level(rated.PlannedLevel)}; {rated.Forced.Count} value(s) forced."));
                return ExitCode.Done;
            }
            catch (RefusedException refused)
            {
                throw AuditProgram.BadUsage(command.GetValue(risk)!, refused.Why.Fr, refused.Why.En);
            }

            string Level(RiskLevel? level) => Words.Of(level).In(session.Language);
        }));
        return rate;
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
