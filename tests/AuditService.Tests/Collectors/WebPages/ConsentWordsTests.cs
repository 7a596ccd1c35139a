using AuditService.Collectors.WebPages.Consent;

namespace AuditService.Tests.Collectors.WebPages;

/// <summary>What the words on buttons of banners mean.</summary>
public sealed class ConsentWordsTests
{
    [Theory]
    [InlineData("Tout accepter", ConsentRole.Accept)]
    [InlineData("J’accepte", ConsentRole.Accept)]
    [InlineData("Accepter et fermer", ConsentRole.Accept)]
    [InlineData("OK pour moi", ConsentRole.Accept)]
    [InlineData("✓ Autoriser tous les cookies", ConsentRole.Accept)]
    [InlineData("Accept all cookies", ConsentRole.Accept)]
    [InlineData("I agree", ConsentRole.Accept)]
    [InlineData("Tout refuser", ConsentRole.Refuse)]
    [InlineData("Continuer sans accepter →", ConsentRole.Refuse)]
    [InlineData("Interdire tous les cookies", ConsentRole.Refuse)]
    [InlineData("Accepter uniquement les cookies nécessaires", ConsentRole.Refuse)]
    [InlineData("N’accepter que les nécessaires", ConsentRole.Refuse)]
    [InlineData("Non merci, je préfère payer plus cher", ConsentRole.Refuse)]
    [InlineData("Reject all", ConsentRole.Refuse)]
    [InlineData("Use necessary cookies only", ConsentRole.Refuse)]
    [InlineData("Continue without agreeing", ConsentRole.Refuse)]
    [InlineData("Do not consent", ConsentRole.Refuse)]
    [InlineData("Paramétrer mes choix", ConsentRole.Settings)]
    [InlineData("Manage options", ConsentRole.Settings)]
    [InlineData("Enregistrer mes choix", ConsentRole.Save)]
    [InlineData("Confirm my choices", ConsentRole.Save)]
    [InlineData("Voir nos 812 partenaires", ConsentRole.Partners)]
    [InlineData("Politique de confidentialité", ConsentRole.Policy)]
    [InlineData("×", ConsentRole.Close)]
    [InlineData("Envoyer", ConsentRole.Other)]
    [InlineData("Refuser et s’abonner", ConsentRole.Other)]
    [InlineData("Non, je m’abonne pour 1 € par mois", ConsentRole.Other)]
    [InlineData("Continuer sans accepter avec l’abonnement", ConsentRole.Other)]
    [InlineData("Reject and subscribe", ConsentRole.Other)]
    [InlineData("Accepter l’invitation de Paul", ConsentRole.Other)]
    public void A_button_does_what_its_words_say(string label, ConsentRole role) => Assert.Equal(role, ConsentWords.RoleOf(label));

    [Theory]
    [InlineData("Nous utilisons des cookies pour améliorer votre expérience.", 0)]
    [InlineData("Cookies pour la mesure d’audience et la publicité ciblée.", 2)]
    [InlineData("We use cookies for analytics, advertising and social media.", 3)]
    public void Purposes_are_told_from_hollow_words(string text, int purposes) => Assert.Equal(purposes, ConsentWords.PurposesIn(text).Count(purpose => purpose.En != "functioning"));

    [Theory]
    [InlineData("Gérer mes cookies", "", true)]
    [InlineData("Préférences de confidentialité", "", true)]
    [InlineData("Cookie settings", "", true)]
    [InlineData("", "tarteaucitronIcon", true)]
    [InlineData("Cookies", "javascript:Didomi.preferences.show()", true)]
    [InlineData("Politique de cookies", "/cookies.html", false)]
    [InlineData("Recettes de cookies", "/recettes", false)]
    public void A_way_back_to_the_choices_is_told_from_a_policy(string label, string hint, bool recalls) => Assert.Equal(recalls, ConsentWords.Recalls(label, hint));

    [Theory]
    [InlineData("Acceptez les cookies pour lire gratuitement, ou abonnez-vous.", true)]
    [InlineData("Acceptez, ou choisissez le pass sans publicité à 2 € par mois.", true)]
    [InlineData("Nous utilisons des cookies pour mesurer l'audience.", false)]
    public void Agreeing_or_paying_is_told_from_asking(string text, bool pays) => Assert.Equal(pays, ConsentWords.AsksForMoney(text));

    [Theory]
    [InlineData("Oui, j’accepte", true, true)]
    [InlineData("Accepter", true, true)]
    [InlineData("Refuser", true, false)]
    [InlineData("Publicité", false, true)]
    public void A_choice_of_several_that_is_made_beforehand_counts_where_it_agrees(string label, bool isRadio, bool counts) =>
        Assert.Equal(counts, new ConsentBox(1, label, "#c", IsChecked: true, IsDisabled: false, IsSeen: true) { IsRadio = isRadio }.IsAgreedBeforehand);

    [Fact]
    public void A_refusal_may_shame()
    {
        Assert.True(ConsentWords.Shames("Non merci, je préfère payer plus cher"));
        Assert.True(ConsentWords.Shames("No thanks, I don't want to save money"));
        Assert.True(ConsentWords.Shames("Non merci, je n’aime pas les bonnes affaires"));
        Assert.False(ConsentWords.Shames("Non merci"));
        Assert.False(ConsentWords.Shames("Non, je préfère choisir"));
        Assert.False(ConsentWords.Shames("Non merci, je n'aime pas les cookies"));
        Assert.False(ConsentWords.Shames("No, I don't want to be tracked"));
        Assert.False(ConsentWords.Shames("Tout refuser"));
    }

    [Theory]
    [InlineData("Ce site n'utilise que des cookies nécessaires à son fonctionnement.", true, "OK")]
    [InlineData("Nous déposons uniquement des cookies techniques.", true, "J'ai compris")]
    [InlineData("Ce site n'utilise que des cookies nécessaires et de mesure d'audience.", false, "Accepter", "Refuser")]
    [InlineData("Ce site utilise des cookies pour la publicité.", false, "OK")]
    public void A_banner_that_only_tells_of_necessary_cookies_asks_nothing(string text, bool informs, params string[] buttons) =>
        Assert.Equal(informs, new ConsentLayer("fixed", Cmp: null, "#b", text, IsModal: false, IsLocked: false, 0.1, 800, 80, [.. buttons.Select((label, i) => new ConsentButton(i, label, "#a", 80, 30, 14, 7, 1, IsFramed: true, IsInside: true))], []).OnlyInforms);
}
