using System.Text.RegularExpressions;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Core;

namespace AuditService.Collectors.WebPages.Consent;

/// <summary>The usual words of consent banners, French and English, without accents and signs.</summary>
internal static class ConsentWords
{
    private const int LongestLabel = 90;

    private static readonly BoundedRegex Refusing = Whole(
        "(non )?(je )?(tout |tous )?(refuse[rz]?|rejete[rz]?|rejeter|interdi(re|t|s)|decline[rz]?|desactive[rz]?|s opposer)( a)?( tout| tous)?( et (fermer|continuer))?( (tous )?(les|aux|aux autres|des))?( cookies| traceurs)?( (non|optionnels|facultatifs).*)?"
        + "|(continuer|poursuivre|fermer|naviguer)( la navigation| la visite)?( et)? (sans accepter|sans consentir|sans cookies?|en refusant)( et fermer)?|ne pas (accepter|autoriser|consentir)|je n accepte pas|non(,? merci)?( .*)?"
        + "|(accepter |autoriser |garder |utiliser |n accepter que |n autoriser que )?(uniquement |seulement |que )?(les )?(cookies |traceurs )?(strictement |techniquement )?(necessaires|essentiels|indispensables|obligatoires|fonctionnels)( uniquement| seulement)?"
        + "|(i )?(refuse|reject|decline|deny|disagree|do not (accept|agree|consent|allow)|don t (accept|agree|allow)|opt out)( to)?( all| everything)?( and (close|continue))?( optional| non essential| additional)?( cookies)?|disallow( all)?"
        + "|(continue|proceed|browse) without (accepting|agreeing|consent(ing)?|cookies)|(accept |allow |use |keep )?(only )?(the )?(strictly )?(necessary|essential|required)( cookies)?( only)?|no( thanks?| thank you)?( .*)?");

    private static readonly BoundedRegex Accepting = Whole(
        "(oui )?(j |je )?(tout |tous )?(accepte[rz]?|autorise[rz]?|consens|consentir|active[rz]?)( et (fermer|continuer|poursuivre))?( tout| tous| toutes)?( (les|aux|des))?( cookies?| traceurs?)?( et (fermer|continuer|poursuivre( ma visite)?))?|(tout )?ok( .{0,20})?|d accord( .{0,15})?|(oui )?je suis d accord|(j ai |c est )?compris|oui|parfait|c est bon|entendu"
        + "|(yes )?(i )?(accept|agree|allow|enable|consent)( to)?( all| everything)?( the)?( cookies)?( and (close|continue|proceed))?|got it|(i )?(understand|understood)|yes|sounds good|that s (ok|fine)|continue|continuer");

    private static readonly BoundedRegex Choosing = Part("parametr|personnalis|gerer|\\bgestion\\b|preferences?|configur|\\boptions?\\b|reglages|choisir|faire mon choix|mes choix|plus de choix|\\bmanage\\b|customi[sz]e|\\bsettings\\b|let me choose|\\bchoices\\b|details? des cookies|show details|afficher les details");
    private static readonly BoundedRegex Saving = Part("^(enregistre|sauvegarde|valide|confirme|appliqu|save|confirm|apply|submit|autoriser la selection|accepter la selection|allow selection|accept selected)");
    private static readonly BoundedRegex OfPartners = Part("partenaires?|fournisseurs|\\btiers\\b|\\bvendors?\\b|\\bpartners?\\b|third part|responsables? (de|du) traitement|liste des (societes|entreprises)");
    private static readonly BoundedRegex OfPolicy = Part("politique|\\bpolicy\\b|en savoir plus|savoir plus|learn more|more info|plus d infos?|confidentialite|mentions|charte|donnees personnelles|privacy|vie privee");
    private static readonly BoundedRegex Closing = Whole("x|fermer|close|fermer (la|cette) (fenetre|popup|banniere)|fermer le bandeau|masquer|dismiss");

    /// <summary>Purposes as banners name them, by what they are.</summary>
    private static readonly (LocalizedText Purpose, BoundedRegex Words)[] Purposes =
    [
        (new("mesure d'audience", "audience measurement"), Part("mesure(r)? (d |de l |l )?audience|statisti|analy(se|tics|ser|tique)|frequentation|audience measurement|traffic|usage du site|performance")),
        (new("publicité", "advertising"), Part("publicit|\\bpubs?\\b|advertis|\\bads\\b|annonces|ciblage|targeting|marketing|retargeting|reciblage|offres (commerciales )?(personnalisees|adaptees)")),
        (new("personnalisation", "personalisation"), Part("personnalis(er|ation) (du |le |les |de |des |votre |l )?(contenus?|experience|annonces|navigation)|contenus? personnalise|contenus? (et|ou) publicites? personnalise|personali[sz](e|ed|ation)")),
        (new("réseaux sociaux", "social networks"), Part("reseaux sociaux|partage(r)?( sur| de contenu)|social (media|network)")),
        (new("vidéos et contenus d'autres sites", "videos and contents of other sites"), Part("videos?|contenus (integres|externes|tiers|multimedia)|cartes interactives|embedded")),
        (new("géolocalisation", "location"), Part("geolocali|localisation|geolocation|location data")),
        (new("amélioration du service", "improving the service"), Part("developper (et|ou) ameliorer|amelior(er|ation) (de )?(nos|les|du|des|le) (services?|produits?|sites?)|develop and improve|improve (our|the) (services?|site|website)")),
        (new("fonctionnement", "functioning"), Part("fonctionnement|strictement necessaires|cookies? (necessaires|techniques|fonctionnels)|strictly necessary|functional|securite")),
    ];

    private static readonly BoundedRegex Shaming = Part(
        "^(non|no)\\b.*\\b(je (prefere|veux|n aime|me fiche|renonce|ne souhaite pas (profiter|beneficier|soutenir|economiser))|tant pis|rater|perdre|payer plus|i (prefer|like|don t (want|like|care)|hate|d rather)|miss out|pay (more|full)|worse|boring)|je (prefere|renonce) .*(moins|rater|sans avantage|payer)|experience (degradee|limitee|moins bonne)|limited experience|(refuser|decline|reject) .*(et (perdre|renoncer|gacher)|and (lose|miss))");

    /// <summary>To want no trackers, no advertising or another choice is nothing to be ashamed of.</summary>
    private static readonly BoundedRegex Plainly = Part(
        "je (prefere|veux|souhaite) (refuser|choisir|parametrer|personnaliser|regler|ne pas|continuer sans|naviguer sans|garder|rester anonyme)|je (n aime|ne veux|ne souhaite) pas (d |de |des |du |les |la |que |l on |etre |vos |ces )*(cookies?|traceurs?|pubs?|publicites?|suivie?|pistee?|tracee?|me suive|newsletter|lettre)"
        + "|i (don t|do not) (want|like|need) (any |the |your |to |be |these )*(cookies?|trackers?|tracked|tracking|ads|advertis|newsletter)|i (prefer|d rather) (to )?(refuse|reject|choose|not|decline)");

    private static readonly BoundedRegex Paying = Part("abonn|payant|\\bpayer\\b|sans publicite pour|acces sans cookies? (a partir|pour)|subscrib|\\bpay\\b|\\d (euros? )?(par|per) (mois|month|an|year)|\\bpass (premium|sans)");

    /// <summary>A way in that costs: whoever takes it refuses nothing for free.</summary>
    private static readonly BoundedRegex Subscribing = Part("(m|s) abonn|\\babonn(ez|ement|er|es?)\\b|subscri|payer (pour|\\d)|\\bpay (to|for|and)\\b|j achete|\\d (euros? )?(par|per) (mois|month|an|year)");

    private static readonly BoundedRegex Forcing = Part("(pour|afin de) (acceder|continuer|poursuivre|consulter|lire|utiliser)[^.]{0,60}(vous devez|il faut|veuillez|merci d|accepte)|(vous devez|il faut|obligatoire)[^.]{0,40}accepter[^.]{0,40}(cookies|traceurs)|(must|need to|have to) accept[^.]{0,40}cookies|to (access|continue|use)[^.]{0,40}accept");

    private static readonly BoundedRegex Recalling = Part(
        "(gere|gestion|modifi|param|preference|personnalis|revoir|retir|changer|choix|reglage|configur|manage|change|update|withdraw|settings|preferences|choices|consent)[a-z]*( |$).*(cookie|traceur|consent|privacy|vie privee|confidentialite)|(cookie|traceur|consent(ement)?|privacy)s? ?(settings|preferences|choices|parametres|options)|(mes|vos|your|my) (cookies|traceurs|consentements?)");

    private static readonly BoundedRegex RecallingHint = new(
        "(?i)tarteaucitron(Icon|Manager|CloseAlert|\\.userInterface)|openPanel|ot-sdk-(btn|show)|onetrust.*ToggleInfoDisplay|Didomi\\.preferences|Cookiebot\\.(renew|show)|CookiebotWidget|openAxeptioCookies|axeptio_(main_button|btn_)|cky-btn-revisit|cmplz-manage-consent|klaro\\.show|orejime.*(prompt|show)|__tcfapi|displayConsentUi|showPreferences|openConsent|cookie-?(settings|preferences|manager|consent-?(open|button|icon))|gerer-?(les-?)?cookies|consent-?(manager|settings|preferences)|iubenda-cs-preferences|fr-consent");

    /// <summary>Refusing comes first: "only the necessary ones" is no agreement.</summary>
    public static ConsentRole RoleOf(string label)
    {
        var words = Plain.Words(label);
        if (words.Length == 0)
            return label.Trim() is "×" or "✕" or "✖" or "╳" ? ConsentRole.Close : ConsentRole.Other;
        if (words.Length > LongestLabel || Subscribing.IsMatch(words))
            return ConsentRole.Other;
        return (words.StartsWith("non ", StringComparison.Ordinal) || words.StartsWith("no ", StringComparison.Ordinal) || words.Split(' ').Length <= 9) && Refusing.IsMatch(words) ? ConsentRole.Refuse
            : Accepting.IsMatch(words) ? ConsentRole.Accept
            : Saving.IsMatch(words) ? ConsentRole.Save
            : OfPartners.IsMatch(words) ? ConsentRole.Partners
            : Choosing.IsMatch(words) ? ConsentRole.Settings
            : OfPolicy.IsMatch(words) ? ConsentRole.Policy
            : Closing.IsMatch(words) ? ConsentRole.Close
            : ConsentRole.Other;
    }

    public static IReadOnlyList<LocalizedText> PurposesIn(string text)
    {
        var words = Plain.Words(text);
        return [.. Purposes.Where(purpose => purpose.Words.IsMatch(words)).Select(purpose => purpose.Purpose)];
    }

    /// <summary>Whether refusing is worded so that one is ashamed of it.</summary>
    public static bool Shames(string label) => Plain.Words(label) is var words && Shaming.IsMatch(words) && !Plainly.IsMatch(words);

    public static bool AsksForMoney(string text) => Paying.IsMatch(Plain.Words(text));

    public static bool Forces(string text) => Forcing.IsMatch(Plain.Words(text));

    public static bool NamesPartners(string text) => OfPartners.IsMatch(Plain.Words(text));

    /// <summary>Whether a link or button leads back to the choices: by its words, or by what known consent managers call.</summary>
    public static bool Recalls(string label, string hint) => Recalling.IsMatch(Plain.Words(label)) || RecallingHint.IsMatch(hint);

    private static BoundedRegex Whole(string words) => new($"^({words})$");

    private static BoundedRegex Part(string words) => new(words, RegexOptions.None);
}
