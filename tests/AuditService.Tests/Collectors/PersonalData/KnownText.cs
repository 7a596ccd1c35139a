using AuditService.Collectors.PersonalData;

namespace AuditService.Tests.Collectors.PersonalData;

/// <summary>A text with the places and categories of its personal data.</summary>
internal sealed record KnownText(string Text, IReadOnlyList<(int Start, int End, PersonalDataCategory Category)> Truth);
