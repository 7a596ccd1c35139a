using AuditService.Core.Facts;

namespace AuditService.Collectors.Footprints;

/// <summary>A file of a tool that measures, of which no measurement could be had: a sum without it would be too small.</summary>
internal sealed record UnreadMeasurement(MeasuringTool Tool, string Path, Unavailability Why)
{
    public static UnreadMeasurement Damaged(MeasuringTool tool, string path, string fr, string en) =>
        new(tool, path, new(UnavailableBecause.Unreadable, new($"{path} : {fr}", $"{path}: {en}")));

    public static UnreadMeasurement TooLarge(MeasuringTool tool, string path) =>
        new(tool, path, new(UnavailableBecause.RefusedByLimit, new($"{path} est trop grand", $"{path} is too large")));

    public static UnreadMeasurement TooMany(MeasuringTool tool, string path, int most) =>
        new(tool, path, new(UnavailableBecause.RefusedByLimit, new($"plus de {most} exécutions journalisées, la première étant {path}", $"more than {most} logged runs, the first of which is {path}")));

    /// <summary>An energy that is written and cannot be one.</summary>
    public static UnreadMeasurement NoEnergy(MeasuringTool tool, string path) =>
        Damaged(tool, path, "l'énergie écrite n'est pas un nombre de kWh positif et plausible", "the energy that is written is no positive and plausible number of kWh");
}
