using System.CommandLine;
using AuditService.App.Dossiers;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary><c>audit init [folder]</c>: writes a commented <c>dossier.yaml</c> from what the folder holds.</summary>
internal static class Init
{
    public static Command Command()
    {
        var folder = new Argument<string>("folder") { Description = "Dossier du projet | Folder of the project", DefaultValueFactory = _ => "." };
        var init = new Command("init", "Prépare dossier.yaml à partir du contenu | Prepare dossier.yaml from the content") { folder };
        init.SetAction((command, token) => AuditProgram.InSessionAsync(command, async session =>
        {
            var path = await session.Services.GetRequiredService<InitDossier>().ExecuteAsync(command.GetValue(folder)!, session.Language, token);
            session.Output.WriteLine(session.Say($"Écrit : {path}. Complétez-le, puis : audit run {command.GetValue(folder)}", $"Written: {path}. Complete it, then: audit run {command.GetValue(folder)}"));
            return ExitCode.Done;
        }));
        return init;
    }
}
