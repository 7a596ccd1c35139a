using AuditService.Core.Reviews;
using AuditService.Core.Risks;

namespace AuditService.Reports;

/// <summary>A risk map in words: each number with what made it.</summary>
public sealed class RiskWords(ReportContext report)
{
    private string Colon => report.Say(" : ", ": ");

    /// <summary>Why the gravity, then path by path why the likelihoods.</summary>
    public IReadOnlyList<string> Because(Risk risk) => [.. Gravity(risk), .. Paths(risk)];

    public IEnumerable<string> Gravity(Risk risk)
    {
        foreach (var need in risk.Gravity.Because)
            yield return (risk.Gravity.IsInferred ? report.Say($"gravité {need.Level}, déduite de composants qui en portent d'ordinaire, à confirmer", $"gravity {need.Level}, inferred from components that usually carry it, to be confirmed") : report.Say($"gravité {need.Level}", $"gravity {need.Level}")) + Colon + need.Because.In(report.Language) + About(need.About);
        if (risk.Gravity.Level is null)
            yield return report.Say("gravité inconnue : rien dans le dossier ne dit ce que l'événement coûterait", "gravity unknown: nothing in the dossier says what the event would cost");
        foreach (var open in risk.Gravity.NotKnown)
            yield return report.Say("inconnu, aggraverait", "unknown, would make it graver") + Colon + open.In(report.Language);
    }

    public IEnumerable<string> Paths(Risk risk)
    {
        if (!risk.Source.IsSure)
            yield return report.Say("source retenue faute de savoir", "source kept for want of knowing") + Colon + risk.Source.Source.Title.In(report.Language);
        foreach (var path in risk.Paths)
        {
            if (!path.IsSure)
                yield return report.Say("rien ne dit si ce chemin existe ici", "nothing says whether this path exists here") + Colon + path.Path.Title.In(report.Language);
            foreach (var action in path.Actions)
                yield return $"{path.Path.Title.In(report.Language)} › {Action(action)}";
        }
    }

    /// <summary>An action with its numbers: where it starts, what raises it, what lowers it, what is not known.</summary>
    public string Action(WeighedAction weighed)
    {
        List<string> parts = [report.Say($"départ {weighed.Start} ({Maturity(weighed.Action)})", $"start {weighed.Start} ({Maturity(weighed.Action)})")];
        Add(rule => rule.State is RuleState.Open, report.Say("+1, ouvert", "+1, open"));
        Add(rule => rule.State is RuleState.OpenMinor, report.Say("ouvert, mineur", "open, minor"));
        Add(rule => rule is { IsGuard: true, State: RuleState.Proven }, report.Say("−1 chacun, prouvé", "-1 each, proven"));
        Add(rule => rule is { IsGuard: true, State: RuleState.NothingSeen }, report.Say("rien de contraire reconnu, ce n'est pas une preuve : ne baisse rien", "nothing to the contrary recognised, which is no evidence: lowers nothing"));
        Add(rule => rule.State is RuleState.Declared, report.Say("déclaré sans preuve, ne baisse rien", "declared without evidence, lowers nothing"));
        Add(rule => rule.State is RuleState.Unknown, report.Say("inconnu, ne baisse rien", "unknown, lowers nothing"));
        if (weighed.IsPriorOnly)
            parts.Add(report.Say("aucune règle ne vérifie ici de mesure ni de faille : à juger par une personne", "no rule checks a measure or a flaw here: for a person to judge"));
        return $"{weighed.Action.Title.In(report.Language)}{(weighed.Action.Technique is { } technique ? $" [{technique}]" : "")}{Colon}{string.Join(" ; ", parts)}{Arrow(weighed.Initial, weighed.Residual)}";

        void Add(Func<WeighedRule, bool> wanted, string what)
        {
            var rules = weighed.Rules.Where(wanted).Select(rule => rule.Rule).ToList();
            if (rules.Count > 0)
                parts.Add($"{what}{Colon}{string.Join(", ", rules)}");
        }
    }

    /// <summary>What people rate otherwise, with both values, who, when and why.</summary>
    public IEnumerable<string> Forced(Risk risk) => risk.Forced.Select(forced =>
        NameOf(forced.Value) + Colon + report.Say(
            $"{Step(forced.Value, forced.Step)}, forcée par {forced.By} le {forced.At:yyyy-MM-dd}{Colon}{forced.Reason} ; la machine dit {Step(forced.Value, forced.Machine)}",
            $"{Step(forced.Value, forced.Step)}, forced by {forced.By} on {forced.At:yyyy-MM-dd}: {forced.Reason}; the machine says {Step(forced.Value, forced.Machine)}")
        + (forced.IsOutdated ? report.Say(" ; la valeur de la machine a changé depuis : elle compte de nouveau, à revoir", "; the machine's value has changed since: it counts again, to be looked at anew") : ""));

    public string NameOf(RatedValue value) => value switch
    {
        RatedValue.Gravity => report.Say("gravité", "gravity"),
        RatedValue.InitialLikelihood => report.Say("vraisemblance initiale", "initial likelihood"),
        RatedValue.CurrentLikelihood => report.Say("vraisemblance actuelle", "current likelihood"),
        RatedValue.PlannedLikelihood => report.Say("vraisemblance après mesures prévues", "likelihood after planned measures"),
        _ => report.Say("gravité après mesures prévues", "gravity after planned measures"),
    };

    private string Step(RatedValue value, int? step) => value is RatedValue.Gravity or RatedValue.PlannedGravity ? Gravity(step) : step is { } likelihood ? Likelihood(likelihood) : report.Say("inconnue", "unknown");

    public string Gravity(int? level) => level is { } known ? $"G{known} {report.Risks!.Map.Catalogue.Gravities[known - 1].In(report.Language)}" : report.Say("gravité inconnue", "gravity unknown");

    public string Likelihood(int level) => $"V{level} {report.Risks!.Map.Catalogue.Likelihoods[level - 1].In(report.Language)}";

    private string Arrow(int initial, int residual) => report.Say($" → initiale {initial}, résiduelle {residual}", $" → initial {initial}, residual {residual}");

    private string Maturity(ElementaryAction action) => action.Maturity switch
    {
        TechniqueMaturity.Realized => report.Say("déjà vu en vrai", "seen in the wild"),
        TechniqueMaturity.Demonstrated => report.Say("démontré", "demonstrated"),
        _ => report.Say("faisable", "feasible"),
    };

    private string About(IReadOnlyList<string> about) => about.Count switch
    {
        0 => "",
        <= 4 => $" ({string.Join(", ", about)})",
        _ => $" ({string.Join(", ", about.Take(4))} {report.Say($"et {about.Count - 4} autres", $"and {about.Count - 4} more")})",
    };
}
