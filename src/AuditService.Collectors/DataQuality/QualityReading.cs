using AuditService.Core;

namespace AuditService.Collectors.DataQuality;

/// <summary>The measures of one table of one file; of what could not be read, why.</summary>
/// <param name="Source">As its author names it; of a workbook with several sheets <c>file#sheet</c>.</param>
/// <param name="Quality">Null where nothing could be read.</param>
/// <param name="Problem">Why it was not read, or not to its end; null otherwise.</param>
/// <param name="Columns">Names of the columns.</param>
/// <param name="Contamination">Against each of the other sets measured together.</param>
/// <param name="Drift">From each set named before it.</param>
public sealed record QualityReading(
    string Source,
    DatasetQuality? Quality,
    LocalizedText? Problem,
    IReadOnlyList<string> Columns,
    IReadOnlyList<Contamination> Contamination,
    IReadOnlyList<Drift> Drift);
