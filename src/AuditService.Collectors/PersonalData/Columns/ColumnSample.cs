namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>What a classifier sees of one column: figures of the whole column and a bounded sample of its values.</summary>
/// <param name="Name">The header as written.</param>
/// <param name="Type">Type of the values.</param>
/// <param name="Rows">Rows of the table.</param>
/// <param name="Missing">Rows without a value.</param>
/// <param name="Distinct">Different values among the others.</param>
/// <param name="Values">Values of sampled rows, each once with how often it was sampled; missing and disguised missing values left out.</param>
public sealed record ColumnSample(string Name, ColumnType Type, long Rows, long Missing, long Distinct, IReadOnlyList<SampledValue> Values)
{
    /// <summary>The name is a path into nested records (JSON, Parquet): what it ends with says what the value is, the rest whose it is.</summary>
    public bool IsPath { get; init; }
}

/// <summary>One value of the sample. It lives in memory only: what leaves the detector is a share, a category, or a masked excerpt.</summary>
public readonly record struct SampledValue(string Text, int Count);

/// <summary>One category found in a column.</summary>
/// <param name="Category">Which.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Share">0 to 1: the part of the sampled values that bears the category out; for a category read in the header alone, the part that does not contradict it.</param>
/// <param name="Because">Why, in a few words, without any value.</param>
public sealed record ColumnCategory(PersonalDataCategory Category, double Confidence, double Share, string Because);
