using AuditService.App.Scans;
using AuditService.Core;
using AuditService.Core.Footprints;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary>What a terminal shows of a footprint: each quantity with its range and unit, what it covers and leaves out, and what would move it.</summary>
internal static class FootprintSummary
{
    private const int ShownInfluences = 5;

    public static void Write(IAnsiConsole console, Session session, IReadOnlyList<EstimatedScenario> scenarios)
    {
        foreach (var scenario in scenarios)
            Write(console, session, scenario);
        if (scenarios.Count > 1)
            WriteComparison(console, session, scenarios);
    }

    private static void Write(IAnsiConsole console, Session session, EstimatedScenario scenario)
    {
        var estimate = scenario.Estimate;
        Line(console, "");
        Line(console, session.Say($"{scenario.Source} : ordres de grandeur, de la valeur basse à la haute (valeur centrale)", $"{scenario.Source}: orders of magnitude, low to high (central)"));
        Line(console, session.Say($"Facteurs : {estimate.Factors}", $"Factors: {estimate.Factors}"));
        Line(console, "");
        Footprint(console, session, session.Say("Entraînement (une année)", "Training (one year)"), estimate.Training);
        Footprint(console, session, session.Say("Une requête", "One request"), estimate.Request);
        Footprint(console, session, session.Say("Une année", "One year"), estimate.Year);
        if (estimate.Life is { } life)
            Footprint(console, session, session.Say("Vie du projet", "Life of the project"), life);
        if (estimate.LifePerUser is { } each)
            Footprint(console, session, session.Say("Vie du projet, par utilisateur", "Life of the project, for each user"), each);

        List(console, session.Say("Une année, c'est (électricité seule)", "One year is (electricity alone)"), estimate.Equivalents.Select(equivalent => $"{FootprintWords.Range(equivalent.Amount, session.Language)} {equivalent.Text.In(session.Language)} [{equivalent.Source.Title}]"));
        List(console, session.Say("Intensités possibles du réseau", "Possible intensities of the grid"), estimate.Grids.Select(grid =>
            $"{grid.Country} {FootprintWords.Number(grid.GramsPerKWh, session.Language)} g CO2e/kWh → {FootprintWords.Mass(grid.Carbon, session.Language)} [{grid.Source.Title}, {grid.Source.Date:yyyy-MM-dd} ; {grid.Source.Scope.In(session.Language)}]"));
        List(console, session.Say("Ce qui change le plus le résultat (carbone de l'électricité)", "What moves the result most (carbon of electricity)"), estimate.Sensitivity.Take(ShownInfluences).Select(influence =>
            session.Say(
                $"{influence.Input}, de {FootprintWords.Number(influence.Low, session.Language)} à {InputUnits.With(influence.Input, FootprintWords.Number(influence.High, session.Language), session.Language)} : de {FootprintWords.Mass(Interval.Exactly(influence.From), session.Language)} à {FootprintWords.Mass(Interval.Exactly(influence.To), session.Language)}",
                $"{influence.Input}, {FootprintWords.Number(influence.Low, session.Language)} to {InputUnits.With(influence.Input, FootprintWords.Number(influence.High, session.Language), session.Language)}: {FootprintWords.Mass(Interval.Exactly(influence.From), session.Language)} to {FootprintWords.Mass(Interval.Exactly(influence.To), session.Language)}")));
        List(console, session.Say("Hypothèses", "Assumptions"), Texts(estimate.Assumptions));
        List(console, session.Say("Périmètre", "Scope"), Texts(estimate.Scope));
        List(console, session.Say("Hors périmètre", "Excluded"), Texts(estimate.Excluded));

        IEnumerable<string> Texts(IEnumerable<LocalizedText> lines) => lines.Select(line => line.In(session.Language));
    }

    private static void Footprint(IAnsiConsole console, Session session, string title, Footprint footprint)
    {
        Line(console, title);
        if (footprint.EnergyKWh.Why is { } absent && footprint.EmbodiedCarbonKg.Why == absent)
        {
            Line(console, $"  {session.Say($"inconnue : {absent.Fr}", $"unknown: {absent.En}")}");
            return;
        }

        Line(console, $"  {session.Say("énergie", "energy"),-22} {Told(session, footprint.EnergyKWh, FootprintWords.Energy)}");
        Line(console, $"  {session.Say("carbone (électricité)", "carbon (electricity)"),-22} {Told(session, footprint.CarbonKg, FootprintWords.Mass)}");
        Line(console, $"  {session.Say("carbone (fabrication)", "carbon (manufacture)"),-22} {Told(session, footprint.EmbodiedCarbonKg, FootprintWords.Mass)}");
        Line(console, $"  {session.Say("eau", "water"),-22} {Told(session, footprint.WaterL, FootprintWords.Volume)}");
    }

    private static void WriteComparison(IAnsiConsole console, Session session, IReadOnlyList<EstimatedScenario> scenarios)
    {
        var first = scenarios[0].Estimate.Year.CarbonKg.Value;
        List(console, session.Say("Options comparées (carbone de l'électricité, une année ; × : la valeur centrale sur celle de la première)", "Options compared (carbon of electricity, one year; ×: the central value over that of the first)"), scenarios.Select(scenario =>
        {
            var carbon = scenario.Estimate.Year.CarbonKg;
            var ratio = first is { Central: > 0 } before && carbon.Value is { } value ? $" × {FootprintWords.Number(value.Central / before.Central, session.Language)}" : "";
            return $"{scenario.Source}{session.Say(" :", ":")} {Told(session, carbon, FootprintWords.Mass)}{ratio}";
        }));
    }

    private static string Told(Session session, Amount amount, Func<Interval, Language, string> told) =>
        amount.Value is { } value ? told(value, session.Language) : session.Say($"inconnu : {amount.Why!.Fr}", $"unknown: {amount.Why!.En}");

    private static void List(IAnsiConsole console, string title, IEnumerable<string> items)
    {
        var lines = items.ToList();
        if (lines.Count == 0)
            return;
        Line(console, "");
        Line(console, title);
        foreach (var line in lines)
            Line(console, $"  - {line}");
    }

    private static void Line(IAnsiConsole console, string text) => console.WriteLine(text);
}
