using System.CommandLine;
using AuditService.App.Backups;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary><c>audit restore [file.zip]</c>: a backup, verified, as a new data directory.</summary>
internal static class Restore
{
    public static Command Command()
    {
        var file = new Argument<string>("file.zip") { Description = "Archive écrite par « audit backup » | Archive that \"audit backup\" wrote" };
        var restore = new Command("restore", "Restaure une sauvegarde dans un dossier de données vide (--data) | Restore a backup into an empty data directory (--data)") { file };
        restore.SetAction((command, token) => AuditProgram.InSessionAsync(command, async session =>
        {
            var restored = await session.Services.GetRequiredService<BackUpData>().RestoreAsync(command.GetValue(file)!, token);
            var data = Path.GetFullPath(session.Settings.DataDirectory);
            session.Output.WriteLine(session.Say(
                $"Restauré et vérifié dans {data} : {Counted(session, restored)}, sauvegardés le {restored.CreatedAt.ToLocalTime().ToString("g", session.Culture)}.",
                $"Restored and verified in {data}: {Counted(session, restored)}, saved on {restored.CreatedAt.ToLocalTime().ToString("g", session.Culture)}."));
            TellLost(session, restored);
            return ExitCode.Done;
        }));
        return restore;
    }

    internal static string Counted(Session session, BackupSummary backup) => session.Say(
        $"{backup.Audits} audit(s), {backup.Contents} contenu(s), {backup.Reports} rapport(s), {Megabytes(session, backup)} Mo",
        $"{backup.Audits} audit(s), {backup.Contents} content(s), {backup.Reports} report(s), {Megabytes(session, backup)} MB");

    internal static void TellLost(Session session, BackupSummary backup)
    {
        if (backup.Lost.Count == 0)
            return;
        session.Messages.WriteLine(session.Say(
            $"Attention : {backup.Lost.Count} contenu(s) que des audits nomment manquaient ou étaient abîmés lors de la sauvegarde :",
            $"Beware: {backup.Lost.Count} content(s) that audits name were missing or damaged when the backup was made:"));
        foreach (var hash in backup.Lost)
            session.Messages.WriteLine("  " + hash);
    }

    private static string Megabytes(Session session, BackupSummary backup) => (backup.Bytes / 1024d / 1024d).ToString("0.0", session.Culture);
}
