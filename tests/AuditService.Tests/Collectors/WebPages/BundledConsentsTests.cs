using AuditService.Collectors.WebPages;
using AuditService.Collectors.WebPages.Dom;

namespace AuditService.Tests.Collectors.WebPages;

public sealed class BundledConsentsTests
{
    [Theory]
    [InlineData("J'accepte de recevoir les offres des partenaires")]
    [InlineData("Je souhaite recevoir la lettre d'information")]
    public void One_use_in_one_box_is_one_agreement(string label) => Assert.Empty(Bundled(label));

    [Theory]
    [InlineData("J'accepte de recevoir la newsletter et que mes données soient transmises à des partenaires")]
    [InlineData("J'accepte les conditions générales et de recevoir les offres")]
    [InlineData("J'accepte la prospection et le profilage")]
    public void Several_in_one_box_are_told(string label) => Assert.Single(Bundled(label));

    private static IReadOnlyList<double> Bundled(string label) =>
        [.. BundledConsents.In(new AuditedPage(SomePage.Source($"<!doctype html><html lang='fr'><head><title>Formulaire</title></head><body><main><form><label><input type='checkbox' name='a'> {label}</label></form></main></body></html>"), markers: null)).Select(found => found.Confidence)];
}
