namespace AuditService.Collectors.Datasets;

/// <summary>How much of one data set is looked at. What lies beyond is said in <see cref="DatasetProfile.Complete"/>, never an error.</summary>
public sealed record DatasetLimits
{
    public long MaximumRows { get; init; } = 10_000_000;

    /// <summary>Columns beyond are not read.</summary>
    public int MaximumColumns { get; init; } = 1_000;

    /// <summary>Rows times columns.</summary>
    public long MaximumCells { get; init; } = 200_000_000;

    /// <summary>Rows up to which every figure is exact. Beyond, the figures that say so are estimated: on whole classes of equal values, of which one in sixteen is counted, or on rows spread evenly.</summary>
    public long ExactRows { get; init; } = 250_000;

    /// <summary>Bytes from which the engine reads a plain file itself; smaller ones are not worth its start.</summary>
    public long EngineFrom { get; init; } = 1 << 20;

    /// <summary>Characters kept of a cell.</summary>
    public int MaximumCell { get; init; } = 32_768;

    /// <summary>Bytes read, after decompression.</summary>
    public long MaximumBytes { get; init; } = 8L * 1024 * 1024 * 1024;

    /// <summary>Sheets read of a workbook.</summary>
    public int MaximumSheets { get; init; } = 20;

    /// <summary>Rows, spread evenly over the data set, whose values are examined for personal data.</summary>
    public int SampledRows { get; init; } = 10_000;

    /// <summary>Different values of a column that are examined.</summary>
    public int SampledValues { get; init; } = 4_000;

    /// <summary>Memory of the database engine, in megabytes; beyond it, it spills to a private temporary folder.</summary>
    public int MemoryMegabytes { get; init; } = 512;

    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(100);
}
