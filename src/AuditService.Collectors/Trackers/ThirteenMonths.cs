namespace AuditService.Collectors.Trackers;

/// <summary>The longest life of an audience tracker that does without consent (CNIL, délib. 2020-091, art. 5), and the measure of others.</summary>
public static class ThirteenMonths
{
    private const double Least = 395;
    private const double Rounding = 0.5;

    /// <summary>Whether a life begun at a date ends after the same day thirteen months later, counted by the calendar.</summary>
    public static bool IsExceededBy(double? days, DateTimeOffset start) => days is { } life && double.IsFinite(life) && life > Math.Max(Least, (start.AddMonths(13) - start).TotalDays) + Rounding;
}
