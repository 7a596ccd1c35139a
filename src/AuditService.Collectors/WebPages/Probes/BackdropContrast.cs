namespace AuditService.Collectors.WebPages.Probes;

/// <summary>A text against the pixels behind it.</summary>
/// <param name="Share">Part of the pixels behind its rows that are below what is required, 0 to 1.</param>
/// <param name="Worst">The least ratio.</param>
/// <param name="Behind">The colour that gives it.</param>
public sealed record BackdropContrast(int Element, double Share, double Worst, double Required, string Text, string Behind);
