namespace AuditService.Collectors.WebPages.Probes;

/// <summary>The page in other windows and with other letters; null where the page did not answer, or nobody asked.</summary>
public sealed record WindowLook(ReflowLook? Narrow, EnlargementLook? Enlarged, SpacingLook? Spaced, OrientationLook? Turned)
{
    public static WindowLook None { get; } = new(null, null, null, null);
}
