using AuditService.Core;
using AuditService.Core.Accessibility;

namespace AuditService.Collectors.WebPages.Rgaa;

/// <summary>The outcome of one RGAA test on one page in one state.</summary>
/// <param name="Test">For example <c>1.1.1</c>.</param>
/// <param name="Elements">How many elements the test concerned.</param>
/// <param name="Observations">Of a failure, each proof; of a review, what to look at. At most <see cref="RgaaTests.MaximumObservations"/>.</param>
/// <param name="Total">All of them, listed or not.</param>
/// <param name="Reason">Why there is no verdict, or null.</param>
/// <param name="IsHindered">Machines run this test, and could not on what the audit holds of this page: what is missing may be brought.</param>
public sealed record RgaaTestResult(string Test, RgaaOutcome Outcome, int Elements, IReadOnlyList<RgaaObservation> Observations, int Total, LocalizedText? Reason, bool IsHindered = false);

/// <param name="Selector">Empty for the page as a whole.</param>
/// <param name="Excerpt">Start of the element's source, masked.</param>
/// <param name="Element">Its number in the rendering, for a screenshot; null without one.</param>
/// <param name="Spoken">Role and name; null for the page as a whole.</param>
public sealed record RgaaObservation(string Selector, string Excerpt, LocalizedText Detail, int? Element, SpokenElement? Spoken = null);
