namespace AuditService.Collectors.Trackers;

/// <summary>What a vendor's product is used for.</summary>
public enum TrackerCategory
{
    Audience,
    Advertising,
    Social,
    Video,
    Map,
    Fonts,
    TagManager,
    Captcha,
    SessionReplay,
    Testing,
    Support,
    Consent,
    Security,
    Delivery,
}
