using AngleSharp.Html.Parser;
using AuditService.Collectors.Declarations;
using AuditService.Core.Accessibility;

namespace AuditService.Tests.Collectors.Declarations;

public sealed class DeclarationReadingTests
{
    [Theory]
    [InlineData("<h2>État de conformité</h2><p>Le site est partiellement conforme au RGAA.</p>", ConformityState.Partial)]
    [InlineData("<h2>État de conformité</h2><p>Le site est <strong>totalement</strong> conforme.</p>", ConformityState.Total)]
    [InlineData("<p>Les contenus non conformes sont listés.</p><h2>État de conformité</h2><p>Le site est non conforme.</p>", ConformityState.NonCompliant)]
    [InlineData("<p>Une copie conforme vous est remise.</p>", null)]
    public void The_state_is_the_one_under_its_heading(string html, ConformityState? state) => Assert.Equal(state, Read(html).State);

    [Theory]
    [InlineData("<p>L'audit révèle que 72,64&nbsp;% des critères du RGAA version 4.1 sont respectés.</p>", 72.64)]
    [InlineData("<p>Le taux moyen de conformité est de 80 %.</p>", null)]
    [InlineData("<p>Le taux moyen est de 80 %.</p><p>Le taux de conformité est de 61 %.</p>", 61d)]
    [InlineData("<p>Une remise de 50 % sur les livres.</p>", null)]
    public void The_rate_is_the_share_of_criteria_never_the_mean(string html, double? rate) => Assert.Equal(rate, Read(html).Rate);

    [Theory]
    [InlineData("<p>Cette déclaration a été établie le 1er février 2024.</p><p>Elle a été mise à jour le 12/03/2025.</p>", "2025-03-12")]
    [InlineData("<p>Établie le 2023-05-30.</p>", "2023-05-30")]
    [InlineData("<p>Établie le 31 février 2024.</p>", null)]
    [InlineData("<p>La loi du 11 février 2005 s'applique.</p>", null)]
    public void The_date_is_the_latest_that_is_said_of_the_declaration(string html, string? date) =>
        Assert.Equal(date is null ? null : DateOnly.ParseExact(date, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Read(html).Date);

    [Fact]
    public void Every_part_that_is_missing_is_named()
    {
        var missing = Read("<h1>Déclaration d'accessibilité</h1><p>Le site est non conforme.</p>").MissingParts.Select(part => part.Fr).ToList();

        Assert.Contains("voies de recours", missing);
        Assert.Contains("date d'établissement", missing);
        Assert.DoesNotContain("état de conformité", missing);
    }

    [Fact]
    public void Contacts_are_looked_for_under_their_heading_and_the_form_of_the_Defenseur_des_droits_is_none()
    {
        const string recourse = "<h2>Voies de recours</h2><p><a href=\"https://formulaire.defenseurdesdroits.fr/\">Écrire un message au Défenseur des droits</a></p>";

        Assert.Empty(Read("<h2>Retour d'information et contact</h2><p>Dites-le-nous.</p>" + recourse).Contacts);
        Assert.NotEmpty(Read("<h2>Retour d'information et contact</h2><p><a href=\"mailto:a@b.fr\">écrire</a></p>" + recourse).Contacts);
        Assert.NotEmpty(Read("<h2>Retour d'information et contact</h2><p><a href=\"/contact\">formulaire de contact</a></p>" + recourse).Contacts);
        Assert.NotEmpty(Read(recourse).RecourseLines);
    }

    [Fact]
    public void A_contact_is_shown_without_its_address() =>
        Assert.DoesNotContain(Read("<h2>Retour d'information et contact</h2><p>Écrire à anne.martin@exemple.fr</p>").Contacts, contact => contact.Contains("martin", StringComparison.Ordinal));

    [Fact]
    public void Criteria_are_those_of_the_non_accessible_contents_and_a_version_is_none()
    {
        const string text = "<h2>État de conformité</h2><p>Conforme au RGAA 4.1.</p><h2>Contenus non accessibles</h2><h3>Non-conformités</h3><ul><li>Test 1.1.1 : images</li><li>Critère 13.12</li></ul><h3>Dérogations</h3><p>8.3 : coût</p><h2>Établissement</h2><p>Version 2.3</p>";

        Assert.Equal(["1.1", "13.12", "8.3"], Read(text).ListedCriteria);
        Assert.Null(Read("<h2>Contenus non accessibles</h2><p>Quelques images.</p>").ListedCriteria);
    }

    [Fact]
    public void A_heading_of_another_level_or_out_of_order_is_told()
    {
        var faults = Read("<h1>Déclaration</h1><h2>Voies de recours</h2><h4>Résultats des tests</h4><h2>État de conformité</h2>").HeadingFaults!.Select(fault => fault.Fr).ToList();

        Assert.Contains(faults, fault => fault.Contains("Résultats des tests", StringComparison.Ordinal) && fault.Contains("niveau 4", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("Voies de recours", StringComparison.Ordinal) && fault.Contains("pas à sa place", StringComparison.Ordinal));
    }

    internal static DeclarationReading Read(string html) => new(DeclarationText.Of("declaration.html", new HtmlParser().ParseDocument(html)));
}
