namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>A category that a column looks like and is not.</summary>
/// <param name="Category">Which.</param>
/// <param name="Because">Why not, in a few words, without any value.</param>
public sealed record DismissedCategory(PersonalDataCategory Category, string Because);
