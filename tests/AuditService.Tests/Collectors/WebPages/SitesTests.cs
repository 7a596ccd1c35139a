using System.IO.Compression;
using System.Text;
using AuditService.Collectors.WebPages.Sites;

namespace AuditService.Tests.Collectors.WebPages;

public sealed class SitesTests
{
    private const string Pages = """
        <?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
        <url><loc> https://exemple.fr/a </loc><image:image><image:loc>https://exemple.fr/a.png</image:loc></image:image></url>
        <url><loc>https://exemple.fr/a</loc></url><url><loc>javascript:alert(1)</loc></url><url><loc>https://exemple.fr/b</loc></url></urlset>
        """;

    [Fact]
    public void A_sitemap_names_each_page_once_and_no_picture() =>
        Assert.Equal(["https://exemple.fr/a", "https://exemple.fr/b"], Sitemap.Read(Encoding.UTF8.GetBytes(Pages)).Pages.Select(page => page.AbsoluteUri));

    [Fact]
    public void A_compressed_sitemap_is_unpacked()
    {
        var packed = new MemoryStream();
        using (var packing = new GZipStream(packed, CompressionLevel.Fastest))
            packing.Write(Encoding.UTF8.GetBytes(Pages));

        Assert.Equal(2, Sitemap.Read(packed.ToArray()).Pages.Count);
    }

    [Theory]
    [InlineData("<html><body>404</body></html>", "no sitemap")]
    [InlineData("not xml", "malformed")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"b\">]><urlset><url><loc>&a;</loc></url></urlset>", "malformed")]
    [InlineData("<urlset><url><loc>https://exemple.fr/a</loc></url><url><loc>https://exemple.fr/", "malformed")]
    public void What_is_no_whole_sitemap_is_said(string text, string expected) =>
        Assert.Contains(expected, Sitemap.Read(Encoding.UTF8.GetBytes(text)).Fault!.En, StringComparison.Ordinal);

    [Fact]
    public void A_compressed_bomb_is_cut()
    {
        var packed = new MemoryStream();
        using (var packing = new GZipStream(packed, CompressionLevel.Fastest))
        {
            packing.Write("<urlset>"u8);
            for (var i = 0; i < 60; i++)
                packing.Write(new byte[1024 * 1024]);
        }

        Assert.NotNull(Sitemap.Read(packed.ToArray()).Fault);
    }

    [Theory]
    [InlineData("User-agent: *\nDisallow: /prive", "/prive/a", false)]
    [InlineData("User-agent: *\nDisallow: /prive\nAllow: /prive/sauf", "/prive/sauf", true)]
    [InlineData("User-agent: *\nDisallow:", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", false)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x", true)]
    [InlineData("User-agent: autre\nDisallow: /", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: AuditService\nDisallow: /b", "/a", true)]
    [InlineData("User-agent: un\nUser-agent: *\n# non\nDisallow: /a # ici", "/a", false)]
    public void Robots_txt_is_read_as_its_standard_says(string robots, string path, bool allowed) =>
        Assert.Equal(allowed, RobotsRules.Parse(Encoding.UTF8.GetBytes(robots)).Allows(new Uri("https://exemple.fr" + path)));
}
