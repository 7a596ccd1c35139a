using AuditService.Collectors.CrossChecks;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class AiActScreenTests
{
    [Theory]
    [InlineData("Lit les CV reçus et note les candidats", "employment")]
    [InlineData("Note les copies des étudiants", "education")]
    [InlineData("Calcule un scoring crédit", "essentialServices")]
    [InlineData("Évalue l'éligibilité d'une personne à une aide sociale : éligibilité aux aides", "essentialServices")]
    [InlineData("Prédit le risque de récidive : évaluation du risque de récidive", "lawEnforcement")]
    [InlineData("Assiste l'instruction des demandes d'asile", "migration")]
    public void Words_suggest_an_area(string description, string area) =>
        Assert.Contains(area, Assert.IsType<ObservationsValue>(Screen(description)["aiAct.suggestedAreas"]).Items.Select(item => item.Detail!.En));

    [Theory]
    [InlineData("Propose à l'agent d'accueil le service destinataire d'un courrier")]
    [InlineData("Recommande des livres aux élèves de la bibliothèque")]
    [InlineData("Prévoit la consommation d'un bâtiment")]
    [InlineData("Ne note jamais les candidats")]
    public void Other_uses_suggest_none(string description) => Assert.Empty(Screen(description).Texts("aiAct.suggestedAreas"));

    [Theory]
    [InlineData("employment", 0)]
    [InlineData("none", 1)]
    public void A_suggested_area_is_held_against_the_answer(string answered, int denied)
    {
        var derived = Case("Trie les candidatures").With(Subject.Dossier, "impact.annexIII", new TextListValue([answered])).Through(new AiActScreen());

        Assert.Equal(denied, Assert.IsType<ObservationsValue>(derived["aiAct.deniedAreas"]).Total);
    }

    [Fact]
    public void Without_an_answer_a_suggestion_is_an_open_question_and_no_suggestion_is_none()
    {
        Assert.Null(Screen("Trie les candidatures")["aiAct.deniedAreas"]);
        Assert.Equal(0, Assert.IsType<ObservationsValue>(Screen("Trie le courrier")["aiAct.deniedAreas"]).Total);
    }

    [Theory]
    [InlineData("Détecte les émotions des salariés pendant les réunions", "impact.emotionAtWorkOrSchool")]
    [InlineData("Donne une note sociale aux habitants : notation sociale", "impact.socialScoring")]
    [InlineData("Identification biométrique en temps réel sur la voie publique", "impact.realTimeBiometrics")]
    public void A_practice_in_the_words_and_a_no_in_the_answers_contradict(string description, string answer)
    {
        var derived = Case(description).With(Subject.Dossier, answer, new BooleanValue(false)).Through(new AiActScreen());

        Assert.Equal(1, Assert.IsType<ObservationsValue>(derived["aiAct.deniedPractices"]).Total);
    }

    [Theory]
    [InlineData("Aucune émotion des salariés n'est déduite")]
    [InlineData("Mesure la satisfaction des clients")]
    public void A_practice_that_is_ruled_out_or_absent_is_not_suggested(string description) => Assert.Empty(Screen(description).Texts("aiAct.suggestedPractices"));

    private static DossierCase Case(string description) => DossierCase.Declaring($"project: {{ name: Projet, description: \"{description}\" }}");

    private static DerivedCase Screen(string description) => Case(description).Through(new AiActScreen());
}
