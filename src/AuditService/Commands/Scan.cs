using System.CommandLine;
using System.Text.Json;
using AuditService.App.Scans;
using AuditService.Reports.Json;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary><c>audit scan page|data|quality|text|model|code|document|footprint|architecture|aiact|aia [path]...</c>: one sense without a dossier. Without <c>--json</c> the JSON goes to standard output.</summary>
internal static class Scan
{
    private static readonly Option<string?> Json = new("--json") { Description = "Écrit le résultat dans ce fichier plutôt que sur la sortie | Write the result to this file rather than to standard output", HelpName = "F", Recursive = true };

    public static Command Command()
    {
        var page = Kind("page", "Pages web : tests RGAA | Web pages: RGAA tests", async (session, paths, command, token) =>
        {
            var sample = new App.PageSample(PageOptions.Words(command.GetValue(Viewports)), command.GetValue(StorageState), command.GetValue(Sitemaps) ?? [], !command.GetValue(IgnoreRobots)) { ActOnPages = !command.GetValue(Quick) };
            return await session.Services.GetRequiredService<ScanPages>().RunAsync(paths, !command.GetValue(Static), command.GetValue(Markers), sample, session.Language, new Lines(session), token);
        });
        page.Arguments[0].Arity = ArgumentArity.ZeroOrMore;
        page.Validators.Add(result =>
        {
            if (result.GetValue((Argument<string[]>)page.Arguments[0]) is not { Length: > 0 } && result.GetValue(Sitemaps) is not { Length: > 0 })
                result.AddError("Nommez une page, un dossier, une adresse ou un plan de site (--sitemap). | Name a page, a folder, an address or a sitemap (--sitemap).");
        });
        page.Options.Add(Static);
        page.Options.Add(Quick);
        page.Options.Add(Markers);
        page.Options.Add(Viewports);
        page.Options.Add(StorageState);
        page.Options.Add(Sitemaps);
        page.Options.Add(IgnoreRobots);
        var quality = Kind("quality", "Jeux de données : qualité, réidentification, équité | Data sets: quality, re-identification, fairness", async (session, paths, command, token) =>
            await session.Services.GetRequiredService<ScanQuality>().RunAsync(
                paths,
                new([.. (command.GetValue(Quasi) ?? []).SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))], command.GetValue(Label), command.GetValue(Prediction), command.GetValue(Protected), command.GetValue(Positive)),
                session.Language,
                token));
        foreach (var option in (Option[])[Quasi, Label, Prediction, Protected, Positive]) quality.Options.Add(option);
        return new("scan", "Un seul sens, sans dossier | One sense, without a dossier")
        {
            Json,
            page,
            Kind("data", "Jeux de données : colonnes et données personnelles | Data sets: columns and personal data", async (session, paths, _, token) => await session.Services.GetRequiredService<ScanDatasets>().RunAsync(paths, session.Language, token)),
            quality,
            Kind("text", "Textes : données personnelles | Texts: personal data", async (session, paths, _, token) => await session.Services.GetRequiredService<ScanTexts>().RunAsync(paths, token)),
            Kind("model", "Fichiers de modèles | Model files", async (session, paths, _, token) => await session.Services.GetRequiredService<ScanModels>().RunAsync(paths, token)),
            Kind("code", "Code source et configuration | Source code and configuration", async (session, paths, _, token) => await session.Services.GetRequiredService<ScanCode>().RunAsync(paths, token)),
            Kind("document", "Documents | Documents", async (session, paths, _, token) => await session.Services.GetRequiredService<ScanDocuments>().RunAsync(paths, session.Language, new Lines(session), token)),
            Kind("footprint", "Énergie, carbone et eau d'un scénario | Energy, carbon and water of a scenario", (session, paths, command, _) =>
            {
                var estimated = session.Services.GetRequiredService<ScanFootprint>().Estimate(paths);
                // People read the summary where programs do not read the JSON.
                if (command.GetValue(Json) is not null)
                    FootprintSummary.Write(session.Output, session, estimated);
                else if (!session.Quiet)
                    FootprintSummary.Write(session.Messages, session, estimated);
                return Task.FromResult<object>(ScanFootprint.Shown(estimated, session.Language));
            }),
            Architecture(),
            ScanLaws.AiAct(Json),
            ScanLaws.Aia(Json),
        };
    }

    private static readonly Option<string?> Svg = new("--svg") { Description = "Écrit le schéma des flux dans ce fichier | Write the data-flow diagram to this file", HelpName = "F" };

    private static Command Architecture()
    {
        var architecture = Kind("architecture", "Composants, flux et risques d'une architecture | Components, flows and risks of an architecture", async (session, paths, command, token) =>
        {
            var reading = session.Services.GetRequiredService<ScanArchitecture>().Read(paths[0]);
            if (command.GetValue(Svg) is { } picture)
                await Run.WriteAsync(picture, async stream => await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(ScanArchitecture.Svg(reading, session.Language)), token));
            if (command.GetValue(Json) is not null)
                ArchitectureSummary.Write(session.Output, session, reading);
            else if (!session.Quiet)
                ArchitectureSummary.Write(session.Messages, session, reading);
            return ScanArchitecture.Shown(reading, session.Language);
        });
        architecture.Validators.Add(result =>
        {
            if (result.GetValue((Argument<string[]>)architecture.Arguments[0]) is { Length: > 1 })
                result.AddError("Une seule architecture à la fois. | One architecture at a time.");
        });
        architecture.Arguments[0].Description = "dossier.yaml, modèle Threagile, fichier compose ou Kubernetes, ou dossier | dossier.yaml, Threagile model, compose or Kubernetes file, or folder";
        architecture.Options.Add(Svg);
        return architecture;
    }

    private static readonly Option<bool> Quick = new("--quick") { Description = "Sans clavier, pointeur, agrandissement ni formulaires : plus vite, moins de tests | Without keyboard, pointer, enlargement and forms: sooner, fewer tests" };

    private static readonly Option<string[]> Quasi = new("--quasi") { Description = "Quasi-identifiants, séparés par des virgules ; sans cette option, le programme les propose | Quasi-identifiers, separated by commas; without this option the program proposes them", HelpName = "a,b,c" };

    private static readonly Option<string?> Label = new("--label") { Description = "Colonne à prédire | Column to be told", HelpName = "C" };

    private static readonly Option<string?> Prediction = new("--prediction") { Description = "Colonne de ce que le modèle a prédit | Column of what the model said", HelpName = "C" };

    private static readonly Option<string?> Protected = new("--protected") { Description = "Colonne qui forme les groupes comparés | Column that makes the groups compared", HelpName = "C" };

    private static readonly Option<string?> Positive = new("--positive") { Description = "Valeur favorable | Favourable value", HelpName = "V" };

    private static readonly Option<bool> Static = new("--static") { Description = "Sans navigateur | Without a browser" };

    private static readonly Option<string?> Markers = new("--markers") { Description = "Rôles des éléments (YAML ou JSON) | Roles of elements (YAML or JSON)", HelpName = "F" };

    private static readonly Option<string[]> Viewports = PageOptions.Viewports();

    private static readonly Option<string?> StorageState = PageOptions.StorageState();

    private static readonly Option<string[]> Sitemaps = new("--sitemap") { Description = "Plan de site : les pages qu'il nomme, même hôte, 20 au plus | Sitemap: the pages that it names, same host, at most 20", HelpName = "URL" };

    private static readonly Option<bool> IgnoreRobots = new("--ignore-robots") { Description = "Sans suivre robots.txt | Without heeding robots.txt" };

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
