using AuditService.Core.Collection;
using AuditService.Core.Facts;

namespace AuditService.Tests.Core.Facts;

public sealed class PageSubjectTests
{
    [Theory]
    [InlineData("ui/index.html", "initial", "1280x800", "ui/index.html")]
    [InlineData("ui/index.html", "aide", "1280x800", "ui/index.html[aide]")]
    [InlineData("ui/index.html", "initial", "360x740", "ui/index.html[360x740]")]
    [InlineData("https://exemple.fr/[x]", "aide", "360x740", "https://exemple.fr/[x][aide,360x740]")]
    public void The_name_of_a_page_of_the_sample_is_read_back(string source, string state, string viewport, string id)
    {
        var page = new PageSubject(source, state, viewport);

        Assert.Equal(new Subject(SubjectKind.Page, id), page.Subject);
        Assert.Equal(page, PageSubject.Of(page.Subject));
    }

    [Theory]
    [InlineData("desktop", "1280x800", false)]
    [InlineData("mobile", "360x740", true)]
    [InlineData("768x1024", "768x1024", false)]
    [InlineData("100x100", null, false)]
    [InlineData("9999x800", null, false)]
    [InlineData("montre", null, false)]
    [InlineData("360x", null, false)]
    public void A_window_is_named_or_measured(string text, string? expected, bool isPhone)
    {
        Assert.Equal(expected, Viewport.Parse(text)?.ToString());
        Assert.Equal(isPhone, Viewport.Parse(text)?.IsPhone == true);
    }
}
