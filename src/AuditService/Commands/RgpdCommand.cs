using System.CommandLine;
using AuditService.App.Audits;
using AuditService.App.Rgpd;
using AuditService.Core;
using AuditService.Core.Audits;
using AuditService.Reports.Rgpd;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary><c>audit rgpd register|aipd|notice|dictionary</c>: what a DPO takes away, from a stored audit or from a dossier that is audited first.</summary>
internal static class RgpdCommand
{
    public static Command Command() => new("rgpd", "Documents pour le DPO : registre, AIPD, notice, dictionnaire | Papers for the DPO: register, AIPD, notice, dictionary")
    {
        Paper(RgpdPaperKind.Register, new("Projet de registre des traitements (art. 30)", "Draft record of processing activities (art. 30)")),
        Paper(RgpdPaperKind.Aipd, new("Projet d'AIPD (art. 35) ; .json s'importe dans l'application PIA de la CNIL", "Draft impact assessment (art. 35); .json is imported by the CNIL's PIA application")),
        Paper(RgpdPaperKind.Notice, new("Ce qui manque à la notice d'information (art. 13 et 14)", "What the information notice lacks (art. 13 and 14)")),
        Paper(RgpdPaperKind.Dictionary, new("Dictionnaire des données : mesuré, détecté, déclaré", "Data dictionary: measured, detected, declared")),
    };

    private static Command Paper(RgpdPaperKind kind, LocalizedText description)
    {
        var source = new Argument<string>("dossier") { Description = "Dossier, zip, ou audit (identifiant, son début, « latest », « previous ») | Folder, zip, or audit (id, its beginning, latest, previous)" };
        var output = new Option<string>("--out") { Description = "Fichier à écrire | File to write", HelpName = "F", Required = true };
        var format = new Option<string?>("--format") { Description = "Sinon l'extension du fichier | Else the extension of the file" };
        format.AcceptOnlyFromAmong([.. RgpdPaperFile.FormatsOf(kind)]);
        var noBrowser = new Option<bool>("--no-browser") { Description = "Sans navigateur, pour un dossier à auditer | Without a browser, for a dossier to be audited" };
        var paper = new Command(kind.ToString().ToLowerInvariant(), $"{description.Fr} | {description.En}") { source, output, format, noBrowser };
        paper.SetAction((command, token) => AuditProgram.InSessionAsync(command, async session =>
        {
            var (path, wanted) = (command.GetValue(output)!, FormatOf(kind, command.GetValue(output)!, command.GetValue(format)));
            var audit = await AuditAsync(session, command, command.GetValue(source)!, !command.GetValue(noBrowser), token);
            return await WriteAsync(session, kind, audit, path, wanted, token);
        }));
        return paper;
    }

    /// <summary>What is on the disk is audited, and the audit stored, as <c>audit run</c> does: each line of a paper is traced to an audit.</summary>
    internal static async Task<Audit> AuditAsync(Session session, ParseResult command, string source, bool useBrowser, CancellationToken cancellation)
    {
        if (!Directory.Exists(source) && !File.Exists(source))
        {
            AuditProgram.RefuseUnlessStored(command);
            return await session.Services.GetRequiredService<StoredAudits>().FindAsync(source, cancellation);
        }

        if (Directory.Exists(source) && !Directory.EnumerateFileSystemEntries(source).Any())
            throw AuditProgram.BadUsage(source, "Ce dossier est vide : il n'y a rien à auditer.", "This folder is empty: there is nothing to audit.");
        session.Tell(session.Say($"Audit de {source}", $"Auditing {source}"));
        return await session.Services.GetRequiredService<RunAudit>().ExecuteAsync(new(source, [], useBrowser), progress: null, new Lines(session), cancellation);
    }

    private static async Task<int> WriteAsync(Session session, RgpdPaperKind kind, Audit audit, string path, string format, CancellationToken cancellation)
    {
        var material = session.Services.GetRequiredService<RgpdMaterials>().Of(audit, session.Language);
        await Run.WriteAsync(path, stream => RgpdPaperFile.WriteAsync(kind, material, format, stream, cancellation));
        var paper = RgpdPaperFile.Paper(kind, material);
        session.Output.WriteLine(session.Say(
            $"{path} : brouillon, {paper.Blanks} passage(s) à compléter, {paper.Contradictions} constat(s) contraire(s) à trancher.",
            $"{path}: draft, {paper.Blanks} place(s) to fill, {paper.Contradictions} finding(s) against to settle."));
        session.Output.WriteLine(session.Say($"D'après l'audit {audit.Id} de « {audit.Project} ».", $"From the audit {audit.Id} of \"{audit.Project}\"."));
        return ExitCode.Done;
    }

    private static string FormatOf(RgpdPaperKind kind, string path, string? named)
    {
        var formats = RgpdPaperFile.FormatsOf(kind);
        var format = named ?? Path.GetExtension(path).TrimStart('.').ToLowerInvariant();
        return formats.Contains(format, StringComparer.Ordinal)
            ? format
            : throw AuditProgram.BadUsage(path, $"Ce document s'écrit en {string.Join(", ", formats)} : nommez le fichier ainsi, ou dites --format.", $"This paper is written as {string.Join(", ", formats)}: name the file so, or say --format.");
    }
}
