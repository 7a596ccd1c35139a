using AuditService.Authoring.Architecture;
using AuditService.Collectors.Architecture;
using AuditService.Core.Architecture;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary>What a terminal shows of an architecture: how much was read, the risks by severity with what to do, and what the files show besides.</summary>
internal static class ArchitectureSummary
{
    private const int ShownAttractive = 5;
    private const int ShownLeftOut = 15;

    public static void Write(IAnsiConsole console, Session session, ArchitectureReading reading)
    {
        var graph = reading.Graph;
        if (graph.Components.Count == 0)
        {
            if (reading.Problems.Count > 0)
                Line(console, session.Say("Aucune architecture lisible : le modèle Threagile du dossier est à corriger, et rien d'autre n'en montre une.", "No readable architecture: the folder's Threagile model is to be mended, and nothing else shows one."));
            else
                Line(console, session.Say("Aucune architecture : ni description, ni fichier de déploiement, ni appel connu dans le code.", "No architecture: no description, no deployment file, no known call in the code."));
            foreach (var problem in reading.Problems.Take(ShownLeftOut))
                Line(console, PrintableText.Of(problem.In(session.Language)));
            return;
        }

        var inferred = graph.Components.Count(component => component.Origin == ModelOrigin.Inferred);
        Line(console, session.Say(
            $"{graph.Components.Count} composants (dont {inferred} déduits des fichiers), {graph.Flows.Count} flux, {graph.Boundaries.Count} frontières de confiance",
            $"{graph.Components.Count} components ({inferred} of them inferred from files), {graph.Flows.Count} flows, {graph.Boundaries.Count} trust boundaries"));
        Line(console, "");
        Line(console, session.Say("Les plus attirants pour un attaquant (RAA)", "Most attractive to an attacker (RAA)"));
        foreach (var component in graph.Components.Where(component => !component.OutOfScope).OrderByDescending(graph.Attractiveness).ThenBy(component => component.Id, StringComparer.Ordinal).Take(ShownAttractive))
            Line(console, $"  {Math.Round(graph.Attractiveness(component)),4} %  {PrintableText.Of(component.Title)}");

        var asked = reading.Risks.Where(risk => ArchitectureKnowledgeReader.Texts.Of(risk.Rule).Asks).ToList();
        foreach (var severity in reading.Risks.Except(asked).GroupBy(risk => risk.Severity).OrderByDescending(severity => severity.Key))
        {
            Line(console, "");
            Line(console, session.Say($"Gravité {SeverityWords.Of(severity.Key).Fr} : {severity.Count()}", $"Severity {SeverityWords.Of(severity.Key).En}: {severity.Count()}"));
            Rules(console, session, graph, severity, withRemedy: severity.Key >= RiskSeverity.Elevated);
        }

        if (asked.Count > 0)
        {
            Line(console, "");
            Line(console, session.Say($"Questions sur le modèle : {asked.Count}", $"Questions about the model: {asked.Count}"));
            Rules(console, session, graph, asked, withRemedy: false);
        }

        if (reading.LeftOut.Count > 0)
        {
            Line(console, "");
            Line(console, session.Say($"Dans les fichiers et absents du modèle : {reading.LeftOut.Count}", $"In the files and absent from the model: {reading.LeftOut.Count}"));
            foreach (var left in reading.LeftOut.Take(ShownLeftOut))
                Line(console, PrintableText.Of($"  - {left.Name}{(left.Detail is null ? "" : $" ({left.Detail})")}, {left.At.Path}:{left.At.Line}"));
        }

        foreach (var problem in reading.Problems.Take(ShownLeftOut))
            Line(console, PrintableText.Of(problem.In(session.Language)));
    }

    private static void Rules(IAnsiConsole console, Session session, SystemGraph graph, IEnumerable<ArchitectureRisk> risks, bool withRemedy)
    {
        foreach (var rule in risks.GroupBy(risk => risk.Rule, StringComparer.Ordinal).OrderBy(rule => rule.Key, StringComparer.Ordinal))
        {
            var text = ArchitectureKnowledgeReader.Texts.Of(rule.Key);
            Line(console, $"  {rule.Key}{session.Say(" : ", ": ")}{text.Title.In(session.Language)}");
            Line(console, PrintableText.Of($"      {string.Join(" ; ", rule.Select(risk => Named(graph, risk)).Distinct(StringComparer.Ordinal))}"));
            if (withRemedy)
                Line(console, $"      → {text.Remedy.In(session.Language)}");
        }
    }

    private static string Named(SystemGraph graph, ArchitectureRisk risk) => risk.Flow is { } id && graph.Flows.FirstOrDefault(flow => flow.Id == id) is { } flow
        ? $"{graph.From(flow).Title} → {graph.To(flow).Title}"
        : risk.Component is { } component ? graph[component].Title : risk.Subject;

    private static void Line(IAnsiConsole console, string text) => console.WriteLine(text);
}
