using System.CommandLine;
using System.Diagnostics;
using AuditService.App.Accessibility;
using AuditService.App.Audits;
using AuditService.App.Risks;
using AuditService.App.RulePacks;
using AuditService.Core;
using AuditService.Core.Audits;
using AuditService.Core.Rules;
using AuditService.Reports;
using AuditService.Reports.Html;
using AuditService.Reports.Json;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary><c>audit run [folder or zip]</c>: the whole audit, printed, stored and written as a report.</summary>
internal static class Run
{
    private const int FindingsPrinted = 10;

    public static Command Command()
    {
        var path = new Argument<string>("path") { Description = "Dossier, zip, ou dossier sans dossier.yaml | Folder, zip, or folder without dossier.yaml" };
        var json = new Option<string?>("--json") { Description = "Écrit l'audit en JSON | Write the audit as JSON", HelpName = "F" };
        var html = new Option<string?>("--html") { Description = "Écrit le rapport HTML à cet endroit | Write the HTML report there", HelpName = "F" };
        var packs = new Option<string[]>("--pack") { Description = "Packs à appliquer, séparés par des virgules | Packs to apply, comma separated", HelpName = "a,b", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        var noBrowser = new Option<bool>("--no-browser") { Description = "Sans navigateur : les pages ne sont lues que dans leur source | Without a browser: pages are read as source only" };
        var failOn = FailOn();
        var open = new Option<bool>("--open") { Description = "Ouvre le rapport | Open the report" };
        var viewports = PageOptions.Viewports();
        var storageState = PageOptions.StorageState();
        var run = new Command("run", "Audite un dossier | Audit a dossier") { path, json, html, packs, noBrowser, failOn, open, viewports, storageState };
        run.SetAction((command, token) => AuditProgram.InSessionAsync(command, session => RunAsync(
            session,
            new(command.GetValue(path)!, [.. command.GetValue(packs)!.SelectMany(list => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))], !command.GetValue(noBrowser))
            {
                Pages = App.PageSample.Usual with { Viewports = PageOptions.Words(command.GetValue(viewports)), StorageStateFile = command.GetValue(storageState) },
            },
            new(command.GetValue(json), command.GetValue(html), command.GetValue(failOn)!, command.GetValue(open)),
            token)));
        return run;
    }

    private static async Task<int> RunAsync(Session session, AuditRequest request, Outputs outputs, CancellationToken cancellation)
    {
        foreach (var output in new[] { outputs.Json, outputs.Html }.OfType<string>())
            RefuseUnlessWritable(output);
        session.Tell(session.Say($"Audit de {request.Path}", $"Auditing {request.Path}"));
        var progress = new StepLines(session);
        var audit = await session.Services.GetRequiredService<RunAudit>().ExecuteAsync(request, progress, new Lines(session), cancellation);
        var report = (await session.Services.GetRequiredService<RateRisks>().WithAsync(ReportContext.Of(audit, session.Services.GetRequiredService<RuleLibraries>().Load(), session.Language), cancellation)) with
        {
            Accessibility = await session.Services.GetRequiredService<AccessibilityGrids>().FindAsync(audit, cancellation),
        };

        if (outputs.Json is { } json)
            await WriteAsync(json, stream => AuditJson.WriteAsync(report, stream, cancellation));
        var html = outputs.Html ?? Path.Combine(session.Settings.DataDirectory, "reports", audit.Id + ".html");
        await WriteAsync(html, stream => HtmlReport.WriteAsync(report, session.Services.GetRequiredService<Core.Dossiers.IContentStore>(), stream, cancellation));

        new AuditSummary(session, report).Print(FindingsPrinted);
        session.Output.WriteLine();
        session.Output.WriteLine(session.Say($"Rapport : {Path.GetFullPath(html)}", $"Report: {Path.GetFullPath(html)}"));
        session.Output.WriteLine(session.Say(
            $"Audit {audit.Id} enregistré dans {Path.GetFullPath(session.Settings.DataDirectory)} ({audit.CollectedFacts} faits relevés, {audit.CachedFacts} repris du cache, {audit.Duration.TotalSeconds:0.0} s).",
            $"Audit {audit.Id} stored in {Path.GetFullPath(session.Settings.DataDirectory)} ({audit.CollectedFacts} facts collected, {audit.CachedFacts} from the cache, {audit.Duration.TotalSeconds:0.0} s)."));
        if (!audit.HasManifest)
        {
            session.Output.WriteLine(session.Say(
                $"Aucun dossier.yaml : « audit init {request.Path} » en prépare un à partir de ce que le dossier contient.",
                $"No dossier.yaml: \"audit init {request.Path}\" prepares one from what the folder holds."));
        }

        else if (audit.IsDraft)
        {
            session.Output.WriteLine(session.Say(
                "dossier.yaml est un brouillon : ce qui y manque n'est pas compté comme un manque. Une fois tout déclaré, mettez « draft: false ».",
                "dossier.yaml is a draft: what it lacks is not counted as an omission. Once all is declared, say \"draft: false\"."));
        }

        if (outputs.Open)
            Process.Start(new ProcessStartInfo(Path.GetFullPath(html)) { UseShellExecute = true })?.Dispose();
        return GateHolds(audit, outputs.FailOn) ? ExitCode.Done : ExitCode.GateFailed;
    }

    internal static Option<string> FailOn()
    {
        var failOn = new Option<string>("--fail-on") { Description = "Gravité à partir de laquelle le code de sortie est 1 | Severity from which the exit code is 1", DefaultValueFactory = _ => "blocking" };
        failOn.AcceptOnlyFromAmong("blocking", "major", "minor", "never");
        return failOn;
    }

    internal static bool GateHolds(Audit audit, string failOn) =>
        !audit.Findings.Any(finding => finding.Outcome == Outcome.NonCompliant && SeveritiesFrom(failOn).Contains(finding.Rule.Severity));

    /// <summary>The severities of which a non-compliance fails the gate.</summary>
    internal static IReadOnlyList<Severity> SeveritiesFrom(string failOn) => failOn switch
    {
        "never" => [],
        "minor" => [Severity.Minor, Severity.Major, Severity.Blocking],
        "major" => [Severity.Major, Severity.Blocking],
        _ => [Severity.Blocking],
    };

    /// <summary>Written aside, then renamed: an interrupted command leaves no half report. Throws <see cref="OutputRefusedException"/>.</summary>
    internal static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        var aside = AsideOf(path);
        await using (var stream = At(path, () => File.Create(aside)))
            await write(stream);
        At(path, () =>
        {
            File.Move(aside, Path.GetFullPath(path), overwrite: true);
            return true;
        });
    }

    /// <summary>A place that cannot be written is told before the audit, not after; nothing is left there.</summary>
    private static void RefuseUnlessWritable(string path)
    {
        var aside = AsideOf(path);
        At(path, () =>
        {
            if (Directory.Exists(path))
                throw new IOException("a folder");
            File.Create(aside).Dispose();
            File.Delete(aside);
            return true;
        });
    }

    private static string AsideOf(string path) => At(path, () =>
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return full + ".part";
    });

    /// <summary>Only what the place refuses is the user's to mend; a fault in what is written there is ours and passes through.</summary>
    private static T At<T>(string path, Func<T> touch)
    {
        try
        {
            return touch();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new OutputRefusedException(path, refused);
        }
    }

    private sealed record Outputs(string? Json, string? Html, string FailOn, bool Open);

    /// <summary>One line a finished step, on the error stream.</summary>
    private sealed class StepLines(Session session) : IProgress<StepProgress>
    {
        private readonly Lock gate = new();

        public void Report(StepProgress value)
        {
            if (value.Run is not { } run)
                return;
            lock (gate)
            {
                var took = run.Took.TotalSeconds.ToString("0.00", session.Culture);
                session.Tell(run.Failure is null ? $"  ✓ {value.Collector} · {value.Step} · {took} s" : $"  ✗ {value.Collector} · {value.Step} · {took} s · {run.Failure.In(session.Language)}");
            }
        }
    }
}
