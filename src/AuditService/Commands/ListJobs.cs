using System.CommandLine;
using AuditService.App.Runs;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary><c>audit jobs</c>: the orders of the data directory that are not ended, for its operator.</summary>
internal static class ListJobs
{
    public static Command Command()
    {
        var jobs = new Command("jobs", "Liste les demandes d'audit en cours | Lists the orders that are not ended");
        jobs.SetAction((command, token) => AuditProgram.InStoreAsync(command, session => ListAsync(session, token)));
        return jobs;
    }

    private static async Task<int> ListAsync(Session session, CancellationToken cancellation)
    {
        await using var services = new ServiceCollection().AddLogging().AddAuditServiceWithJobs(session.Settings).BuildServiceProvider();
        var table = Tables.New(session.Say("Demande", "Order"), session.Say("Projet", "Project"), session.Say("État", "State"), session.Say("Depuis", "Since"), session.Say("Étapes", "Steps"), session.Say("Dernière étape", "Last step"));
        foreach (var run in await services.GetRequiredService<StoredRuns>().OpenRunsAsync(cancellation))
        {
            table.AddRow(
                new Text(run.Id),
                new Text(run.ProjectId),
                new Text(run.State.ToString()),
                new Text(run.SubmittedAt.ToLocalTime().ToString("g", session.Culture)),
                new Text($"{run.StepsEnded}/{run.StepsPlanned}"),
                new Text(run.Step ?? ""));
        }

        session.Output.Write(table);
        return ExitCode.Done;
    }
}
