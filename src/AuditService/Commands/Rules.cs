using System.CommandLine;
using System.Text.Json;
using AuditService.App.RulePacks;
using AuditService.Core.Facts;
using AuditService.Core.Rules;
using AuditService.Reports;
using AuditService.Reports.Json;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary><c>audit rules list | show ID | verify [folder] | coverage [framework]</c>.</summary>
internal static class Rules
{
    private static readonly Option<string?> Json = new("--json") { Description = "Écrit aussi en JSON | Write as JSON too", HelpName = "F", Recursive = true };

    public static Command Command()
    {
        var id = new Argument<string>("id") { Description = "Identifiant de la règle | Id of the rule" };
        var folder = new Argument<string?>("folder") { Description = "Dossier de packs | Folder of packs", Arity = ArgumentArity.ZeroOrOne };
        var list = new Command("list", "Packs et règles | Packs and rules");
        list.SetAction((command, _) => AuditProgram.InSessionAsync(command, session => ListAsync(session, command.GetValue(Json))));
        var show = new Command("show", "Une règle, sa source et ses limites | One rule, its source and its limits") { id };
        show.SetAction((command, _) => AuditProgram.InSessionAsync(command, session => ShowAsync(session, command.GetValue(id)!, command.GetValue(Json))));
        var verify = new Command("verify", "Vérifie les packs | Verify the packs") { folder };
        verify.SetAction((command, _) => AuditProgram.InSessionAsync(command, session => VerifyAsync(session, command.GetValue(folder), command.GetValue(Json))));
        var framework = new Argument<string?>("framework") { Description = "Un référentiel, contrôle par contrôle | One framework, control by control", Arity = ArgumentArity.ZeroOrOne };
        var coverage = new Command("coverage", "Ce que chaque référentiel a d'automatique | How much of each framework is automatic") { framework };
        coverage.SetAction((command, _) => AuditProgram.InSessionAsync(command, session => CoverageAsync(session, command.GetValue(framework), command.GetValue(Json))));
        return new("rules", "Les packs de règles | The rule packs") { Json, list, show, verify, coverage };
    }

    private static RuleLibrary Library(Session session) => session.Services.GetRequiredService<RuleLibraries>().Load();

    private static async Task<int> ListAsync(Session session, string? json)
    {
        var library = Library(session);
        var table = Tables.New(session.Say("Pack", "Pack"), session.Say("Règle", "Rule"), session.Say("Gravité", "Severity"), session.Say("Mode", "Mode"), session.Say("Critères", "Criteria"), session.Say("État conforme", "Compliant state"));
        foreach (var rule in library.Rules.OrderBy(rule => rule.Pack, StringComparer.Ordinal).ThenBy(rule => rule.Id, StringComparer.Ordinal))
            table.AddRow(rule.Pack, rule.Id, Words.Of(rule.Severity).In(session.Language), Words.Of(rule.Mode).In(session.Language), string.Join(' ', rule.Criteria), Markup.Escape(rule.Title.In(session.Language)));
        session.Output.Write(table);
        session.Output.WriteLine(string.Join(" · ", library.Packs.Select(pack => $"{pack.Id} {pack.Version}: {pack.Rules.Count}")));
        await WriteJsonAsync(json, new
        {
            packs = library.Packs.Select(pack => new { pack.Id, pack.Version, pack.Hash, title = pack.Title, pack.Reviewer, rules = pack.Rules.Count }),
            rules = library.Rules.Select(rule => new { rule.Id, rule.Pack, rule.Title, rule.Severity, rule.Mode, rule.Criteria, rule.References, forEach = rule.ForEach.Id() }),
        });
        return ExitCode.Done;
    }

    private static async Task<int> ShowAsync(Session session, string id, string? json)
    {
        var library = Library(session);
        if (library.Find(id) is not { } rule)
        {
            var nearest = Authoring.Binding.NearestWord.To(id, library.Rules.Select(known => known.Id));
            throw AuditProgram.BadUsage(id, $"Règle inconnue{(nearest is null ? "." : $" ; vouliez-vous dire {nearest} ?")}", $"Unknown rule{(nearest is null ? "." : $"; did you mean {nearest}?")}");
        }

        var lines = new (string Label, string Text)[]
        {
            (session.Say("Règle", "Rule"), $"{rule.Id} ({rule.Pack})"),
            (session.Say("État conforme", "Compliant state"), rule.Title.In(session.Language)),
            (session.Say("Gravité", "Severity"), Words.Of(rule.Severity).In(session.Language)),
            (session.Say("Mode", "Mode"), Words.Of(rule.Mode).In(session.Language)),
            (session.Say("Critères", "Criteria"), string.Join(", ", rule.Criteria)),
            (session.Say("Sources", "Sources"), string.Join(" ; ", rule.References.Select(reference => $"{reference.Source} {reference.At}".Trim()))),
            (session.Say("Porte sur", "About"), rule.ForEach.Name().In(session.Language)),
            (session.Say("Faits lus", "Facts read"), string.Join(" ; ", rule.Reads.Select(key => $"{library.Catalogue.Title(key).In(session.Language)} [{key}]"))),
            (session.Say("Comment corriger", "How to mend"), $"{rule.Remedy.Text.In(session.Language)} ({session.Say("effort", "effort")} : {Words.Of(rule.Remedy.Effort).In(session.Language)})"),
            (session.Say("Limites", "Limits"), rule.Limits.In(session.Language)),
            (session.Say("Définie dans", "Defined in"), rule.At.ToString()),
        };
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var (label, text) in lines)
            grid.AddRow(new Markup($"[bold]{Markup.Escape(label)}[/]"), new Text(text));
        session.Output.Write(grid);
        await WriteJsonAsync(json, new { rule.Id, rule.Pack, rule.Title, rule.Severity, rule.Mode, rule.Criteria, rule.References, forEach = rule.ForEach.Id(), reads = rule.Reads, remedy = rule.Remedy, rule.Limits });
        return ExitCode.Done;
    }

    private static async Task<int> VerifyAsync(Session session, string? folder, string? json)
    {
        if (folder is not null && !Directory.Exists(folder))
            throw AuditProgram.BadUsage(folder, "Ce dossier n'existe pas.", "There is no such folder.");
        var (library, problems) = session.Services.GetRequiredService<RuleLibraries>().Read(folder);
        await WriteJsonAsync(json, new
        {
            packs = library.Packs.Select(pack => new { pack.Id, pack.Version, rules = pack.Rules.Count }),
            problems = problems.Select(problem => new { problem.At.File, problem.At.Line, problem.At.Column, message = problem.Message }),
        });
        foreach (var problem in problems)
            session.Messages.WriteLine(problem.In(session.Language));
        session.Output.WriteLine(session.Say(
            $"{library.Packs.Count} packs, {library.Rules.Count} règles, {library.Rules.Sum(rule => rule.Examples.Count)} exemples joués, {library.Frameworks.Count} référentiels : {problems.Count} erreur(s).",
            $"{library.Packs.Count} packs, {library.Rules.Count} rules, {library.Rules.Sum(rule => rule.Examples.Count)} examples run, {library.Frameworks.Count} frameworks: {problems.Count} mistake(s)."));
        return problems.Count == 0 ? ExitCode.Done : ExitCode.AuthorMistake;
    }

    private static async Task<int> CoverageAsync(Session session, string? wanted, string? json)
    {
        var frameworks = Library(session).Frameworks;
        if (wanted is not null)
            frameworks = [FrameworkOf(frameworks, wanted)];
        session.Output.Write(wanted is null ? Overview(session, frameworks) : ControlByControl(session, frameworks[0]));
        if (wanted is null)
            session.Output.WriteLine(session.Say("Contrôle par contrôle : audit rules coverage ID", "Control by control: audit rules coverage ID"));
        if (wanted is null && session.Verbose)
        {
            foreach (var framework in frameworks)
                session.Output.Write(ControlByControl(session, framework));
        }

        await WriteJsonAsync(json, new
        {
            frameworks = frameworks.Select(framework => new
            {
                framework.Id,
                framework.Version,
                framework.Title,
                controls = framework.Controls.Select(control => new { control.Id, control.Title, control.Group, control.Status, control.Why, control.Rules, control.Facts }),
            }),
        });
        return ExitCode.Done;
    }

    private static Framework FrameworkOf(IReadOnlyList<Framework> frameworks, string id)
    {
        if (frameworks.FirstOrDefault(framework => framework.Id == id) is { } known)
            return known;
        var all = string.Join(", ", frameworks.Select(framework => framework.Id));
        throw AuditProgram.BadUsage(id, $"Référentiel inconnu ; au choix : {all}.", $"Unknown framework; to choose from: {all}.");
    }

    private static Table Overview(Session session, IReadOnlyList<Framework> frameworks)
    {
        var table = Tables.New("ID", session.Say("Référentiel", "Framework"), session.Say("Contrôles", "Controls"), session.Say("automatiques", "automatic"), session.Say("assistés", "assisted"), session.Say("humains", "human"), session.Say("non couverts", "not covered"));
        foreach (var framework in frameworks)
        {
            table.AddRow(
                framework.Id,
                Markup.Escape(framework.Title.In(session.Language)),
                $"{framework.Controls.Count}",
                Count(framework, ControlStatus.Automatic),
                Count(framework, ControlStatus.Assisted),
                Count(framework, ControlStatus.Human),
                Count(framework, ControlStatus.OutOfScope));
        }

        return table;

        static string Count(Framework framework, ControlStatus status) => $"{framework.Controls.Count(control => control.Status == status)}";
    }

    private static Table ControlByControl(Session session, Framework framework)
    {
        var table = Tables.New(session.Say("Contrôle", "Control"), session.Say("Traitement", "Treatment"), session.Say("Exigence", "Requirement"), session.Say("Pourquoi", "Why"), session.Say("Règles", "Rules"));
        table.Title = new TableTitle(Markup.Escape(framework.Title.In(session.Language)));
        foreach (var control in framework.Controls)
        {
            table.AddRow(
                Markup.Escape(control.Id),
                Words.Of(control.Status).In(session.Language),
                Markup.Escape(control.Title.In(session.Language)),
                Markup.Escape(control.Why.In(session.Language)),
                Markup.Escape(string.Join(' ', control.Rules)));
        }

        return table;
    }

    private static async Task WriteJsonAsync<T>(string? path, T value)
    {
        if (path is null)
            return;
        await using var file = File.Create(path);
        await JsonSerializer.SerializeAsync(file, value, AuditJson.Options);
    }
}
