namespace AuditService.Collectors.PersonalData.Texts;

/// <summary>One personal datum in a text.</summary>
/// <param name="Start">Offset of its first UTF-16 code unit.</param>
/// <param name="End">Offset after its last.</param>
/// <param name="Category">What it is.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record PersonalDataSpan(int Start, int End, PersonalDataCategory Category, double Confidence);
