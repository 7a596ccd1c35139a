namespace AuditService.Core.Footprints;

/// <summary>What one activity costs. Carbon of electricity and carbon of manufacture are never summed into one figure here: their scopes differ.</summary>
/// <param name="EnergyKWh">Electricity, with the losses of the site (PUE).</param>
/// <param name="CarbonKg">kg CO2e of that electricity, by the grid of the place.</param>
/// <param name="EmbodiedCarbonKg">kg CO2e of making the hardware, by the share of its life that was used.</param>
/// <param name="WaterL">Litres evaporated by the site and in producing the electricity.</param>
public sealed record Footprint(Amount EnergyKWh, Amount CarbonKg, Amount EmbodiedCarbonKg, Amount WaterL)
{
    public static Footprint Unknown(LocalizedText why) => new(Amount.Unknown(why), Amount.Unknown(why), Amount.Unknown(why), Amount.Unknown(why));
}

/// <summary>An interval, or the reason why there is none. Exactly one of the two is set.</summary>
public sealed record Amount(Interval? Value, LocalizedText? Why)
{
    public static Amount Known(Interval value) => new(value, null);

    public static Amount Unknown(LocalizedText why) => new(null, why);

    public Amount Times(double factor) => Value is { } value ? Known(value.Times(factor)) : this;
}
