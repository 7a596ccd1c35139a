namespace AuditService.Collectors.WebPages.Rgaa;

/// <summary>The numbers of RGAA 4.1.2: 13 themes, 106 criteria, 258 tests. Numbers only; what they ask is in the official text.</summary>
public static class RgaaReference
{
    public const string Version = "4.1.2";

    /// <summary>For each theme, how many tests each of its criteria has.</summary>
    private static readonly int[][] TestsByCriterion =
    [
        [8, 6, 9, 7, 2, 10, 6, 6, 5],
        [1, 1],
        [6, 5, 4],
        [3, 3, 2, 1, 2, 2, 1, 2, 1, 1, 3, 2, 2],
        [1, 1, 1, 1, 1, 4, 5, 1],
        [5, 1],
        [3, 2, 2, 1, 3],
        [3, 1, 1, 1, 1, 1, 1, 1, 1, 2],
        [3, 1, 3, 2],
        [3, 1, 1, 2, 3, 1, 1, 1, 4, 4, 2, 1, 3, 2],
        [3, 6, 2, 3, 1, 1, 1, 3, 2, 7, 2, 2, 1],
        [1, 1, 3, 3, 3, 1, 2, 2, 1, 1, 1],
        [4, 1, 1, 1, 1, 1, 3, 2, 1, 2, 1, 3],
    ];

    /// <summary>All 258, in the order of the reference.</summary>
    public static IReadOnlyList<string> Tests { get; } =
    [
        .. from theme in Enumerable.Range(1, TestsByCriterion.Length)
           from criterion in Enumerable.Range(1, TestsByCriterion[theme - 1].Length)
           from test in Enumerable.Range(1, TestsByCriterion[theme - 1][criterion - 1])
           select $"{theme}.{criterion}.{test}",
    ];
}
