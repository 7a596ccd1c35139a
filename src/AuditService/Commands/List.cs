using System.CommandLine;
using System.Text.Json;
using AuditService.App.Audits;
using AuditService.Reports;
using AuditService.Reports.Json;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary><c>audit list</c>: the audits that the store holds, newest first.</summary>
internal static class List
{
    public static Command Command()
    {
        var json = new Option<string?>("--json") { Description = "Écrit aussi en JSON | Write as JSON too", HelpName = "F" };
        var limit = new Option<int>("--limit") { Description = "Nombre d'audits | Number of audits", DefaultValueFactory = _ => 20 };
        var list = new Command("list", "Les audits enregistrés | The stored audits") { json, limit };
        list.SetAction((command, token) => AuditProgram.InStoreAsync(command, session => ListAsync(session, command.GetValue(limit), command.GetValue(json), token)));
        return list;
    }

    private static async Task<int> ListAsync(Session session, int limit, string? json, CancellationToken cancellation)
    {
        var audits = await session.Services.GetRequiredService<StoredAudits>().ListAsync(limit, cancellation);
        var table = Tables.New("Audit", session.Say("Projet", "Project"), session.Say("Début", "Started"), session.Say("Durée", "Duration"), session.Say("Résultat", "Result"), session.Say("Non conformes", "Non-compliant"), session.Say("Bloquants", "Blocking"));
        foreach (var audit in audits)
        {
            table.AddRow(
                audit.Id,
                Markup.Escape(audit.Project),
                audit.StartedAt.ToLocalTime().ToString("g", session.Culture),
                $"{audit.Duration.TotalSeconds.ToString("0.0", session.Culture)} s",
                Words.Of(audit.Result).In(session.Language),
                $"{audit.NonCompliant}",
                $"{audit.Blocking}");
        }

        session.Output.Write(table);
        if (json is not null)
        {
            await using var file = File.Create(json);
            await JsonSerializer.SerializeAsync(file, new { audits }, AuditJson.Options, cancellation);
        }

        return ExitCode.Done;
    }
}
