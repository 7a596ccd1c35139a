using AuditService.Core;

namespace AuditService.Collectors.Datasets;

/// <summary>What became of one data set: its profile, or why there is none. Exactly one of the two is set.</summary>
/// <param name="Source">The file as its author names it; a sheet of a workbook adds <c>#sheet</c>.</param>
/// <param name="Format"><c>csv</c>, <c>tsv</c>, <c>jsonl</c>, <c>json</c>, <c>parquet</c>, <c>xlsx</c>, or <c>unknown</c>.</param>
/// <param name="Profile">The figures.</param>
/// <param name="Problem">Why it could not be read.</param>
public sealed record DatasetReading(string Source, string Format, DatasetProfile? Profile, LocalizedText? Problem);
