using AuditService.Collectors.WebPages;
using AuditService.Core.Accessibility;

namespace AuditService.Tests.Collectors.WebPages;

/// <summary>Lists and texts that the style sheet alone makes.</summary>
public sealed class DrawnByStylesTests
{
    private const RgaaOutcome NC = RgaaOutcome.NonCompliant;
    private const RgaaOutcome NA = RgaaOutcome.NotApplicable;
    private const RgaaOutcome Review = RgaaOutcome.NeedsReview;

    [Theory]
    [InlineData(NC, "div", "•", 30)]
    [InlineData(NA, "div", "→", 30)]
    [InlineData(NA, "span", "•", 0)]
    public void Blocks_one_under_the_other_that_a_style_sheet_gives_bullets_are_a_list(RgaaOutcome expected, string tag, string sign, double step)
    {
        var items = string.Concat(Enumerable.Range(1, 3).Select(n => $"<{tag} data-audit-n='{n}'>Objet {n}</{tag}>"));

        Assert.Equal(expected, Outcome("9.3.1", $"<div data-audit-n='0'>{items}</div>", sign, 3, step));
    }

    [Fact]
    public void Items_of_a_list_may_have_bullets_of_their_own() =>
        Assert.Equal(Review, Outcome("9.3.1", "<ul data-audit-n='0'><li><p data-audit-n='1'>Un</p><p data-audit-n='2'>Deux</p><p data-audit-n='3'>Trois</p></li></ul>", "•", 3, 30));

    [Theory]
    [InlineData(NC, "<p data-audit-n='1'></p>", "Fermé au mois d'août")]
    [InlineData(Review, "<p data-audit-n='1'></p>", "Nouveau")]
    [InlineData(Review, "<p data-audit-n='1'>Horaires</p>", "Fermé au mois d'août")]
    [InlineData(Review, "<p data-audit-n='1'></p><p>Fermé au mois d'août</p>", "Fermé au mois d'août")]
    [InlineData(Review, "<button type='button'><span data-audit-n='1'></span></button>", "Copier dans le presse-papiers")]
    public void A_sentence_that_only_the_style_sheet_holds_is_lost_without_it(RgaaOutcome expected, string body, string text) =>
        Assert.Equal(expected, Outcome("10.2.1", body, text, 1, 30));

    private static RgaaOutcome Outcome(string test, string body, string generated, int count, double step)
    {
        var seen = SomePage.Seen($"<!doctype html><html lang='fr'><head><title>Prêt</title><style>p:before{{color:#000}}</style></head><body>{body}</body></html>");
        var numbers = Enumerable.Range(1, count).ToList();
        return SomePage.Outcome(seen with
        {
            Rendered = seen.Rendered! with
            {
                StyleRules = [new StyleRuleText("p::before", "content: \"x\";", null)],
                Boxes = numbers.ToDictionary(n => n, n => new ElementBox(10 + (step > 0 ? 0 : n * 60), 20 + (n * step), 300, 24, Shown: true, VisuallyHidden: false, 16, 400)),
                GeneratedContents = [.. numbers.Select(n => new GeneratedContent(n, generated))],
            },
        }, test);
    }
}
