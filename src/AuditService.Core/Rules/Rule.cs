using AuditService.Core.Conditions;
using AuditService.Core.Facts;

namespace AuditService.Core.Rules;

/// <summary>One requirement, as data: when it applies, what it expects, why, and how to mend.</summary>
public sealed record Rule
{
    public required string Id { get; init; }

    /// <summary>Ids that the rule had before: older audits are compared under its present one (SARIF 2.1.0, 3.49.11).</summary>
    public IReadOnlyList<string> DeprecatedIds { get; init; } = [];

    /// <summary>Id of the pack that holds it.</summary>
    public required string Pack { get; init; }

    /// <summary>The compliant state, stated as a fact.</summary>
    public required LocalizedText Title { get; init; }

    public required Severity Severity { get; init; }

    public required RuleMode Mode { get; init; }

    /// <summary>The law, standard or guide, with the article or criterion.</summary>
    public required IReadOnlyList<LegalReference> References { get; init; }

    /// <summary>The criteria of Bloc 4 that the rule contributes to; at least one.</summary>
    public required IReadOnlyList<string> Criteria { get; init; }

    public SubjectKind ForEach { get; init; } = SubjectKind.Dossier;

    /// <summary>First day in force; null for always.</summary>
    public DateOnly? AppliesFrom { get; init; }

    /// <summary>Last day in force; null for no end.</summary>
    public DateOnly? AppliesTo { get; init; }

    /// <summary>When the rule applies; null for always.</summary>
    public Condition? When { get; init; }

    /// <summary>What must hold; null for a rule that only a human can judge, with <see cref="Shows"/> laid out beside it.</summary>
    public Condition? Expect { get; init; }

    /// <summary>Where <see cref="Expect"/> fails but this holds, the requirement is met in part.</summary>
    public Condition? PartialWhen { get; init; }

    public Proves Proves { get; init; } = Proves.Both;

    /// <summary>
    /// Only where <see cref="Proves"/> is <see cref="Rules.Proves.Failure"/>: where this holds too, <see cref="Expect"/> is compliant after all,
    /// for example because the look was complete, or because a person has checked. Otherwise a human still has to look.
    /// </summary>
    public Condition? ConfirmedWhen { get; init; }

    /// <summary>
    /// Only where <see cref="Proves"/> is <see cref="Rules.Proves.Success"/>: where this holds, <see cref="Expect"/> has surely failed, for example because the document
    /// that would say so does not exist. Otherwise a human still has to look, since what is written in other words is not seen.
    /// </summary>
    public Condition? RefutedWhen { get; init; }

    /// <summary>Facts laid out as evidence beside those that decided.</summary>
    public IReadOnlyList<string> Shows { get; init; } = [];

    public required Remedy Remedy { get; init; }

    /// <summary>What the rule does not see.</summary>
    public required LocalizedText Limits { get; init; }

    public IReadOnlyList<Detector> Detectors { get; init; } = [];

    public IReadOnlyList<RuleExample> Examples { get; init; } = [];

    public required SourcePosition At { get; init; }

    /// <summary>SHA-256 of its file, lower-case hexadecimal: tells whether two audits judged by the same rule. Null where it came from no file, and in audits stored before it was kept.</summary>
    public string? Hash { get; init; }

    /// <summary>Every condition that the rule states, whatever its part.</summary>
    public IEnumerable<Condition> Conditions => new[] { When, Expect, PartialWhen, ConfirmedWhen, RefutedWhen }.OfType<Condition>();

    /// <summary>Every fact that the rule reads.</summary>
    public IEnumerable<string> Reads => Conditions.SelectMany(condition => condition.FactKeys).Concat(Shows).Distinct(StringComparer.Ordinal);

    /// <summary>Facts of sightings that must be empty, or hold nothing sure, for the expectation to hold: what they state accuses.</summary>
    public IEnumerable<string> Faults => Expect is null ? [] : FaultsOf(Expect);

    /// <summary>
    /// True where the expectation holds because patterns recognised nothing in code or text. A look at all that is there (each dependency, each image, each
    /// column) proves something; that no known spelling of a fault was met proves no measure.
    /// </summary>
    public bool RestsOnSilence => Expect is not null
        && Expect.FactKeys.All(key => Faults.Contains(key, StringComparer.Ordinal))
        && Detectors.Any(detector => detector.In is DetectIn.Code or DetectIn.Text && Faults.Contains(detector.Fact, StringComparer.Ordinal));

    private static IEnumerable<string> FaultsOf(Condition condition) => condition switch
    {
        All all => all.Conditions.SelectMany(FaultsOf),
        Any any => any.Conditions.SelectMany(FaultsOf),
        Comparison { Operator.Name: "isEmpty" or "noneSure", Operand: ScalarOperand { Value: BooleanValue { Value: true } } } comparison => [comparison.FactKey],
        Comparison { Operator.Name: "countAtMost" } comparison => [comparison.FactKey],
        _ => [],
    };

    public bool IsInForce(DateOnly on) => (AppliesFrom is not { } from || on >= from) && (AppliesTo is not { } to || on <= to);
}

public enum Severity
{
    Info,
    Minor,
    Major,
    Blocking,
}

/// <summary>Who can decide: the machine, the machine with a human's answers, or a human only.</summary>
public enum RuleMode
{
    Automatic,
    Assisted,
    Human,
}

/// <summary>What the machine's look is able to prove. Where it can prove failure only, silence is no proof of compliance: a human looks.</summary>
public enum Proves
{
    Both,
    Failure,
    Success,
}

/// <summary>A source with its article, clause or criterion number.</summary>
public sealed record LegalReference(string Source, string At);

public sealed record Remedy(LocalizedText Text, Effort Effort);

public enum Effort
{
    Low,
    Medium,
    High,
}

/// <summary>A case that the rule's author gives with the rule; run by the loader, the command line and the tests.</summary>
public sealed record RuleExample(string Name, Outcome Verdict, IReadOnlyDictionary<string, FactValue> Facts, DateOnly? On, SourcePosition At);
