namespace AuditService.Collectors.WebPages.Consent;

/// <summary>Where the consent managers of the market put their banner: what their own documentation and code name it.</summary>
internal static class KnownBanners
{
    public static IReadOnlyList<string[]> Selectors { get; } =
    [
        ["tarteaucitron", "#tarteaucitronAlertBig, #tarteaucitron"],
        ["Axeptio", "#axeptio_overlay, .axeptio_mount"],
        ["Didomi", "#didomi-popup, #didomi-notice, .didomi-consent-popup-preferences"],
        ["OneTrust", "#onetrust-banner-sdk, #onetrust-pc-sdk"],
        ["Cookiebot", "#CybotCookiebotDialog"],
        ["Usercentrics", "#usercentrics-root, #usercentrics-cmp-ui"],
        ["InMobi Choice (Quantcast)", ".qc-cmp2-container, #qc-cmp2-ui"],
        ["Sirdata", "#sd-cmp, .sd-cmp"],
        ["Klaro", ".klaro .cookie-notice, .klaro .cookie-modal"],
        ["Orejime", ".orejime-Banner, .orejime-Notice, .orejime-Modal"],
        ["DSFR", ".fr-consent-banner, #fr-consent-modal"],
        ["Osano", ".cc-window, .osano-cm-window"],
        ["CookieConsent (orestbida)", "#cc-main .cm, #cc-main .pm"],
        ["Complianz", ".cmplz-cookiebanner"],
        ["CookieYes", ".cky-consent-container, .cky-modal, #cookie-law-info-bar"],
        ["iubenda", "#iubenda-cs-banner"],
        ["TrustArc", "#truste-consent-track, .truste_box_overlay"],
        ["consentmanager", "#cmpbox"],
        ["Google Funding Choices", ".fc-consent-root"],
        ["HubSpot", "#hs-eu-cookie-confirmation"],
        ["Moove GDPR", "#moove_gdpr_cookie_info_bar"],
        ["Cookie Notice", "#cookie-notice"],
        ["TrustCommander", "#popin_tc_privacy, #tc-privacy-wrapper"],
        ["AppConsent", "#appconsent"],
    ];
}
