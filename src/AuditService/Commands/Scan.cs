using System.CommandLine;
using System.Text.Json;
using AuditService.App.Scans;
using AuditService.Reports.Json;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary><c>audit scan page|data|text|model|code|document [path]...</c>: one sense without a dossier. Without <c>--json</c> the JSON goes to standard output.</summary>
internal static class Scan
{
    private static readonly Option<string?> Json = new("--json") { Description = "Écrit le résultat dans ce fichier plutôt que sur la sortie | Write the result to this file rather than to standard output", HelpName = "F", Recursive = true };

    public static Command Command()
    {
        var page = Kind("page", "Pages web : tests RGAA | Web pages: RGAA tests", async (session, paths, command, token) =>
            await session.Services.GetRequiredService<ScanPages>().RunAsync(paths, !command.GetValue(Static), command.GetValue(Markers), session.Language, new Lines(session), token));
        page.Options.Add(Static);
        page.Options.Add(Markers);
        return new("scan", "Un seul sens, sans dossier | One sense, without a dossier")
        {
            Json,
            page,
            Kind("data", "Jeux de données : colonnes et données personnelles | Data sets: columns and personal data", async (session, paths, _, token) => await session.Services.GetRequiredService<ScanDatasets>().RunAsync(paths, session.Language, token)),
            Kind("text", "Textes : données personnelles | Texts: personal data", async (session, paths, _, token) => await session.Services.GetRequiredService<ScanTexts>().RunAsync(paths, token)),
            Kind("model", "Fichiers de modèles | Model files", async (session, paths, _, token) => await session.Services.GetRequiredService<ScanModels>().RunAsync(paths, token)),
            Kind("code", "Code source et configuration | Source code and configuration", async (session, paths, _, token) => await session.Services.GetRequiredService<ScanCode>().RunAsync(paths, token)),
            Kind("document", "Documents | Documents", async (session, paths, _, token) => await session.Services.GetRequiredService<ScanDocuments>().RunAsync(paths, session.Language, new Lines(session), token)),
        };
    }

    private static readonly Option<bool> Static = new("--static") { Description = "Sans navigateur | Without a browser" };

    private static readonly Option<string?> Markers = new("--markers") { Description = "Rôles des éléments (YAML ou JSON) | Roles of elements (YAML or JSON)", HelpName = "F" };

    private static Command Kind(string name, string description, Func<Session, IReadOnlyList<string>, ParseResult, CancellationToken, Task<object>> scan)
    {
        var paths = new Argument<string[]>("path") { Description = "Fichiers ou dossiers | Files or folders", Arity = ArgumentArity.OneOrMore };
        var kind = new Command(name, description) { paths };
        kind.SetAction((command, token) => AuditProgram.InSessionAsync(command, async session =>
        {
            RequireThere(command.GetValue(paths)!);
            var result = await scan(session, command.GetValue(paths)!, command, token);
            if (command.GetValue(Json) is { } file)
                await Run.WriteAsync(file, stream => JsonSerializer.SerializeAsync(stream, result, AuditJson.Options, token));
            else
                session.Output.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(result, AuditJson.Options));
            return ExitCode.Done;
        }));
        return kind;
    }

    private static void RequireThere(IReadOnlyList<string> paths)
    {
        var absent = paths.Where(path => !Path.Exists(path) && !path.StartsWith("http", StringComparison.OrdinalIgnoreCase)).ToList();
        if (absent.Count > 0)
            throw new App.AuthorMistakesException([.. absent.Select(path => new Core.AuthorProblem(new(path, 1, 1), "Rien à cet emplacement.", "Nothing at that place."))]);
    }
}
