using System.Collections.Frozen;

namespace AuditService.Collectors.Footprints;

/// <summary>Names under which projects log what a run consumed: those of CodeCarbon, and names that say their unit. A bare "energy" says none and is not read.</summary>
internal static class TrackedMetrics
{
    /// <summary>More than a hundred thousand households use in a year: no run of a dossier.</summary>
    public const double MostKWh = 1e9;

    public const double MostHours = 1e6;

    private static readonly FrozenSet<string> EnergyNames = FrozenSet.ToFrozenSet(["energy_consumed", "energy_kwh", "energy_consumed_kwh", "energykwh", "total_energy_kwh", "train_energy_kwh", "training_energy_kwh"], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> CarbonNames = FrozenSet.ToFrozenSet(["emissions", "emissions_kg", "emissions_kgco2eq", "co2eq_kg", "co2_kg", "carbon_kg"], StringComparer.OrdinalIgnoreCase);

    public static bool IsEnergy(string name) => EnergyNames.Contains(LastWord(name));

    /// <summary>Mass of CO2e, meaningful beside an energy only: the word alone could mean anything.</summary>
    public static bool IsCarbon(string name) => CarbonNames.Contains(LastWord(name));

    /// <summary>MLflow's own measurement of a graphics card, in watts.</summary>
    public static bool IsAcceleratorPower(string name) =>
        LastWord(name) is { } word && word.StartsWith("gpu_", StringComparison.Ordinal) && word.EndsWith("_power_usage_watts", StringComparison.Ordinal);

    public static double? Reasonable(double value, double most) => double.IsFinite(value) && value >= 0 && value <= most ? value : null;

    private static string LastWord(string name)
    {
        var word = name[(name.LastIndexOf('/') + 1)..];
        return word.StartsWith("codecarbon_", StringComparison.OrdinalIgnoreCase) || word.StartsWith("codecarbon.", StringComparison.OrdinalIgnoreCase) ? word["codecarbon_".Length..] : word;
    }
}
