using AuditService.Collectors.WebPages.Probes;
using AuditService.Collectors.WebPages.Rgaa;

namespace AuditService.Tests.Collectors.WebPages;

public sealed class FormMessagesTests
{
    [Theory]
    [InlineData("name field is empty: fill in your name.", "Enter your name*:", true)]
    [InlineData("L'adresse électronique est obligatoire", "Votre adresse électronique", true)]
    [InlineData("Champ obligatoire", "Votre nom (obligatoire)", false)]
    [InlineData("Veuillez remplir tous les champs", "Date de naissance", false)]
    public void A_message_names_a_field_by_a_word_that_says_what_it_asks_for(string message, string label, bool expected) =>
        Assert.Equal(expected, FormMessages.Names(new FormMessage(null, message, IsLive: false, []), new TriedField(1, IsInvalid: false, IsRequired: true, IsDangling: false, IsTold: false, label)));

    [Theory]
    [InlineData("Chargement en cours, veuillez patienter", true)]
    [InlineData("Étape 2 sur 4", true)]
    [InlineData("Erreur de chargement", false)]
    [InlineData("Le chargement a échoué", false)]
    [InlineData("Loading failed", false)]
    public void A_message_tells_of_progress_unless_it_tells_that_it_failed(string message, bool expected) =>
        Assert.Equal(expected, FormMessages.IsProgress(new FormMessage(null, message, IsLive: false, [])));
}
