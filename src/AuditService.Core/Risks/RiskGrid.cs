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

    /// <summary>A grid of an organisation's own: as many rows (likelihood, the least first) as columns (gravity, the least first).</summary>
    /// <exception cref="ArgumentException">The grid is not square, has fewer than two rows, or shows a lower level for a greater gravity or likelihood.</exception>
    public static RiskGrid Of(string name, IReadOnlyList<IReadOnlyList<RiskLevel>> levels)
    {
        var size = levels.Count;
        if (size < 2 || levels.Any(row => row.Count != size))
            throw new ArgumentException("A grid has as many rows as columns, at least two.", nameof(levels));
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                if ((row > 0 && levels[row][column] < levels[row - 1][column]) || (column > 0 && levels[row][column] < levels[row][column - 1]))
                    throw new ArgumentException($"A graver or likelier risk may not have a lower level: row {row + 1}, column {column + 1}.", nameof(levels));
            }
        }

        return new(name, [.. levels.Select(row => row.ToArray())]);
    }

    public string Name { get; }

    /// <summary>The greatest gravity and likelihood; the least is 1.</summary>
    public int Size => levels.Length;

    /// <returns>Null where one of the two is missing or off the scale.</returns>
    public RiskLevel? LevelOf(int? gravity, int? likelihood) =>
        gravity is { } g && likelihood is { } v && IsOnScale(g) && IsOnScale(v) ? levels[v - 1][g - 1] : null;

    public bool IsOnScale(int value) => value >= 1 && value <= Size;
}
