namespace AuditService.Core.Accessibility;

/// <summary>What a person says of one criterion on one page.</summary>
/// <param name="Criterion">Number of the criterion.</param>
/// <param name="Page">Id of the page, or of <see cref="SamplePage.Shared"/>.</param>
/// <param name="Derogation">A disproportionate burden is claimed: a flag beside the status, never a status.</param>
/// <param name="Changes">What is to be mended; empty for nothing.</param>
/// <param name="DerogationComment">Why, and which alternative is given; empty for nothing.</param>
public sealed record GridVerdict(string Criterion, string Page, CriterionStatus Status, bool Derogation = false, string Changes = "", string DerogationComment = "");
