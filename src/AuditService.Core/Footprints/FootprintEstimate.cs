namespace AuditService.Core.Footprints;

/// <summary>An order of magnitude, with all that it rests on.</summary>
public sealed record FootprintEstimate
{
    /// <summary>The trainings of one year.</summary>
    public required Footprint Training { get; init; }

    /// <summary>One request.</summary>
    public required Footprint Request { get; init; }

    /// <summary>One year of trainings and requests, as far as the scenario describes them.</summary>
    public required Footprint Year { get; init; }

    /// <summary>The years of the project; null where it does not say how many.</summary>
    public required Footprint? Life { get; init; }

    /// <summary>The life, for each user; null where years or users are not said.</summary>
    public required Footprint? LifePerUser { get; init; }

    public required IReadOnlyList<LocalizedText> Scope { get; init; }

    public required IReadOnlyList<LocalizedText> Excluded { get; init; }

    /// <summary>What stands in the place of what was not said.</summary>
    public required IReadOnlyList<LocalizedText> Assumptions { get; init; }

    /// <summary>The uncertain inputs, the one that moves the year's result most first.</summary>
    public required IReadOnlyList<Influence> Sensitivity { get; init; }

    /// <summary>The carbon of the year's energy by each legitimate intensity of the place.</summary>
    public required IReadOnlyList<GridAnswer> Grids { get; init; }

    public required IReadOnlyList<EquivalentAnswer> Equivalents { get; init; }

    /// <summary>The set of factors and its date.</summary>
    public required string Factors { get; init; }
}

/// <param name="Input">The key of the scenario.</param>
/// <param name="Low">Its value that gives the low result.</param>
/// <param name="High">Its value that gives the high result.</param>
/// <param name="From">The year's carbon of electricity in kg (or energy in kWh where carbon is unknown), all else central, with <paramref name="Low"/>.</param>
/// <param name="To">The same with <paramref name="High"/>.</param>
public sealed record Influence(string Input, double Low, double High, double From, double To)
{
    /// <summary>How many times <see cref="From"/> it reaches.</summary>
    public double Factor => From > 0 ? To / From : double.PositiveInfinity;
}

/// <param name="CarbonKg">By the central energy.</param>
public sealed record GridAnswer(string Country, double GramsPerKWh, double CarbonKg, FactorSource Source)
{
    /// <summary>By the energies that the assumptions allow; null in the estimate of an older audit.</summary>
    public Interval? CarbonRange { get; init; }

    /// <summary>What there is to show, with its range.</summary>
    public Interval Carbon => CarbonRange ?? Interval.Exactly(CarbonKg);
}

public sealed record EquivalentAnswer(LocalizedText Text, Interval Amount, FactorSource Source);
