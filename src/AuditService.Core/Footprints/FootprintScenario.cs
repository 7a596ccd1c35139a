namespace AuditService.Core.Footprints;

/// <summary>What an author says of an activity whose footprint is wanted. Every key may be left out.</summary>
public sealed record FootprintScenario : ScenarioEntry
{
    public TrainingScenario? Training { get; init; }

    public InferenceScenario? Inference { get; init; }

    public ProjectScenario? Project { get; init; }
}

public abstract record ScenarioEntry
{
    public SourcePosition? At { get; init; }

    /// <summary>Where each key was written.</summary>
    public IReadOnlyDictionary<string, SourcePosition> KeyPositions { get; init; } = new Dictionary<string, SourcePosition>(StringComparer.Ordinal);
}

/// <summary>The trainings of one year, in the form of Green Algorithms.</summary>
public sealed record TrainingScenario : ScenarioEntry
{
    /// <summary>Duration of one training, in hours; with a count of 1, hours of all devices together.</summary>
    public double? Hours { get; init; }

    public IReadOnlyList<HardwareScenario> Hardware { get; init; } = [];

    /// <summary>Electricity of the machines for one training where it was measured, in kWh, without the losses of the site: it replaces hours and hardware.</summary>
    public double? EnergyKWh { get; init; }

    /// <summary>Memory available to the computation (not used by it), in GB.</summary>
    public double? MemoryGB { get; init; }

    /// <summary>Power usage effectiveness of the site: all electricity over that of the machines, at least 1.</summary>
    public double? Pue { get; init; }

    /// <summary>g CO2e a kWh; it replaces what the country gives.</summary>
    public double? GridGramsPerKWh { get; init; }

    /// <summary>Litres a kWh that the grid evaporates; it replaces what the country gives.</summary>
    public double? GridWaterLPerKWh { get; init; }

    /// <summary>Litres that the site evaporates for a kWh of its machines (WUE).</summary>
    public double? WueSite { get; init; }

    public string? Country { get; init; }

    /// <summary>How many times the training is run in a year.</summary>
    public double? Repeats { get; init; }

    /// <summary>Years during which the hardware serves.</summary>
    public double? LifetimeYears { get; init; }

    /// <summary>Share of that life during which it computes, 0 to 1.</summary>
    public double? ActiveShare { get; init; }
}

public sealed record HardwareScenario : ScenarioEntry
{
    public string? Device { get; init; }

    public double? Count { get; init; }

    /// <summary>Maximum power of one, in watts.</summary>
    public double? PowerW { get; init; }

    /// <summary>Share of that power which is drawn, 0 to 1.</summary>
    public double? Usage { get; init; }

    /// <summary>kg CO2e to make one, with its share of the server.</summary>
    public double? EmbodiedKg { get; init; }
}

/// <summary>One request to a language model, in the form of EcoLogits, and how many there are.</summary>
public sealed record InferenceScenario : ScenarioEntry
{
    public string? Model { get; init; }

    /// <summary>Parameters, in billions.</summary>
    public double? TotalParametersB { get; init; }

    /// <summary>Parameters that serve for each token, in billions: all of them unless the model is a mixture of experts.</summary>
    public double? ActiveParametersB { get; init; }

    public bool? MixtureOfExperts { get; init; }

    /// <summary>Bits a parameter.</summary>
    public double? Bits { get; init; }

    public double? OutputTokens { get; init; }

    /// <summary>Measured duration of an answer in seconds: a ceiling for the one that is computed.</summary>
    public double? LatencyS { get; init; }

    /// <summary>Requests that the server answers at once.</summary>
    public double? Batch { get; init; }

    /// <summary>Electricity of the machines for one request where it was measured, in Wh, without the losses of the site.</summary>
    public double? EnergyWhPerRequest { get; init; }

    public double? Pue { get; init; }

    public double? WueSite { get; init; }

    public double? GridGramsPerKWh { get; init; }

    public double? GridWaterLPerKWh { get; init; }

    public string? Country { get; init; }

    public double? RequestsPerYear { get; init; }
}

public sealed record ProjectScenario : ScenarioEntry
{
    public double? Years { get; init; }

    public double? Users { get; init; }
}
