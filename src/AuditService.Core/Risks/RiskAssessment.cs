using AuditService.Core.Architecture;
using AuditService.Core.Conditions;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Rules;

namespace AuditService.Core.Risks;

/// <summary>
/// Weighs the scenarios of a catalogue against what an audit found. Pure and deterministic: the order of findings and facts never matters, and a better
/// finding never raises a likelihood.
/// </summary>
/// <remarks>
/// Gravity is the greatest need touched. An action starts at the maturity of its technique, rises by one where a major or blocking finding is open, and falls
/// by one for each proven measure; a path is as likely as its least likely action, a risk as its likeliest path. A measure without evidence lowers nothing.
/// </remarks>
public sealed class RiskAssessment
{
    private const string Model = "architecture.model";

    private readonly RiskCatalogue catalogue;
    private readonly FactSet facts;
    private readonly ILookup<string, Finding> findings;
    private readonly ArchitectureModel architecture;

    private readonly IReadOnlySet<string> planned;

    private RiskAssessment(RiskCatalogue catalogue, FactSet facts, IEnumerable<Finding> findings, IReadOnlySet<string> planned)
    {
        this.planned = planned;
        this.catalogue = catalogue;
        this.facts = facts;
        this.findings = findings.OrderBy(finding => finding.Id, StringComparer.Ordinal).ToLookup(finding => finding.Rule.Id, StringComparer.Ordinal);
        architecture = facts.Find(Subject.Dossier, Model)?.Value is TextValue { Value: var text } ? ArchitectureJson.Read(text) ?? ArchitectureModel.Empty : ArchitectureModel.Empty;
    }

    /// <param name="planned">Rules that a measure of the dossier's plan is to satisfy: in the map of what is planned they are met.</param>
    public static RiskMap Of(RiskCatalogue catalogue, FactSet facts, IEnumerable<Finding> findings, IReadOnlySet<string>? planned = null) =>
        new RiskAssessment(catalogue, facts, findings, planned ?? new HashSet<string>()).Map();

    private RiskMap Map()
    {
        var presence = catalogue.Values.ToDictionary(value => value.Id, value => Presence(value).Truth, StringComparer.Ordinal);
        var sources = catalogue.Sources.Select(Weigh).ToList();
        var risks = new List<Risk>();
        var setAside = new List<RiskSetAside>();
        foreach (var scenario in catalogue.Scenarios)
        {
            var source = sources.Single(weighed => weighed.Source.Id == scenario.Source);
            var feared = catalogue.Events.Single(known => known.Id == scenario.Event);
            var touched = catalogue.Values.Where(value => feared.Values.Contains(value.Id, StringComparer.Ordinal)).ToList();
            var paths = scenario.Paths.Select(path => (Path: path, Truth: path.When?.In(facts).Truth ?? Truth.True)).ToList();
            if (!source.IsKept)
                setAside.Add(new(scenario, source.Because));
            else if (touched.TrueForAll(value => presence[value.Id] == Truth.False))
                setAside.Add(new(scenario, new("le dossier ne contient rien de ce que cet événement touche", "the dossier holds nothing that this event touches")));
            else if (paths.TrueForAll(path => path.Truth == Truth.False))
                setAside.Add(new(scenario, paths[0].Path.Absent ?? new("aucun chemin n'est possible ici", "no path is possible here")));
            else
                risks.Add(Weigh(scenario, feared, source, Gravity(feared.Need, [.. touched.Where(value => presence[value.Id] != Truth.False)]), [.. paths.Where(path => path.Truth != Truth.False).Select(path => Weigh(path.Path, path.Truth == Truth.True))]));
        }

        return new()
        {
            Catalogue = catalogue,
            Values = [.. catalogue.Values.Where(value => presence[value.Id] != Truth.False).Select(value => Weigh(value, presence[value.Id] == Truth.True))],
            Sources = sources,
            Risks =
            [
                .. risks
                    .OrderByDescending(risk => risk.ResidualLevel ?? RiskLevel.High)
                    .ThenByDescending(risk => risk.Gravity.Level ?? risk.Gravity.AtMost)
                    .ThenByDescending(risk => risk.Residual)
                    .ThenBy(risk => risk.Id, StringComparer.Ordinal),
            ],
            SetAside = setAside,
            Coverage = [.. catalogue.Catalogues.Select(list => new CatalogueCoverage(list, [.. list.Items.Select(item => Coverage(list, item, risks, setAside))]))],
        };
    }

    private WeighedSource Weigh(RiskSource source)
    {
        var truth = source.When?.In(facts).Truth ?? Truth.True;
        return new(source, source.Pertinence > 1 && truth != Truth.False, truth != Truth.Unknown);
    }

    private WeighedValue Weigh(BusinessValue value, bool isSure) => new(
        value,
        isSure,
        // Of the kinds that tell where the value is, those that hold it; all of the other kinds.
        [
            .. Circumstance.Any(value.Present, facts).Holding.Where(subject => value.Supports.Contains(subject.Kind)),
            .. value.Supports.Where(kind => value.Present.All(circumstance => circumstance.ForEach != kind)).SelectMany(facts.Subjects),
        ],
        [.. Enum.GetValues<ProtectionNeed>().SelectMany(need => Needs(value, need).Known.Take(1))],
        [.. Showing(value).Select(component => new SeenSupport(component.Id, component.Title, component.Origin == ModelOrigin.Inferred))]);

    /// <summary>What the facts say, or a component that shows the value by itself.</summary>
    private (Truth Truth, IReadOnlyList<Subject> Holding) Presence(BusinessValue value)
    {
        var said = Circumstance.Any(value.Present, facts);
        return said.Truth != Truth.True && value.Seen is { Proves: true } && Showing(value).Any() ? (Truth.True, []) : said;
    }

    private IEnumerable<Component> Showing(BusinessValue value) => value.Seen is not { } signs ? [] : architecture.Components
        .Where(component => signs.Technologies.Count == 0 ? !component.IsOutside && !component.OutOfScope : component.Technologies.Any(technology => signs.Technologies.Contains(technology, StringComparer.Ordinal)))
        .OrderBy(component => component.Id, StringComparer.Ordinal);

    private WeighedGravity Gravity(ProtectionNeed need, IReadOnlyList<BusinessValue> touched)
    {
        var each = touched.Select(value => Needs(value, need)).ToList();
        List<WeighedNeed> known = [.. each.SelectMany(needs => needs.Known).OrderByDescending(said => said.Level).ThenBy(said => said.Because.En, StringComparer.Ordinal)];
        var level = known.Count > 0 ? known[0].Level : (int?)null;
        // What could only make it as grave as it is known to be is not worth a question.
        List<NeedCriterion> open = [.. each.SelectMany(needs => needs.Open).Where(criterion => criterion.Level > (level ?? 0)).OrderByDescending(criterion => criterion.Level)];
        if (level is null && Inferred(need, touched) is { Count: > 0 } inferred)
            return new(inferred[0].Level, inferred, catalogue.Grid.Size, [.. open.Select(criterion => criterion.Why).Distinct()]) { IsInferred = true };
        var atMost = Math.Max(level ?? 0, open.Select(criterion => criterion.Level).DefaultIfEmpty(0).Max());
        return new(level, known, level is null ? catalogue.Grid.Size : atMost, [.. open.Select(criterion => criterion.Why).Distinct()]);
    }

    /// <summary>What the loss would cost if the components that files or the author show carry what they usually carry: nobody said that they do.</summary>
    private IReadOnlyList<WeighedNeed> Inferred(ProtectionNeed need, IEnumerable<BusinessValue> touched) =>
    [
        .. touched
            .Select(value => (Value: value, Shown: Showing(value).Select(component => component.Title).ToList()))
            .Where(one => one.Shown.Count > 0)
            .SelectMany(one => one.Value.Needs
                .Where(criterion => criterion.Need == need && criterion.When is null)
                .Select(criterion => new WeighedNeed(need, criterion.Level, criterion.Why, one.Shown)))
            .OrderByDescending(one => one.Level)
            .ThenBy(one => one.Because.En, StringComparer.Ordinal),
    ];

    private (IReadOnlyList<WeighedNeed> Known, IReadOnlyList<NeedCriterion> Open) Needs(BusinessValue value, ProtectionNeed need)
    {
        var known = new List<WeighedNeed>(Declared(value.Architecture, need));
        var open = new List<NeedCriterion>();
        foreach (var criterion in value.Needs.Where(criterion => criterion.Need == need))
        {
            // What is so for each value there is tells nothing of one that may not be there.
            var (truth, holding) = criterion.When?.In(facts) ?? Presence(value);
            if (truth == Truth.True)
                known.Add(new(need, criterion.Level, criterion.Why, [.. holding.Where(subject => subject.Kind != SubjectKind.Dossier).Select(subject => subject.Id)]));
            else if (truth == Truth.Unknown)
                open.Add(criterion);
        }

        return ([.. known.OrderByDescending(said => said.Level).ThenBy(said => said.Because.En, StringComparer.Ordinal)], open);
    }

    /// <summary>Needs that the architecture states. The lowest step is also what stands where nobody said: it says nothing.</summary>
    private IEnumerable<WeighedNeed> Declared(ArchitectureShare share, ProtectionNeed need)
    {
        IEnumerable<(string Id, SecurityNeeds Needs)> assets = share switch
        {
            ArchitectureShare.PersonalData => architecture.Data.Where(asset => asset.Personal).Select(asset => (asset.Id, asset.Needs)),
            ArchitectureShare.Data => architecture.Data.Select(asset => (asset.Id, asset.Needs)),
            ArchitectureShare.Components => architecture.Components.Where(component => !component.IsOutside && !component.OutOfScope).Select(component => (component.Id, component.Needs)),
            _ => [],
        };
        return assets
            .Select(asset => (asset.Id, Level: LevelOf(asset.Needs, need)))
            .Where(asset => asset.Level > 1)
            .GroupBy(asset => asset.Level)
            .Select(same => new WeighedNeed(need, same.Key, new("besoin déclaré dans l'architecture", "need declared in the architecture"), [.. same.Select(asset => asset.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]));
    }

    /// <summary>Five words of a need on four steps of gravity: the two highest are the gravest two, the lowest says nothing.</summary>
    private static int LevelOf(SecurityNeeds needs, ProtectionNeed need) => need switch
    {
        ProtectionNeed.Confidentiality => Math.Max(1, (int)needs.Confidentiality),
        ProtectionNeed.Integrity => Math.Max(1, (int)needs.Integrity),
        ProtectionNeed.Availability => Math.Max(1, (int)needs.Availability),
        _ => 0,
    };

    private Risk Weigh(RiskScenario scenario, FearedEvent feared, WeighedSource source, WeighedGravity gravity, IReadOnlyList<WeighedPath> paths)
    {
        var (initial, residual) = (paths.Max(path => path.Initial), paths.Max(path => path.Residual));
        return new(
            scenario,
            feared,
            source,
            gravity,
            initial,
            residual,
            paths.Max(path => path.AtMost),
            LevelOf(gravity, initial),
            LevelOf(gravity, residual),
            paths,
            [.. paths.SelectMany(path => path.Actions).SelectMany(action => action.Rules).SelectMany(rule => rule.Findings).Where(finding => finding.Outcome != Outcome.NotApplicable).Select(finding => finding.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)])
        {
            Planned = paths.Max(path => path.Planned),
            PlannedLevel = LevelOf(gravity, paths.Max(path => path.Planned)),
        };
    }

    /// <summary>What is only inferred may show that a risk is grave, never that it is acceptable.</summary>
    private RiskLevel? LevelOf(WeighedGravity gravity, int likelihood) =>
        catalogue.Grid.LevelOf(gravity.Level, likelihood) is { } level && !(gravity.IsInferred && level == RiskLevel.Low) ? level : null;

    private WeighedPath Weigh(OperationalPath path, bool isSure)
    {
        var actions = path.Actions.Select(Weigh).ToList();
        return new(path, isSure, actions.Min(action => action.Initial), actions.Min(action => action.Residual), actions.Min(action => action.AtMost), actions) { Planned = actions.Min(action => action.Planned) };
    }

    private WeighedAction Weigh(ElementaryAction action)
    {
        List<WeighedRule> rules = [.. action.Flaws.Select(rule => StateOf(rule, isGuard: false)), .. action.Guards.Select(rule => StateOf(rule, isGuard: true))];
        var start = catalogue.Maturities[action.Maturity];
        var isRaised = rules.Exists(rule => rule.State == RuleState.Open);
        var couldRise = isRaised || rules.Exists(rule => rule.State is RuleState.Unknown or RuleState.Declared);
        var proven = rules.Count(rule => rule is { IsGuard: true, State: RuleState.Proven });
        var initial = OnScale(start + (isRaised ? 1 : 0));
        var isStillRaised = rules.Exists(rule => rule.State == RuleState.Open && !planned.Contains(rule.Rule));
        var held = rules.Count(rule => rule.IsGuard && (rule.State == RuleState.Proven || (planned.Contains(rule.Rule) && rule.State != RuleState.NotApplicable)));
        return new(action, start, isRaised, initial, OnScale(initial - proven), OnScale(OnScale(start + (couldRise ? 1 : 0)) - proven), rules)
        {
            Planned = OnScale(OnScale(start + (isStillRaised ? 1 : 0)) - held),
        };
    }

    private WeighedRule StateOf(string rule, bool isGuard)
    {
        IReadOnlyList<Finding> all = [.. findings[rule]];
        return new(rule, isGuard, StateOf(all, catalogue.Silent.Contains(rule)), all);
    }

    /// <summary>The worst that any of them says. A rule that was not judged is not known.</summary>
    private RuleState StateOf(IReadOnlyList<Finding> all, bool restsOnSilence) =>
        all.Count == 0 ? RuleState.Unknown : all.Max(finding => finding.Outcome switch
        {
            Outcome.NotApplicable => RuleState.NotApplicable,
            Outcome.Compliant when restsOnSilence => RuleState.NothingSeen,
            Outcome.Compliant => finding.Grade >= catalogue.Proof ? RuleState.Proven : RuleState.Declared,
            Outcome.NonCompliant => finding.Rule.Severity >= Severity.Major ? RuleState.Open : RuleState.OpenMinor,
            _ => RuleState.Unknown,
        });

    private int OnScale(int value) => Math.Clamp(value, 1, catalogue.Grid.Size);

    private CoveredItem Coverage(ThreatCatalogue list, ThreatItem item, IEnumerable<Risk> risks, IEnumerable<RiskSetAside> setAside)
    {
        return new(item, Citing(risks.Select(risk => risk.Scenario)), Citing(setAside.Select(one => one.Scenario)), [.. item.Rules.Where(rule => findings[rule].Any(finding => finding.Outcome != Outcome.NotApplicable))]);

        IReadOnlyList<string> Citing(IEnumerable<RiskScenario> scenarios) => [.. scenarios.Where(Cites).Select(scenario => scenario.Id).Order(StringComparer.Ordinal)];

        bool Cites(RiskScenario scenario) =>
            (scenario.Covers.TryGetValue(list.Id, out var items) && items.Contains(item.Id, StringComparer.Ordinal))
            || scenario.Paths.SelectMany(path => path.Actions).Any(action => action.Tactic == item.Id || action.Technique == item.Id);
    }
}
