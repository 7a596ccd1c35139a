using System.CommandLine;
using AuditService.App.Accessibility;
using AuditService.App.Audits;
using AuditService.Core.Accessibility;
using AuditService.Reports.Declarations;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary><c>audit declaration</c>: the declaration of accessibility that a stored audit supports, and the mention for the home page.</summary>
internal static class DeclarationCommand
{
    public static Command Command()
    {
        var id = new Argument<string>("audit") { Description = "Identifiant, son début, « latest » ou « previous » | Id, its beginning, latest or previous" };
        var file = new Argument<string>("file") { Description = "declaration.html, .md ou .docx | declaration.html, .md or .docx" };
        var declaration = new Command("declaration", "Déclaration d'accessibilité à partir d'un audit | Declaration of accessibility from an audit") { id, file };
        declaration.SetAction((command, token) => AuditProgram.InStoreAsync(command, session => WriteAsync(session, command.GetValue(id)!, command.GetValue(file)!, token)));
        return declaration;
    }

    private static async Task<int> WriteAsync(Session session, string id, string path, CancellationToken cancellation)
    {
        var format = Path.GetExtension(path).TrimStart('.').ToLowerInvariant();
        if (!DeclarationFile.Formats.Contains(format))
            throw AuditProgram.BadUsage(path, "Une déclaration est un fichier .html, .md ou .docx.", "A declaration is a .html, .md or .docx file.");
        var audit = await session.Services.GetRequiredService<StoredAudits>().FindAsync(id, cancellation);
        var grids = session.Services.GetRequiredService<AccessibilityGrids>();
        var grid = await grids.GetAsync(audit, cancellation);
        var today = DateOnly.FromDateTime(session.Services.GetRequiredService<TimeProvider>().GetLocalNow().DateTime);
        var declaration = AccessibilityDeclaration.Of(audit, grid, grids.ManifestOf(audit), today);
        await Run.WriteAsync(path, stream => DeclarationFile.WriteAsync(declaration, format, stream, cancellation));

        var blanks = declaration.Blocks.Sum(block => block.Parts.Count(part => part.IsBlank));
        session.Output.WriteLine(session.Say($"{path} : {blanks} passage(s) à compléter.", $"{path}: {blanks} place(s) to fill."));
        session.Output.WriteLine(GridCommand.Sentence(session, grid));
        session.Output.WriteLine(declaration.State is { } state
            ? session.Say($"Mention pour la page d'accueil : {state.HomePageMention()}", $"Mention for the home page: {state.HomePageMention()}")
            : session.Say(
                $"Pas de mention pour la page d'accueil : {grid.Contradictions.Count} verdict(s) contredisent un échec prouvé. Tranchez-les d'abord.",
                $"No mention for the home page: {grid.Contradictions.Count} verdict(s) contradict a proven failure. Settle them first."));
        return ExitCode.Done;
    }
}
