namespace AuditService.Collectors.WebPages.Samples;

/// <summary>One test of the reference that compares pages.</summary>
/// <param name="Run">Null where the comparison has nothing to add to what the page alone tells.</param>
internal sealed record SampleCheck(string Test, Func<SampledSite, PageOutline, SampleResult?> Run);
