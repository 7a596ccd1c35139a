using System.CommandLine;
using AuditService.App.Backups;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary><c>audit backup [file.zip]</c>: the whole data directory in one archive, while audits go on.</summary>
internal static class Backup
{
    public static Command Command()
    {
        var file = new Argument<string>("file.zip") { Description = "Archive à écrire ; celle d'avant est remplacée à la fin | Archive to write; the one before is replaced at the end" };
        var reports = new Option<bool>("--reports") { Description = "Avec les rapports HTML | With the HTML reports" };
        var backup = new Command("backup", "Sauvegarde les audits et leurs contenus | Back up the audits and their contents") { file, reports };
        backup.SetAction((command, token) => AuditProgram.InSessionAsync(command, async session =>
        {
            var path = command.GetValue(file)!;
            var saved = await session.Services.GetRequiredService<BackUpData>().SaveAsync(path, command.GetValue(reports), token);
            session.Output.WriteLine(session.Say(
                $"Sauvegardé dans {Path.GetFullPath(path)} : {Restore.Counted(session, saved)}.",
                $"Saved in {Path.GetFullPath(path)}: {Restore.Counted(session, saved)}."));
            Restore.TellLost(session, saved);
            return ExitCode.Done;
        }));
        return backup;
    }
}
