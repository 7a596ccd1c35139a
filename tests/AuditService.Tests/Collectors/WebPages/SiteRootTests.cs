using System.Text;
using AuditService.Collectors.WebPages;
using AuditService.Collectors.WebPages.Dom;

namespace AuditService.Tests.Collectors.WebPages;

public sealed class SiteRootTests
{
    [Fact]
    public void Addresses_from_the_root_lead_into_the_folder_where_they_resolve()
    {
        var site = Of("frontend/index.html", "<link rel='icon' href='/vite.svg'><script src='/src/main.js'></script>", "frontend/src/main.js", "frontend/public/vite.svg", "src/autre.js");

        Assert.Equal("frontend/src/main.js", site.FilesAt("src/main.js").First());
        Assert.Contains("frontend/public/vite.svg", site.FilesAt("vite.svg"));
        Assert.Equal("", site.AddressOf("frontend/index.html"));
    }

    [Fact]
    public void The_root_may_lie_above_the_folder_of_the_page() =>
        Assert.Equal("templates/accueil.html", Of("app/templates/accueil.html", "<img src='/static/logo.png'>", "app/static/logo.png").AddressOf("app/templates/accueil.html"));

    [Fact]
    public void Without_a_file_that_answers_nothing_is_known_of_the_root()
    {
        var site = Of("app/index.html", "<img src='/static/logo.png'>", "autre/logo.png");

        Assert.Equal("app/index.html", site.AddressOf("app/index.html"));
        Assert.Equal(["static/logo.png"], site.FilesAt("static/logo.png"));
    }

    [Fact]
    public void A_base_at_the_root_sends_relative_addresses_there() =>
        Assert.Equal("", Of("public/index.html", "<base href='%PUBLIC_URL%/'><link rel='icon' href='favicon.png'>", "public/favicon.png").AddressOf("public/index.html"));

    [Fact]
    public void The_mark_of_a_build_tool_is_read_as_the_root_of_the_site()
    {
        using var published = SiteRoot.AsPublished("index.html", new MemoryStream(Encoding.UTF8.GetBytes("<img src='%PUBLIC_URL%/é.png'>")));
        using var text = new StreamReader(published);

        Assert.Equal("<img src='/é.png'>", text.ReadToEnd());
    }

    private static SiteRoot Of(string page, string html, params string[] files) => SiteRoot.Of(page, AuditedPage.Parse(html, errors: null), files.Contains);
}
