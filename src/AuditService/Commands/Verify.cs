using System.CommandLine;
using System.Globalization;
using AuditService.App.Audits;
using AuditService.App.Proofs;
using AuditService.Core.Audits;
using AuditService.Reports.Json;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary>
/// <c>audit verify [audit-id]</c>: proves that a stored audit, the reports written of it and the dossier it looked at are what they were. Returns 0
/// when all is intact, 1 when something is altered or could not be proven.
/// </summary>
internal static class Verify
{
    private const int DifferencesShown = 10;

    /// <summary>As many audits as a store is ever asked for at once.</summary>
    private const int MostAudits = 100_000;

    public static Command Command()
    {
        var id = new Argument<string?>("audit-id") { Description = "Identifiant, son début, « latest » ou « previous » ; sinon l'audit du rapport, ou le dernier | Id, its beginning, latest or previous; else the report's audit, or the newest", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Tous les audits enregistrés | Every stored audit" };
        var reports = new Option<string[]>("--report") { Description = "Rapport JSON ou HTML à comparer | JSON or HTML report to compare", HelpName = "F", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        var dossier = new Option<string?>("--dossier") { Description = "Dossier ou zip d'aujourd'hui à comparer | Folder or zip of today to compare", HelpName = "PATH" };
        var seal = new Option<string?>("--seal") { Description = "Sceau noté auparavant | Seal noted before", HelpName = "HASH" };
        var json = new Option<string?>("--json") { Description = "Écrit le résultat en JSON | Write the result as JSON", HelpName = "F" };
        var verify = new Command("verify", "Prouve qu'un audit enregistré n'a pas été altéré | Proves that a stored audit was not altered") { id, all, reports, dossier, seal, json };
        verify.SetAction((command, token) => AuditProgram.InStoreAsync(command, async session =>
        {
            var request = new ProofRequest(command.GetValue(seal)?.Trim(), command.GetValue(reports)!, command.GetValue(dossier));
            if (command.GetValue(all) && (command.GetValue(id), request) is not (null, { Seal: null, Reports: [], Dossier: null }))
                throw AuditProgram.BadUsage("--all", "Un sceau, un rapport ou un dossier se compare à un seul audit.", "A seal, a report or a dossier is compared with one audit.");
            var proofs = new List<AuditProof>();
            foreach (var audit in await ChosenAsync(session, command.GetValue(id), command.GetValue(all), request, token))
            {
                var proof = await session.Services.GetRequiredService<VerifyAudit>().ProveAsync(audit, request, token);
                Tell(session, proof);
                proofs.Add(proof);
            }

            if (command.GetValue(json) is { } path)
                await Run.WriteAsync(path, stream => ProofJson.WriteAsync(proofs, session.Language, stream, token));
            return proofs.All(proof => proof.Verdict == ProofVerdict.Intact) ? ExitCode.Done : ExitCode.GateFailed;
        }));
        return verify;
    }

    private static async Task<IReadOnlyList<string>> ChosenAsync(Session session, string? id, bool all, ProofRequest request, CancellationToken cancellation)
    {
        var audits = session.Services.GetRequiredService<StoredAudits>();
        if (all)
            return [.. (await audits.ListAsync(MostAudits, cancellation)).Select(audit => audit.Id)];
        return [await audits.IdOfAsync(id ?? request.Reports.Select(WrittenReports.AuditOf).FirstOrDefault(named => named is not null), cancellation)];
    }

    private static void Tell(Session session, AuditProof proof)
    {
        var told = proof.Verdict switch
        {
            ProofVerdict.Intact => session.Say("INTACT", "INTACT"),
            ProofVerdict.Altered => session.Say("ALTÉRÉ", "ALTERED"),
            _ => session.Say("NON PROUVÉ", "NOT PROVEN"),
        };
        session.Output.WriteLine($"{told} · {proof.Project} · {proof.Audit}");
        foreach (var check in proof.Checks)
            Tell(session, check);
        if (proof.Seal is { } seal)
            session.Line(session.Say("Sceau", "Seal"), seal);
    }

    private static void Tell(Session session, ProofCheck check)
    {
        var (mark, text) = check.Verdict switch
        {
            ProofVerdict.Intact => ("✓", Compared(session, check)),
            ProofVerdict.Altered => ("✗", session.Say($"{check.DifferencesTotal} différence(s)", $"{check.DifferencesTotal} difference(s)")),
            _ => ("?", check.Because!.In(session.Language)),
        };
        session.Line($"{mark} {Name(session, check.Subject)}", text);
        foreach (var difference in check.Differences.Take(DifferencesShown))
            session.Output.WriteLine($"      {difference.At} : {difference.What.In(session.Language)}");
        if (check.DifferencesTotal > DifferencesShown)
            session.Output.WriteLine(session.Say($"      … et {check.DifferencesTotal - DifferencesShown} autre(s)", $"      … and {check.DifferencesTotal - DifferencesShown} more"));
    }

    private static string Compared(Session session, ProofCheck check) =>
        check.Subject is ProofSubject.Seal or ProofSubject.Report ? session.Say("intact", "intact") : $"{check.Compared.ToString("N0", CultureInfo.GetCultureInfo(session.Culture.Name))} {session.Say("intact(s)", "intact")}";

    private static string Name(Session session, ProofSubject subject) => subject switch
    {
        ProofSubject.Seal => session.Say("sceau", "seal"),
        ProofSubject.Snapshot => session.Say("liste des fichiers", "list of files"),
        ProofSubject.Contents => session.Say("contenus et captures", "contents and pictures"),
        ProofSubject.Rules => session.Say("règles", "rules"),
        ProofSubject.Findings => session.Say("constats rejugés", "findings judged again"),
        ProofSubject.Scores => session.Say("scores recalculés", "scores reckoned again"),
        ProofSubject.Report => session.Say("rapport", "report"),
        _ => session.Say("dossier d'aujourd'hui", "dossier of today"),
    };
}
