using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AuditService.App;
using AuditService.Core;
using AuditService.Storage;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary>The program <c>audit</c>: its commands, and the one place where the three families of errors become exit codes.</summary>
public static class AuditProgram
{
    public static async Task<int> RunAsync(string[] args)
    {
        ChooseLanguage(args);
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
            Verify.Command(),
            VerifyTrail.Command(),
            GridCommand.Command(),
            DeclarationCommand.Command(),
            RgpdCommand.Command(),
            RisksCommand.Command(),
            QuestionnaireCommand.Command(),
        };
        foreach (var option in new Option[] { GlobalOptions.Data, GlobalOptions.Lang, GlobalOptions.Quiet, GlobalOptions.Verbose, GlobalOptions.NoColor, GlobalOptions.Rules })
            root.Options.Add(option);
        var command = root.Parse(args);
        if (command.Errors.Count > 0)
            return await TellUsageAsync(command);
        return await command.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
    }

    /// <summary>On the error stream, for results are what a script reads on the other.</summary>
    private static async Task<int> TellUsageAsync(ParseResult command)
    {
        var choices = command.CommandResult.Command.Subcommands.Where(choice => !choice.Hidden).Select(choice => choice.Name).ToList();
        if (choices.Count > 0 && command.UnmatchedTokens is [var unknown, ..])
        {
            // What follows an unknown name is of that name: to blame each of them would hide the one mistake.
            var isEnglish = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";
            var told = string.Join(", ", choices);
            await Console.Error.WriteLineAsync(PrintableText.Of(isEnglish ? $"\"{unknown}\" is not known here; to choose from: {told}." : $"« {unknown} » n'existe pas ici ; au choix : {told}."));
        }
        else
        {
            foreach (var error in command.Errors)
                await Console.Error.WriteLineAsync(PrintableText.Of(error.Message));
        }

        var names = new List<string>();
        for (SymbolResult? at = command.CommandResult; at is CommandResult part; at = at.Parent)
            names.Insert(0, part.Command is RootCommand ? "audit" : part.Command.Name);
        await Console.Error.WriteLineAsync($"{string.Join(' ', names)} --help : {(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? "how to use it" : "mode d'emploi")}");
        return ExitCode.AuthorMistake;
    }

    /// <summary>Before anything is parsed: the library that reads the command line words its messages in the language of the thread.</summary>
    private static void ChooseLanguage(string[] args)
    {
        var given = Array.IndexOf(args, GlobalOptions.Lang.Name);
        var isEnglish = (given >= 0 && given + 1 < args.Length ? args[given + 1] : Environment.GetEnvironmentVariable("AuditService__Language")) == "en" || args.Contains(GlobalOptions.Lang.Name + "=en");
        CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo(isEnglish ? "en" : "fr");
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
        catch (OutputRefusedException refused)
        {
            session.Messages.WriteLine(session.Say($"{refused.Message} : ce fichier ne peut pas être écrit ici.", $"{refused.Message}: this file cannot be written here."));
            return ExitCode.AuthorMistake;
        }
        catch (Exception fault)
        {
            session.Messages.WriteLine(session.Say("Erreur interne d'AuditService :", "Internal error of AuditService:"));
            session.Messages.WriteLine(session.Verbose ? fault.ToString() : $"{fault.GetType().Name}: {fault.Message}");
            return ExitCode.OwnFault;
        }
    }

    /// <summary>As <see cref="InSessionAsync"/>, for what only reads a store: one that is named and not there is a mistyped name, not an empty store.</summary>
    internal static Task<int> InStoreAsync(ParseResult command, Func<Session, Task<int>> work) => InSessionAsync(command, session =>
    {
        RefuseUnlessStored(command);
        return work(session);
    });

    /// <summary>A store that is named and not there.</summary>
    internal static void RefuseUnlessStored(ParseResult command)
    {
        if (command.GetValue(GlobalOptions.Data) is { } named && !File.Exists(Path.Combine(named, DataFiles.Database)))
            throw BadUsage(GlobalOptions.Data.Name, $"« {named} » ne contient pas de base d'audits ({DataFiles.Database}).", $"\"{named}\" holds no store of audits ({DataFiles.Database}).");
    }

    /// <summary>Bad usage that only the command itself can see.</summary>
    internal static AuthorMistakesException BadUsage(string argument, string fr, string en) =>
        new([new AuthorProblem(new SourcePosition(argument, 1, 1), fr, en)]);
}
