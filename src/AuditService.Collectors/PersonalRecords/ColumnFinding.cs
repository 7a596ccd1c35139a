using AuditService.Core;

namespace AuditService.Collectors.PersonalRecords;

/// <summary>Something to hold against a column of a set about people. No value is in it.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Detail">What was counted, in both languages.</param>
/// <param name="Confidence">As in an observation: from <see cref="Core.Facts.Observation.Sure"/> on nobody has to look.</param>
internal sealed record ColumnFinding(string Column, LocalizedText Detail, double Confidence = 1);
