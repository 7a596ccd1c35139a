using System.Buffers;

namespace AuditService.Collectors.Datasets.Reading;

/// <summary>
/// A file that DuckDB reads by itself as a reader would: the same cells, or an error where the file is not as plain as it looked, upon which the reader
/// takes its turn.
/// </summary>
/// <param name="Path">The file, the only one that may be read.</param>
/// <param name="Rows">SQL: a query of the rows as text, its columns <c>c0</c>, <c>c1</c> ...</param>
/// <param name="MostRows">Rows that a file of its size can hold; null where the size does not tell.</param>
internal sealed record EngineSource(string Path, string Rows, long? MostRows)
{
    /// <summary>What DuckDB takes for a pattern in the name of a file.</summary>
    public static SearchValues<char> PatternSigns { get; } = SearchValues.Create("*?[]{}");
}
