namespace AuditService.Core.Advisories;

/// <summary>Versions that a dependency lets an installer choose: one of them, or all from one to before another.</summary>
/// <param name="From">The lowest one; null for any.</param>
/// <param name="Before">What all are below; null when it is <paramref name="From"/> and no other.</param>
public sealed record VersionSpan(PackageVersion? From, PackageVersion? Before)
{
    public static VersionSpan Exactly(PackageVersion version) => new(version, null);

    /// <summary>True when a flaw touches every version of the span: whichever is installed, it is there.</summary>
    public bool IsWithin(AffectedRange range, string ecosystem)
    {
        var first = range.From is null ? null : PackageVersion.Parse(range.From, ecosystem);
        var mended = range.Before is null ? null : PackageVersion.Parse(range.Before, ecosystem);
        var last = range.Until is null ? null : PackageVersion.Parse(range.Until, ecosystem);
        if (range.From is not null && first is null || range.Before is not null && mended is null || range.Until is not null && last is null)
            return false;
        if (first is not null && (From is null || From.OrderAgainst(first) < 0))
            return false;
        if (Before is null)
            return From is not null && (mended is null || From.OrderAgainst(mended) < 0) && (last is null || From.OrderAgainst(last) <= 0);
        return (mended is null || Before.OrderAgainst(mended) <= 0) && (last is null || Before.OrderAgainst(last) <= 0);
    }
}
