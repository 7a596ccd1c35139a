using AuditService.Core.Conditions;
using AuditService.Core.Facts;

namespace AuditService.Core.Risks;

/// <summary>
/// What a risk map is made of, as data (<c>rules/risks.yaml</c>): the scales and the grid, what is worth protecting, who may harm it and how. The method is
/// EBIOS Risk Manager (ANSSI), with needs of data quality beside those of security.
/// </summary>
public sealed record RiskCatalogue
{
    public required string Version { get; init; }

    /// <summary>Editions of the catalogues that are cited.</summary>
    public required string Editions { get; init; }

    public required RiskGrid Grid { get; init; }

    /// <summary>Names of the steps of gravity, the least first; as many as the grid has columns.</summary>
    public required IReadOnlyList<LocalizedText> Gravities { get; init; }

    /// <summary>Names of the steps of likelihood, the least first.</summary>
    public required IReadOnlyList<LocalizedText> Likelihoods { get; init; }

    /// <summary>The weakest evidence that makes a measure proven: what is only declared lowers nothing.</summary>
    public required EvidenceGrade Proof { get; init; }

    /// <summary>Likelihood of an action by the maturity of its technique (MITRE ATLAS), before anything is known of the dossier.</summary>
    public required IReadOnlyDictionary<TechniqueMaturity, int> Maturities { get; init; }

    public required IReadOnlyList<BusinessValue> Values { get; init; }

    public required IReadOnlyList<RiskSource> Sources { get; init; }

    public required IReadOnlyList<FearedEvent> Events { get; init; }

    public required IReadOnlyList<RiskScenario> Scenarios { get; init; }

    /// <summary>Lists of threats or recommendations whose coverage is told.</summary>
    public required IReadOnlyList<ThreatCatalogue> Catalogues { get; init; }

    /// <summary>Rules that hold where patterns recognised nothing: none of them proves a measure. See <see cref="Rules.Rule.RestsOnSilence"/>.</summary>
    public IReadOnlyCollection<string> Silent { get; init; } = [];
}

/// <summary>How far a technique has been seen used; ATLAS's words.</summary>
public enum TechniqueMaturity
{
    Feasible,
    Demonstrated,
    Realized,
}

/// <summary>A need of security or of data quality.</summary>
public enum ProtectionNeed
{
    Confidentiality,
    Integrity,
    Availability,
    Traceability,
    Quality,
}

/// <summary>A condition that holds for a dossier as soon as it holds for one subject of a kind.</summary>
/// <param name="ForEach">The kind; the dossier itself is one subject.</param>
public sealed record Circumstance(SubjectKind ForEach, Condition Condition)
{
    /// <summary>The truth over all subjects, and those for which it holds. Where the dossier names no subject of the kind, nobody knows.</summary>
    public (Truth Truth, IReadOnlyList<Subject> Holding) In(FactSet facts)
    {
        IReadOnlyList<Subject> subjects = ForEach == SubjectKind.Dossier ? [Subject.Dossier] : facts.Subjects(ForEach);
        if (subjects.Count == 0)
            return (Truth.Unknown, []);
        var each = subjects.Select(subject => (Subject: subject, Condition.Evaluate(facts.About(subject)).Truth)).ToList();
        return (each.Select(one => one.Truth).Aggregate(Kleene.Or), [.. each.Where(one => one.Truth == Truth.True).Select(one => one.Subject)]);
    }

    /// <summary>The same where one of several is enough; none at all always holds.</summary>
    public static (Truth Truth, IReadOnlyList<Subject> Holding) Any(IReadOnlyList<Circumstance> alternatives, FactSet facts)
    {
        if (alternatives.Count == 0)
            return (Truth.True, []);
        var each = alternatives.Select(alternative => alternative.In(facts)).ToList();
        return (each.Select(one => one.Truth).Aggregate(Kleene.Or), [.. each.SelectMany(one => one.Holding)]);
    }
}

/// <summary>What the project cannot do without: a "valeur métier" of EBIOS RM, with what its loss would cost.</summary>
/// <param name="Present">When the dossier holds it: one of these is enough; empty for always.</param>
/// <param name="Supports">Kinds of subjects that carry it, the "biens supports".</param>
/// <param name="Architecture">Which declared needs of the architecture speak of it.</param>
public sealed record BusinessValue(
    string Id, LocalizedText Title, IReadOnlyList<Circumstance> Present, IReadOnlyList<SubjectKind> Supports, ArchitectureShare Architecture, IReadOnlyList<NeedCriterion> Needs)
{
    /// <summary>Technologies of components that carry the value, or may; null where no component shows it.</summary>
    public ValueSigns? Seen { get; init; }
}

/// <param name="Technologies">Ids of the architecture's catalogue; empty for every component of the project.</param>
/// <param name="Proves">True where such a component shows by itself that the value is there: a model server serves a model, a database may hold anything.</param>
public sealed record ValueSigns(IReadOnlyList<string> Technologies, bool Proves);

/// <summary>A part of the architecture model whose declared needs count.</summary>
public enum ArchitectureShare
{
    None,

    /// <summary>Data assets said to be personal.</summary>
    PersonalData,

    /// <summary>All data assets.</summary>
    Data,

    /// <summary>The components of the project.</summary>
    Components,
}

/// <summary>How grave the loss of a value is where something holds.</summary>
/// <param name="Level">On the scale of gravity, from 1.</param>
/// <param name="When">Null where it holds as soon as the value is there.</param>
public sealed record NeedCriterion(ProtectionNeed Need, int Level, Circumstance? When, LocalizedText Why);

/// <summary>Who or what may do harm, and to what end ("source de risque / objectif visé").</summary>
/// <param name="Pertinence">1 to 3; a source of 1 is set aside.</param>
/// <param name="When">What makes it possible; null for always.</param>
/// <param name="Kept">Why it is kept.</param>
/// <param name="SetAside">Why it is set aside where <paramref name="When"/> does not hold or the pertinence is 1.</param>
public sealed record RiskSource(string Id, LocalizedText Title, LocalizedText Objective, int Pertinence, Circumstance? When, LocalizedText Kept, LocalizedText SetAside);

/// <summary>What must not happen to values, with its kind of need.</summary>
public sealed record FearedEvent(string Id, LocalizedText Title, ProtectionNeed Need, IReadOnlyList<string> Values);

/// <summary>A source reaches its end through a feared event, by one of several paths (alternatives).</summary>
/// <param name="Covers">Items of catalogues that it treats, by the id of the catalogue.</param>
public sealed record RiskScenario(
    string Id, LocalizedText Title, string Event, string Source, IReadOnlyList<OperationalPath> Paths, IReadOnlyDictionary<string, IReadOnlyList<string>> Covers);

/// <summary>An operational scenario: all of its actions are needed.</summary>
/// <param name="When">What makes it possible here; null for always.</param>
/// <param name="Absent">Why it is set aside where that does not hold.</param>
public sealed record OperationalPath(string Id, LocalizedText Title, Circumstance? When, LocalizedText? Absent, IReadOnlyList<ElementaryAction> Actions);

/// <summary>One step of a path.</summary>
/// <param name="Technique">Its id in MITRE ATLAS, or null.</param>
/// <param name="Tactic">The id of the tactic it serves in MITRE ATLAS, or null.</param>
/// <param name="Flaws">Rules of which an open finding makes the action easier.</param>
/// <param name="Guards">Rules that are measures: proven, each makes it harder; missed, easier.</param>
public sealed record ElementaryAction(
    LocalizedText Title, string? Technique, string? Tactic, TechniqueMaturity Maturity, IReadOnlyList<string> Flaws, IReadOnlyList<string> Guards);

/// <summary>A published list of threats or recommendations.</summary>
public sealed record ThreatCatalogue(string Id, LocalizedText Title, string Edition, IReadOnlyList<ThreatItem> Items);

public sealed record ThreatItem(string Id, LocalizedText Title)
{
    /// <summary>Rules that examine it, by the framework it comes from.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];
}
