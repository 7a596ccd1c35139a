using AuditService.Collectors.Trackers;
using AuditService.Core;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.Trackers;

/// <summary>The list of trackers, and what it does not name.</summary>
public sealed class TrackerReadingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 0, 0, 0, TimeSpan.Zero);
    private static readonly TrackerReading Reading = new(TrackerList.Own, Now);

    [Fact]
    public void Every_entry_of_the_list_says_who_what_and_where_it_is_described()
    {
        Assert.All(TrackerList.Own.All, tracker =>
        {
            Assert.NotEmpty(tracker.Product);
            Assert.NotEmpty(tracker.Vendor);
            Assert.Matches("^([A-Z]{2})?$", tracker.Country);
            Assert.StartsWith("https://", tracker.Source, StringComparison.Ordinal);
            Assert.NotEmpty(tracker.Hosts.Concat(tracker.Cookies).Concat(tracker.Storage).Concat(tracker.Files));
            Assert.All(tracker.Hosts, host => Assert.Equal(UriHostNameType.Dns, Uri.CheckHostName(host.Split('/')[0])));
            Assert.DoesNotContain(tracker.Cookies.Concat(tracker.Storage), pattern => pattern.Trim('*').Length < 2);
        });
        Assert.Equal(TrackerList.Own.All.Count, TrackerList.Own.All.Select(tracker => tracker.Product).Distinct(StringComparer.Ordinal).Count());
        Assert.Matches(@"^\d{4}-\d{2}-\d{2}$", TrackerList.Own.Version);
    }

    [Fact]
    public void A_list_with_an_unknown_category_is_refused_with_its_line()
    {
        var problems = new List<AuthorProblem>();

        Assert.Null(TrackerList.Read("version: 2026-01-01\ntrackers:\n  - { product: a, vendor: b, category: spying, exempt: never }\n", "t.yaml", problems));
        Assert.Equal(3, Assert.Single(problems).At.Line);
    }

    [Theory]
    [InlineData("www.google-analytics.com", "/collect", "Google Analytics")]
    [InlineData("region1.google-analytics.com", "/g/collect", "Google Analytics")]
    [InlineData("www.googletagmanager.com", "/gtm.js", "Google Tag Manager")]
    [InlineData("www.googletagmanager.com", "/gtag/js", "Google Analytics")]
    [InlineData("www.google.com", "/recaptcha/api.js", "Google reCAPTCHA")]
    [InlineData("www.google.com", "/maps/embed", "Google Maps")]
    [InlineData("www.google.com", "/search", null)]
    [InlineData("notgoogle-analytics.com", "/", null)]
    [InlineData("stats.example.org", "/matomo.js", "Matomo")]
    [InlineData("stats.example.org", "/other.js", null)]
    public void An_address_is_known_by_its_domain_and_path(string host, string path, string? product) => Assert.Equal(product, TrackerList.Own.OfAddress(host, path)?.Product);

    [Theory]
    [InlineData("_ga", "_ga", true)]
    [InlineData("_ga_AB12", "_ga_*", true)]
    [InlineData("my_ga_1", "_ga_*", false)]
    [InlineData("mp_abc_mixpanel", "mp_*_mixpanel", true)]
    [InlineData("mp_mixpanel", "mp_*_mixpanel", false)]
    [InlineData("_GA", "_ga", false)]
    public void A_star_stands_for_any_characters(string name, string pattern, bool fits) => Assert.Equal(fits, TrackerList.Fits(name, pattern));

    [Theory]
    [InlineData("_ga", 400d, ValueShape.Identifier, 1d)]
    [InlineData("PHPSESSID", null, ValueShape.Identifier, null)]
    [InlineData("tarteaucitron", 180d, ValueShape.Text, null)]
    [InlineData("lang", 365d, ValueShape.Short, null)]
    [InlineData("visitor", 365d, ValueShape.Short, 0.7)]
    [InlineData("visitorId", 365d, ValueShape.Identifier, 0.7)]
    [InlineData("zzq", 365d, ValueShape.Identifier, 0.65)]
    [InlineData("zzq", null, ValueShape.Identifier, 0.4)]
    [InlineData("zzq", 365d, ValueShape.Short, null)]
    [InlineData("_pk_id.1.1fff", 393d, ValueShape.Identifier, 0.5)]
    [InlineData("_pk_id.1.1fff", 730d, ValueShape.Identifier, 0.8)]
    public void A_cookie_of_the_page_is_weighed_by_what_is_known_of_it(string name, double? days, ValueShape shape, double? confidence) =>
        Assert.Equal(confidence, Reading.Of(new(StorageKind.Cookie, name, "", IsThirdParty: false, days, shape))?.Confidence);

    [Fact]
    public void An_unknown_cookie_of_another_site_is_a_tracker()
    {
        var suspicion = Reading.Of(new(StorageKind.Cookie, "a", "ads.example.net", IsThirdParty: true, 30, ValueShape.Short));

        Assert.True(suspicion?.Confidence >= Observation.Sure);
    }

    [Theory]
    [InlineData("GA1.1.1234567890.1700000000", ValueShape.Identifier)]
    [InlineData("8f14e45f-ceea-467f-9f3a-0c1b2d3e4f50", ValueShape.Identifier)]
    [InlineData("q7Xk29LmPz01aB", ValueShape.Identifier)]
    [InlineData("true", ValueShape.Short)]
    [InlineData("", ValueShape.Short)]
    [InlineData("dark-theme-enabled", ValueShape.Text)]
    [InlineData(null, ValueShape.Unknown)]
    public void A_value_is_told_by_its_shape(string? value, ValueShape shape) => Assert.Equal(shape, ValueShapes.Of(value));

    [Theory]
    [InlineData(393.0, false)]
    [InlineData(395.0, false)]
    [InlineData(397.0, true)]
    [InlineData(double.PositiveInfinity, false)]
    [InlineData(null, false)]
    public void Thirteen_months_are_counted_by_the_calendar(double? days, bool exceeded) => Assert.Equal(exceeded, ThirteenMonths.IsExceededBy(days, Now));

    [Theory]
    [InlineData("www.ville.fr", "ville.fr", true)]
    [InlineData("a.service.gouv.fr", "b.gouv.fr", false)]
    [InlineData("shop.example.co.uk", "example.co.uk", true)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    public void Hosts_of_one_site_are_told_by_their_domain(string host, string other, bool one) => Assert.Equal(one, SiteName.AreOne(host, other));

    [Theory]
    [InlineData("a=1", "a", null)]
    [InlineData("a=1; Max-Age=86400; Path=/", "a", 1d)]
    [InlineData("a=1; expires=Thu, 31 Dec 2026 00:00:00 GMT", "a", 31d)]
    [InlineData("a=1; expires=Thu, 31 Dec 2026 00:00:00 GMT; max-age=172800", "a", 2d)]
    [InlineData("a=1; max-age=abc", "a", null)]
    [InlineData("a=; max-age=0", "a", 0d)]
    public void A_cookie_is_read_as_it_is_written(string text, string name, double? days)
    {
        var cookie = CookieText.Parse(text, Now);

        Assert.Equal((name, days), (cookie?.Name, cookie?.Days));
    }

    [Theory]
    [InlineData("")]
    [InlineData("=x")]
    [InlineData(";;;")]
    public void What_no_browser_keeps_is_no_cookie(string text) => Assert.Null(CookieText.Parse(text, Now));
}
