using System.CommandLine;
using AuditService.App.Accessibility;
using AuditService.App.Audits;
using AuditService.Core.Accessibility;
using AuditService.Core.Rules;
using AuditService.Reports.Grids;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary><c>audit grid export|import</c>: the RGAA grid of a stored audit as a file that auditors know, and back.</summary>
internal static class GridCommand
{
    private const string Csv = "csv";
    private const string Xlsx = "xlsx";
    private const string Json = "json";
    private const string Earl = "earl";

    public static Command Command() => new("grid", "Grille RGAA d'un audit : exporter, remplir, importer | RGAA grid of an audit: export, fill, import") { Export(), Import() };

    private static Command Export()
    {
        var id = new Argument<string>("audit") { Description = "Identifiant, son début, « latest » ou « previous » | Id, its beginning, latest or previous" };
        var file = new Argument<string>("file") { Description = "grille.xlsx, .csv ou .json | grid.xlsx, .csv or .json" };
        var preset = new Option<string?>("--preset") { Description = "Présélection de critères : 25, 50 ou 106 | Selection of criteria: 25, 50 or 106", HelpName = "N" };
        var since = new Option<string?>("--since") { Description = "Audit précédent : ajoute la feuille « Suivi » | Earlier audit: adds the sheet \"Suivi\"", HelpName = "ID" };
        var format = new Option<string>("--format") { Description = "Schéma d'un fichier .json | Schema of a .json file", DefaultValueFactory = _ => "luxembourg" };
        format.AcceptOnlyFromAmong("luxembourg", Earl);
        var export = new Command("export", "Écrit la grille : ce que la machine a prouvé, NT pour le reste | Writes the grid: what the machine proved, NT for the rest") { id, file, preset, since, format };
        export.SetAction((command, token) => AuditProgram.InStoreAsync(command, session => ExportAsync(
            session, command.GetValue(id)!, command.GetValue(file)!, command.GetValue(preset), command.GetValue(since), command.GetValue(format) == Earl, token)));
        return export;
    }

    private static Command Import()
    {
        var file = new Argument<string>("file") { Description = "Grille remplie, .xlsx ou .csv | Filled grid, .xlsx or .csv" };
        var author = new Option<string>("--author") { Description = "Qui répond de ces verdicts | Who answers for these verdicts", HelpName = "NAME", Required = true };
        var id = new Option<string?>("--audit") { Description = "Audit rempli ; sinon celui que la grille nomme, sinon le dernier | Audit that is filled; else the one that the grid names, else the latest", HelpName = "ID" };
        var import = new Command("import", "Reprend les verdicts d'une grille remplie | Takes in the verdicts of a filled grid") { file, author, id };
        import.SetAction((command, token) => AuditProgram.InStoreAsync(command, session => ImportAsync(session, command.GetValue(file)!, command.GetValue(author)!, command.GetValue(id), token)));
        return import;
    }

    private static async Task<int> ExportAsync(Session session, string id, string path, string? preset, string? since, bool asEarl, CancellationToken cancellation)
    {
        var format = FormatOf(path, Csv, Xlsx, Json);
        var audits = session.Services.GetRequiredService<StoredAudits>();
        var audit = await audits.FindAsync(id, cancellation);
        var grid = await session.Services.GetRequiredService<AccessibilityGrids>().GetAsync(audit, cancellation);
        var earlier = since is null ? null : await audits.FindAsync(since, cancellation);
        var export = GridExport.Of(audit, grid, PresetOf(grid.Referential, preset), earlier);
        if (format == Json && !asEarl && grid.Pages.Count > GridJson.LuxembourgPages)
            throw AuditProgram.BadUsage(path, $"Le schéma luxembourgeois admet {GridJson.LuxembourgPages} pages ; l'échantillon en a {grid.Pages.Count}.", $"Luxembourg's schema admits {GridJson.LuxembourgPages} pages; the sample has {grid.Pages.Count}.");
        await Run.WriteAsync(path, stream => format switch
        {
            Csv => GridCsv.WriteAsync(export, stream, cancellation),
            Json when asEarl => GridJson.WriteEarlAsync(export, stream, cancellation),
            Json => GridJson.WriteLuxembourgAsync(export, stream, cancellation),
            _ => GridWorkbook.WriteAsync(export, stream, cancellation),
        });
        session.Output.WriteLine(session.Say(
            $"{path} : {grid.Pages.Count} page(s), {export.Criteria.Count} critères, {export.Criteria.Count(grid.Left.Contains)} à tester.",
            $"{path}: {grid.Pages.Count} page(s), {export.Criteria.Count} criteria, {export.Criteria.Count(grid.Left.Contains)} to test."));
        if (export.FollowUp is { } fates)
            session.Output.WriteLine(string.Join(" · ", Enum.GetValues<IssueFate>().Select(fate => $"{GridWorkbook.NameOf(fate).In(session.Language)}{session.Say(" : ", ": ")}{fates.Count(followed => followed.Fate == fate)}")));
        return ExitCode.Done;
    }

    private static async Task<int> ImportAsync(Session session, string path, string author, string? id, CancellationToken cancellation)
    {
        FormatOf(path, Csv, Xlsx);
        var content = await ContentAsync(path, cancellation);
        var grids = session.Services.GetRequiredService<AccessibilityGrids>();
        var name = Path.GetFileName(path);
        var audit = await session.Services.GetRequiredService<StoredAudits>().FindAsync(id ?? grids.AuditNamedIn(name, content), cancellation);
        GridImport import;
        try
        {
            import = await grids.ImportAsync(audit, name, content, author, version: null, cancellation);
        }
        catch (GridMistakesException mistakes)
        {
            foreach (var problem in mistakes.Problems)
                session.Messages.WriteLine(problem.In(session.Language));
            session.Messages.WriteLine(session.Say($"{mistakes.Problems.Count} erreur(s) à corriger ; rien n'a été importé.", $"{mistakes.Problems.Count} mistake(s) to mend; nothing was imported."));
            return ExitCode.AuthorMistake;
        }

        foreach (var warning in import.Warnings)
            session.Messages.WriteLine(session.Say("attention, ", "warning, ") + warning.In(session.Language));
        session.Output.WriteLine(import.Verdicts.Count == 0
            ? session.Say($"Rien de nouveau pour l'audit {audit.Id}.", $"Nothing new for the audit {audit.Id}.")
            : session.Say($"{import.Verdicts.Count} verdict(s) de {author.Trim()} repris dans l'audit {audit.Id}.", $"{import.Verdicts.Count} verdict(s) of {author.Trim()} taken into the audit {audit.Id}."));
        session.Output.WriteLine(Sentence(session, await grids.GetAsync(audit, cancellation)));
        return ExitCode.Done;
    }

    /// <summary>The rate in a sentence, or why there is none.</summary>
    internal static string Sentence(Session session, AccessibilityGrid grid)
    {
        var maximum = grid.ProvenMaximum is { } most ? session.Say($" Au plus {Percent(session, most)} % au vu des échecs connus.", $" At most {Percent(session, most)} % in view of the failures known.") : "";
        if (grid.Rate is { } claimed && claimed > grid.ProvenMaximum)
        {
            return session.Say(
                $"RGAA {grid.Referential.Version} : pas de taux, {grid.Contradictions.Count} verdict(s) contredisent un échec prouvé : tranchez-les d'abord.",
                $"RGAA {grid.Referential.Version}: no rate, {grid.Contradictions.Count} verdict(s) contradict a proven failure: settle them first.") + maximum;
        }

        return grid.Rate is { } rate
            ? session.Say($"RGAA {grid.Referential.Version} : {Percent(session, rate)} % des critères respectés", $"RGAA {grid.Referential.Version}: {Percent(session, rate)} % of criteria respected")
                + (grid.MeanRate is { } mean ? session.Say($" (taux moyen des pages : {Percent(session, mean)} %).", $" (mean rate of the pages: {Percent(session, mean)} %).") : ".")
            : session.Say($"RGAA {grid.Referential.Version} : pas de taux, {grid.RateWithheld!.Fr}.", $"RGAA {grid.Referential.Version}: no rate, {grid.RateWithheld!.En}.") + maximum;
    }

    private static string Percent(Session session, double share) => Math.Round(share * 100, 1, MidpointRounding.AwayFromZero).ToString("0.#", session.Culture);

    private static FrameworkPreset? PresetOf(Referential referential, string? named) =>
        named is null ? null : referential.Presets.FirstOrDefault(preset => preset.Id == named) ?? throw AuditProgram.BadUsage(
            "--preset",
            $"Présélection inconnue « {named} » ; connues : {string.Join(", ", referential.Presets.Select(preset => preset.Id))}.",
            $"Unknown preset \"{named}\"; known: {string.Join(", ", referential.Presets.Select(preset => preset.Id))}.");

    private static string FormatOf(string path, params IReadOnlyList<string> formats)
    {
        var extension = Path.GetExtension(path).TrimStart('.').ToLowerInvariant();
        return formats.Contains(extension) ? extension : throw AuditProgram.BadUsage(path, $"Une grille est un fichier {string.Join(", ", formats.Select(format => "." + format))}.", $"A grid is a file {string.Join(", ", formats.Select(format => "." + format))}.");
    }

    private static async Task<byte[]> ContentAsync(string path, CancellationToken cancellation)
    {
        try
        {
            var size = new FileInfo(path).Length;
            if (size > AccessibilityGrids.MostBytes)
                throw AuditProgram.BadUsage(path, $"Fichier de {size} octets ; {AccessibilityGrids.MostBytes} au plus.", $"File of {size} bytes; {AccessibilityGrids.MostBytes} at most.");
            return await File.ReadAllBytesAsync(path, cancellation);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw AuditProgram.BadUsage(path, $"Ce fichier ne peut pas être lu : {refused.Message}", $"This file cannot be read: {refused.Message}");
        }
    }
}
