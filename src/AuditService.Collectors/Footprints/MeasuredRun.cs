namespace AuditService.Collectors.Footprints;

/// <summary>One run as a tool measured it while it ran.</summary>
/// <param name="Tool">The tool that wrote it.</param>
/// <param name="EnergyKWh">Electricity of what was measured, without the losses of the site; null where the tool kept none.</param>
/// <param name="CarbonKg">kg CO2e as written, by the tool's own factors; null where it kept none.</param>
/// <param name="Hours">Duration, or null.</param>
internal sealed record MeasuredRun(string Path, int Line, MeasuringTool Tool, double? EnergyKWh, double? CarbonKg, double? Hours)
{
    /// <summary>True where only the graphics cards were measured: processor and memory come on top.</summary>
    public bool IsOfAcceleratorsOnly { get; init; }
}

/// <summary>In the order of trust: what was made to measure energy first.</summary>
internal enum MeasuringTool
{
    CodeCarbon,
    Mlflow,
    WeightsAndBiases,
}
