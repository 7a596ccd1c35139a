using System.Text;
using AuditService.Collectors.WebPages;
using AuditService.Collectors.WebPages.Dom;

namespace AuditService.Tests.Collectors.WebPages;

public sealed class PageChartsTests
{
    [Theory]
    [InlineData("<svg width='400' height='120'><rect x='10' y='20' width='60' height='90'/><rect x='100' y='60' width='60' height='50'/></svg>")]
    [InlineData("<svg viewBox='0 0 300 100'><rect x='5' y='5' width='120' height='20'/><rect x='5' y='30' width='60' height='20'/></svg>")]
    [InlineData("<div class='chart-area'><canvas></canvas></div>")]
    public void A_drawing_with_the_name_or_the_bars_of_a_chart_is_one(string html) => Assert.Equal([1.0], Confidences(html));

    [Theory]
    [InlineData("<svg width='400' height='200'><rect x='0' y='0' width='400' height='200'/><circle cx='90' cy='90' r='30'/></svg>")]
    [InlineData("<canvas></canvas>")]
    public void A_large_drawing_that_nothing_explains_may_be_one(string html) => Assert.Equal([PageCharts.Doubt], Confidences(html));

    [Theory]
    [InlineData("<svg width='24' height='24'><rect x='2' y='4' width='4' height='16'/><rect x='9' y='8' width='4' height='12'/></svg>")]
    [InlineData("<svg viewBox='0 0 24 24'><circle r='9'/></svg>")]
    [InlineData("<svg width='400' height='200' aria-hidden='true'><circle r='90'/></svg>")]
    [InlineData("<button><svg width='400' height='200'><circle r='90'/></svg></button>")]
    [InlineData("<p>Aucun dessin</p>")]
    public void Icons_decorations_and_buttons_are_none(string html) => Assert.Empty(Confidences(html));

    private static IEnumerable<double> Confidences(string html) =>
        PageCharts.Of(new AuditedPage(new() { Source = "ui/index.html", Served = ServedPage.File(Encoding.UTF8.GetBytes($"<!doctype html><html lang='fr'><body>{html}</body></html>")) }, markers: null)).Select(chart => chart.Confidence);
}
