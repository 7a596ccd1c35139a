using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace AuditService.Collectors.WebPages.States;

/// <summary>
/// Finds the button of a cookie banner that accepts or refuses everything: by the selectors of known banners, then by the usual words inside
/// something that speaks of cookies.
/// </summary>
internal static class ConsentBanner
{
    private const int MaximumFrames = 8;
    private const int MaximumCandidates = 8;

    private static readonly TimeSpan PatternTime = TimeSpan.FromSeconds(1);

    private static readonly string[] Accepting =
    [
        "#tarteaucitronPersonalize2", "#tarteaucitronPersonalize", "#tarteaucitronAllAllowed", "#axeptio_btn_acceptAll", "#didomi-notice-agree-button", "#onetrust-accept-btn-handler",
        ".orejime-Banner-saveButton", ".orejime-Notice-saveButton", ".klaro .cm-btn-success", "#CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll", "#CybotCookiebotDialogBodyButtonAccept",
        ".cc-window .cc-allow", ".cc-window .cc-dismiss", "#cc-main .cm__btn[data-role=all]", ".cmplz-cookiebanner .cmplz-accept", "[data-testid=uc-accept-all-button]", ".fc-cta-consent", ".cky-btn-accept",
        ".iubenda-cs-accept-btn", "#truste-consent-button", ".fr-consent-banner__buttons [title^='Autoriser tous']",
    ];

    private static readonly string[] Refusing =
    [
        "#tarteaucitronAllDenied2", "#tarteaucitronAllDenied", "#axeptio_btn_dismiss", "#didomi-notice-disagree-button", ".didomi-continue-without-agreeing", "#onetrust-reject-all-handler",
        ".orejime-Banner-declineButton", ".orejime-Notice-declineButton", ".klaro .cn-decline", "#CybotCookiebotDialogBodyButtonDecline",
        ".cc-window .cc-deny", "#cc-main .cm__btn[data-role=necessary]", ".cmplz-cookiebanner .cmplz-deny", "[data-testid=uc-deny-all-button]", ".fc-cta-do-not-consent", ".cky-btn-reject",
        ".iubenda-cs-reject-btn", "#truste-consent-required", ".fr-consent-banner__buttons [title^='Refuser tous']",
    ];

    private static readonly Regex AcceptingWords = Words(
        "(tout |j['’])?accepte[rz]?( tout| tous)?( et (fermer|continuer))?( (tous )?les (cookies|traceurs))?|(tout autoriser|autoriser( tout| tous)?( les cookies| les traceurs)?)|ok( pour moi)?|d['’]accord|(oui, )?je suis d['’]accord|j['’]ai compris"
        + "|(i )?accept( all)?( cookies)?( and (close|continue))?|(i )?agree( and (close|continue))?|allow( all)?( cookies)?|got it");

    private static readonly Regex RefusingWords = Words(
        "(tout |je )?(refuse[rz]?|rejeter|interdire)( tout| tous)?( les)?( cookies| traceurs)?|continuer sans accepter|non,? merci|(uniquement |seulement )?(les )?(cookies |traceurs )?(strictement )?n[ée]cessaires( uniquement| seulement)?"
        + "|(i )?(refuse|reject|decline|deny)( all)?( cookies)?|(only |use )?(strictly )?(necessary|essential)( cookies)?( only)?|continue without (accepting|agreeing)|no,? thanks");

    /// <returns>The button, or null while there is none to be seen.</returns>
    public static async Task<ILocator?> FindAsync(IPage page, bool accepting)
    {
        var frames = page.Frames.Take(MaximumFrames).ToList();
        foreach (var frame in frames)
        {
            var known = frame.Locator(string.Join(", ", accepting ? Accepting : Refusing)).Locator("visible=true").First;
            if (await known.CountAsync() > 0)
                return known;
        }

        foreach (var frame in frames)
        {
            foreach (var role in (AriaRole[])[AriaRole.Button, AriaRole.Link])
            {
                var named = frame.GetByRole(role, new FrameGetByRoleOptions { NameRegex = accepting ? AcceptingWords : RefusingWords });
                var count = Math.Min(await named.CountAsync(), MaximumCandidates);
                for (var i = 0; i < count; i++)
                {
                    if (await named.Nth(i).EvaluateAsync<bool>(SpeaksOfCookies))
                        return named.Nth(i);
                }
            }
        }

        return null;
    }

    /// <summary>The button of a form may say "accept" too: something around it, less than the whole page, must speak of cookies.</summary>
    private const string SpeaksOfCookies = """
        button => {
          for (let around = button.parentNode; around && around !== document.body; around = around.parentNode || around.host) {
            if (/cookie|traceur|consent|confidentialit|vie priv|donn[ée]es personnelles|privacy/i.test((around.textContent || '').slice(0, 5000))) return true;
          }
          return window !== window.parent;
        }
        """;

    private static Regex Words(string words) => new($"^\\s*({words})\\s*[!.]?\\s*$", RegexOptions.IgnoreCase, PatternTime);
}
