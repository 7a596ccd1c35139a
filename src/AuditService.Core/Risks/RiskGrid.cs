namespace AuditService.Core.Risks;

/// <summary>Reads the level of a risk off its gravity and its likelihood. An organisation may have another grid: the name is printed with each map.</summary>
public sealed class RiskGrid
{
    private readonly RiskLevel[][] levels;

    private RiskGrid(string name, RiskLevel[][] levels)
    {
        Name = name;
        this.levels = levels;
    }

    /// <summary>
    /// The 4 × 4 grid of EBIOS Risk Manager (ANSSI), in the form corrected in May 2025: gravity G1 to G4 across, likelihood V1 to V4 down.
    /// </summary>
    public static RiskGrid EbiosRm { get; } = new("EBIOS RM 4 × 4",
    [
        [RiskLevel.Low, RiskLevel.Low, RiskLevel.Low, RiskLevel.Medium],
        [RiskLevel.Low, RiskLevel.Low, RiskLevel.Medium, RiskLevel.Medium],
        [RiskLevel.Medium, RiskLevel.Medium, RiskLevel.High, RiskLevel.High],
        [RiskLevel.Medium, RiskLevel.High, RiskLevel.High, RiskLevel.High],
    ]);

    public string Name { get; }

    /// <summary>The greatest gravity and likelihood; the least is 1.</summary>
    public int Size => levels.Length;

    /// <returns>Null where one of the two is missing or off the scale.</returns>
    public RiskLevel? LevelOf(int? gravity, int? likelihood) =>
        gravity is { } g && likelihood is { } v && IsOnScale(g) && IsOnScale(v) ? levels[v - 1][g - 1] : null;

    public bool IsOnScale(int value) => value >= 1 && value <= Size;
}
