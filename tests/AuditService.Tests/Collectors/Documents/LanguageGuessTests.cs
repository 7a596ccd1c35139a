using AuditService.Collectors.Documents;

namespace AuditService.Tests.Collectors.Documents;

public sealed class LanguageGuessTests
{
    [Theory]
    [InlineData("fr", "Les données sont conservées pendant trois mois, puis elles sont supprimées par le service.")]
    [InlineData("fr", "Vous pouvez vous opposer à ce traitement en écrivant à notre délégué.")]
    [InlineData("en", "The data are kept for three months and then they are deleted by the service.")]
    [InlineData("en", "You may object to this processing by writing to our officer.")]
    [InlineData("de", "Die Daten werden drei Monate gespeichert und danach von dem Dienst gelöscht.")]
    [InlineData("es", "Los datos se conservan durante tres meses y después son eliminados por el servicio.")]
    [InlineData("it", "I dati sono conservati per tre mesi e poi vengono cancellati dal servizio che li ha raccolti.")]
    [InlineData("pt", "Os dados são conservados durante três meses e depois são apagados pelo serviço que os recolheu.")]
    [InlineData("nl", "De gegevens worden drie maanden bewaard en daarna door de dienst verwijderd.")]
    public void A_sentence_is_enough(string language, string sentence) => Assert.Equal(language, LanguageGuess.Of(sentence));

    [Theory]
    [InlineData("")]
    [InlineData("Introduction")]
    [InlineData("Dupont Martin Durand Bernard Petit Robert Richard Simon Laurent Lefebvre Michel Garcia David Bertrand")]
    [InlineData("Данные хранятся три месяца, а затем удаляются службой.")]
    [InlineData("12 34 56 78 A B C")]
    public void Too_little_or_unknown_text_has_none(string text) => Assert.Null(LanguageGuess.Of(text));

    [Fact]
    public void English_words_in_a_french_text_do_not_matter() => Assert.Equal("fr", LanguageGuess.Of(
        "Le machine learning et le deep learning sont utilisés pour le scoring des leads dans la pipeline de data engineering de notre équipe."));

    [Theory]
    [InlineData("fr-FR", "fr")]
    [InlineData("EN_us", "en")]
    [InlineData("x-none", null)]
    [InlineData("zxx", null)]
    [InlineData("", null)]
    [InlineData("f", null)]
    public void The_first_part_of_a_tag_is_its_language(string tag, string? primary) => Assert.Equal(primary, LanguageGuess.Primary(tag));
}
