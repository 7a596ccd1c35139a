using AuditService.Core.Reviews;

namespace AuditService.Core.Risks;

/// <summary>The map of a dossier's risks: what was weighed, what was set aside, and why.</summary>
public sealed record RiskMap
{
    public required RiskCatalogue Catalogue { get; init; }

    public required IReadOnlyList<WeighedValue> Values { get; init; }

    public required IReadOnlyList<WeighedSource> Sources { get; init; }

    /// <summary>The gravest residual level first, then by id.</summary>
    public required IReadOnlyList<Risk> Risks { get; init; }

    /// <summary>Scenarios that have no place in this dossier, with the reason.</summary>
    public required IReadOnlyList<RiskSetAside> SetAside { get; init; }

    public required IReadOnlyList<CatalogueCoverage> Coverage { get; init; }

    /// <summary>The risks of unknown gravity, by likelihood: they stand in a column of their own.</summary>
    public ILookup<int, Risk> Unrated(RiskView view) => Risks.Where(risk => risk.In(view).Gravity is null).ToLookup(risk => risk.In(view).Likelihood);

    /// <summary>The cells of a matrix: the risks by gravity and likelihood. Those of unknown gravity are in none.</summary>
    public ILookup<(int Gravity, int Likelihood), Risk> Cells(RiskView view) => Risks
        .Where(risk => risk.In(view).Gravity is not null)
        .ToLookup(risk => (risk.In(view).Gravity!.Value, risk.In(view).Likelihood));
}

/// <summary>The three maps, on one scale.</summary>
public enum RiskView
{
    /// <summary>Counting no measure.</summary>
    Initial,

    /// <summary>With the measures that are proven.</summary>
    Current,

    /// <summary>With those that the plan of the dossier names too, once they are done.</summary>
    Planned,
}

/// <summary>Where a risk stands in one of the maps.</summary>
/// <param name="Gravity">Null where it is not known.</param>
public readonly record struct RiskStand(int? Gravity, int Likelihood, RiskLevel? Level);

/// <summary>A value that a person rates otherwise than the machine. Both are shown.</summary>
/// <param name="Machine">What the machine says today; null where it does not know.</param>
/// <param name="IsOutdated">The machine's value is no longer the one that the person looked at: it counts again until somebody looks anew.</param>
public sealed record ForcedValue(RatedValue Value, int? Machine, int Step, string By, DateTimeOffset At, string Reason, bool IsOutdated);

/// <summary>A value of the project, as the dossier shows it.</summary>
/// <param name="IsSure">False where nobody said whether the dossier holds it.</param>
/// <param name="Supports">What carries it, by kind and id.</param>
/// <param name="Needs">What its loss would cost; needs about which nothing is known are left out.</param>
/// <param name="Seen">Components that carry it or may, as the architecture shows them, by their titles; those only inferred from files are marked.</param>
public sealed record WeighedValue(BusinessValue Value, bool IsSure, IReadOnlyList<Facts.Subject> Supports, IReadOnlyList<WeighedNeed> Needs, IReadOnlyList<SeenSupport> Seen);

/// <param name="IsInferred">True where files show it and nobody declared it.</param>
public sealed record SeenSupport(string Id, string Title, bool IsInferred);

/// <param name="Because">What says so, and for which subjects.</param>
public sealed record WeighedNeed(ProtectionNeed Need, int Level, LocalizedText Because, IReadOnlyList<string> About);

/// <param name="IsKept">False where the source is set aside.</param>
/// <param name="IsSure">False where what would tell is not known: the source is kept.</param>
public sealed record WeighedSource(RiskSource Source, bool IsKept, bool IsSure)
{
    public LocalizedText Because => IsKept ? Source.Kept : Source.SetAside;
}

/// <summary>How grave an event would be: the greatest need that it touches.</summary>
/// <param name="Level">Null where nothing in the dossier tells: unknown, never taken for low.</param>
/// <param name="Because">Why, the gravest first.</param>
/// <param name="AtMost">What it could be if all that is not known turned out grave.</param>
/// <param name="NotKnown">What would tell.</param>
public sealed record WeighedGravity(int? Level, IReadOnlyList<WeighedNeed> Because, int AtMost, IReadOnlyList<LocalizedText> NotKnown)
{
    /// <summary>By the components that are seen and what such components usually carry; nobody said that they do.</summary>
    public bool IsInferred { get; init; }
}

/// <summary>One scenario, weighed. Likelihoods are on the scale of the catalogue's grid.</summary>
/// <param name="Initial">Counting no measure.</param>
/// <param name="Residual">After the measures that are proven.</param>
/// <param name="AtMost">What the residual likelihood would be if all that could not be checked were open.</param>
/// <param name="Findings">Ids of the findings that raise or lower it, or would once known.</param>
public sealed record Risk(
    RiskScenario Scenario,
    FearedEvent Event,
    WeighedSource Source,
    WeighedGravity Gravity,
    int Initial,
    int Residual,
    int AtMost,
    RiskLevel? InitialLevel,
    RiskLevel? ResidualLevel,
    IReadOnlyList<WeighedPath> Paths,
    IReadOnlyList<string> Findings)
{
    public string Id => Scenario.Id;

    /// <summary>Likelihood once the measures that the plan of the dossier names are done.</summary>
    public int Planned { get; init; } = Residual;

    /// <summary>Gravity once they are done, where a person rates it otherwise.</summary>
    public int? PlannedGravity { get; init; } = Gravity.Level;

    public RiskLevel? PlannedLevel { get; init; } = ResidualLevel;

    /// <summary>What people rate otherwise than the machine, one a value.</summary>
    public IReadOnlyList<ForcedValue> Forced { get; init; } = [];

    public RiskStand In(RiskView view) => view switch
    {
        // A level that is not told stands in no cell: an inferred gravity clears nothing.
        RiskView.Initial => new(InitialLevel is null ? null : Gravity.Level, Initial, InitialLevel),
        RiskView.Current => new(ResidualLevel is null ? null : Gravity.Level, Residual, ResidualLevel),
        _ => new(PlannedLevel is null ? null : PlannedGravity, Planned, PlannedLevel),
    };

    /// <summary>What counts of a value; null where it is not known.</summary>
    public int? Of(RatedValue value) => value switch
    {
        RatedValue.Gravity => Gravity.Level,
        RatedValue.InitialLikelihood => Initial,
        RatedValue.CurrentLikelihood => Residual,
        RatedValue.PlannedLikelihood => Planned,
        _ => PlannedGravity,
    };

    /// <summary>The risk as people rate it; a rating whose author saw another value of the machine is shown and counts no more.</summary>
    public Risk Rated(IReadOnlyList<ForcedValue> forced, RiskGrid grid)
    {
        var counted = forced.Where(value => !value.IsOutdated).ToDictionary(value => value.Value, value => value.Step);
        var gravity = counted.TryGetValue(RatedValue.Gravity, out var rated) ? rated : Gravity.Level;
        var plannedGravity = counted.TryGetValue(RatedValue.PlannedGravity, out var later) ? later : gravity;
        var initial = counted.GetValueOrDefault(RatedValue.InitialLikelihood, Initial);
        var current = counted.GetValueOrDefault(RatedValue.CurrentLikelihood, Residual);
        // Measures to come make nothing likelier than somebody says it is today.
        var planned = counted.GetValueOrDefault(RatedValue.PlannedLikelihood, Math.Min(Planned, current));
        return this with
        {
            Gravity = Gravity with { Level = gravity, IsInferred = Gravity.IsInferred && !counted.ContainsKey(RatedValue.Gravity) },
            Initial = initial,
            Residual = current,
            Planned = planned,
            PlannedGravity = plannedGravity,
            InitialLevel = LevelOf(gravity, initial),
            ResidualLevel = LevelOf(gravity, current),
            PlannedLevel = LevelOf(plannedGravity, planned),
            Forced = forced,
        };

        RiskLevel? LevelOf(int? known, int likelihood) =>
            grid.LevelOf(known, likelihood) is { } level && !(Gravity.IsInferred && known == Gravity.Level && level == RiskLevel.Low) ? level : null;
    }

    /// <summary>Everything that bears on it is known.</summary>
    public bool IsSure => Source.IsSure && Gravity is { Level: not null, IsInferred: false, NotKnown.Count: 0 } && Paths.All(path => path.IsSure && path.Actions.All(action => action.IsSure));

    public IEnumerable<WeighedRule> Rules => Paths.SelectMany(path => path.Actions).SelectMany(action => action.Rules).DistinctBy(rule => rule.Rule, StringComparer.Ordinal);
}

/// <param name="IsSure">False where nobody said whether it is possible here: it is kept.</param>
/// <param name="Initial">The least of its actions: all are needed.</param>
public sealed record WeighedPath(OperationalPath Path, bool IsSure, int Initial, int Residual, int AtMost, IReadOnlyList<WeighedAction> Actions)
{
    public int Planned { get; init; } = Residual;
}

/// <param name="Start">By the maturity of the technique.</param>
/// <param name="IsRaised">An open finding of major or blocking severity makes it easier.</param>
public sealed record WeighedAction(ElementaryAction Action, int Start, bool IsRaised, int Initial, int Residual, int AtMost, IReadOnlyList<WeighedRule> Rules)
{
    public int Planned { get; init; } = Residual;

    /// <summary>No rule has an object here: the maturity of the technique is all there is.</summary>
    public bool IsPriorOnly => Rules.All(rule => rule.State == RuleState.NotApplicable);

    public bool IsSure => !IsPriorOnly && Rules.All(rule => rule.State is not (RuleState.Unknown or RuleState.Declared));
}

/// <param name="Rule">Id of the rule.</param>
/// <param name="IsGuard">A measure; otherwise a flaw.</param>
/// <param name="Findings">Those that made the state.</param>
public sealed record WeighedRule(string Rule, bool IsGuard, RuleState State, IReadOnlyList<Findings.Finding> Findings);

/// <summary>What the findings of a rule say together.</summary>
public enum RuleState
{
    /// <summary>The rule has no object here.</summary>
    NotApplicable,

    /// <summary>Held everywhere, on evidence.</summary>
    Proven,

    /// <summary>No fault was recognised by patterns, which know some spellings of it: no evidence of a measure.</summary>
    NothingSeen,

    /// <summary>Held, as far as the author says; no evidence.</summary>
    Declared,

    /// <summary>Somewhere not known, or met in part.</summary>
    Unknown,

    /// <summary>Missed somewhere, of minor severity.</summary>
    OpenMinor,

    /// <summary>Missed somewhere, of major or blocking severity.</summary>
    Open,
}

public sealed record RiskSetAside(RiskScenario Scenario, LocalizedText Because);

public sealed record CatalogueCoverage(ThreatCatalogue Catalogue, IReadOnlyList<CoveredItem> Items)
{
    /// <summary>Neither a risk of the map nor a rule that was judged treats them.</summary>
    public IEnumerable<CoveredItem> Untreated => Items.Where(item => item.Risks.Count == 0 && item.Rules.Count == 0);
}

/// <param name="Risks">Ids of the risks that treat it.</param>
/// <param name="SetAside">Ids of scenarios that would, and have no object here.</param>
/// <param name="Rules">Ids of the rules of the item that were judged here, whatever they say.</param>
public sealed record CoveredItem(ThreatItem Item, IReadOnlyList<string> Risks, IReadOnlyList<string> SetAside, IReadOnlyList<string> Rules);
