using System.CommandLine;
using AuditService.App;
using AuditService.Core;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary>The program <c>audit</c>: its commands, and the one place where the three families of errors become exit codes.</summary>
public static class AuditProgram
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("AuditService : audite un projet d'IA (RGPD, cybersécurité, RGAA, impacts) | audits an AI project")
        {
            Run.Command(),
            Init.Command(),
            Scan.Command(),
            Rules.Command(),
            List.Command(),
            Show.Command(),
            Serve.Command(),
            Serve.WorkerCommand(),
            Submit.Command(),
            ListJobs.Command(),
            Compare.Command(),
            Backup.Command(),
            Restore.Command(),
            VerifyTrail.Command(),
        };
        foreach (var option in new Option[] { GlobalOptions.Data, GlobalOptions.Lang, GlobalOptions.Quiet, GlobalOptions.Verbose, GlobalOptions.NoColor, GlobalOptions.Rules })
            root.Options.Add(option);
        var command = root.Parse(args);
        var result = await command.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
        return command.Errors.Count > 0 ? ExitCode.AuthorMistake : result;
    }

    /// <summary>Opens a session, does the command's work, and turns what it throws into the exit code that the contract states.</summary>
    internal static async Task<int> InSessionAsync(ParseResult command, Func<Session, Task<int>> work)
    {
        await using var session = Session.Open(command);
        try
        {
            return await work(session);
        }
        catch (AuthorMistakesException mistakes)
        {
            foreach (var problem in mistakes.Problems)
                session.Messages.WriteLine(problem.In(session.Language));
            session.Messages.WriteLine(session.Say($"{mistakes.Problems.Count} erreur(s) à corriger.", $"{mistakes.Problems.Count} mistake(s) to mend."));
            return ExitCode.AuthorMistake;
        }
        catch (OperationCanceledException)
        {
            session.Messages.WriteLine(session.Say("Interrompu : rien n'a été enregistré.", "Interrupted: nothing was stored."));
            return ExitCode.Cancelled;
        }
        catch (Exception fault)
        {
            session.Messages.WriteLine(session.Say("Erreur interne d'AuditService :", "Internal error of AuditService:"));
            session.Messages.WriteLine(session.Verbose ? fault.ToString() : $"{fault.GetType().Name}: {fault.Message}");
            return ExitCode.OwnFault;
        }
    }

    /// <summary>Bad usage that only the command itself can see.</summary>
    internal static AuthorMistakesException BadUsage(string argument, string fr, string en) =>
        new([new AuthorProblem(new SourcePosition(argument, 1, 1), fr, en)]);
}
