using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Columns;

namespace AuditService.Tests.Collectors.PersonalData;

/// <summary>One column with what it holds: null for nothing personal.</summary>
internal sealed record KnownColumn(ColumnSample Sample, PersonalDataCategory? Truth);
