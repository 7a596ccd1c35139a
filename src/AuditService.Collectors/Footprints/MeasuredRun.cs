namespace AuditService.Collectors.Footprints;

/// <summary>One run as CodeCarbon measured it: its last line, for a run that is flushed writes several, each with all that came before.</summary>
/// <param name="EnergyKWh">Electricity of the machine, without the losses that a <c>pue</c> other than 1 has added.</param>
/// <param name="CarbonKg">kg CO2e as written, by CodeCarbon's own factors.</param>
internal sealed record MeasuredRun(string Path, int Line, double EnergyKWh, double CarbonKg, double Hours, string? Country);
